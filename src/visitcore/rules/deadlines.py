"""
Deadlines: what is due by when, and whether it came in time.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from attrs import frozen

from visitcore.blocks.term import Term, Timing
from visitcore.decisions.decision import Decision, conclude
from visitcore.decisions.finding import Finding
from visitcore.facts.question import Delivery
from visitcore.ground.calendar import WorkCalendar
from visitcore.ground.days import as_local, local_day
from visitcore.ground.text import Text
from visitcore.ground.unspecified import UNSPECIFIED
from visitcore.policy.dated import Dated
from visitcore.policy.policy import Policy
from visitcore.rules.holding import book_on, hold, lacking, left_open

NAME = "check_deadline"
_BAD = frozenset({"late", "overdue", "early"})
_OPEN = frozenset({"open", "pending"})


@frozen(kw_only=True)
class DueBy:
    """
    How something stands against its deadline.

    Attributes:
        due: Last good day or instant; ``None`` where the document only says "promptly".
        opens: First good day, where the term is a window.
        status: ``in_time``, ``late``, ``early``, ``open``, ``overdue``, ``done`` or ``pending``.
        late_by: How late: whole days, or hours where hours count; zero in time, ``None`` where it cannot be told.
        provisional: Whether the working days used are not announced yet.
    """

    due: date | None
    opens: date | None
    status: str
    late_by: int | Decimal | None
    provisional: bool = False


def check_deadline(facts: Delivery, policy: Policy) -> Decision[Any]:
    """
    Whether something came, or can still come, in time.

    Args:
        facts: The event, and when it was done; *key* names a term.  Hours need instants with a zone.
        policy: The policy; the term of the event's day governs.

    Returns:
        A decision of `DueBy`: refused when late or too early; undetermined while something due "promptly" is not done.
    """
    book = book_on(policy, facts.key, facts.start or facts.on)
    held = book.read_as(facts.key, Term)
    if held.value is UNSPECIFIED:
        return left_open(NAME, book, held)
    if facts.start is None:
        return lacking(NAME, book, held, ["start"])
    due, findings, missing = hold_term(held, policy, facts.start, facts.done, facts.on)
    if due is None:
        return lacking(NAME, book, held, missing)
    return conclude(NAME, book, findings, outcome=due, missing=missing, provisional=due.provisional)


def hold_term(
    held: Dated[Any], policy: Policy, start: date, done: date | None, on: date
) -> tuple[DueBy | None, tuple[Finding, ...], tuple[str, ...]]:
    """
    Hold an event and its delivery against a term.

    Returns:
        How it stands (``None`` where it cannot be told), the findings, and what is missing.
    """
    term: Term = held.value
    settings = policy.pack(held.pack).settings
    calendar = policy.calendar(held.pack)
    roll = settings.roll if term.roll is None else term.roll
    moments = {"start": start, "on": on} if done is None else {"start": start, "done": done}
    told, lacks = as_counted([term], moments, settings.zone)
    if lacks:
        return None, (), lacks
    vague = _same_day(term, told)
    if vague:
        return None, (), vague
    timing = term.judge(told["start"], told.get("done"), told.get("on", told["start"]), calendar, roll)
    due = DueBy(
        due=timing.due,
        opens=timing.opens,
        status=timing.status,
        late_by=_late(timing),
        provisional=_leans_on(calendar, told["start"], timing.due, term, roll=roll),
    )
    missing = (f"{held.key}.days",) if timing.status == "pending" else ()
    holds = None if timing.status in _OPEN else timing.status not in _BAD
    findings = hold(held, holds, _says(due), seen=done or on, limit=timing.due, unit="")
    return due, findings, missing


def as_counted(
    terms: Sequence[Term], moments: Mapping[str, date], zone: ZoneInfo
) -> tuple[dict[str, date], tuple[str, ...]]:
    """
    Moments as terms count them: local days, or local instants where a term runs by the clock or says "promptly".

    Hours may span a change of the clocks, so they are never counted from an instant without its zone.

    Returns:
        The moments by name, and what has to be known more exactly.
    """
    hours = any(term.hours is not None for term in terms)
    by_clock = hours or any(term.minutes is not None for term in terms)
    if not by_clock and not any(term.promptly for term in terms):
        return {name: local_day(moment, zone) for name, moment in moments.items()}, ()
    vague = [
        name
        for name, moment in moments.items()
        if (hours and not _is_exact(moment)) or (by_clock and not isinstance(moment, datetime))
    ]
    told = {
        name: as_local(moment, zone) if isinstance(moment, datetime) else moment for name, moment in moments.items()
    }
    return told, tuple(f"{name} (an instant with its time zone)" for name in vague)


def renamed(lack: str, names: Mapping[str, str]) -> str:
    """
    What a deadline lacks, by the name it has in another decision's facts.

    Args:
        lack: One of the things missing, e.g. ``start (an instant)``.
        names: What the event and its delivery, ``start`` and ``done``, are called there.
    """
    name, space, rest = lack.partition(" ")
    return names.get(name, name) + space + rest


def _same_day(term: Term, told: Mapping[str, date]) -> tuple[str, ...]:
    """
    What has to be known by the clock, where something is to be done before an event and both fell on one day.
    """
    done, start = told.get("done"), told["start"]
    if not (term.promptly and term.before) or done is None:
        return ()
    if isinstance(done, datetime) and isinstance(start, datetime):
        return ()
    days = [moment.date() if isinstance(moment, datetime) else moment for moment in (done, start)]
    if days[0] != days[1]:
        return ()
    return tuple(f"{name} (an instant)" for name in ("start", "done") if not isinstance(told[name], datetime))


def _is_exact(moment: date) -> bool:
    return isinstance(moment, datetime) and moment.tzinfo is not None


def _leans_on(calendar: WorkCalendar, start: date, due: date | None, term: Term, *, roll: bool) -> bool:
    """
    Whether the due day was found with working days of a year that is not announced yet.
    """
    rolled = roll and not term.before and (term.days is not None or term.weeks is not None)
    if due is None or not (rolled or term.working_days is not None):
        return False
    return calendar.is_provisional(start) or calendar.is_provisional(due)


def _late(timing: Timing) -> int | Decimal | None:
    """
    How late: whole days, or hours.
    """
    if isinstance(timing.late_by, timedelta):
        return Decimal(timing.late_by // timedelta(microseconds=1)) / _MICROSECONDS_OF_AN_HOUR
    return timing.late_by


_MICROSECONDS_OF_AN_HOUR = 3_600_000_000


def _says(due: DueBy) -> Text:
    if due.due is None:
        return _WITHOUT_NUMBER[due.status]
    by, late = due.due, _length(due)
    return {
        "in_time": Text(f"in time, due by {by}", f"按时完成，期限 {by}"),
        "late": Text(f"late by {late.en}, was due by {by}", f"逾期{late.zh}，期限为 {by}"),
        "overdue": Text(f"not done, overdue by {late.en}, was due by {by}", f"未完成，已逾期{late.zh}，期限为 {by}"),
        "early": Text(f"too early, counts from {due.opens} to {by}", f"过早，应在 {due.opens} 至 {by} 之间"),
        "open": Text(f"not done yet, due by {by}", f"尚未完成，期限 {by}"),
    }[due.status]


_WITHOUT_NUMBER = {
    "in_time": Text("done before the event, as asked for", "已按要求事先完成"),
    "late": Text("done too late, it was to be done before the event", "应事先完成，实际已晚"),
    "overdue": Text("not done, it was to be done before the event", "应事先完成，至今未完成"),
    "open": Text("not done yet, it is to be done before the event", "尚未完成，须事先完成"),
    "early": Text("too early, it is to be done after the event", "过早，应在事后完成"),
    "done": Text("done; the document gives no number of days", "已完成；制度未规定具体天数"),
    "pending": Text(
        "not done yet; the document says promptly and gives no number of days",
        "尚未完成；制度只写“及时”，未规定具体天数",
    ),
}


def _length(due: DueBy) -> Text:
    """
    How late, in words; hours to two places, and never none at all.
    """
    late = f"{due.late_by:.2f}".rstrip("0").rstrip(".") if isinstance(due.late_by, Decimal) else str(due.late_by)
    unit = Text("hour", "小时") if isinstance(due.due, datetime) else Text("day", "天")
    if due.late_by and late == "0":
        return Text("less than 0.01 hours", "不足0.01小时")
    return Text(f"{late} {unit.en}{'' if late == '1' else 's'}", f"{late}{unit.zh}")
