"""
Which visits a plan holds: those of its owner in its month.

A visit that was made in another month, or by somebody else, keeps the plan that it was planned in, for it may be a slip
that is corrected; until then it is none of the plan.
"""

from collections.abc import Iterable
from datetime import date

from dateutil.relativedelta import relativedelta
from django.db.models import F, Q
from django.utils import timezone

from visitcore_django.facts.days import midnight
from visitcore_django.models import Visit, VisitPlan

A_MONTH = relativedelta(months=1)


def holds(visit: Visit) -> bool:
    """
    Whether a visit is one of the plan that it was planned in.
    """
    plan, month = visit.plan, timezone.localdate(visit.start).replace(day=1)
    return plan is not None and plan.month == month and visit.owner_id in (None, plan.owner_id)


def held_in(months: Iterable[date], at: str = "") -> Q:
    """
    The same, asked of the database.

    Args:
        months: The first days of the months whose plans are asked.
        at: The way to the visits, with two underscores behind it; empty where they are asked themselves.
    """
    found = Q(pk__in=())
    for month in months:
        ends = {f"{at}start__gte": midnight(month), f"{at}start__lt": midnight(month + A_MONTH)}
        found |= Q(**{f"{at}plan__month": month}, **ends)
    theirs = Q(**{f"{at}owner": F(f"{at}plan__owner")}) | Q(**{f"{at}owner__isnull": True})
    return found & theirs


def planned_months() -> Iterable[date]:
    """
    The first days of the months for which anybody has a plan.
    """
    return VisitPlan.objects.order_by().values_list("month", flat=True).distinct()
