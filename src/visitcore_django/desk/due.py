"""
How customers stand against the cadence: worked out, and stored for lists.
"""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import connections, transaction
from django.db.models import Max

from visitcore import Decision, visit_due
from visitcore.rules.visiting import DueReader
from visitcore_django.desk.door import door
from visitcore_django.facts.days import last_instant
from visitcore_django.facts.due import known_of
from visitcore_django.facts.visits import local, visit_record
from visitcore_django.models import FAR, Customer, Visit
from visitcore_django.policies import SILENT, running_with_past

"""Raised where the policy says nothing on visits."""
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
    How a customer stands on a day, with the reasons; elapsed periods by the policy that ran then.
    """
    under = running_with_past(on)
    return visit_due(visit_record(customer, on), under.policy, earlier=under.earlier)


def due_of_many(customers: Sequence[Customer], on: date) -> list[Decision[Any]]:
    """
    How many customers stand on a day, each as `due_of` tells it, in the same few queries whatever their number.
    """
    reader = opened(on)
    return [reader.decide(one.customer, one.days, one.excuses) for one in known_of(customers, on, reader.zone)]


def opened(on: date) -> DueReader:
    """
    The cadence of a day, together with those that elapsed periods are held against.

    Raises:
        SilentPolicyError, NotInForceError: If the policy gives no cadence that day.
    """
    under = running_with_past(on)
    return DueReader.open(under.policy, on, earlier=under.earlier)


def put_due(customer: Any, decision: Decision[Any]) -> None:
    """
    Put a decision into the due columns of a row; writing it is left to the caller.

    A customer who is not active any more stands in no due list.
    """
    due: Any = decision.outcome
    if not customer.active:
        put_nothing(customer, due.last_visit, decision.on)
        return
    customer.last_visit, customer.due_on = due.last_visit, decision.on
    customer.due_status, customer.act_by = due.status, _act_by(due)
    customer.period_start, customer.period_end = due.period_start, due.period_end
    customer.owed, customer.done, customer.missed = due.owed, due.done, due.missed
    customer.next_due, customer.overdue_since = due.next_due, due.overdue_since
    customer.due_rule = decision.findings[0].rule.id
    customer.due_missing = ", ".join(decision.missing)[:200]
    customer.due_provisional = decision.provisional


def put_nothing(customer: Any, last_visit: date | None, on: date) -> None:
    """
    Empty the due columns of a row, for nothing is owed as far as the policy says; the last visit is kept.
    """
    customer.last_visit, customer.due_on = last_visit, on
    customer.due_status = customer.due_rule = customer.due_missing = ""
    customer.period_start = customer.period_end = customer.next_due = customer.overdue_since = None
    customer.owed = customer.done = customer.missed = None
    customer.act_by, customer.due_provisional = FAR, False


def hold(*customers: Customer) -> None:
    """
    Keep others from working out how customers stand until the transaction ends.

    Whoever changes what counts takes it before anything else: two at once then see each other's visits.  Where the
    database can tell, rows that only name the customer are written meanwhile.
    """
    rows = Customer.objects.filter(pk__in=[customer.pk for customer in customers]).order_by("pk")
    light = connections[rows.db].features.has_select_for_no_key_update
    list(rows.select_for_update(no_key=light).values_list("pk"))


@door()
def refresh_due(customer: Customer, on: date) -> Decision[Any] | None:
    """
    Work out how a customer stands, and store it; the customer's version stays as it is.

    Returns:
        The decision; ``None`` where the policy says nothing on visits, and so nothing is due.
    """
    decision: Decision[Any] | None = None
    try:
        decision = due_of(customer, on)
    except SILENT:
        put_nothing(customer, _last_visits([customer], on).get(customer.pk), on)
    else:
        put_due(customer, decision)
    Customer.objects.filter(pk=customer.pk).update(**{name: getattr(customer, name) for name in DUE_COLUMNS})
    return decision


@door()
@transaction.atomic
def refresh_many(customers: Sequence[Customer], on: date) -> int:
    """
    The same for many, in the same few queries whatever their number.

    Args:
        customers: Rows with their owners read along; as many as fit the memory.
        on: The day.

    Returns:
        How many were refreshed.
    """
    hold(*customers)
    try:
        decisions = due_of_many(customers, on)
    except SILENT:
        last = _last_visits(customers, on)
        for customer in customers:
            put_nothing(customer, last.get(customer.pk), on)
    else:
        for one, decision in zip(customers, decisions, strict=True):
            put_due(one, decision)
    Customer.objects.bulk_update(customers, DUE_COLUMNS, batch_size=200)
    return len(customers)


def _last_visits(customers: Sequence[Customer], on: date) -> dict[int, date]:
    made = Visit.objects.filter(
        customer__in=customers, status=Visit.Status.COMPLETED, start__lte=last_instant(on)
    ).order_by()
    found = made.values("customer").annotate(last=Max("start")).values_list("customer", "last")
    return {key: local(last).date() for key, last in found}


def _act_by(due: Any) -> date:
    day = {"overdue": due.overdue_since, "due": due.next_due, "met": due.next_due}.get(due.status)
    return day or FAR
