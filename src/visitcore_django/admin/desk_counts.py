"""
What the desk page counts: each sum in one query, over the rows that the person sees.
"""

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from attrs import frozen
from dateutil.relativedelta import relativedelta
from django.db.models import Count, Min, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from visitcore_django.admin.customers_filters import due_by
from visitcore_django.desk.report_clocks import late_reports, not_begun
from visitcore_django.models import Complaint, Customer, DueStatus, MealRequest, Reminder, VisitReport
from visitcore_django.people.scope import visible

AGES = ((_("up to 3 days"), 0, 3), (_("4 to 7 days"), 4, 7), (_("8 to 30 days"), 8, 30), (_("over 30 days"), 31, None))
"""How long complaints have been open; the steps are those of the chart, not of a policy."""
STATES = (
    (DueStatus.MET, _("visited enough")),
    (DueStatus.EXCUSED, _("excused")),
    (DueStatus.DUE, _("due")),
    (DueStatus.OVERDUE, _("overdue")),
    (DueStatus.UNDETERMINED, _("cannot be told")),
)
MOST = 12
"""Bars that a chart of people shows at most."""


@frozen(kw_only=True)
class Numbers:
    """
    How much there is of everything that somebody has to look at; ``None`` where he may not see it.

    Attributes:
        oldest: The day of the oldest status among the customers.
    """

    customers: int | None = None
    overdue: int | None = None
    this_week: int | None = None
    never: int | None = None
    oldest: date | None = None
    reports: int | None = None
    not_begun: int | None = None
    complaints: int | None = None
    late_complaints: int | None = None


def customers_of(user: Any) -> QuerySet[Customer]:
    """
    The active customers that somebody sees.
    """
    return visible(Customer.objects.filter(active=True), user)


def numbers(user: Any, today: date, now: datetime) -> Numbers:
    """
    The numbers at the top of the page.
    """
    week_end = today + timedelta(days=6 - today.weekday())
    told: dict[str, Any] = {}
    if may_see(user, Customer):
        told |= customers_of(user).aggregate(
            customers=Count("pk"),
            overdue=Count("pk", filter=Q(due_status=DueStatus.OVERDUE)),
            this_week=Count("pk", filter=due_by(today, week_end)),
            never=Count("pk", filter=Q(last_visit__isnull=True)),
            oldest=Min("due_on"),
        )
    if may_see(user, VisitReport):
        told["reports"] = visible(late_reports(today), user).count()
        told["not_begun"] = visible(not_begun(today), user).count()
    if may_see(user, Complaint):
        told |= open_complaints(user).aggregate(
            complaints=Count("pk"), late_complaints=Count("pk", filter=Q(next_due__lt=now))
        )
    return Numbers(**told)


def reminders(user: Any) -> int | None:
    """
    The open reminders to somebody; ``None`` where he may not see them.
    """
    return Reminder.objects.filter(to=user, closed_on__isnull=True).count() if may_see(user, Reminder) else None


def open_complaints(user: Any) -> QuerySet[Complaint]:
    """
    The complaints that are not closed and that somebody sees.
    """
    return visible(Complaint.objects.filter(closed_at__isnull=True), user)


def coverage(user: Any) -> list[tuple[str, tuple[int, ...]]]:
    """
    Customers by grade, each with how many stand how, in the order of `STATES`.
    """
    rows = customers_of(user).order_by().values_list("grade", "due_status").annotate(count=Count("pk"))
    by_grade: dict[str, dict[str, int]] = {}
    for grade, status, count in rows:
        by_grade.setdefault(grade, {})[status] = count
    return [
        (grade, tuple(by_grade[grade].get(state, 0) for state, _word in STATES))
        for grade in sorted(by_grade, key=lambda name: (not name, name))
    ]


def overdue_by_owner(user: Any) -> list[tuple[Any, int]]:
    """
    Owners with the most overdue customers: the owner's key and the number.
    """
    rows = customers_of(user).filter(due_status=DueStatus.OVERDUE).order_by().values_list("owner")
    return list(rows.annotate(count=Count("pk")).order_by("-count", "owner")[:MOST])


def complaints_by_age(user: Any, today: date) -> list[tuple[Any, int]]:
    """
    Open complaints by how many days they have been open.
    """
    received = open_complaints(user).order_by().values_list("received_at", flat=True)
    ages = [(today - timezone.localdate(moment)).days for moment in received]
    return [
        (word, sum(1 for age in ages if first <= max(age, 0) and (last is None or age <= last)))
        for word, first, last in AGES
    ]


def spending(user: Any, today: date, months: int = 6) -> list[tuple[date, Decimal, Decimal]]:
    """
    Meals by month, the last *months* with this one: what was spent, and what the caps allowed for all at table.
    """
    first = today.replace(day=1) - relativedelta(months=months - 1)
    held = [MealRequest.State.APPROVED, MealRequest.State.SETTLED]
    rows = visible(MealRequest.objects.all(), user).filter(state__in=held, on__gte=first, on__lte=today)
    sums: dict[date, tuple[Decimal, Decimal]] = {}
    for day, bill, cap, each in rows.order_by().values_list("on", "bill", "cap", "per_person"):
        if bill is not None and cap is not None and each:
            spent, allowed = sums.get(day.replace(day=1), (Decimal(0), Decimal(0)))
            people = (bill / each).to_integral_value()
            sums[day.replace(day=1)] = spent + bill, allowed + cap * people
    return [(month, *sums[month]) for month in sorted(sums)]


def may_see(user: Any, *tables: type[Any]) -> bool:
    """
    Whether somebody has the right to view the tables.
    """
    return all(user.has_perm(f"visitcore_django.view_{table._meta.model_name}") for table in tables)
