"""
Where complaints stand and what is due on them: worked out, and stored for lists.
"""

from collections.abc import Callable, Iterable
from datetime import date, datetime
from functools import cache
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from visitcore import ComplaintCase, Decision, complaint_clocks
from visitcore.rules.complaint_steps import Standing, standing
from visitcore_django.desk.complaint_rules import flow_of, last_instant, within
from visitcore_django.facts.complaints import complaint_fact
from visitcore_django.models import Complaint, ComplaintEvent
from visitcore_django.policies import SILENT, Running, running

COLUMNS = ("state", "next_by", "next_due")
BATCH = 500


def standing_of(row: Complaint, at: datetime, *, events: Iterable[ComplaintEvent] | None = None) -> Standing | None:
    """
    Where a complaint stands in the way that the policy of its day of receipt lays down; ``None`` where there is none.
    """
    return _standing(row, timezone.localdate(at), events, running)


def clocks_of(row: Complaint, at: datetime, *, events: Iterable[ComplaintEvent] | None = None) -> Decision[Any] | None:
    """
    The clocks of a complaint under the policy of the day on which it came in; ``None`` where that has none.

    Those of a closed one stand still as they stood when it was closed.
    """
    return _clocks(row, at, events, running)


def put_where(
    row: Complaint,
    at: datetime,
    *,
    events: Iterable[ComplaintEvent] | None = None,
    under: Callable[[date], Running] = running,
) -> None:
    """
    Put where a complaint stands, and what is due next, into its columns; writing it is left to the caller.

    Args:
        row: The complaint.
        at: The instant asked about.
        events: Its events; read where left out.
        under: Gives the policy of a day.
    """
    known = None if events is None else list(events)
    stands = _standing(row, timezone.localdate(at), known, under)
    row.state = "" if stands is None else stands.state
    row.next_by = "" if stands is None or stands.closed else within(stands.next_by)
    clocks = None if row.closed_at is not None else _clocks(row, at, known, under)
    row.next_due = None if clocks is None or clocks.outcome is None else last_instant(clocks.outcome.next_due)


def refresh_clocks(rows: QuerySet[Complaint], at: datetime) -> int:
    """
    Work out anew where complaints stand, and store it; their versions stay as they are.

    Args:
        rows: The complaints.
        at: The instant asked about.

    Returns:
        How many stood otherwise before.
    """
    under = cache(running)
    found = rows.select_related("customer", "receptionist", "handler")
    found = found.prefetch_related("events__by", "events__on_behalf_of").order_by("pk")
    changed, batch = 0, []
    for row in found.iterator(chunk_size=BATCH):
        before = [getattr(row, name) for name in COLUMNS]
        put_where(row, at, under=under)
        if before != [getattr(row, name) for name in COLUMNS]:
            batch.append(row)
        if len(batch) == BATCH:
            changed += _write(batch)
            batch = []
    return changed + _write(batch)


def _write(rows: list[Complaint]) -> int:
    if rows:
        Complaint.objects.bulk_update(rows, COLUMNS)
    return len(rows)


def _standing(
    row: Complaint, day: date, events: Iterable[ComplaintEvent] | None, under: Callable[[date], Running]
) -> Standing | None:
    flow = flow_of(under(timezone.localdate(row.received_at)).policy, day)
    return None if flow is None else standing(complaint_fact(row, events), flow)


def _clocks(
    row: Complaint, at: datetime, events: Iterable[ComplaintEvent] | None, under: Callable[[date], Running]
) -> Decision[Any] | None:
    until = at if row.closed_at is None else min(at, row.closed_at)
    facts = ComplaintCase(on=timezone.localtime(until), complaint=complaint_fact(row, events))
    try:
        return complaint_clocks(facts, under(timezone.localdate(row.received_at)).policy)
    except SILENT:
        return None
