"""
The events of a complaint in time: what has happened by a moment, and in which order.
"""

from collections.abc import Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

from attrs import evolve

from visitcore.facts.complaint import Complaint, ComplaintEvent
from visitcore.ground.days import as_local, local_day
from visitcore.ground.text import Text
from visitcore.rules.callback_rounds import precedes
from visitcore.rules.complaint_runs import Run


def until(complaint: Complaint, on: date, zone: ZoneInfo) -> Complaint:
    """
    A complaint as it stands at a moment: what happened after it is left out.

    What happened on the day of *on* counts where one of the two is only known by its day, as does an event of which
    nobody knows when it was.

    Args:
        complaint: The complaint with all of its events.
        on: The day or instant asked about.
        zone: Where the days are those of the policy.
    """
    events = tuple(event for event in complaint.events if event.at is None or not precedes(on, event.at, zone))
    return complaint if len(events) == len(complaint.events) else evolve(complaint, events=events)


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
