"""
The rows of the list of complaints: one for each thing that a complaint waits for.
"""

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

from visitcore.cli.complaint_columns import STATUSES
from visitcore.codec.columns import COLUMNS
from visitcore.explain.names import in_people_words, word
from visitcore.facts.complaint import Complaint
from visitcore.ground.days import as_local, local_day
from visitcore.ground.text import Text
from visitcore.policy.policy import Policy
from visitcore.rules.complaint_clocks import Clock, moment_of
from visitcore.rules.complaint_list import ComplaintLine
from visitcore.rules.complaint_runs import RUNS, run_of

_RUNNING = ("overdue", "undetermined", "open", "paused", "pending")
_OWED = _RUNNING[:3]
_LAST = (date.max, True, 0.0)


def rows_of(lines: Iterable[ComplaintLine], at: date, policy: Policy) -> list[dict[str, Any]]:
    """
    The rows of several complaints: overdue ones first, then what cannot be told, then by the next deadline.

    A complaint has a row for each of its clocks that runs, cannot be told, or was stopped late. One with nothing
    running has a row all the same: that it is not closed, or that it is.

    Args:
        lines: The complaints.
        at: The day or instant asked about.
        policy: The policy.
    """
    found = [
        (_urgency(line, clock, status), _row(line, clock, status, at, policy))
        for line in lines
        for clock, status in _told(line)
    ]
    return [row for _urgent, row in sorted(found, key=lambda pair: pair[0])]


def _told(line: ComplaintLine) -> Iterator[tuple[Clock | None, str]]:
    outcome = line.decision.outcome
    assert outcome is not None  # the clocks are always told
    clocks: tuple[Clock, ...] = outcome.clocks
    closed = _closed(line)
    running = [one for one in clocks if one.status in (_OWED if closed else _RUNNING)]
    late = [one for one in clocks if one.status == "late"]
    yield from ((one, one.status) for one in running)
    if running or (closed and late):
        yield from ((one, "late") for one in late)
    elif closed:
        yield None, "closed"
    else:
        done = [one for one in clocks if one.done is not None and one.due is not None]
        yield max(done, key=moment_of, default=None), "not_closed"


def _closed(line: ComplaintLine) -> bool:
    return line.complaint.first("closed") is not None or (line.stands is not None and line.stands.closed)


def _urgency(line: ComplaintLine, clock: Clock | None, status: str) -> tuple[Any, ...]:
    due = moment_of(clock) if clock is not None and clock.due is not None else _LAST
    return list(STATUSES).index(status), due, line.complaint.id, clock.name if clock is not None else ""


def _row(line: ComplaintLine, clock: Clock | None, status: str, at: date, policy: Policy) -> dict[str, Any]:
    complaint, stands, closed = line.complaint, line.stands, _closed(line)
    received = complaint.first("received")
    rule = policy.rule(clock.rule) if clock is not None and clock.rule else None
    by, unit = _late(clock)
    return {
        "id": complaint.id,
        "customer": complaint.customer,
        "received": received.at if received is not None else None,
        "gravity": line.gravity,
        "state": "closed" if closed else stands.state if stands is not None else None,
        "clock": clock.name if clock is not None else None,
        "waits_for": _awaited(clock, at, policy) if clock is not None else (),
        "due": clock.due if clock is not None else None,
        "status": status,
        "late": (by, unit) if by is not None else (),
        "days_late": _days(by),
        "owes": clock.owes if clock is not None else None,
        "next_by": stands.next_by if stands is not None and not closed else (),
        "handler": complaint.handler,
        "control": clock.control if clock is not None else None,
        "clause": f"{rule.pack} {rule.clause}" if rule is not None else "",
        "rule": rule.id if rule is not None else "",
        "document": rule.document if rule is not None else None,
        "skipped": stands.broken.kind if stands is not None and stands.broken is not None else None,
        "missing": tuple(lack for one in clock.missing for lack in _exactly(one, complaint)) if clock else (),
        "provisional": clock is not None and clock.provisional,
    }


def _awaited(clock: Clock, at: date, policy: Policy) -> tuple[tuple[str, ...], ...]:
    """
    What has to happen yet, each with what may happen instead of it.
    """
    key = f"{RUNS}{clock.name}"
    held = policy.on(local_day(at, policy.home(key))).find(key)
    if clock.waits_for and held is not None and run_of(held).need == "any":
        return (clock.waits_for,)
    return tuple((kind,) for kind in clock.waits_for)


def _late(clock: Clock | None) -> tuple[int | Decimal | None, str]:
    """
    How late, hours to two places, and in which unit.
    """
    late = clock.late_by if clock is not None else None
    if isinstance(late, Decimal):
        return _rounded(late) if late else None, "hours"
    return late or None, "days"


def _days(late: int | Decimal | None) -> int | float | None:
    """
    How many days a number of days or hours is, as a number that a sheet can sort.
    """
    return float(_rounded(late / _HOURS_OF_A_DAY)) if isinstance(late, Decimal) else late


def _rounded(number: Decimal) -> Decimal:
    whole = number.to_integral_value()
    return whole if whole == number else number.quantize(_HUNDREDTH, ROUND_HALF_UP)


_HOURS_OF_A_DAY, _HUNDREDTH = 24, Decimal("0.01")


def late_in_words(late: tuple[int | Decimal, str] | tuple[()]) -> Text | None:
    """
    How late, in words.

    >>> late_in_words((1, "days")).en, late_in_words((Decimal("1.5"), "hours")).zh
    ('1 day', '1.5小时')
    """
    if not late:
        return None
    by, unit = late
    if isinstance(by, Decimal) and by != by.to_integral_value():
        by = by.normalize()
    return Text(f"{by} {unit.removesuffix('s') if by == 1 else unit}", f"{by}{'小时' if unit == 'hours' else '天'}")


def _exactly(lack: str, complaint: Complaint) -> Iterator[str]:
    """
    What is missing, one event each; of an instant, whether its time is missing or only the zone of it.
    """
    name, _space, rest = lack.partition(" ")
    if rest != _INSTANT:
        yield lack
        return
    kinds = name.removeprefix(_EVENTS).split("/") if name.startswith(_EVENTS) else []
    moments = {kind: event.at for kind in kinds if (event := complaint.first(kind)) is not None}
    vague = {kind: at for kind, at in moments.items() if not (isinstance(at, datetime) and at.tzinfo is not None)}
    if not vague:
        yield f"{name} {_BY_CLOCK}" if name == "on" else lack
    for kind, at in vague.items():
        yield f"{_EVENTS}{kind} {_ZONE if isinstance(at, datetime) else _BY_CLOCK}"


_EVENTS = "complaint.events."
_INSTANT = "(an instant with its time zone)"
_ZONE, _BY_CLOCK = "(the zone of its time)", "(its time of day)"
_HOW = {
    _INSTANT: Text(_INSTANT, "（带时区的时刻）"),
    _ZONE: Text("(a time without its zone: add --local-times)", "（时刻没有时差：请加 --local-times）"),
    _BY_CLOCK: Text("(its time of day)", "（请写明几点）"),
}
_ASKED = Text("the moment asked about (write its time in --at)", "判定时刻（请在 --at 中写明几点）")


def lack_in_words(lack: str) -> Text:
    """
    What is missing, by the header of its column, and what to do about it.

    >>> lack_in_words("complaint.events.found_major (the zone of its time)").zh
    '认定重大时间（时刻没有时差：请加 --local-times）'
    """
    name, _space, rest = lack.partition(" ")
    if name == "on":
        return _ASKED
    last = name.removeprefix("complaint.").removeprefix("events.").removeprefix("flags.").removesuffix(".at")
    parts = [_headers().get(kind) or word(kind) for kind in last.split("/")]
    what = Text("/".join(part.en for part in parts), "、".join(part.zh for part in parts))
    how = _HOW.get(rest) or in_people_words(Text(rest, rest))
    return Text(f"{what.en} {how.en}".strip(), f"{what.zh}{how.zh}")


def awaited_in_words(awaited: Iterable[tuple[str, ...]]) -> tuple[Text, ...]:
    """
    What has to happen yet, in words; what may happen instead stands behind an "or".

    >>> [text.zh for text in awaited_in_words([("customer_answered", "explained"), ("legal_warned",)])]
    ['答复客户或说明理由', '预警法务部']
    """
    return tuple(
        Text(
            " or ".join(word(kind).en.replace("_", " ") for kind in kinds),
            "或".join(
                _headers()[kind].zh.removesuffix("时间") if kind in _headers() else word(kind).zh for kind in kinds
            ),
        )
        for kinds in awaited
    )


@cache
def _headers() -> dict[str, Text]:
    return {column.name: Text(column.label.en.lower(), column.label.zh) for column in COLUMNS["complaints"]}


def shown(moment: date | None, zone: ZoneInfo) -> date | None:
    """
    A moment as a list shows it, and a sheet sorts it: an instant to the minute by the clock of the policy.
    """
    if not isinstance(moment, datetime):
        return moment
    return as_local(moment, zone).replace(second=0, microsecond=0, tzinfo=None)
