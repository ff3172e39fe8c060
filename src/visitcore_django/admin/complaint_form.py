"""
The forms of a complaint: its facts, an act to write down, the person to hand it to.
"""

from typing import Any

from django import forms
from django.contrib.auth import get_user_model
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from visitcore_django.admin.base import VersionedForm
from visitcore_django.admin.complaint_words import kind_in_words
from visitcore_django.admin.days import WhenField
from visitcore_django.admin.wording import named
from visitcore_django.desk.complaint_rules import (
    REMARK,
    REPEAT,
    acts_of,
    counts_repeats,
    lists_of,
    signs_of,
    under_of,
)
from visitcore_django.models import Complaint
from visitcore_django.models.naming import person_name
from visitcore_django.models.users import is_active
from visitcore_django.policies import running


class ComplaintForm(VersionedForm):
    """
    The facts of a complaint, in the words of the policy.
    """

    signs = forms.MultipleChoiceField(
        label=_("signs of a major complaint"), required=False, widget=forms.CheckboxSelectMultiple
    )
    signs_known = forms.BooleanField(
        label=_("every sign has been looked at"),
        required=False,
        help_text=_("Then what is not ticked is not there; otherwise it is not known yet."),
    )
    persons = forms.MultipleChoiceField(
        label=_("persons it is about"),
        required=False,
        help_text=_("Colleagues whom the customer complains of; they stay out of it where the policy says so."),
    )
    even_so = forms.CharField(
        label=_("if it is on record already"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"class": "vTextField"}),
        help_text=_("Why it is opened all the same; left empty, you are told which record it belongs to."),
    )

    class Meta:
        model = Complaint
        fields = [
            "number",
            "customer",
            "complainant",
            "problem",
            "channel",
            "demand",
            "area",
            "judged",
            "visible_at_receipt",
            "reply_letter_only",
            "text",
            "received_at",
        ]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._day = timezone.localdate()
        self._policy = (running(self._day) if self.instance.pk is None else under_of(self.instance)).policy
        for column, words in lists_of(self.instance, self._day).items():
            empty = _("by its signs") if column == "judged" else "---------"
            self._choose(column, [(one, named(one)) for one in words], empty)
        self._ask_signs()
        self._ask_persons()
        for name in ("signs", "signs_known", "persons", "even_so"):
            self.fields[name].label = capfirst(str(self.fields[name].label))
        if "text" in self.fields:
            self.fields["text"].widget.attrs["rows"] = 4
        if "number" in self.fields:
            self.fields["number"].help_text = _("Left empty, it is given out.")
        if "reply_letter_only" in self.fields and self.instance.pk is None:
            self.fields["reply_letter_only"].initial = False

    def clean(self) -> dict[str, Any]:
        """
        Put signs and persons into their columns.
        """
        cleaned = super().clean()
        field: Any = self.fields["signs"]
        known = {name for name, _words in field.choices}
        ticked, looked = set(cleaned.get("signs") or ()), cleaned.get("signs_known")
        counted = {REPEAT} if counts_repeats(self._policy, self._day) else set()
        absent = known - ticked - counted if looked else set()
        kept = {name: there for name, there in self.instance.flags.items() if name not in known}
        self.instance.flags = kept | dict.fromkeys(sorted(ticked), True) | dict.fromkeys(sorted(absent), False)
        self.instance.about = cleaned.get("persons") or []
        return cleaned

    def _get_validation_exclusions(self) -> set[str]:
        """
        An empty number is given out by the desk.
        """
        left: set[str] = super()._get_validation_exclusions()  # type: ignore[misc]
        return left if self.cleaned_data.get("number") else {*left, "number"}

    def _choose(self, column: str, choices: list[tuple[str, str]], empty: Any = "---------") -> None:
        """
        Offer the words of the policy, and the one on record; what the policy does not list is written freely.
        """
        if column not in self.fields or not choices:
            return
        now = getattr(self.instance, column)
        more = [] if not now or now in dict(choices) else [(now, named(now))]
        old = self.fields[column]
        self.fields[column] = forms.ChoiceField(
            label=old.label, required=False, choices=[("", empty), *choices, *more], help_text=old.help_text
        )

    def _ask_signs(self) -> None:
        """
        The signs of the policy; whether it is a repeated one is left to the count where the policy counts.
        """
        signs, flags = signs_of(self._policy, self._day), self.instance.flags or {}
        counted = counts_repeats(self._policy, self._day)
        field: Any = self.fields["signs"]
        field.choices = [(name, named(name)) for name in signs]
        field.initial = [name for name in signs if flags.get(name)]
        looked = [name for name in signs if not (name == REPEAT and counted)]
        self.fields["signs_known"].initial = all(flags.get(name) is not None for name in looked)
        if counted and REPEAT in signs:
            field.help_text = _("Whether it is a repeated one is told by the count.")

    def _ask_persons(self) -> None:
        people = [(person.get_username(), person_name(person)) for person in workers()]
        past = [(name, name) for name in self.instance.about or [] if name not in dict(people)]
        field: Any = self.fields["persons"]
        field.choices = [*people, *past]
        field.initial = self.instance.about or []


class ActForm(forms.Form):
    """
    An act to write down, or a remark.
    """

    kind = forms.ChoiceField(label=_("what happened"))
    at = WhenField(label=_("when"), required=False, help_text=_("Left empty, now."))
    note = forms.CharField(
        label=_("note"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 2, "cols": 40})
    )

    def __init__(self, complaint: Complaint, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        over = complaint.closed_at is not None
        kinds = (REMARK, *(() if over else acts_of(under_of(complaint).policy, timezone.localdate())))
        self.fields["kind"].choices = [(kind, kind_in_words(kind)) for kind in kinds]  # type: ignore[attr-defined]


class HandForm(forms.Form):
    """
    Whom a complaint is handed to.
    """

    handler: Any = forms.ModelChoiceField(label=_("hand it to"), queryset=None)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["handler"]
        field.queryset = workers()
        field.label_from_instance = person_name


def workers() -> QuerySet[Any]:
    """
    Those who work here, by their log-in names.
    """
    users = get_user_model()
    return users._default_manager.filter(is_active()).order_by(users.USERNAME_FIELD)
