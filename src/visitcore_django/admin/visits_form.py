"""
The form of a visit: times, purpose, ticks and outcome, as the policy wants them.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.contrib.admin.widgets import AdminTextareaWidget
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from visitcore_django.admin.ahead import closed_plans
from visitcore_django.admin.days import WhenField
from visitcore_django.admin.policy_field import TickBoxes, clause_of
from visitcore_django.admin.policy_fields import Sheet
from visitcore_django.admin.policy_forms import PolicyForm
from visitcore_django.admin.wording import named, named_all
from visitcore_django.desk.plans import OPEN
from visitcore_django.desk.purposes import purposes_of
from visitcore_django.models import Visit, VisitPlan

OUTCOME = Sheet(
    column="summary",
    title=gettext_lazy("Outcome"),
    registers=("visits.purposes", "visits.targets", "visits.fields", "visits.summary"),
    leave=("purpose", "customer", "customer_name", "visit_date", "date", "time"),
)
TICKS = Sheet(
    column="ticked",
    title=gettext_lazy("Checklists"),
    folded=True,
    checklists=(
        "plans.preparation",
        "checklists.preparation",
        "checklists.documents",
        "checklists.tools",
        "checklists.confirmation",
        "checklists.arrival",
        "visits.steps",
        "checklists.opening",
        "checklists.exchange",
        "checklists.during",
        "checklists.conduct",
        "checklists.new_product_display",
        "checklists.product_place",
        "checklists.stock",
        "checklists.cleaning",
        "checklists.closing",
        "checklists.visit_*",
    ),
)
"""What is ticked on a visit, in the order of a visit; a list of the company's own is called ``checklists.visit_…``."""
EMPTY = ("", "---------")
SHORT_NOTES: dict[Any, Any] = {models.TextField: {"widget": AdminTextareaWidget(attrs={"rows": 3})}}
"""A note is a few lines."""


class PurposesField(forms.MultipleChoiceField):
    """
    One or more purposes of the policy, kept with commas between them.
    """

    widget = TickBoxes

    def prepare_value(self, value: Any) -> Any:
        """
        The purposes, out of what is kept.
        """
        return parts_of(value) if isinstance(value, str) else value

    def clean(self, value: Any) -> str:
        """
        What is kept.
        """
        return ",".join(super().clean(value))

    def has_changed(self, initial: Any, data: Any) -> bool:
        """
        Whether others were chosen.
        """
        return super().has_changed(parts_of(initial), data)

    def keep(self, kept: Iterable[str]) -> None:
        """
        Offer what is kept already, by whichever policy it was chosen.
        """
        offered: list[Any] = list(self.choices)  # type: ignore[arg-type]
        known = {value for value, _words in offered}
        self.choices = [*offered, *((value, named_all(value)) for value in kept if value not in known)]


class PurposeField(forms.CharField):
    """
    One purpose of the policy from a list; what is kept already is offered too.
    """

    def __init__(self, *, choices: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        self.offered = [EMPTY, *choices]
        super().__init__(widget=forms.Select(choices=self.offered), **kwargs)

    def prepare_value(self, value: Any) -> Any:
        """
        The value, offered in any case.
        """
        if value and value not in dict(self.offered):
            self.widget.choices = [*self.offered, (value, named_all(value))]
        return value


def purpose_field(day: date, *, one: bool = False) -> forms.Field:
    """
    The field for the purpose of a visit: those of the policy, or free words where it lists none.

    Args:
        day: The day whose policy counts.
        one: Whether there is room for one only.
    """
    label = Visit._meta.get_field("purpose").verbose_name
    offered = [(name, named(name)) for name in purposes_of(day)]
    if not offered:
        return forms.CharField(label=label, required=False, max_length=200)
    if one:
        return PurposeField(label=label, required=False, max_length=200, choices=offered)
    return PurposesField(label=label, required=False, choices=offered)


def parts_of(value: Any) -> list[str]:
    """
    The purposes that are kept.
    """
    return [part for part in str(value or "").split(",") if part]


def customer_stays(form: Any) -> None:
    """
    Show the customer of a form without a list to choose from.
    """
    field, customer = form.fields.get("customer"), form.instance.customer
    if field is not None:
        field.widget = forms.Select(choices=[(customer.pk, str(customer))])
        field.disabled = True


class VisitForm(PolicyForm):
    """
    A visit: planned, or recorded as made with everything that the policy wants.
    """

    start = WhenField(label=gettext_lazy("start"))
    end = WhenField(label=gettext_lazy("end"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            customer_stays(self)
        purpose = self.fields.get("purpose")
        if isinstance(purpose, PurposesField):
            purpose.keep(parts_of(self.instance.purpose))
        if purpose is not None and self._purpose_clause():
            purpose.help_text = _("needed to record it as made · %(clause)s") % {"clause": self._purpose_clause()}
        if self.instance.pk and "start" in self.fields:
            self.fields["start"].help_text = why_it_stays(self.instance)

    def is_draft(self) -> bool:
        """
        What is only planned need not be complete.
        """
        return "_made" not in self.data and self.instance.status != Visit.Status.COMPLETED

    def clean(self) -> dict[str, Any]:
        """
        A visit that was made lies behind and has its purpose.
        """
        told = super().clean()
        now = timezone.now()
        if self.is_draft():
            return told
        for name in ("start", "end"):
            if told.get(name) is not None and told[name] > now:
                self.add_error(name, _("A visit that was made cannot lie ahead; plan it, or correct its time."))
        if not told.get("purpose") and "purpose" in self.fields and self._purpose_clause():
            said = {"clause": self._purpose_clause()}
            self.add_error("purpose", _("Fill this in; %(clause)s asks for it.") % said)
        return told

    def _purpose_clause(self) -> str:
        """
        The clause that asks for the purpose of a visit that was made; empty where none does.
        """
        for held in (held for asked in self.asked for held in asked.registers):
            for one in held.value.fields:
                if one.name == "purpose" and not one.optional:
                    return clause_of(held, one.rule)
        return ""


def why_it_stays(visit: Visit) -> str:
    """
    Why a planned visit is not moved: its plan is handed in; empty where it may be.
    """
    plan = visit.plan
    if visit.status != Visit.Status.PLANNED or plan is None or plan.state in OPEN:
        return ""
    said = {"month": f"{plan.month:%Y-%m}", "state": plan.get_state_display()}
    if plan.state == VisitPlan.State.SUBMITTED:
        words = _(
            "The plan of %(month)s is %(state)s, and its visits are not moved; its owner may take it back first. What "
            "is changed here counts only where the visit is recorded as made."
        )
    else:
        words = _(
            "The plan of %(month)s is %(state)s, and its visits are not moved. What is changed here counts only where "
            "the visit is recorded as made."
        )
    return words % said


def visit_form_of(day: date, person: Any, *, new: bool) -> type[VisitForm]:
    """
    The form for a visit of a day.

    Args:
        day: The day whose policy names the purposes.
        person: Who fills it in; of a new visit he is told which of his plans take no more.
        new: Whether the visit is new.
    """
    fields: dict[str, Any] = {"purpose": purpose_field(day)}
    if new:
        closed = closed_plans([person], timezone.localdate())
        fields["start"] = WhenField(label=gettext_lazy("start"), help_text=closed)
    return type("VisitForm", (VisitForm,), fields)
