"""
The events of a complaint in time: what has happened by a moment, and in which order.
"""

from collections.abc import Collection, Iterator, Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

from attrs import evolve

from visitcore.facts.complaint import Complaint, ComplaintEvent
from visitcore.ground.days import as_local, local_day
from visitcore.ground.text import Text
from visitcore.rules.callback_rounds import precedes
from visitcore.rules.complaint_runs import Run


def until(complaint: Complaint, on: date, zone: ZoneInfo, ahead: Collection[str] = ()) -> Complaint:
    """
    A complaint as it stands at a moment: what happened after it is left out, the rest in order of time.

    What happened on the day of *on* counts where one of the two is only known by its day, as does an event of which
    nobody knows when it was. Events that cannot be put in order by their time stay in the order in which they are told.

    Args:
        complaint: The complaint with all of its events.
        on: The day or instant asked about.
        zone: Where the days are those of the policy.
        ahead: Kinds of events that name a time to come, and are never left out.
    """
    events = [
        event
        for event in complaint.events
        if event.at is None or event.kind in ahead or not precedes(on, event.at, zone)
    ]
    told = tuple(_in_order(events, zone))
    return complaint if told == complaint.events else evolve(complaint, events=told)


def _in_order(events: list[ComplaintEvent], zone: ZoneInfo) -> Iterator[ComplaintEvent]:
    """
    By days, and within a day by instants where each of its events has one; as told where one has no time at all.
    """
    if any(event.at is None for event in events):
        yield from events
        return
    days: dict[date, list[ComplaintEvent]] = {}
    for event in events:
        assert event.at is not None  # told above
        days.setdefault(local_day(event.at, zone), []).append(event)
    for day in sorted(days):
        moments = {id(event): ordered(event.at, zone) for event in days[day] if isinstance(event.at, datetime)}
        exact = len(moments) == len(days[day])
        yield from sorted(days[day], key=lambda event: moments[id(event)]) if exact else days[day]


def ordered(moment: date, zone: ZoneInfo) -> tuple[date, bool, float]:
    """
    By what moments are put in order: a day that is known without its time comes before the instants of it.
    """
    if isinstance(moment, datetime):
        return local_day(moment, zone), True, as_local(moment, zone).timestamp()
    return moment, False, 0


def reached(moments: list[date], zone: ZoneInfo, *, last: bool) -> date:
    """
    The last of several moments, or the first; one known by its day only wins over the instants of that day.
    """
    if not last:
        return min(moments, key=lambda moment: ordered(moment, zone))
    return max(moments, key=lambda moment: (local_day(moment, zone), *_late(moment, zone)))


def _late(moment: date, zone: ZoneInfo) -> tuple[bool, float]:
    by_day = not isinstance(moment, datetime)
    return by_day, 0 if by_day else ordered(moment, zone)[2]


def out_of_order(
    run: Run, complaint: Complaint, start: ComplaintEvent, stops: Sequence[ComplaintEvent], zone: ZoneInfo
) -> list[tuple[ComplaintEvent, ComplaintEvent]]:
    """
    The events of a clock that lie before the one they follow, each with that one.

    A clock that may run from the receipt is only held against the receipt: one may well warn of a complaint before it
    is found to be major, but not before there is one.
    """
    seen = complaint.first(run.visible) if run.visible else None
    floor = start if seen is None or seen.at is None else seen
    found = complaint.first(run.from_) if floor is seen else None
    later = [*stops] if found is None else [found, *stops]
    return [
        (event, floor)
        for event in later
        if event.at is not None and floor.at is not None and precedes(event.at, floor.at, zone)
    ]


def disorder(event: ComplaintEvent, floor: ComplaintEvent) -> Text:
    """
    That an event lies before the one it follows, in a sentence.
    """
    return Text(
        f"{event.kind} at {event.at} lies before {floor.kind} at {floor.at}, what it follows; correct one of the two",
        f"“{event.kind}”（{event.at}）早于其应在之后的“{floor.kind}”（{floor.at}），请更正其中之一",
    )
