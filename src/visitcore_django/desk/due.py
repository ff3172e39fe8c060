"""
How customers stand against the cadence: worked out, and stored for lists.
"""

from datetime import date
from typing import Any

from visitcore import Decision, visit_due
from visitcore_django.facts.visits import visit_record
from visitcore_django.models import Customer
from visitcore_django.policies import running

DUE_COLUMNS = (
    "due_status",
    "last_visit",
    "period_start",
    "period_end",
    "owed",
    "done",
    "missed",
    "next_due",
    "overdue_since",
    "due_rule",
    "due_missing",
    "due_provisional",
    "due_on",
)


def due_of(customer: Customer, on: date) -> Decision[Any]:
    """
    How a customer stands on a day, with the reasons.
    """
    return visit_due(visit_record(customer, on), running(on).policy)


def put_due(customer: Customer, decision: Decision[Any]) -> None:
    """
    Put a decision into the due columns of a row; writing it is left to the caller.
    """
    due: Any = decision.outcome
    customer.due_status = due.status
    customer.last_visit = due.last_visit
    customer.period_start, customer.period_end = due.period_start, due.period_end
    customer.owed, customer.done, customer.missed = due.owed, due.done, due.missed
    customer.next_due, customer.overdue_since = due.next_due, due.overdue_since
    customer.due_rule = decision.findings[0].rule.id
    customer.due_missing = ", ".join(decision.missing)[:200]
    customer.due_provisional = decision.provisional
    customer.due_on = decision.on


def refresh_due(customer: Customer, on: date) -> Decision[Any]:
    """
    Work out how a customer stands, and store it; the customer's version stays as it is.
    """
    decision = due_of(customer, on)
    put_due(customer, decision)
    Customer.objects.filter(pk=customer.pk).update(**{name: getattr(customer, name) for name in DUE_COLUMNS})
    return decision
