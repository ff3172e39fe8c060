"""
Call-backs of a home decorator: what is owed to one customer, from the first enquiry to the end of the work.
"""

from datetime import date
from typing import Any

from attrs import frozen

from visitcore.blocks.quota import Quota
from visitcore.blocks.register import Register
from visitcore.decisions.decision import Decision, conclude
from visitcore.decisions.finding import Finding
from visitcore.facts.project import DecorationProject, ProjectCall
from visitcore.ground.days import local_day
from visitcore.ground.errors import FactsError
from visitcore.ground.text import Text
from visitcore.ground.unspecified import UNSPECIFIED
from visitcore.policy.policy import Policy, Rulebook
from visitcore.rules.decoration_duty import CallDuty, Standing, faults_of
from visitcore.rules.decoration_lead import FIRST, Lead, lead_standing
from visitcore.rules.decoration_work import design_standing, work_standing
from visitcore.rules.holding import book_on, hold, lacking, listed

NAME = "decoration_calls"
MIN_CALLS, ATTEMPTS, UNANSWERED = (
    "callbacks.lead.min_calls",
    "callbacks.lead.attempts_count",
    "callbacks.lead.unanswered",
)
RECORDS, OPINIONS = "files.call_backs", "files.customer_opinions"


@frozen(kw_only=True)
class CallsOwed:
    """
    How the call-backs to one customer stand.

    Attributes:
        stage: ``enquired``, ``measured``, ``construction``, ``done`` or ``lost``.
        duties: Every duty that has arisen: those to a lead, those while the design is made, those during the work.
        counted: Call-backs that count: recorded ones, and attempts only where the policy counts them.
        unrecorded: Call-backs without a written record; they do not count.
        open_opinions: What customers said and nobody was told of.
    """

    stage: str
    duties: tuple[CallDuty, ...]
    counted: int
    unrecorded: int
    open_opinions: tuple[str, ...]


def decoration_calls(facts: DecorationProject, policy: Policy) -> Decision[Any]:
    """
    Which call-backs are owed to a customer, done, late or missed.

    Args:
        facts: The customer's home with its call-backs; only recorded ones count.
        policy: The policy; the call-back keys of the day *on* govern.

    Returns:
        A decision of `CallsOwed`: refused where a binding duty was missed or done late, or the customer given up
        before he might be; undetermined where the enquiry, the calls, or whether one was recorded, is not known.

    Raises:
        FactsError: If something lies before the first enquiry, or ends before it begins; every fault at once.
    """
    book = book_on(policy, FIRST, facts.on)
    check_days(facts, policy)
    lacks = call_lacks(facts, book)
    if lacks:
        return lacking(NAME, book, book.read(RECORDS), lacks)
    made = [call for call in facts.calls or () if _day(call.at, book) <= book.on]
    counted, vague = counted_calls(made, facts, book)
    if counted is None:
        return lacking(NAME, book, book.read(UNANSWERED), vague)
    lead = Lead.of(facts, book)
    parts = [lead_standing(lead), design_standing(facts, book), work_standing(facts, book)]
    standing = Standing.together(parts)
    open_opinions, found = _opinions(made, book)
    unrecorded = sum(not call.recorded for call in made)
    outcome = CallsOwed(
        stage=_stage(facts, book),
        duties=standing.duties,
        counted=len(counted),
        unrecorded=unrecorded,
        open_opinions=open_opinions,
    )
    findings = (*_records(unrecorded, len(made), book), *_three(counted, lead), *standing.findings, *found)
    return conclude(NAME, book, findings, outcome=outcome, missing=standing.missing, provisional=standing.provisional)


def check_days(facts: DecorationProject, policy: Policy) -> None:
    """
    Make sure that nothing lies before what it follows.

    Raises:
        FactsError: With every fault.
    """
    faults = [*faults_of(facts, policy.home(FIRST))]
    if faults:
        raise FactsError("the facts", faults)


def call_lacks(facts: DecorationProject, book: Rulebook) -> list[str]:
    """
    Facts without which no call-back can be told to count.
    """
    lacks = [name for name in ("enquired", "calls") if getattr(facts, name) is None]
    calls = [(place, call) for place, call in enumerate(facts.calls or ()) if _day(call.at, book) <= book.on]
    return lacks + [f"calls[{place}].recorded" for place, call in calls if call.recorded is None]


def counted_calls(
    made: list[ProjectCall], facts: DecorationProject, book: Rulebook
) -> tuple[list[ProjectCall] | None, list[str]]:
    """
    The call-backs that count, or ``None`` and what has to be known to tell.
    """
    recorded = [call for call in made if call.recorded]
    attempts, unanswered = book.read_as(ATTEMPTS, bool), book.read_as(UNANSWERED, tuple)
    for held in (attempts, unanswered):
        if held.value is UNSPECIFIED:
            return None, [held.key]
    if attempts.value:
        return recorded, []
    calls = facts.calls or ()
    lacks = [f"calls[{n}].result" for n, call in enumerate(calls) if call in recorded and call.result is None]
    if lacks:
        return None, lacks
    assert isinstance(unanswered.value, tuple)  # told above
    return [call for call in recorded if call.result not in unanswered.value], []


def _day(moment: date, book: Rulebook) -> date:
    return local_day(moment, book.policy.home(FIRST))


def _stage(facts: DecorationProject, book: Rulebook) -> str:
    """
    The stage reached by the day asked about.
    """
    begun = {
        "construction": facts.work_start,
        "measured": facts.measured,
        "lost": facts.lost,
    }
    if facts.work_end is not None and _day(facts.work_end, book) < book.on:
        return "done"
    reached = (stage for stage, day in begun.items() if day is not None and _day(day, book) <= book.on)
    return next(reached, "enquired")


def _records(unrecorded: int, made: int, book: Rulebook) -> tuple[Finding, ...]:
    held = book.read(RECORDS)
    says = Text(
        f"{unrecorded} of {made} calls without a record do not count", f"{made}次回访中{unrecorded}次无记录，不计"
    )
    whole = Text(f"all {made} calls are recorded", f"{made}次回访均有记录")
    if not made:
        return hold(held, None, Text("no call yet", "尚无回访"), unit="")
    return hold(held, None if unrecorded else True, says if unrecorded else whole, unit="")


def _three(calls: list[ProjectCall], lead: Lead) -> tuple[Finding, ...]:
    """
    Whether there were enough calls, those before he was given up where a customer was.
    """
    held = lead.book.read_as(MIN_CALLS, Quota)
    if held.value is UNSPECIFIED or held.value.at_least is None:
        return ()
    counted = sum(not lead.given_up or lead.day(call.at) <= lead.asked for call in calls)
    needed = held.value.at_least
    before = Text(" before he was given up", "放弃之前") if lead.given_up else Text("", "")
    says = Text(f"{counted} of {needed} call-backs{before.en}", f"{before.zh}应回访{needed}次，已{counted}次")
    return hold(held, True if counted >= needed else not lead.given_up and None, says, seen=counted, limit=needed)


def _opinions(made: list[ProjectCall], book: Rulebook) -> tuple[tuple[str, ...], tuple[Finding, ...]]:
    """
    What customers said that nobody was told of, with a finding for everything said.
    """
    held = book.read_as(OPINIONS, Register)
    fields = () if held.value is UNSPECIFIED else held.value.fields
    to = next((field.one_of for field in fields if field.name == "passed_on_to"), ())
    still_open: list[str] = []
    findings: list[Finding] = []
    for call in made:
        if not call.opinion:
            continue
        told = [role for role in call.informed if not to or role in to]
        who = listed(told)
        says = Text(f"“{call.opinion}” passed on to {who.en}", f"“{call.opinion}”已转告 {who.zh}")
        if not told:
            still_open.append(call.opinion)
            says = Text(f"“{call.opinion}” not passed on yet", f"“{call.opinion}”尚未转告")
        findings += hold(held, True if told else None, says, unit="")
    return tuple(still_open), tuple(findings)
