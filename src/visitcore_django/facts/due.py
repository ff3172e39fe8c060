"""
What is known of the visits of many customers at once, for holding them against the cadence.
"""

from collections.abc import Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

from attrs import frozen

import visitcore
from visitcore.ground.days import local_day
from visitcore_django.facts.customer import customer_fact, figures_on
from visitcore_django.facts.visits import excuse_fact
from visitcore_django.models import Customer, Excuse, Visit


@frozen(kw_only=True)
class Known:
    """
    One customer as far as the cadence asks.

    Attributes:
        customer: The customer with the figures of the day.
        days: Local days of the completed visits, in order.
        excuses: The approved excuses.
    """

    customer: visitcore.Customer
    days: tuple[date, ...]
    excuses: tuple[visitcore.Excuse, ...]


def known_of(customers: Sequence[Customer], on: date, zone: ZoneInfo) -> list[Known]:
    """
    What is known of customers, in the same order and in the same few queries whatever their number.

    Args:
        customers: The rows, with their owners read along.
        on: The day whose figures count.
        zone: Time zone in which a visit has its day.
    """
    keys = [row.pk for row in customers]
    days = _days(keys, zone)
    excuses = _excuses({row.pk: row.code for row in customers})
    figures = figures_on(keys, on)
    return [
        Known(
            customer=customer_fact(row, figures.get(row.pk)),
            days=tuple(days.get(row.pk, ())),
            excuses=tuple(excuses.get(row.pk, ())),
        )
        for row in customers
    ]


def _days(keys: Sequence[int], zone: ZoneInfo) -> dict[int, list[date]]:
    found: dict[int, list[date]] = {}
    made = Visit.objects.filter(customer__in=keys, status=Visit.Status.COMPLETED).order_by("start")
    key: int
    start: datetime
    for key, start in made.values_list("customer", "start"):
        found.setdefault(key, []).append(local_day(start, zone))
    return found


def _excuses(codes: dict[int, str]) -> dict[int, list[visitcore.Excuse]]:
    found: dict[int, list[visitcore.Excuse]] = {}
    for row in Excuse.objects.filter(customer__in=codes, state=Excuse.State.APPROVED).order_by("first_day"):
        found.setdefault(row.customer_id, []).append(excuse_fact(row, codes[row.customer_id]))
    return found
