"""
One duty to call back: when it is due, and how it stands.
"""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, time
from typing import Any, Literal
from zoneinfo import ZoneInfo

from attrs import evolve, frozen

from visitcore.decisions.finding import Finding
from visitcore.facts.project import DecorationProject, ProjectCall
from visitcore.ground.days import as_local, days_between, local_day
from visitcore.ground.problem import Problem
from visitcore.ground.text import Text
from visitcore.policy.dated import Dated
from visitcore.policy.policy import Policy
from visitcore.rules.deadlines import hold_term, renamed
from visitcore.rules.holding import hold

DutyStatus = Literal["done", "late", "missed", "open", "ended", "unspecified"]


@frozen(kw_only=True)
class CallDuty:
    """
    One duty.

    Attributes:
        name: ``first_call``, ``further_call``, ``event_call``, ``event_call_lost``, ``design_call``, ``weekly_check``,
            ``own_call``, ``weekly_summary``; ``check_gap`` and ``own_call_gap`` where a company limits the gap.
        due: Last good day; ``None`` where there is none yet.
        status: ``done``; ``late`` where it was done after that; ``missed``; ``open``; ``ended`` with its stage;
            ``unspecified`` where the document gives no day.
        done: When it was done.
        late_by: Days after the due day; zero in time, ``None`` where there is no due day.
    """

    name: str
    due: date | None
    status: DutyStatus
    done: date | None = None
    late_by: Any = None


@frozen(kw_only=True)
class Standing:
    """
    Duties with what was found and what is missing.

    Attributes:
        duties: The duties.
        findings: The findings.
        missing: Facts that are missing and policy keys that are not set.
        provisional: Whether a working day was counted that is not announced yet.
    """

    duties: tuple[CallDuty, ...] = ()
    findings: tuple[Finding, ...] = ()
    missing: tuple[str, ...] = ()
    provisional: bool = False

    @classmethod
    def together(cls, parts: Iterable["Standing"]) -> "Standing":
        """
        Several as one, in their order; a thing missing is named once.
        """
        found = tuple(parts)
        return cls(
            duties=tuple(duty for part in found for duty in part.duties),
            findings=tuple(finding for part in found for finding in part.findings),
            missing=tuple(dict.fromkeys(lack for part in found for lack in part.missing)),
            provisional=any(part.provisional for part in found),
        )


def by_term(
    name: str,
    held: Dated[Any],
    policy: Policy,
    event: tuple[str, date],
    done: date | None,
    on: date,
    *,
    ends: bool = False,
) -> Standing:
    """
    A duty that is due so long after an event.

    Args:
        name: Name of the duty.
        held: The dated term.
        policy: The policy.
        event: The fact that the term is counted from, by name.
        done: When it was done.
        on: The day asked about, or the day on which its stage ended.
        ends: Whether the stage ended on that day; what was not due before it is not owed.
    """
    due, findings, lacks = hold_term(held, policy, event[1], done, on)
    missing = tuple(renamed(lack, {"start": event[0], "done": "calls"}) for lack in lacks)
    if due is None:
        return Standing(missing=missing, findings=hold(held, None, told(name, _UNKNOWN)))
    status = _STATUS[due.status]
    if ends and status in ("open", "unspecified"):
        return at_its_end(name, held, due.due)
    duty = CallDuty(name=name, due=due.due, status=status, done=done, late_by=due.late_by)
    findings = tuple(evolve(finding, says=told(name, finding.says)) for finding in findings)
    return Standing(duties=(duty,), findings=findings, missing=missing, provisional=due.provisional)


def by_day(name: str, held: Dated[Any], due: date, done: date | None, on: date, *, ends: bool = False) -> Standing:
    """
    A duty that is due on a known day.

    Args:
        name: Name of the duty.
        held: The dated value that asks for it.
        due: Last good day.
        done: Day it was done.
        on: The day asked about, or the day on which its stage ended.
        ends: Whether the stage ended on that day.
    """
    late_by = max(days_between(due, on if done is None else done), 0)
    status: DutyStatus = "late" if late_by else "done"
    if done is None:
        status = "missed" if late_by else "open"
    if ends and status == "open":
        return at_its_end(name, held, due)
    duty = CallDuty(name=name, due=due, status=status, done=done, late_by=late_by)
    says = told(name, _by_day(status, due, late_by))
    return Standing(duties=(duty,), findings=hold(held, HOLDS[status], says, seen=done or on, limit=due, unit=""))


def at_its_end(name: str, held: Dated[Any], due: date | None) -> Standing:
    """
    A duty that is no longer owed, because its stage has ended.
    """
    says = told(name, Text("no longer owed", "已不需要"))
    return Standing(duties=(CallDuty(name=name, due=due, status="ended"),), findings=hold(held, None, says))


def told(name: str, says: Text) -> Text:
    """
    A sentence on a duty.
    """
    return Text(f"{name}: {says.en}", f"{name}：{says.zh}")


HOLDS: dict[DutyStatus, bool | None] = {"done": True, "late": False, "missed": False}
HOLDS |= {"open": None, "ended": None, "unspecified": None}
"""Whether the rule is kept, by status."""

_STATUS: dict[str, DutyStatus] = {
    "in_time": "done",
    "done": "done",
    "early": "missed",
    "late": "late",
    "open": "open",
    "overdue": "missed",
    "pending": "unspecified",
}
_UNKNOWN = Text("cannot be told", "无法判定")


def _by_day(status: DutyStatus, due: date, late_by: int) -> Text:
    if status == "late":
        return Text(f"late by {late_by} days, was due by {due}", f"逾期{late_by}天，期限为 {due}")
    en, zh = {"done": ("done", "已完成"), "missed": ("not done", "未完成")}.get(status, ("not done yet", "尚未完成"))
    return Text(f"{en}, due by {due}", f"{zh}，期限 {due}")


def in_order(calls: Iterable[ProjectCall], zone: ZoneInfo) -> list[ProjectCall]:
    """
    Calls by time, a day standing for its beginning.
    """
    return sorted(calls, key=lambda call: _moment(call.at, zone))


def follows(moment: date, mark: date, zone: ZoneInfo) -> bool | None:
    """
    Whether a moment lies after a mark; ``None`` where both fell on one day and the hour of one is not known.
    """
    first, second = local_day(mark, zone), local_day(moment, zone)
    if first != second:
        return first < second
    if isinstance(moment, datetime) and isinstance(mark, datetime):
        return as_local(mark, zone) < as_local(moment, zone)
    return None


def _moment(moment: date, zone: ZoneInfo) -> datetime:
    return as_local(moment if isinstance(moment, datetime) else datetime.combine(moment, time()), zone)


def faults_of(facts: DecorationProject, zone: ZoneInfo) -> Iterator[Problem]:
    """
    What cannot be true of a project: anything before the first enquiry, an end before its beginning.
    """
    pairs: list[tuple[str, date | None, str, date | None]] = [
        (name, getattr(facts, name), "enquired", facts.enquired)
        for name in ("measured", "work_start", "maybe_lost", "judged_lost", "lost")
    ]
    pairs += [(f"calls[{n}].at", call.at, "enquired", facts.enquired) for n, call in enumerate(facts.calls or ())]
    pairs += [(f"calls[{n}].visit_on", call.visit_on, "its call", call.at) for n, call in enumerate(facts.calls or ())]
    pairs += [(f"checks[{n}].at", check.at, "enquired", facts.enquired) for n, check in enumerate(facts.checks or ())]
    pairs += [(f"requests[{n}].wanted", one.wanted, "made", one.made) for n, one in enumerate(facts.requests)]
    pairs += [("work_start", facts.work_start, "measured", facts.measured)]
    pairs += [("work_end", facts.work_end, "work_start", facts.work_start)]
    for where, later, name, earlier in pairs:
        if later is None or earlier is None or not _before(later, earlier, zone):
            continue
        what = Text(f"{later} lies before {name} ({earlier})", f"{later} 早于 {name}（{earlier}）")
        yield Problem(where, what, Text("check both days", "请核对两个日期"))


def _before(first: date, second: date, zone: ZoneInfo) -> bool:
    if isinstance(first, datetime) and isinstance(second, datetime):
        return as_local(first, zone) < as_local(second, zone)
    return local_day(first, zone) < local_day(second, zone)
