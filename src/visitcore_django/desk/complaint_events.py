"""
What happens to complaints: written down in order, and never changed.
"""

from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from visitcore.explain.names import word
from visitcore_django.desk.callback_matters import open_after
from visitcore_django.desk.complaint_clocks import put_where
from visitcore_django.desk.complaint_rules import CLOSED, flow_of, under_of
from visitcore_django.desk.errors import DeskError
from visitcore_django.models import Complaint, ComplaintEvent
from visitcore_django.models.language import between, lang


def locked(complaint: Complaint) -> Complaint:
    """
    The complaint as it stands, held until the end of the transaction.
    """
    return Complaint.objects.select_for_update().get(pk=complaint.pk)


def demand_open(complaint: Complaint, at: datetime) -> None:
    """
    Raise where a complaint is closed: nothing in it changes any more, but a remark may be written.

    Args:
        complaint: The complaint as it is stored.
        at: The instant asked about.

    Raises:
        DeskError: If it is, with what there is to do instead.
    """
    if complaint.closed_at is not None:
        raise DeskError(why_over(complaint, at))


def why_over(complaint: Complaint, at: datetime) -> str:
    """
    That a closed complaint stays as it is, and how it goes on where something comes up.

    It goes on by a step of the policy's way that leads on from its end, else as a new complaint.
    """
    flow = flow_of(under_of(complaint).policy, timezone.localdate(at))
    steps = () if flow is None else (move.name for move in flow.moves if complaint.state in move.from_)
    onward = between().join(word(name).in_(lang()) for name in steps)
    if onward:
        told = _("It is closed already, and nothing in it changes any more. It is opened again by the step: %(steps)s.")
        return told % {"steps": onward}
    return _(
        "It is closed already, and nothing in it changes any more. Write a remark on what is to be remembered, and "
        "take in as a new complaint what has come up since."
    )


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
        row.closed_at, row.next_due = at, None
    row.save()
    if closes:
        open_after(row, by=events[-1].by, at=at)
