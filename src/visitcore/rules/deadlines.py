"""
Deadlines: what is due by when, and whether it came in time.
"""

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from attrs import frozen

from visitcore.blocks.term import Term, Timing
from visitcore.decisions.decision import Decision, conclude
from visitcore.decisions.finding import Finding
from visitcore.facts.question import Delivery
from visitcore.ground.days import as_local, local_day
from visitcore.ground.text import Text
from visitcore.ground.unspecified import UNSPECIFIED
from visitcore.policy.dated import Dated
from visitcore.policy.policy import Policy
from visitcore.rules.holding import book_on, hold, lacking, left_open

NAME = "check_deadline"
_BAD = frozenset({"late", "overdue", "early"})


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
    clock = term.minutes is not None or term.hours is not None
    moments = []
    for name, moment in (("start", start), ("done", done), ("on", on)):
        if moment is None:
            moments.append(None)
        elif not clock and not (term.promptly and isinstance(moment, datetime)):
            moments.append(local_day(moment, settings.zone))
        elif isinstance(moment, datetime) and (moment.tzinfo is not None or name != "start" or not term.hours):
            moments.append(as_local(moment, settings.zone))
        elif name == "on" and done is not None:
            moments.append(done)
        else:
            return None, (), (f"{name} (an instant with its time zone)",)
    if isinstance(moments[0], datetime) != isinstance(moments[1] or moments[0], datetime):
        moments = [None if moment is None else local_day(moment, settings.zone) for moment in moments]
    timing = term.judge(moments[0], moments[1], moments[2], calendar, settings.roll if term.roll is None else term.roll)
    provisional = _leans_on(timing, term, calendar)
    due = DueBy(
        due=timing.due, opens=timing.opens, status=timing.status, late_by=_late(timing), provisional=provisional
    )
    missing = (f"{held.key}.days",) if timing.status == "pending" else ()
    holds = None if timing.status == "pending" else timing.status not in _BAD
    findings = hold(held, holds, _says(due), seen=done or on, limit=timing.due, unit="")
    return due, findings, missing


def _leans_on(timing: Timing, term: Term, calendar: Any) -> bool:
    uses = term.working_days is not None or term.days is not None or term.weeks is not None
    if not uses or timing.due is None:
        return False
    day = timing.due.date() if isinstance(timing.due, datetime) else timing.due
    return bool(calendar.is_provisional(day))


def _late(timing: Timing) -> int | Decimal | None:
    if isinstance(timing.late_by, timedelta):
        seconds = Decimal(timing.late_by.days * 86400 + timing.late_by.seconds)
        return seconds / 3600
    return timing.late_by


def _says(due: DueBy) -> Text:
    by = str(due.due) if due.due is not None else ""
    late = f"{due.late_by:g}" if isinstance(due.late_by, Decimal) else due.late_by
    unit = Text("hours", "小时") if isinstance(due.due, datetime) else Text("days", "天")
    return {
        "in_time": Text(f"in time, due by {by}", f"按时完成，期限 {by}"),
        "late": Text(f"late by {late} {unit.en}, was due by {by}", f"逾期{late}{unit.zh}，期限为 {by}"),
        "overdue": Text(
            f"not done, overdue by {late} {unit.en}, was due by {by}", f"未完成，已逾期{late}{unit.zh}，期限为 {by}"
        ),
        "early": Text(f"too early, counts from {due.opens} to {by}", f"过早，应在 {due.opens} 至 {by} 之间"),
        "open": Text(f"not done yet, due by {by}", f"尚未完成，期限 {by}"),
        "done": Text("done; the document gives no number of days", "已完成；制度未规定具体天数"),
        "pending": Text(
            "not done yet; the document says promptly and gives no number of days",
            "尚未完成；制度只写“及时”，未规定具体天数",
        ),
    }[due.status]
