"""
Giving a customer up: only after enough call-backs, and one with an event once he was judged lost.
"""

from typing import Any

from attrs import frozen

from visitcore.blocks.quota import Quota
from visitcore.decisions.decision import Decision, conclude
from visitcore.decisions.verdict import Verdict
from visitcore.facts.project import DecorationProject
from visitcore.ground.days import local_day
from visitcore.ground.text import Text
from visitcore.ground.unspecified import UNSPECIFIED
from visitcore.policy.policy import Policy
from visitcore.rules.decoration_calls import MIN_CALLS, UNANSWERED, call_lacks, check_days, counted_calls
from visitcore.rules.decoration_lead import EVENT_MUST, FIRST, Lead, events_after
from visitcore.rules.holding import book_on, hold, lacking, left_open

NAME = "mark_lost"


@frozen(kw_only=True)
class GivenUp:
    """
    Whether a customer may be given up.

    Attributes:
        stage: ``lost`` where he may, else the stage he stays in.
        counted: Call-backs that count.
        needed: Call-backs asked for.
        event_calls: Calls with an event after he was judged lost.
        why: What is missing: ``judged_lost``, ``min_calls``, ``event_call``; empty where he may be given up.
    """

    stage: str
    counted: int
    needed: int
    event_calls: int
    why: tuple[str, ...]


def mark_lost(facts: DecorationProject, policy: Policy) -> Decision[Any]:
    """
    Whether a customer may be given up on a day.

    Args:
        facts: The customer's home with its call-backs, those of the day *on* included.
        policy: The policy; the call-back keys of the day *on* govern.

    Returns:
        A decision of `GivenUp`; refused while calls are owed, not applicable once the home was measured, or after the
        day on which the customer was given up.

    Raises:
        FactsError: If something lies before the first enquiry, or ends before it begins; every fault at once.
    """
    book = book_on(policy, FIRST, facts.on)
    check_days(facts, policy)
    least, events = book.read_as(MIN_CALLS, Quota), book.read_as(EVENT_MUST, Quota)
    if least.value is UNSPECIFIED or events.value is UNSPECIFIED:
        return left_open(NAME, book, least if least.value is UNSPECIFIED else events)
    zone = policy.home(FIRST)
    passed = [day for day in (facts.measured, facts.work_start) if day is not None and local_day(day, zone) <= book.on]
    if passed:
        says = Text("the home is measured; only a lead is given up", "已量房，不再属于可放弃的咨询客户")
        return conclude(NAME, book, hold(events, None, says, unit=""), verdict=Verdict.NOT_APPLICABLE)
    if facts.lost is not None and local_day(facts.lost, zone) < book.on:
        says = Text(f"given up on {local_day(facts.lost, zone)} already", f"已于 {local_day(facts.lost, zone)} 放弃")
        return conclude(NAME, book, hold(events, None, says, unit=""), verdict=Verdict.NOT_APPLICABLE)
    lacks = call_lacks(facts, book)
    if lacks:
        return lacking(NAME, book, events, lacks)
    made = [call for call in facts.calls or () if local_day(call.at, zone) <= book.on]
    counted, vague = counted_calls(made, facts, book)
    if counted is None:
        return lacking(NAME, book, book.read(UNANSWERED), vague)
    needed, wanted = int(least.value.at_least or 0), int(events.value.at_least or 0)
    mark = facts.judged_lost
    judged = mark is not None and local_day(mark, zone) <= book.on
    done, unclear = ((), ()) if mark is None or not judged else events_after(counted, mark, Lead.of(facts, book))
    enough, unsure = len(counted) >= needed, len(done) < wanted and bool(unclear)
    met = {"judged_lost": judged, "min_calls": enough, "event_call": len(done) >= wanted or unsure}
    why = tuple(name for name, holds in met.items() if not holds)
    says = Text(f"{len(counted)} of {needed} call-backs", f"应回访{needed}次，已{len(counted)}次")
    findings = [*hold(least, enough, says, seen=len(counted), limit=needed)]
    if not judged:
        says = Text("not judged lost yet", "尚未认定谈不成")
    else:
        says = Text(
            f"{len(done)} of {wanted} calls with an event after he was judged lost",
            f"认定之后应借活动回访{wanted}次，已{len(done)}次",
        )
    findings += hold(events, None if unsure else judged and met["event_call"], says, seen=len(done), limit=wanted)
    outcome = GivenUp(
        stage="enquired" if why or unsure else "lost",
        counted=len(counted),
        needed=needed,
        event_calls=len(done),
        why=why,
    )
    return conclude(NAME, book, findings, outcome=outcome, missing=unclear if unsure else ())
