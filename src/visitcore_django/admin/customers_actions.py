"""
What is asked about selected customers before it is done: when to plan a visit, which days to excuse.
"""

from collections.abc import Callable, Iterable
from datetime import timedelta
from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin import widgets
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from visitcore_django import desk
from visitcore_django.admin.ahead import closed_plans, period_of_all, still_owed
from visitcore_django.admin.clocks import clock_said
from visitcore_django.admin.customers_timeline import page_of
from visitcore_django.admin.days import DayInput, WhenField
from visitcore_django.admin.each_of_many import AskForm, Asking, Done
from visitcore_django.admin.lines import in_lines
from visitcore_django.admin.persons import PersonField
from visitcore_django.admin.visits_form import purpose_field
from visitcore_django.admin.wording import joined
from visitcore_django.desk.listed import demand_words
from visitcore_django.desk.plan_clocks import plan_clock
from visitcore_django.desk.purposes import purposes_of
from visitcore_django.desk.visit_times import demand_ahead
from visitcore_django.models import Customer, VisitPlan
from visitcore_django.models.naming import person_name
from visitcore_django.people.colleagues import colleagues

AT_ONCE = 200
"""Customers that one form takes."""


class PlanForm(AskForm):
    """
    Visits to plan.
    """

    start = WhenField(label=gettext_lazy("start"))
    minutes = forms.IntegerField(
        label=gettext_lazy("minutes for each"),
        min_value=5,
        max_value=24 * 60,
        initial=60,
        required=False,
        help_text=gettext_lazy("The visits of one person follow each other; leave it empty to give all the same time."),
    )
    visitor = PersonField(
        label=gettext_lazy("visitor"),
        queryset=None,
        required=False,
        empty_label=gettext_lazy("whoever looks after the customer"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["purpose"] = purpose_field(timezone.localdate(), one=True)
        self.fields["visitor"].queryset = colleagues(self.person)  # type: ignore[attr-defined]
        visitors = {customer.owner or self.person for customer in self.customers}
        self.fields["start"].help_text = closed_plans(visitors, timezone.localdate())

    def clean(self) -> dict[str, Any]:
        """
        A visit that is planned lies ahead, is over by midnight, and is for what the policy of its day lists.
        """
        told: dict[str, Any] = super().clean() or self.cleaned_data
        start = told.get("start")
        if start is None:
            return told
        end = start + timedelta(minutes=told.get("minutes") or 0)
        if timezone.localdate(end) != timezone.localdate(start):
            self.add_error("start", _("The visit would run past midnight; let it begin earlier, or take less time."))
        self.fields["purpose"] = purpose_field(timezone.localdate(start), one=True)
        self._ask(lambda: demand_ahead(start))
        known = purposes_of(timezone.localdate(start))
        self._ask(lambda: demand_words("purpose", [told.get("purpose", "")], known))
        return told

    def _ask(self, demand: Callable[[], None]) -> None:
        """
        Have the desk look at a field before anything is done, and tell there what it says.
        """
        try:
            demand()
        except desk.DeskError as error:
            self.add_error(error.column, str(error))

    def apply(self, customers: Iterable[Customer]) -> Done:
        """
        Plan a visit to each; one that does not fit into the day any more is not planned.
        """
        told, done = self.cleaned_data, Done()
        length = timedelta(minutes=told["minutes"] or 0)
        free: dict[Any, Any] = {}
        for customer in customers:
            visitor = told["visitor"] or customer.owner or self.person
            start = free.get(visitor.pk, told["start"])
            if timezone.localdate(start + length) != timezone.localdate(told["start"]):
                done.failed.append((customer, _("The day is full; choose another day or less time for each.")))
                continue

            def plan(customer: Customer = customer, visitor: Any = visitor, start: Any = start) -> object:
                return desk.plan_visit(
                    customer,
                    by=self.person,
                    start=start,
                    end=start + length if length else None,
                    owner=visitor,
                    purpose=told["purpose"],
                    token=self.token_for(customer),
                )

            if done.try_for(customer, plan):
                free[visitor.pk] = start + length
        return done


class ExcuseForm(AskForm):
    """
    Days for which customers need not be visited.
    """

    first_day = forms.DateField(label=gettext_lazy("first day"), widget=DayInput)
    last_day = forms.DateField(label=gettext_lazy("last day"), widget=DayInput)
    reason = forms.CharField(label=gettext_lazy("reason"), max_length=500, widget=widgets.AdminTextareaWidget)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        period = period_of_all(self.customers, timezone.localdate())
        if period is not None:
            self.fields["first_day"].initial, self.fields["last_day"].initial = period
        self.fields["last_day"].help_text = _("A visit is excused only where the days cover its whole period.")

    def clean(self) -> dict[str, Any]:
        """
        The days in order.
        """
        told: dict[str, Any] = super().clean() or self.cleaned_data
        if "first_day" in told and "last_day" in told and told["last_day"] < told["first_day"]:
            self.add_error("last_day", _("The last day lies before the first; give them in order."))
        return told

    def apply(self, customers: Iterable[Customer]) -> Done:
        """
        Ask for an excuse for each.
        """
        done = Done()
        days = {name: self.cleaned_data[name] for name in ("first_day", "last_day", "reason")}
        for customer in customers:

            def ask(customer: Customer = customer) -> object:
                return desk.request_excuse(customer, by=self.person, token=self.token_for(customer), **days)

            if done.try_for(customer, ask):
                owed = still_owed(customer, days["first_day"], days["last_day"])
                done.noted.extend([(customer, owed)] if owed else [])
        return done


def _planned(done: Done) -> str:
    """
    How many visits are planned, in which plans, and by when those are to be handed in.
    """
    count = len(done.worked)
    words = ngettext("%(count)d visit is planned.", "%(count)d visits are planned.", count) % {"count": count}
    plans = {visit.plan_id: visit.plan for visit in done.made if visit.plan is not None}
    where = in_lines(_("Part of these plans, which have still to be handed in:"), map(_to_hand_in, plans.values()))
    return format_html("{} {}", words, where) if plans else words


def _to_hand_in(plan: VisitPlan) -> tuple[SafeString, str]:
    """
    A plan as a link, with how it stands and its deadline.
    """
    called = f"{person_name(plan.owner)} {date_format(plan.month, 'YEAR_MONTH_FORMAT')}"
    clock = plan_clock(plan)
    told = joined(plan.get_state_display(), "" if clock is None else clock_said(clock))
    return format_html('<a href="{}">{}</a>', page_of(plan, admin.site), called), told


def _excused(done: Done) -> str:
    count = len(done.worked)
    said = ngettext(
        "%(count)d excuse is asked for; it counts once somebody else has approved it.",
        "%(count)d excuses are asked for; they count once somebody else has approved them.",
        count,
    )
    return said % {"count": count}


PLAN = Asking(
    name="plan_visits",
    form=PlanForm,
    right="add_visit",
    title=gettext_lazy("Plan visits"),
    label=gettext_lazy("Plan"),
    worked=_planned,
)
EXCUSE = Asking(
    name="excuse",
    form=ExcuseForm,
    right="add_excuse",
    title=gettext_lazy("Excuse visits"),
    label=gettext_lazy("Ask for it"),
    worked=_excused,
)
