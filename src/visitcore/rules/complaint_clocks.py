"""
The clocks of a complaint: what is due, by when, from which event, and who owes it.
"""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from attrs import evolve, frozen

from visitcore.blocks.term import Term
from visitcore.decisions.decision import Decision, conclude
from visitcore.decisions.finding import Finding
from visitcore.facts.complaint import Complaint, ComplaintCase, ComplaintEvent
from visitcore.ground.days import local_day
from visitcore.ground.errors import SilentPolicyError
from visitcore.ground.text import Text
from visitcore.ground.unspecified import UNSPECIFIED
from visitcore.policy.dated import Dated
from visitcore.policy.policy import Policy
from visitcore.rules.complaint_events import disorder, ordered, out_of_order, reached, until
from visitcore.rules.complaint_gravity import gravity_of
from visitcore.rules.complaint_pauses import without_pauses
from visitcore.rules.complaint_runs import RUNS, Run, run_keys, run_of
from visitcore.rules.deadlines import hold_term, renamed
from visitcore.rules.holding import book_on, hold, lacking, left_open

NAME = "complaint_clocks"
_OPEN = ("open", "pending", "overdue")


@frozen(kw_only=True)
class Clock:
    """
    One clock of a complaint.

    Attributes:
        name: Its name, e.g. ``closing``.
        status: ``in_time``, ``late``, ``early``, ``open``, ``overdue``; ``done`` and ``pending`` where the term has no
            number; ``not_started``, ``paused`` or ``undetermined``.
        start: Day or instant it runs from, pauses apart.
        due: Last good day or instant.
        done: Day or instant of what stopped it.
        late_by: How late: whole days, or hours where hours count; ``None`` where it cannot be told.
        owes: Role that owes it.
        waits_for: Kinds of the events that have not happened yet.
        control: Role on whose list it is because it is overdue; empty where it is on nobody's.
        rule: Id of the rule that sets the term.
        missing: What is missing to tell.
        provisional: Whether it leans on a calendar year that is not announced yet.
    """

    name: str
    status: str
    start: date | None = None
    due: date | None = None
    done: date | None = None
    late_by: int | Decimal | None = None
    owes: str = ""
    waits_for: tuple[str, ...] = ()
    control: str = ""
    rule: str = ""
    missing: tuple[str, ...] = ()
    provisional: bool = False


@frozen(kw_only=True)
class Clocks:
    """
    Every clock of a complaint.

    Attributes:
        clocks: Those that ran, run, or have yet to start.
        next_due: The earliest day or instant at which something not done is, or was, due; ``None`` where there is none.
        owes: Role that owes it.
    """

    clocks: tuple[Clock, ...]
    next_due: date | None = None
    owes: str = ""


def complaint_clocks(facts: ComplaintCase, policy: Policy) -> Decision[Any]:
    """
    Every clock of a complaint under a policy.

    A clock is data: ``complaints.runs.<name>`` says from which event it runs, to which, and who owes it; the term
    stands under ``complaints.clock.<name>``, or under the key that the run names. Hours need instants with a zone.
    What happened after *on* is left out. A complaint of which nobody knows when it came in leaves a clock undetermined
    that runs from then, and so does an event before the one that it follows.
    A clock without a number is ``pending`` and holds nothing up, so that it does not veil those that have one.

    Args:
        facts: The complaint; *on* matters for what is not done.
        policy: The policy; each term is that of the day its clock starts on.

    Returns:
        A decision of `Clocks`: refused where one is late, undetermined where one cannot be told.

    Raises:
        SilentPolicyError, NotInForceError: If the policy has no clock, or none on that day.
        PolicyError: If a clock is not written as it should be.
    """
    keys = run_keys(policy)
    if not keys:
        raise SilentPolicyError(f"{RUNS}*", policy.name, policy.keys())
    clocks: list[Clock] = []
    findings: list[Finding] = []
    for key in keys:
        clock, found = _clock(key, facts, policy)
        clocks += [] if clock is None else [clock]
        findings += found
    due = sorted((one for one in clocks if one.status in _OPEN and one.due is not None), key=moment_of)
    outcome = Clocks(clocks=tuple(clocks), next_due=due[0].due if due else None, owes=due[0].owes if due else "")
    book = book_on(policy, keys[0], facts.on)
    if not findings:
        book.read(keys[0])  # none is in force
    missing = tuple(dict.fromkeys(lack for one in clocks for lack in one.missing))
    provisional = any(one.provisional for one in clocks)
    return conclude(NAME, book, findings, outcome=outcome, missing=missing, provisional=provisional)


def moment_of(clock: Clock) -> tuple[date, bool, float]:
    """
    By what clocks are put in order of their due time: a day ends after all of its instants.
    """
    due = clock.due
    assert due is not None  # only those with a due time are put in order
    if isinstance(due, datetime):
        return due.date(), False, due.timestamp()
    return due, True, 0


def _clock(key: str, facts: ComplaintCase, policy: Policy) -> tuple[Clock | None, Sequence[Finding]]:
    zone = policy.home(key)
    received = until(facts.complaint, facts.on, zone).first("received")
    day = received.at if received is not None and received.at is not None else facts.on
    book = policy.on(local_day(day, zone))
    held = book.find(key)
    if held is None:
        return None, ()
    if held.value is UNSPECIFIED:
        return Clock(name=key.removeprefix(RUNS), status="undetermined", missing=(key,)), left_open(
            NAME, book, held
        ).findings
    run = run_of(held)
    unheard = run.from_ == "received" and facts.complaint.first("received") is None
    complaint = until(facts.complaint, facts.on, zone, (run.from_,) if run.ahead else ())
    facts = evolve(facts, complaint=complaint)
    clock = Clock(name=run.name, status="not_started", owes=run.owes, rule=held.rules[0].id)
    if run.gravity:
        gravity, lacks = gravity_of(complaint, book)
        if gravity is None:
            return _lacks(clock, held, policy, facts, lacks)
        if gravity != run.gravity:
            says = Text(f"only runs for {run.gravity} complaints", f"仅适用于 {run.gravity} 投诉")
            return None, hold(held, None, says, seen=gravity, limit=run.gravity)
    if run.only_after and complaint.first(run.only_after) is None:
        says = Text(f"only runs after {run.only_after}", f"尚无“{run.only_after}”的记录，不适用此时限")
        return None, hold(held, None, says)
    start = _start(run, complaint, zone)
    if start is None:
        if run.visible or run.ahead or unheard:
            return _lacks(clock, held, policy, facts, [f"complaint.events.{run.from_}"])
        says = Text(f"has not begun, waits for: {run.from_}", f"尚未开始，尚无“{run.from_}”的记录")
        return clock, hold(held, None, says)
    return _judged(clock, run, held, start, facts, policy)


def _judged(
    clock: Clock, run: Run, held: Dated[Any], start: ComplaintEvent, facts: ComplaintCase, policy: Policy
) -> tuple[Clock, Sequence[Finding]]:
    book = book_on(policy, run.term, start.at or facts.on)
    term = book.read_as(run.term, Term)
    clock = evolve(clock, rule=term.as_a_whole[0].id, start=start.at)
    if term.value is UNSPECIFIED:
        return evolve(clock, status="undetermined", missing=(run.term,)), left_open(NAME, book, term).findings
    if start.at is None:
        return _lacks(clock, term, policy, facts, [f"complaint.events.{start.kind}.at"])
    zone, complaint = policy.zone(term.pack), facts.complaint
    events = {kind: complaint.first(kind) for kind in run.to}
    waits = tuple(kind for kind, event in events.items() if event is None)
    there = [event for event in events.values() if event is not None]
    stopped = bool(there) if run.need == "any" else not waits
    vague = [f"complaint.events.{event.kind}.at" for event in there if event.at is None]
    if stopped and vague:
        return _lacks(clock, term, policy, facts, vague)
    moments = [event.at for event in there if event.at is not None]
    wrong = [] if term.value.before else out_of_order(run, complaint, start, there, zone)
    if wrong:
        lacks = [f"complaint.events.{event.kind}.at" for event, _ in wrong]
        found = [finding for one in wrong for finding in hold(term, None, disorder(*one), unit="")]
        return evolve(clock, status="undetermined", missing=tuple(lacks)), found
    done = reached(moments, zone, last=run.need == "all") if stopped else None
    clock = evolve(clock, done=done, waits_for=() if stopped else waits)
    paused = without_pauses(run, complaint, start.at, done, term, policy)
    if paused.missing:
        return _lacks(clock, term, policy, facts, paused.missing)
    if paused.still:
        still = Text(f"stands still since {run.pause}", f"自“{run.pause}”起暂停")
        return evolve(clock, status="paused"), hold(term, None, still, unit="")
    due, findings, missing = hold_term(paused.term, policy, paused.start, done, facts.on)
    if due is None:
        names = {"start": f"complaint.events.{start.kind}", "done": f"complaint.events.{'/'.join(run.to)}"}
        return _lacks(clock, term, policy, facts, [renamed(lack, names) for lack in missing])
    clock = evolve(clock, status=due.status, due=due.due, late_by=due.late_by, provisional=due.provisional)
    if due.status == "overdue" and run.control:
        listed = Text(
            f"on the list of {run.control}; {run.owes} keeps the case",
            f"列入 {run.control} 的督办清单，仍由 {run.owes} 经办",
        )
        return evolve(clock, control=run.control), [*findings, *hold(held, True, listed)]
    return clock, findings


def _start(run: Run, complaint: Complaint, zone: ZoneInfo) -> ComplaintEvent | None:
    """
    The event that a clock runs from: the earlier one, where a sign of a major complaint could be seen on receipt.
    """
    first = complaint.first(run.from_)
    seen = complaint.first(run.visible) if run.visible and complaint.visible_at_receipt else None
    both = [event for event in (seen, first) if event is not None]
    vague = next((event for event in both if event.at is None), None)
    return vague or min(both, key=lambda event: ordered(event.at or date.min, zone), default=None)


def _lacks(
    clock: Clock, held: Dated[Any], policy: Policy, facts: ComplaintCase, missing: Sequence[str]
) -> tuple[Clock, Sequence[Finding]]:
    book = policy.on(local_day(facts.on, policy.zone(held.pack)))
    findings = lacking(NAME, book, held, missing).findings
    return evolve(clock, status="undetermined", missing=tuple(missing)), findings
