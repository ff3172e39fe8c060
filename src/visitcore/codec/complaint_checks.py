"""
What a record of a complaint leaves unsaid, and what in it cannot be.
"""

from collections.abc import Collection, Iterator
from datetime import date, datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

from attrs import evolve, field, frozen

from visitcore.codec.cells import shorten
from visitcore.codec.columns import GRAVITIES
from visitcore.facts.complaint import Complaint, ComplaintEvent
from visitcore.ground.days import as_local, local_day
from visitcore.ground.text import Text

RECEIVED = "received"
"""The event that every complaint begins with."""


@frozen(kw_only=True)
class Reading:
    """
    How the complaints of a file are to be understood.

    Attributes:
        zone: The zone of the policy: where the day of an instant is taken.
        at: The day or instant asked about, after which no complaint can have come in; ``None`` where nobody asks.
        local_times: Whether a time without an offset is a time in *zone*; else it stays without one.
        gravities: The classes of complaints that the policy knows.
    """

    zone: ZoneInfo
    at: date | None = None
    local_times: bool = False
    gravities: Collection[str] = field(factory=lambda: frozenset(GRAVITIES.values()))


class CellFault(NamedTuple):
    """
    Something in a record that cannot be.

    Attributes:
        name: ``gravity``, or the kind of the event.
        value: What stands there.
        reason: What is wrong and what to write instead.
    """

    name: str
    value: object
    reason: Text


def completed(complaint: Complaint, reading: Reading) -> Complaint:
    """
    A complaint with what its record means without saying it.

    Every complaint came in at some time, if nobody knows when; and a time may be one of the policy's own zone.
    """
    events = list(complaint.events)
    if complaint.first(RECEIVED) is None:
        events.insert(0, ComplaintEvent(kind=RECEIVED))
    if reading.local_times:
        events = [_in_zone(event, reading.zone) for event in events]
    return evolve(complaint, events=tuple(events))


def _in_zone(event: ComplaintEvent, zone: ZoneInfo) -> ComplaintEvent:
    naive = isinstance(event.at, datetime) and event.at.tzinfo is None
    return evolve(event, at=as_local(event.at, zone)) if naive else event  # type: ignore[arg-type]


def faults(complaint: Complaint, reading: Reading) -> Iterator[CellFault]:
    """
    What in a complaint cannot be: a class nobody knows, a step before it came in, a coming in that is still ahead.

    Within a day only what is known by the clock can be before or after.
    """
    gravity, zone = complaint.gravity, reading.zone
    if gravity is not None and gravity not in reading.gravities:
        yield CellFault("gravity", gravity, _unknown(gravity, reading.gravities))
    received = complaint.first(RECEIVED)
    since = received.at if received is not None else None
    for event in complaint.events:
        if event.at is None:
            continue
        if since is not None and _before(event.at, since, zone):
            shown, came = _shown(event.at), _shown(since)
            reason = Text(
                f"{shown} lies before the complaint came in, {came}; correct one of them",
                f"{shown} 早于接到投诉的时间 {came}；请更正其中之一",
            )
            yield CellFault(event.kind, shown, reason)
        elif event is received and reading.at is not None and _before(reading.at, event.at, zone):
            shown, asked = _shown(event.at), _shown(reading.at)
            reason = Text(
                f"{shown} lies after the moment asked about, {asked}; correct it, or ask about a later one",
                f"{shown} 晚于判定时刻 {asked}；请更正，或改用更晚的判定时刻",
            )
            yield CellFault(event.kind, shown, reason)


def _unknown(gravity: str, known: Collection[str]) -> Text:
    words = {
        name: next((word for word, to in GRAVITIES.items() if to == name and not word.isascii()), name)
        for name in sorted(known)
    }
    shown = shorten(gravity)
    return Text(
        f"{shown!r} is no known class of complaints; write {' or '.join(words)}, or leave it empty",
        f"“{shown}”不是已知的投诉等级；请填写{'或'.join(words.values())}，或留空",
    )


def _before(one: date, other: date, zone: ZoneInfo) -> bool:
    days = local_day(one, zone), local_day(other, zone)
    if days[0] == days[1] and isinstance(one, datetime) and isinstance(other, datetime):
        return as_local(one, zone) < as_local(other, zone)
    return days[0] < days[1]


def _shown(moment: date) -> str:
    return moment.isoformat(" ", "minutes") if isinstance(moment, datetime) else moment.isoformat()
