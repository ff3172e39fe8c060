"""
The form of a visit plan, and the planned visits below it.
"""

from datetime import date
from typing import Any

from dateutil.relativedelta import relativedelta
from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.forms.models import BaseInlineFormSet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from visitcore_django import desk
from visitcore_django.admin.days import WhenField
from visitcore_django.admin.given import Picker, SoundDays
from visitcore_django.admin.policy_fields import Sheet
from visitcore_django.admin.policy_forms import PolicyForm
from visitcore_django.admin.visits_form import customer_stays, purpose_field
from visitcore_django.admin.wording import named_all
from visitcore_django.desk.visit_times import demand_ahead
from visitcore_django.models import Visit, VisitPlan
from visitcore_django.people.scope import visible

SHEETS = (Sheet(column="values", title=gettext_lazy("What the plan says"), registers=("plans.fields",)),)
AHEAD = 4
"""Months from the current one for which a plan can be begun."""


class MonthFilter(admin.SimpleListFilter):
    """
    The month of the plan: the past year, and those for which one can be begun.
    """

    title = gettext_lazy("month")
    parameter_name = "month"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        """
        The latest first.
        """
        return months(since=-11)[::-1]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """
        By the first of the month.
        """
        return queryset.filter(month=self.value()) if self.value() in dict(months(since=-11)) else queryset


class PlanForm(PolicyForm):
    """
    A plan; while it is a draft, what is mandatory may still be empty.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "month" in self.fields:
            label = VisitPlan._meta.get_field("month").verbose_name
            self.fields["month"] = forms.TypedChoiceField(
                label=label, choices=months(), coerce=date.fromisoformat, initial=months()[1][0]
            )

    def is_draft(self) -> bool:
        """
        Everything but handing it in.
        """
        return "_submit" not in self.data


def months(since: int = 0) -> list[tuple[str, str]]:
    """
    The months to choose from: the current one and those after it.

    Args:
        since: With which month to begin; 0 is the current one, -1 the one before.
    """
    first = timezone.localdate().replace(day=1)
    days = [first + relativedelta(months=each) for each in range(since, AHEAD)]
    return [(day.isoformat(), date_format(day, "YEAR_MONTH_FORMAT")) for day in days]


class PlannedForm(SoundDays):
    """
    One planned visit; the customer of one that is planned stays the same.
    """

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    start = WhenField(label=gettext_lazy("start"))
    end = WhenField(label=gettext_lazy("end"), required=False)

    class Meta:
        model = Visit
        fields = ["customer", "start", "end", "purpose"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.fields["version"].initial = self.instance.version
            customer_stays(self)

    def clean(self) -> dict[str, Any]:
        """
        Tell the second editor that somebody was quicker.
        """
        told: dict[str, Any] = super().clean() or self.cleaned_data
        seen = told.get("version")
        if self.instance.pk and seen is not None and seen != self.instance.version:
            self.add_error(None, _("Somebody else has changed this visit meanwhile; open the plan again."))
        return told


class PlannedFormSet(BaseInlineFormSet):  # type: ignore[type-arg]
    """
    The planned visits of one month.
    """

    def clean(self) -> None:
        """
        Each in the month of the plan, and none that is new on a day that has passed.
        """
        super().clean()
        month = self.instance.month
        for form in self.forms:
            start = form.cleaned_data.get("start") if hasattr(form, "cleaned_data") else None
            if start is None or month is None or form in self.deleted_forms:
                continue
            day = timezone.localdate(start)
            if (day.year, day.month) != (month.year, month.month):
                form.add_error("start", _("This day is not in the month of the plan."))
            elif "start" in form.changed_data:
                try:
                    demand_ahead(start)
                except desk.DeskError as error:
                    form.add_error(error.column, str(error))


class PlannedInline(admin.TabularInline):  # type: ignore[type-arg]
    """
    The planned visits, to be changed while the plan is open and one's own.
    """

    model = Visit
    form = PlannedForm
    formset = PlannedFormSet
    fields = ["customer", "start", "end", "purpose", "version"]
    exclude = ["version"]
    autocomplete_fields = ["customer"]
    ordering = ["start"]
    extra = 1
    verbose_name = gettext_lazy("planned visit")
    verbose_name_plural = gettext_lazy("planned visits")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """
        What is still planned; what was made or cancelled stands below.
        """
        return super().get_queryset(request).filter(status=Visit.Status.PLANNED).select_related("customer", "owner")

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """
        The version only where something can be changed; else the purposes in words.
        """
        return self.fields if self.has_change_permission(request, obj) else [*self.fields[:-2], "purposes"]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """
        The purposes in words.
        """
        return ["purposes"]

    @admin.display(description=gettext_lazy("purpose"))
    def purposes(self, row: Visit) -> str:
        """
        The purposes in words.
        """
        return named_all(row.purpose) or "–"

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        """
        The forms, with the purposes of the policy to choose from.
        """
        day = timezone.localdate() if obj is None else obj.month
        kwargs["form"] = type("PlannedForm", (self.form,), {"purpose": purpose_field(day, one=True)})
        return super().get_formset(request, obj, **kwargs)

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """
        Only customers that the person sees.
        """
        if db_field.name == "customer":
            kwargs["queryset"] = visible(db_field.remote_field.model._default_manager.all(), request.user)
            kwargs.setdefault("widget", Picker(db_field, self.admin_site))
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """
        While the plan is open, and one's own.
        """
        return super().has_add_permission(request, obj) and is_open(obj, request.user)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """
        While the plan is open, and one's own.
        """
        return super().has_change_permission(request, obj) and is_open(obj, request.user)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """
        Who may change a planned visit may take it out.
        """
        return self.has_change_permission(request, obj)


def is_open(plan: VisitPlan | None, person: Any) -> bool:
    """
    Whether somebody may change a plan now; a new one is his.
    """
    return plan is None or (plan.owner_id == person.pk and plan.state in desk.OPEN_PLANS)


def save_planned(plan: VisitPlan, formset: Any, by: Any) -> None:
    """
    Have the desk plan, change and take out what the form says.
    """
    formset.save(commit=False)
    for visit in formset.deleted_objects:
        desk.drop_planned(visit, by=by)
    for visit, _fields in formset.changed_objects:
        desk.change_planned(visit, by=by)
    for visit in formset.new_objects:
        visit.plan, visit.owner = plan, plan.owner
        desk.put_planned(visit, by=by)
