"""
What a sheet of customers says of how each stands.
"""

import re
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from visitcore.explain.names import word
from visitcore_django.models import Customer
from visitcore_django.models.language import between, lang

CASE = re.compile(r"\[(?P<name>\w+) = (?P<value>.*)\]$")
"""A value that the policy has no row for, among what is missing."""


def stands(customer: Customer) -> str:
    """
    How a customer stands; of one who is not active, or was never looked at, only that.
    """
    if not customer.due_status:
        return _("not looked at yet") if customer.active else _("not active")
    return str(customer.get_due_status_display())


def standing(customer: Customer) -> str | None:
    """
    How a customer stands; nothing of one who is not there yet.
    """
    return None if not customer.due_status and customer._state.adding else stands(customer)


def days_overdue(customer: Customer) -> int | None:
    """
    Days since the visit was overdue, today included.
    """
    return days_since(customer.overdue_since, timezone.localdate())


def days_since(first: date | None, today: date) -> int | None:
    """
    Days from *first* to *today*, both counted.
    """
    return None if first is None or first > today else (today - first).days + 1


def lacking(customer: Customer) -> str | None:
    """
    What is missing so that it cannot be told how a customer stands, in people's words.
    """
    said: list[str] = []
    for name in filter(None, customer.due_missing.split(", ")):
        case = CASE.search(name)
        said.append(f"{word(case['name']).in_(lang())} = {case['value']}" if case else word(name).in_(lang()))
    return between().join(said) or None
