"""
What a sheet of customers says of how each stands.
"""

import re

from django.utils import timezone
from django.utils.translation import gettext as _

from visitcore.explain.names import word
from visitcore_django.models import Customer
from visitcore_django.models.language import between, lang

_CASE = re.compile(r"\[(\w+) = (.*)\]$")


def standing(customer: Customer) -> str | None:
    """
    How a customer stands; of one who is not active, or was never looked at, only that.
    """
    if not customer.due_status:
        return None if customer._state.adding else _("not looked at yet") if customer.active else _("not active")
    return customer.get_due_status_display()


def days_overdue(customer: Customer) -> int | None:
    """
    Days since the visit was overdue, today included.
    """
    first, today = customer.overdue_since, timezone.localdate()
    return None if first is None or first > today else (today - first).days + 1


def lacking(customer: Customer) -> str | None:
    """
    What is missing so that it cannot be told how a customer stands, in people's words.
    """
    said: list[str] = []
    for name in filter(None, customer.due_missing.split(", ")):
        case = _CASE.search(name)
        said.append(f"{word(case[1]).in_(lang())} = {case[2]}" if case else word(name).in_(lang()))
    return between().join(said) or None
