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
from visitcore_django.admin.customers_why import midnight
from visitcore_django.desk.report_clocks import not_begun
from visitcore_django.models import Visit


class WhenFilter(admin.SimpleListFilter):
    """
    The month of the visit.
    """

    title = _("when")
    parameter_name = "when"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        """
        Today, and three months.
        """
        return [
            ("today", _("today")),
            ("this", _("this month")),
            ("next", _("next month")),
            ("last", _("last month")),
        ]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """
        A stretch of the column that the list is sorted by.
        """
        since, until = self._days(timezone.localdate())
        if since is None or until is None:
            return queryset
        return queryset.filter(start__gte=midnight(since), start__lt=midnight(until))

    def _days(self, today: date) -> tuple[date | None, date | None]:
        if self.value() == "today":
            return today, today + relativedelta(days=1)
        turn = {"last": -1, "this": 0, "next": 1}.get(self.value() or "")
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
        Yes or no.
        """
        return [("yes", _("yes")), ("no", _("no"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """
        By the plan.
        """
        return queryset.filter(plan__isnull=self.value() == "no") if self.value() in {"yes", "no"} else queryset


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
