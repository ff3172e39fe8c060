"""
Complaints and their events as facts.
"""

from collections.abc import Iterable
from typing import Any

import visitcore
from visitcore_django.facts.visits import local
from visitcore_django.models import Complaint, ComplaintEvent


def complaint_fact(
    row: Complaint, events: Iterable[ComplaintEvent] | None = None, acting: Iterable[str] = ()
) -> visitcore.Complaint:
    """
    A complaint as a fact.

    Args:
        row: The complaint.
        events: Its events in their order; read where left out.
        acting: Log-in names of those who want to act: a step taken on behalf of one of them is told as his own.
    """
    known = events_of(row) if events is None else events
    return visitcore.Complaint(
        id=row.number,
        customer=who_complains(row),
        problem=row.problem or None,
        channel=row.channel or None,
        demand=row.demand or None,
        area=row.area or None,
        gravity=row.judged or None,
        flags=dict(row.flags),
        times=row.times,
        visible_at_receipt=row.visible_at_receipt,
        about=tuple(row.about),
        receptionist=log_in(row.receptionist),
        handler=log_in(row.handler),
        events=tuple(event_fact(event, frozenset(acting)) for event in known),
    )


def event_fact(row: ComplaintEvent, acting: frozenset[str] = frozenset()) -> visitcore.ComplaintEvent:
    """
    An event as a fact.
    """
    hands = [name for name in (log_in(row.by), log_in(row.on_behalf_of)) if name is not None]
    by = next((name for name in hands if name in acting), hands[0] if hands else None)
    return visitcore.ComplaintEvent(kind=row.kind, at=local(row.at), by=by, role=row.role or None)


def events_of(row: Complaint) -> list[ComplaintEvent]:
    """
    The events of a complaint in their order, with those who had a hand in them; what was fetched already is taken.
    """
    if row._state.adding:
        return []
    fetched = getattr(row, "_prefetched_objects_cache", {}).get("events")
    if fetched is not None:
        return sorted(fetched, key=lambda event: event.place)
    return list(row.events.select_related("by", "on_behalf_of").order_by("place"))


def who_complains(row: Complaint) -> str | None:
    """
    The customer's code, or the name that was left.
    """
    return row.complainant or None if row.customer is None else row.customer.code


def log_in(user: Any) -> str | None:
    """
    A person's log-in name.
    """
    return None if user is None else user.get_username()
