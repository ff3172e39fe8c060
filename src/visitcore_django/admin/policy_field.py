"""
One field of a form for what the policy asks for: a line, a list or ticks, with the clause beside it.
"""

from typing import Any

from django import forms
from django.utils.html import format_html
from django.utils.translation import gettext as _

from visitcore.blocks.checklist import Checklist, Item
from visitcore.blocks.register import Field, Register
from visitcore.explain.clauses import clause_in_words
from visitcore.policy.dated import Dated
from visitcore_django.admin.wording import named
from visitcore_django.desk.wording import say
from visitcore_django.models.language import between, lang


class TickBoxes(forms.CheckboxSelectMultiple):
    """
    Ticks beside each other, as many as fit into a line.
    """

    def __init__(self, attrs: Any = None, choices: Any = ()) -> None:
        super().__init__({"class": "visitcore-ticks", **(attrs or {})}, choices)


def register_field(held: Dated[Register], one: Field, stored: Any) -> forms.Field:
    """
    A list to choose from where the policy lists the values, else room for a few words.
    """
    more: dict[str, Any] = {"label": label_of(one), "required": False, "initial": stored, "help_text": _hint(held, one)}
    if not one.one_of:
        return forms.CharField(widget=forms.Textarea(attrs={"rows": 2, "class": "vLargeTextField"}), **more)
    past = [value for value in several(stored) if value not in one.one_of]
    choices = [(value, named(value)) for value in (*one.one_of, *past)]
    if one.many:
        more["initial"] = several(stored)
        return forms.MultipleChoiceField(choices=choices, widget=TickBoxes, **more)
    return forms.ChoiceField(choices=[("", "---------"), *choices], **more)


def tick_field(held: Dated[Checklist], title: str, stored: list[str]) -> forms.Field:
    """
    The ticks of a checklist, those of the past that it does not know any more included.
    """
    known = [item.name for item in held.value.items]
    choices = [(item.name, item_label(item)) for item in held.value.items]
    choices += [(name, named(name)) for name in stored if name not in known]
    return forms.MultipleChoiceField(
        label=title,
        choices=choices,
        widget=TickBoxes,
        required=False,
        initial=stored,
        help_text=clause_of(held),
    )


def item_label(item: Item) -> str:
    """
    What people call an item, and whether it may stay open.
    """
    words = say(item.label) if item.label is not None else named(item.name)
    return _("%(item)s (optional)") % {"item": words} if item.optional else words


def _hint(held: Dated[Register], one: Field) -> str:
    """
    Which clause asks for a field, whether it may stay empty, and whether it holds personal data.
    """
    parts = [_("optional") if one.optional else _("mandatory"), clause_of(held, one.rule)]
    if one.personal:
        parts.append(_("personal data"))
    return format_html("{}", " · ".join(parts))


def label_of(one: Field) -> str:
    """
    What people call a field.
    """
    words = say(one.label) if one.label is not None else named(one.name)
    return words[:1].upper() + words[1:]


def clause_of(held: Dated[Any], rule: str = "") -> str:
    """
    Where something is written: the rule, the document and the clause.
    """
    cited = held.cite(rule)
    where = clause_in_words(cited.clause).in_(lang())
    if lang() == "zh":
        return f"《{cited.document.zh}》{where}（{cited.id}）"
    return f"{cited.document.en}, {where} ({cited.id})"


def several(value: Any) -> list[str]:
    """
    Whatever is kept, as a list.
    """
    if value in (None, ""):
        return []
    return [str(one) for one in value] if isinstance(value, list | tuple) else [str(value)]


def in_words(value: Any) -> str:
    """
    What is kept, in words.
    """
    return between().join(named(one) for one in several(value))
