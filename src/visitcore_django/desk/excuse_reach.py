"""
How far an excuse reaches: whether a visit stays owed although its days are excused.
"""

from datetime import date
from typing import Any

from attrs import evolve

import visitcore
from visitcore import VisitcoreError, visit_due
from visitcore.ground.days import next_day
from visitcore.ground.span import Span
from visitcore_django.facts.visits import visit_record
from visitcore_django.models import Customer
from visitcore_django.policies import running_with_past

OWED = ("due", "overdue")


def owed_all_the_same(customer: Customer, first_day: date, last_day: date, on: date) -> Any | None:
    """
    What stays owed in the period of a day although some of its days are excused; nothing is recorded.

    Args:
        customer: The customer.
        first_day: The first day excused.
        last_day: The last one.
        on: The day whose period is looked at.

    Returns:
        How the customer stands then; ``None`` where nothing stays owed, or the days do not touch the period.
    """
    facts = visit_record(customer, on)
    asked = visitcore.Excuse(customer=customer.code, span=Span(first_day, next_day(last_day)), reason="asked for")
    try:
        under = running_with_past(on)
        facts = evolve(facts, excuses=(*facts.excuses, asked))
        then: Any = visit_due(facts, under.policy, earlier=under.earlier).outcome
    except VisitcoreError:
        return None
    if then.status not in OWED or then.period_start is None or then.period_end is None:
        return None
    return then if first_day <= then.period_end and then.period_start <= last_day else None


def period_of(customer: Customer, on: date) -> tuple[date, date] | None:
    """
    First and last day of the period of a day, as the row of a customer tells; ``None`` where it does not.
    """
    first, last = customer.period_start, customer.period_end
    return None if first is None or last is None or not first <= on <= last else (first, last)
