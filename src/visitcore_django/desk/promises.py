"""
Promises at the desk: made, and kept in time or late.
"""

from collections.abc import Callable, Iterable
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

import visitcore
from visitcore.rules.planning import follow_up
from visitcore_django.desk.brought import stored
from visitcore_django.desk.clock import day_of
from visitcore_django.desk.deciding import decided, today
from visitcore_django.desk.door import door
from visitcore_django.desk.errors import DeskError
from visitcore_django.desk.once import Token, once
from visitcore_django.desk.rights import demand
from visitcore_django.models import Customer, DecisionRecord, Promise, Visit
from visitcore_django.policies import SILENT


@door()
def make_promise(
    customer: Customer,
    *,
    by: Any,
    what: str,
    made: date | None = None,
    owner: Any = None,
    visit: Visit | None = None,
    at: datetime | None = None,
    token: Token = None,
) -> Promise:
    """
    Note what was promised to a customer; by when it is due is decided and recorded.

    Args:
        customer: The customer.
        by: Who notes it.
        what: What was promised.
        made: Day of the promise; today where left out.
        owner: Who promised; *by* where left out.
        visit: The visit on which it was promised.
        at: The instant; now where left out.
        token: What makes a repeated request do nothing.

    Raises:
        NotAllowedError: If *by* may not, or does not look after the customer.
        DeskError: If it says nothing, lies ahead, or the visit is another customer's.
    """
    demand(by, "add_promise", customer)
    day = today(at)
    on = made or day
    if not what.strip():
        raise DeskError(_("Say what was promised."))
    if on > day:
        raise DeskError(_("A promise cannot have been made on a day that lies ahead; correct the day."))
    if visit is not None and stored(visit).customer_id != customer.pk:
        raise DeskError(_("This visit was to another customer; choose one to this customer."))

    def do() -> Promise:
        promise = Promise(customer=customer, visit=visit, owner=owner or by, what=what.strip(), made=on)
        promise.save()
        record = _follow_up(promise, day, by)
        if record is not None:
            due = (record.answer["outcome"] or {}).get("due")
            promise.due_by = None if due is None else date.fromisoformat(str(due)[:10])
            promise.save()
        return promise

    return once(token, "make_promise", Promise, do, by=by, asked=(customer, what, made, owner, visit))


@door()
def keep_promise(
    promise: Promise, *, by: Any, on: date | None = None, at: datetime | None = None, token: Token = None
) -> Promise:
    """
    Note that a promise was kept; whether in time is decided and recorded.

    Args:
        promise: The promise.
        by: Who notes it.
        on: Day on which it was kept; today where left out.
        at: The instant; now where left out.
        token: What makes a repeated request do nothing.

    Raises:
        NotAllowedError: If *by* may not, or does not look after the customer.
        DeskError: If it was kept already, or the day lies ahead or before the promise.
    """
    demand(by, "change_promise", promise)
    day = today(at)
    kept = on or day

    def do() -> Promise:
        held = Promise.objects.select_for_update().get(pk=promise.pk)
        if held.kept is not None:
            raise DeskError(_("This promise was kept on %(day)s already.") % {"day": held.kept})
        if kept < held.made:
            raise DeskError(_("A promise cannot be kept before it is made."))
        if kept > day:
            raise DeskError(_("A promise cannot have been kept on a day that lies ahead; correct the day."))
        held.kept = kept
        held.save()
        _follow_up(held, day, by)
        promise.refresh_from_db()
        return held

    return once(token, "keep_promise", Promise, do, by=by, asked=(promise, on))


def refresh_promises(promises: Iterable[Promise], on: date, policy: Callable[[date], visitcore.Policy]) -> None:
    """
    See anew by when promises are due that are not kept, for the company's own days or its policy may have changed.

    Args:
        promises: The promises.
        on: The day.
        policy: Gives the policy of a day.
    """
    changed = []
    for promise in promises:
        due = _due(promise, on, policy(promise.made))
        if due != promise.due_by:
            promise.due_by = due
            changed.append(promise)
    Promise.objects.filter(kept=None).bulk_update(changed, ["due_by"], batch_size=200)


def _due(promise: Promise, on: date, policy: visitcore.Policy) -> date | None:
    """
    By when a promise is due; ``None`` where the policy gives no number.
    """
    try:
        told: Any = follow_up(visitcore.Promise(on=on, made=promise.made), policy).outcome
    except SILENT:
        return None
    return None if told is None else day_of(told.due)


def _follow_up(promise: Promise, day: date, by: Any) -> DecisionRecord | None:
    """
    Decide and record how a promise stands; ``None`` where the policy says nothing on promises.
    """
    facts = visitcore.Promise(on=day, made=promise.made, kept=promise.kept)
    try:
        _decision, record = decided("follow_up", facts, row=promise, day=promise.made, by=by, customer=promise.customer)
    except SILENT:
        return None
    return record
