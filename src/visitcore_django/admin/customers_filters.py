"""
The filters of the due list: none of them asks the table of customers what there is to choose from.
"""

from datetime import date, timedelta
from typing import Any

from dateutil.relativedelta import relativedelta
from django.contrib import admin
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils import formats, timezone
from django.utils.translation import gettext_lazy as _

from visitcore_django.admin.given import by_key
from visitcore_django.admin.wording import choices_of
from visitcore_django.models import DueStatus, Team
from visitcore_django.models.naming import person_name
from visitcore_django.people.colleagues import owners
from visitcore_django.people.scope import Scope, scope_of, teams_of

Choices = list[tuple[str, Any]]
NOBODY = "none"
"""Stands for no owner or no team in an address."""


class WhenFilter(admin.SimpleListFilter):
    """
    How customers stand, and by when they are to be visited.
    """

    title = _("visit status")
    parameter_name = "when"
    statuses = (DueStatus.MET, DueStatus.EXCUSED, DueStatus.UNDETERMINED, DueStatus.NOT_APPLICABLE)

    def lookups(self, request: HttpRequest, model_admin: Any) -> Choices:
        """
        Overdue, this week, this month, and every other status.
        """
        return [
            ("overdue", _("overdue")),
            ("week", _("due this week")),
            ("month", _("due this month")),
            *((status.value, status.label) for status in self.statuses),
        ]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """
        Over the column that the list is sorted by.
        """
        value, today = self.value(), timezone.localdate()
        if value == "week":
            return queryset.filter(due_by(today, today + timedelta(days=6 - today.weekday())))
        if value == "month":
            return queryset.filter(due_by(today, today + relativedelta(day=31)))
        return queryset.filter(due_status=value) if value else queryset


class VisitedFilter(admin.SimpleListFilter):
    """
    Customers that nobody has ever visited.
    """

    title = _("last visit")
    parameter_name = "visited"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Choices:
        """
        Never, or some time.
        """
        return [("never", _("never visited")), ("once", _("visited before"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """
        By the stored last visit.
        """
        return queryset.filter(last_visit__isnull=self.value() == "never") if self.value() else queryset


class MonthFilter(admin.SimpleListFilter):
    """
    The month in which customers become due; the months are those after today, whatever the table holds.
    """

    title = _("month due")
    parameter_name = "due"
    ahead = 6

    def lookups(self, request: HttpRequest, model_admin: Any) -> Choices:
        """
        The current month and those after it.
        """
        return [(f"{month:%Y-%m}", formats.date_format(month, "YEAR_MONTH_FORMAT")) for month in self.months()]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """
        A stretch of the column that the list is sorted by.
        """
        asked = [month for month in self.months() if f"{month:%Y-%m}" == self.value()]
        return queryset.filter(act_by__range=(asked[0], asked[0] + relativedelta(day=31))) if asked else queryset

    def months(self) -> list[date]:
        """
        The first days of the months.
        """
        first = timezone.localdate().replace(day=1)
        return [first + relativedelta(months=each) for each in range(self.ahead)]


class GradeFilter(admin.SimpleListFilter):
    """
    The grades of the policy that runs.
    """

    title = _("grade")
    parameter_name = "grade"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Choices:
        """
        What the policy knows, the one looked at, and none.
        """
        known: Choices = list(choices_of("visits.cadence", "grade"))
        asked = request.GET.get(self.parameter_name, "")
        if asked and asked != NOBODY and asked not in dict(known):
            known.append((asked, asked))
        return [*known, (NOBODY, _("without a grade"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """
        By the stored grade.
        """
        value = self.value()
        return queryset.filter(grade="" if value == NOBODY else value) if value else queryset


class OwnerFilter(admin.SimpleListFilter):
    """
    The people whose customers one sees; left out for who sees only his own.
    """

    title = _("owner")
    parameter_name = "owner"
    column = "owner"
    template = "visitcore/filter_long.html"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Choices:
        """
        Each with the full name.
        """
        if scope_of(request.user) is Scope.OWN:
            return []
        people = [(str(user.pk), person_name(user)) for user in owners(request.user)]
        return [*sorted(people, key=lambda one: one[1]), (NOBODY, _("without an owner"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """
        By owner, within what is seen anyway.
        """
        return by_key_or_nobody(queryset, self.column, self.value())


class TeamFilter(admin.SimpleListFilter):
    """
    The teams that one sees; left out where there is but one.
    """

    title = _("team")
    parameter_name = "team"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Choices:
        """
        All of them, or one's own.
        """
        scope = scope_of(request.user)
        if scope is Scope.OWN:
            return []
        teams = Team.objects.all() if scope is Scope.ALL else Team.objects.filter(pk__in=teams_of(request.user))
        found = [(str(team.pk), str(team)) for team in teams]
        return [*found, (NOBODY, _("without a team"))] if len(found) > 1 else []

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """
        By team, within what is seen anyway.
        """
        return by_key_or_nobody(queryset, "team", self.value())


def due_by(today: date, day: date) -> Q:
    """
    Customers who are not overdue and are to be visited by a day.
    """
    return Q(act_by__range=(today, day)) & ~Q(due_status=DueStatus.OVERDUE)


FILTERS = (WhenFilter, GradeFilter, OwnerFilter, TeamFilter, VisitedFilter, MonthFilter, "active")
"""The filters in the order of the list."""


def by_key_or_nobody(queryset: QuerySet[Any], name: str, value: str | None) -> QuerySet[Any]:
    """
    The rows that point to the row whose key is given, or to none; every row where no key is given.
    """
    if not value:
        return queryset
    return queryset.filter(**{f"{name}__isnull": True}) if value == NOBODY else by_key(queryset, name, value)
