"""
Rounds of call-backs: in what order they were made, and what cannot have happened.
"""

from collections.abc import Iterator
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from attrs import frozen

from visitcore.facts.callback import CallBack, Matter
from visitcore.ground.days import as_local, local_day
from visitcore.ground.errors import FactsError
from visitcore.ground.problem import Problem
from visitcore.ground.text import Text


@frozen(kw_only=True)
class Made:
    """
    A call-back that was made, with its place among the others.

    Attributes:
        callback: The call-back.
        number: Which one it was to that person, the first being 1.
        where: Where it stands in the facts, e.g. ``matter.callbacks[0]``.
        before: The one before it, ``None`` for the first.
    """

    callback: CallBack
    number: int
    where: str
    before: "Made | None" = None


def in_order(matter: Matter, on: date, zone: ZoneInfo, where: str = "matter") -> tuple[tuple[Made, ...], ...]:
    """
    The call-backs made up to *on*, oldest first: one row of them, or one per person where people took part.

    Raises:
        FactsError: If one was made before the matter was dealt with, or a day was appointed that had passed.
    """
    faults = tuple(faults_of(matter, zone, where))
    if faults:
        raise FactsError("the facts", faults)
    rows: dict[str | None, list[Made]] = {}
    known = enumerate(matter.callbacks or ())
    for index, callback in sorted(known, key=lambda one: clock(one[1].made, zone)):
        if precedes(on, callback.made, zone):
            continue
        row = rows.setdefault(callback.person if matter.participants is not None else None, [])
        before = row[-1] if row else None
        row.append(Made(callback=callback, number=len(row) + 1, where=f"{where}.callbacks[{index}]", before=before))
    return tuple(tuple(row) for row in rows.values())


def precedes(first: date, second: date, zone: ZoneInfo) -> bool:
    """
    Whether *first* lies before *second*; by days, where one of the two is only known by its day.
    """
    if isinstance(first, datetime) and isinstance(second, datetime):
        return as_local(first, zone) < as_local(second, zone)
    return local_day(first, zone) < local_day(second, zone)


def clock(moment: date, zone: ZoneInfo) -> datetime:
    """
    A moment by which to put things in order; a day stands at its beginning.
    """
    if isinstance(moment, datetime):
        return as_local(moment, zone)
    return datetime.combine(moment, time(), zone)


def faults_of(matter: Matter, zone: ZoneInfo, where: str) -> Iterator[Problem]:
    """
    What cannot have happened: a call-back before its matter, a day appointed that had passed.
    """
    closed = matter.closed
    if closed is not None and matter.set_for is not None and local_day(matter.set_for, zone) < local_day(closed, zone):
        yield _too_early(f"{where}.set_for", matter.set_for, closed, zone)
    for index, callback in enumerate(matter.callbacks or ()):
        place = f"{where}.callbacks[{index}]"
        if closed is not None and precedes(callback.made, closed, zone):
            yield _too_early(f"{place}.made", callback.made, closed, zone)
        if callback.next_at is not None and precedes(callback.next_at, callback.made, zone):
            yield _too_early(f"{place}.next_at", callback.next_at, callback.made, zone)
    if closed is None and matter.callbacks:
        what = Text("there is a call-back on a matter that is not closed", "事项尚未处理完毕，却已有回访")
        fix = Text("give the day the matter was dealt with", "请填写事项处理完毕的日期")
        yield Problem(f"{where}.closed", what, fix)


def _too_early(where: str, moment: date, event: date, zone: ZoneInfo) -> Problem:
    by_hour = local_day(moment, zone) == local_day(event, zone)
    early, late = (moment, event) if by_hour else (local_day(moment, zone), local_day(event, zone))
    what = Text(f"{early} lies before {late}, what it follows", f"{early} 早于其所跟进的 {late}")
    return Problem(where, what, Text("correct one of the two", "请更正其中之一"))
