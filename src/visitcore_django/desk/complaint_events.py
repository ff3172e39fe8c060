"""
What happens to complaints: written down in order, and never changed.
"""

from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from visitcore_django.desk.callback_matters import open_after
from visitcore_django.desk.complaint_clocks import put_where
from visitcore_django.desk.complaint_rules import CLOSED, flow_of, under_of
from visitcore_django.desk.errors import DeskError
from visitcore_django.models import Complaint, ComplaintEvent


def locked(complaint: Complaint) -> Complaint:
    """
    The complaint as it stands, held until the end of the transaction.
    """
    return Complaint.objects.select_for_update().get(pk=complaint.pk)


def in_order(events: list[ComplaintEvent], at: datetime, ahead: frozenset[str] = frozenset()) -> None:
    """
    Raise where something on record happened later.

    Args:
        events: The events on record.
        at: When the next one happens.
        ahead: Kinds of events that name a time to come.

    Raises:
        DeskError: If so.
    """
    last = max((event.at for event in events if event.kind not in ahead), default=at)
    if last > at:
        said = {"at": f"{timezone.localtime(at):%Y-%m-%d %H:%M}", "last": f"{timezone.localtime(last):%Y-%m-%d %H:%M}"}
        told = _("%(at)s lies before the last thing on record (%(last)s); correct the time, or check the clock.")
        raise DeskError(told % said)


def add_event(
    row: Complaint,
    events: list[ComplaintEvent],
    kind: str,
    *,
    by: Any,
    at: datetime,
    for_whom: Any = None,
    role: str = "",
    note: str = "",
) -> ComplaintEvent:
    """
    Write down what happened, behind everything that is on record.
    """
    place = 1 + max((event.place for event in events), default=0)
    event = ComplaintEvent.objects.create(
        complaint=row, place=place, kind=kind, at=at, by=by, on_behalf_of=for_whom, role=role, note=note
    )
    events.append(event)
    return event


def settle(row: Complaint, events: list[ComplaintEvent], at: datetime) -> None:
    """
    Write down where a complaint stands after an event, and that it is over where that is an end.

    A complaint that is over is called back on, where the policy asks for it.
    """
    put_where(row, at, events=events)
    day = timezone.localdate(at)
    flow = flow_of(under_of(row).policy, day)
    over = events[-1].kind == CLOSED if flow is None else row.state in flow.ends
    closes = row.closed_at is None and over
    if closes:
        row.closed_at = at
    row.save()
    if closes:
        open_after(row, by=events[-1].by, at=at)
