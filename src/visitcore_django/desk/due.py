"""
How customers stand against the cadence: worked out, and stored for lists.
"""

from collections.abc import Sequence
from datetime import date
from typing import Any

from visitcore import Decision, visit_due
from visitcore.rules.visiting import DueReader
from visitcore_django.facts.due import known_of
from visitcore_django.facts.visits import visit_record
from visitcore_django.models import FAR, Customer
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
    "act_by",
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


def due_of_many(customers: Sequence[Customer], on: date) -> list[Decision[Any]]:
    """
    How many customers stand on a day, each as `due_of` tells it, in the same few queries whatever their number.
    """
    reader = DueReader.open(running(on).policy, on)
    return [reader.decide(one.customer, one.days, one.excuses) for one in known_of(customers, on, reader.zone)]


def put_due(customer: Any, decision: Decision[Any]) -> None:
    """
    Put a decision into the due columns of a row; writing it is left to the caller.

    A customer who is not active any more stands in no due list: the last visit is kept, the rest is emptied.
    """
    due: Any = decision.outcome
    live = customer.active
    customer.last_visit, customer.due_on = due.last_visit, decision.on
    customer.due_status = due.status if live else ""
    customer.period_start, customer.period_end = (due.period_start, due.period_end) if live else (None, None)
    customer.owed, customer.done, customer.missed = (due.owed, due.done, due.missed) if live else (None, None, None)
    customer.next_due, customer.overdue_since = (due.next_due, due.overdue_since) if live else (None, None)
    customer.act_by = _act_by(due) if live else FAR
    customer.due_rule = decision.findings[0].rule.id if live else ""
    customer.due_missing = ", ".join(decision.missing)[:200] if live else ""
    customer.due_provisional = decision.provisional and live


def hold(customer: Customer) -> None:
    """
    Keep others from working out how a customer stands until the transaction ends.

    Whoever changes what counts takes it before anything else: two at once then see each other's visits.
    """
    Customer.objects.select_for_update().filter(pk=customer.pk).order_by().values_list("pk").first()


def refresh_due(customer: Customer, on: date) -> Decision[Any]:
    """
    Work out how a customer stands, and store it; the customer's version stays as it is.
    """
    decision = due_of(customer, on)
    put_due(customer, decision)
    Customer.objects.filter(pk=customer.pk).update(**{name: getattr(customer, name) for name in DUE_COLUMNS})
    return decision


def refresh_many(customers: Sequence[Customer], on: date) -> int:
    """
    The same for many, in the same few queries whatever their number.

    Args:
        customers: Rows with their owners read along; as many as fit the memory.
        on: The day.

    Returns:
        How many were refreshed.
    """
    for customer, decision in zip(customers, due_of_many(customers, on), strict=True):
        put_due(customer, decision)
    Customer.objects.bulk_update(customers, DUE_COLUMNS, batch_size=200)
    return len(customers)


def _act_by(due: Any) -> date:
    day = {"overdue": due.overdue_since, "due": due.next_due, "met": due.next_due}.get(due.status)
    return day or FAR
