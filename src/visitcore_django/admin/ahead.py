"""
What is known before a form is filled in: months whose plan takes no more visits, days that an excuse has to cover.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from visitcore_django.desk.excuse_reach import owed_all_the_same, period_of
from visitcore_django.desk.plans import OPEN
from visitcore_django.models import Customer, VisitPlan
from visitcore_django.models.language import between
from visitcore_django.models.naming import person_name


def closed_plans(people: Iterable[Any], today: date) -> str:
    """
    Whose plans of which months take no more visits, from this month on; empty where all do.
    """
    closed = VisitPlan.objects.filter(owner__in=list(people), month__gte=today.replace(day=1)).exclude(state__in=OPEN)
    told = [
        f"{person_name(plan.owner)} {date_format(plan.month, 'YEAR_MONTH_FORMAT')} ({plan.get_state_display()})"
        for plan in closed.select_related("owner").order_by("owner", "month")
    ]
    if not told:
        return ""
    said = _(
        "These plans take no more visits; choose another month. One that is submitted may be taken back by its owner, "
        "or sent back by whoever approves it: %(plans)s"
    )
    return said % {"plans": between().join(told)}


def period_of_all(customers: Iterable[Customer], today: date) -> tuple[date, date] | None:
    """
    The period that some customers share today; ``None`` where they do not.
    """
    periods = {period_of(customer, today) for customer in customers}
    return periods.pop() if len(periods) == 1 else None


def still_owed(customer: Customer, first_day: date, last_day: date) -> str:
    """
    That a visit stays owed although these days are excused; empty where none does.
    """
    then = owed_all_the_same(customer, first_day, last_day, timezone.localdate())
    if then is None:
        return ""
    said = _("These days do not cover the whole period from %(first)s to %(last)s; a visit stays owed in it.")
    return said % {"first": then.period_start, "last": then.period_end}
