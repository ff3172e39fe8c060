"""
The forms of a matter to call back on, and of a call-back with its record sheet.
"""

import json
import re
from typing import Any, ClassVar

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from visitcore.blocks.register import Field
from visitcore.rules.callback_letter import ANSWERS
from visitcore.rules.callback_terms import kinds_of
from visitcore_django.admin.base import VersionedForm
from visitcore_django.admin.policy_field import clause_of
from visitcore_django.admin.policy_fields import Asked, Sheet
from visitcore_django.admin.policy_forms import PolicyForm
from visitcore_django.admin.wording import named
from visitcore_django.desk.callback_matters import classes_of
from visitcore_django.desk.callbacks import modes_of
from visitcore_django.models import CallbackMatter
from visitcore_django.models.language import lang
from visitcore_django.policies import running

SHEET = Sheet(
    column="values",
    title=_("record sheet"),
    registers=("callbacks.record", "callbacks.proof", "callbacks.review"),
    leave=("by", "mode", "resolved", "next_at"),
    later=("callbacks.review",),
)
"""What the policy wants on a record sheet; what has a column of its own is left there."""
ASKED_WHERE = "data-visitcore-where"
"""The attribute in which a field tells its case."""
SENT: dict[Any, tuple[str, ...]] = {True: ("true", "yes"), False: ("false", "no")}
"""What the form sends for a yes or a no."""
INCOMPLETE = "_incomplete"
"""The name that the button sends by which a sheet is kept though it is not complete."""
YES_NO = [("", "---------"), ("yes", _("yes")), ("no", _("no"))]
_BETWEEN = re.compile(r"[,;\s，；、]+")


class MatterForm(VersionedForm):
    """
    A matter in the words of the policy.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = kinds_of(running(timezone.localdate()).policy)
        self._choose("cause", [(kind, named(kind)) for kind in kinds])
        self._choose("class_of", [(name, named(name)) for name in classes_of(timezone.localdate())])
        if "case" in self.fields:
            self.fields["case"].required = False
            self.fields["case"].help_text = _("Left empty, it is given out.")
        if self.instance.pk is None and "reply_letter_only" in self.fields:
            self.fields["reply_letter_only"].initial = False

    def _choose(self, column: str, choices: list[tuple[str, str]]) -> None:
        if column in self.fields and choices:
            self.fields[column] = _choice(self.fields[column], getattr(self.instance, column), choices)


class CallBackForm(PolicyForm):
    """
    A call-back with its sheet, which is to be complete; by a button of its own one that lacks something is kept too.

    Attributes:
        unclassed: The matter that it is about, where that cannot be judged without a class; else ``None``.
    """

    unclassed: ClassVar[CallbackMatter | None] = None

    class_of = forms.ChoiceField(
        label=_("class of the matter"),
        help_text=_("Nobody has said it yet; by it the policy tells who calls back, and how."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._ask_class()
        modes = [(mode, named(mode)) for mode in modes_of(timezone.localdate())]
        if modes and "mode" in self.fields:
            self.fields["mode"] = _choice(self.fields["mode"], self.instance.mode, modes)
        stored = self.instance.values or {}
        for asked in self.asked:
            for name, (held, one) in asked.fields().items():
                always = not (one.when or one.optional or held.key in asked.sheet.later)
                self.fields[asked.name_of(name)].required = always and not self.is_draft()
                if one.when:
                    said = {"when": self.when(one), "clause": clause_of(held, one.rule)}
                    self.fields[asked.name_of(name)].help_text = _("asked for where %(when)s · %(clause)s") % said
                    self.fields[asked.name_of(name)].widget.attrs[ASKED_WHERE] = json.dumps(self._where(asked, one))
                if _is_mark(one):
                    self.fields[asked.name_of(name)].widget = forms.HiddenInput()
            for name in _flags(asked):
                old = self.fields[asked.name_of(name)]
                initial = {"True": "yes", "False": "no"}.get(str(stored.get(name)), "")
                self.fields[asked.name_of(name)] = forms.ChoiceField(
                    label=old.label, help_text=old.help_text, required=False, choices=YES_NO, initial=initial
                )

    def _ask_class(self) -> None:
        """
        Ask for the class of the matter where it lacks one; what its complaint is called stands there to begin with.
        """
        if self.unclassed is None:
            del self.fields["class_of"]
            return
        field: Any = self.fields["class_of"]
        complaint = self.unclassed.complaint
        field.choices = [("", "---------"), *((name, named(name)) for name in classes_of(timezone.localdate()))]
        field.initial = next(
            (name for name, words in field.choices if complaint is not None and words == named(complaint.gravity)), ""
        )
        field.required = not self.is_draft()

    def when(self, one: Field) -> str:
        """
        In which case a field is asked for; what stands on the form beside it is called as it is there.
        """
        or_, and_ = (" 或 ", "，且") if lang() == "zh" else (" or ", " and ")
        parts = []
        for name, wanted in one.when.items():
            values = wanted if isinstance(wanted, tuple) else (wanted,)
            called = self.fields[name].label if name in self.fields else named(name)
            parts.append(f"“{called}” = {or_.join(named(str(value)) for value in values)}")
        return and_.join(parts)

    def _where(self, asked: Asked, one: Field) -> list[list[Any]]:
        """
        The same for the script that shows a field only then: names on the form, each with the values that it sends.

        What stands in no field of the form, such as who calls back, stays as it is.
        """
        known, own = asked.fields(), {"by": self.instance.by_role}
        where: list[list[Any]] = []
        for name, wanted in one.when.items():
            values = wanted if isinstance(wanted, tuple) else (wanted,)
            if name in own:
                where += [] if own[name] in values else [["", []]]
            else:
                field = asked.name_of(name) if name in known else name
                where.append([field, [text for value in values for text in SENT.get(value, (str(value),))]])
        return where

    def is_draft(self) -> bool:
        """
        Whether it is to be kept whatever its sheet lacks.
        """
        return INCOMPLETE in self.data

    def read(self, asked: Asked, cleaned: dict[str, Any]) -> dict[str, Any]:
        """
        The sheet with yes and no, and the cases that a letter answers, such as the policy reads them.

        A mark of which the policy knows only one bears it by itself, wherever it is asked for.
        """
        values = super().read(asked, cleaned)
        for name in _flags(asked):
            values.pop(name, None)
            answer = cleaned.get(asked.name_of(name))
            if answer:
                values[name] = answer == "yes"
        sheet = {**values, **{name: one for name, one in self.beside(cleaned).items() if one not in (None, "")}}
        for name, (_held, one) in asked.fields().items():
            if _is_mark(one):
                values.pop(name, None)
                values |= {name: one.one_of[0]} if one.counts_in(sheet) else {}
        if isinstance(values.get(ANSWERS), str):
            values[ANSWERS] = [case for case in _BETWEEN.split(values[ANSWERS]) if case]
        return values

    def beside(self, cleaned: dict[str, Any]) -> dict[str, Any]:
        """
        How it was made, whether all is settled, and when the next is.
        """
        return {name: cleaned.get(name) for name in ("mode", "resolved", "next_at") if name in self.fields}


def told(values: Any) -> dict[str, Any]:
    """
    A sheet such as its form shows it.
    """
    cases = (values or {}).get(ANSWERS)
    return {**(values or {}), ANSWERS: ", ".join(cases)} if isinstance(cases, list) else dict(values or {})


def _flags(asked: Asked) -> list[str]:
    """
    The fields of a sheet that are answered with yes or no: those on whose truth others depend.
    """
    known = asked.fields()
    depended_on = {
        name
        for held in asked.registers
        for one in held.value.fields
        for name, wanted in one.when.items()
        if isinstance(wanted, bool)
    }
    return [name for name in known if name in depended_on]


def _is_mark(one: Field) -> bool:
    """
    Whether there is nothing to choose: the one value that a field may bear is that of its case.
    """
    return len(one.one_of) == 1 and not one.many and not one.optional


def _choice(old: forms.Field, now: str, choices: list[tuple[str, str]]) -> forms.ChoiceField:
    more = [] if not now or now in dict(choices) else [(now, named(now))]
    every = [("", "---------"), *choices, *more]
    return forms.ChoiceField(label=old.label, required=old.required, choices=every, help_text=old.help_text)
