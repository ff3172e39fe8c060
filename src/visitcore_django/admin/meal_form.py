"""
The form of a meal: its choices come from the policy that runs, and it can be weighed while it is written.
"""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.forms.utils import ErrorDict
from django.utils import timezone
from django.utils.translation import gettext as _

from visitcore.blocks.permission import Permission
from visitcore_django.admin.base import VersionedForm
from visitcore_django.admin.wording import choices_of, named
from visitcore_django.desk.meal_rules import CAP
from visitcore_django.models import MealRequest
from visitcore_django.policies import running

EMERGENCY = "expenses.meal.emergency"
FIGURES = (
    "on",
    "starts_at",
    "restaurant",
    "importance",
    "occasion",
    "host",
    "customers",
    "company_diners",
    "bill",
    "drinks",
    "designated_restaurant",
    "special",
    "manager_joins",
    "reason",
    "emergency",
    "oral_consent_by",
)
"""What the rules look at."""


class MealForm(VersionedForm):
    """
    A meal with the words of the policy to choose from; a word of an older policy is kept.
    """

    class Meta:
        model = MealRequest
        fields = ("customer", *FIGURES)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, offered in offers().items():
            if name in self.fields and offered:
                self.fields[name] = _choice(self.fields[name], offered, getattr(self.instance, name))


class UnsavedMealForm(MealForm):
    """
    The same form when it is only worked out: nothing in it is an error, and it is never saved.
    """

    def full_clean(self) -> None:
        """
        Look at nothing.
        """
        self._errors = ErrorDict()
        self.cleaned_data: dict[str, Any] = {}

    def is_valid(self) -> bool:
        """
        Never to be saved.
        """
        return False


def offers() -> dict[str, list[tuple[str, str]]]:
    """
    What may be chosen under the policy of today, by column.
    """
    today = timezone.localdate()
    held = running(today).policy.on(today).find(EMERGENCY)
    roles = held.value.approval if held is not None and isinstance(held.value, Permission) else ()
    words = {name: choices_of(CAP, name) for name in ("importance", "occasion", "host")}
    return {**words, "oral_consent_by": [(role, named(role)) for role in roles]}


def as_typed(data: Mapping[str, Any]) -> tuple[MealRequest, list[str]]:
    """
    A meal out of what was typed so far, and what of that cannot be read; the day of today where none is given.

    Args:
        data: The fields as a browser sends them.
    """
    form, values, faults = MealForm(), {}, []
    for name in FIGURES:
        field = form.fields[name]
        try:
            value = field.clean(field.widget.value_from_datadict(data, {}, name))
            MealRequest._meta.get_field(name).run_validators(value)  # type: ignore[union-attr]
            values[name] = value
        except forms.ValidationError as error:
            if getattr(error, "code", "") != "required":
                faults.append(f"{field.label}: {' '.join(error.messages)}")
    if not values.get("on"):
        values["on"] = timezone.localdate()
        faults.append(_("No day yet; these are the rules of today."))
    return MealRequest(**values), faults


def _choice(field: Any, offered: list[tuple[str, str]], held: str) -> forms.ChoiceField:
    known = [value for value, _words in offered]
    kept = [(held, named(held))] if held and held not in known else []
    return forms.ChoiceField(
        label=field.label, choices=[("", "---------"), *offered, *kept], required=False, help_text=field.help_text
    )
