"""
The filters of the visits.
"""

from datetime import date
from typing import Any

from dateutil.relativedelta import relativedelta
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from visitcore_django.admin.customers_filters import OwnerFilter
from visitcore_django.admin.filters import ChosenFilter
from visitcore_django.desk.report_clocks import not_begun
from visitcore_django.facts.days import midnight
from visitcore_django.facts.plans import held_in, planned_months
from visitcore_django.models import Visit
from visitcore_django.sheets.visits_told import PLAN_WORDS

SO_FAR, ALL = "so_far", "all"
AHEAD = ("ahead", "next")
"""Stretches of days of which the nearest matters most."""
LOOKING = {"o", "p", "all", "visitor", "when"}
"""What somebody may ask of the list who only looks at it, for nothing in particular."""


class WhenFilter(ChosenFilter):
    """
    The month of the visit; the latest first, and none that lie ahead unless somebody looks for something.
    """

    title = _("when")
    parameter_name = "when"

    def __init__(self, request: HttpRequest, params: dict[str, Any], model: Any, model_admin: Any) -> None:
        self.usual = ALL if {name for name, told in request.GET.items() if told} - LOOKING else SO_FAR
        super().__init__(request, params, model, model_admin)

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        """
        Until today, what is to come, today, and three months.
        """
        return [
            (SO_FAR, _("until today")),
            ("ahead", _("not made yet")),
            ("today", _("today")),
            ("this", _("this month")),
            ("next", _("next month")),
            ("last", _("last month")),
            (ALL, _("all")),
        ]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """
        A stretch of the column that the list is sorted by.
        """
        since, until = self._days(timezone.localdate())
        if since is not None:
            queryset = queryset.filter(start__gte=midnight(since))
        return queryset if until is None else queryset.filter(start__lt=midnight(until))

    def _days(self, today: date) -> tuple[date | None, date | None]:
        tomorrow = today + relativedelta(days=1)
        if self.value() in (SO_FAR, "ahead", "today"):
            return {SO_FAR: (None, tomorrow), "ahead": (tomorrow, None)}.get(self.value(), (today, tomorrow))
        turn = {"last": -1, "this": 0, "next": 1}.get(self.value())
        if turn is None:
            return None, None
        first = today.replace(day=1) + relativedelta(months=turn)
        return first, first + relativedelta(months=1)


class PlanFilter(admin.SimpleListFilter):
    """
    Whether a plan holds the visit.
    """

    title = _("in the plan")
    parameter_name = "plan"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        """
        Within one or outside.
        """
        return [("yes", PLAN_WORDS[True]), ("no", PLAN_WORDS[False])]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """
        By the plan.
        """
        if self.value() not in {"yes", "no"}:
            return queryset
        held = held_in(planned_months())
        return queryset.filter(held) if self.value() == "yes" else queryset.exclude(pk__in=Visit.objects.filter(held))


class ReportFilter(admin.SimpleListFilter):
    """
    Visits that were made and have no report handed in.
    """

    title = _("report")
    parameter_name = "report"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        """
        None begun, none though it is late, not handed in, handed in.
        """
        return [
            ("none", _("none yet")),
            ("late", _("none yet, and late")),
            ("open", _("not handed in")),
            ("in", _("handed in")),
        ]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """
        Over visits that were made.
        """
        value, made = self.value(), queryset.filter(status=Visit.Status.COMPLETED)
        if value == "none":
            return made.filter(report__isnull=True)
        if value == "late":
            return queryset.filter(pk__in=not_begun(timezone.localdate()).values("pk"))
        if value == "open":
            return made.filter(report__state__in=["draft", "returned"])
        return made.filter(report__state__in=["submitted", "reviewed"]) if value == "in" else queryset


class VisitorFilter(OwnerFilter):
    """
    The people whose visits one sees.
    """

    title = _("visitor")
    parameter_name = "visitor"


FILTERS = (WhenFilter, "status", PlanFilter, ReportFilter, VisitorFilter)
"""The filters in the order of the list."""
