"""
Dispatch: whether a designer must be assigned, who can be, and in which order.
"""

from collections.abc import Iterator
from datetime import date
from typing import Any

from attrs import frozen

from visitcore.decisions.decision import Decision, conclude
from visitcore.decisions.finding import Finding
from visitcore.facts.dispatch import Dispatch
from visitcore.ground.days import local_day
from visitcore.ground.errors import FactsError
from visitcore.ground.text import Text
from visitcore.ground.unspecified import UNSPECIFIED
from visitcore.policy.dated import Dated
from visitcore.policy.policy import Policy, Rulebook
from visitcore.rules.dispatch_order import Candidate, Criterion, criteria, is_exact, told_apart
from visitcore.rules.dispatch_pool import UnrankedDesigner, faults_of, sort_out
from visitcore.rules.holding import book_on, hold, lacking, left_open

NAME = "rank_designers"
ORDER, MEASURES, WINDOW = "dispatch.order", "dispatch.measures", "dispatch.window"
MAX_WAIT, OFF_PLAN, PROFILE = "dispatch.max_wait", "dispatch.off_plan_days", "files.designers"


@frozen(kw_only=True)
class RankedDesigner:
    """
    One designer who can be assigned, and why he stands where he does.

    Attributes:
        name: Name.
        place: Place in the order, the first being 1.
        hits: How many of style and type of customer suit him.
        rate: Signed of received as an exact fraction; of the whole team where he received nobody.
        minutes: Whole minutes, rounded up, until he can start.
        received: Customers received in the days counted.
        behind_by: The principle, or ``name``, that puts him behind the one before; empty for the first.
    """

    name: str
    place: int
    hits: int
    rate: str
    minutes: int
    received: int
    behind_by: str


@frozen(kw_only=True)
class DispatchOrder:
    """
    The order proposed; a person confirms.

    Attributes:
        assignment: ``required``, or ``optional`` for a home long before its handover; ``None`` where that is unknown.
        status: ``ranked``; ``none_free`` where nobody can be assigned at that time.
        order: Those who can be assigned, the first one first.
        unranked: Those who cannot, each with why.
        earliest: Where nobody can, the first instant at which somebody with a full profile is free.
    """

    assignment: str | None
    status: str
    order: tuple[RankedDesigner, ...]
    unranked: tuple[UnrankedDesigner, ...]
    earliest: date | None = None


def rank_designers(facts: Dispatch, policy: Policy) -> Decision[Any]:
    """
    Which designer a customer is given to.

    Args:
        facts: The customer, the designers in any order, and when the customer wants to be served.
        policy: The policy; the dispatch keys of the day *on* govern.

    Returns:
        A decision of `DispatchOrder`; refused where a designer must be assigned and nobody can be.

    Raises:
        FactsError: If two designers share a name, more signed than were received, or one was given a customer after the
            moment asked about; every fault at once.
        PolicyError: If a principle has no measure, or a measure that nobody knows.
    """
    faults = [*faults_of(facts, policy.home(ORDER))]
    if faults:
        raise FactsError("the facts", faults)
    book = book_on(policy, ORDER, facts.on)
    order, measures = book.read_as(ORDER, tuple), book.read(MEASURES)
    wait, profile = book.read(MAX_WAIT), book.read(PROFILE)
    for held in (order, measures, wait, profile):
        if held.value is UNSPECIFIED:
            return left_open(NAME, book, held)
    by = criteria(order, measures)
    assignment, findings, lacks = _assignment(facts, book)
    missing = [*lacks, *_lacks(facts, by)]
    if missing[len(lacks) :]:
        return conclude(NAME, book, [*findings, *lacking(NAME, book, order, missing).findings], missing=missing)
    pool = sort_out(facts, book, wait, profile)
    candidates = sorted(pool.candidates, key=lambda one: ([c.key(one) for c in by], one.name))
    ranked = tuple(_ranked(candidates, by))
    later = [one.free for one in pool.unranked if one.free is not None]
    outcome = DispatchOrder(
        assignment=assignment,
        status="ranked" if ranked else "none_free",
        order=ranked,
        unranked=pool.unranked,
        earliest=None if ranked else min(later, default=None),
    )
    missing += pool.missing
    findings += (*pool.findings, *_places(order, book, outcome, open_=bool(missing)))
    return conclude(NAME, book, findings, outcome=outcome, missing=missing)


def _assignment(facts: Dispatch, book: Rulebook) -> tuple[str | None, tuple[Finding, ...], list[str]]:
    """
    Whether a designer must be assigned, with the finding and what is missing.
    """
    held: Dated[Any] | None = book.find(OFF_PLAN)
    if held is None:
        return "required", (), []
    if held.value is UNSPECIFIED:
        says = Text(
            "a designer is to be assigned; how long before handover that may be left out is not set",
            "须派设计师；距交房多久可不派尚未设定",
        )
        return "required", hold(held, None, says), []
    customer, day = facts.customer, local_day(facts.on, book.policy.zone(held.pack))
    unknown = "home" if customer.home is None else "handover"
    if customer.home is None or (customer.home == "off_plan" and customer.handover is None):
        return None, (), [f"customer.{unknown}"]
    if customer.home == "finished" or customer.handover is None:
        return "required", hold(held, None, Text("the home is finished: required", "现房，须派设计师"), unit=""), []
    days = (local_day(customer.handover, book.policy.zone(held.pack)) - day).days
    assignment = "optional" if days > held.value else "required"
    says = Text(f"{days} days to handover: {assignment}", f"距交房{days}天：{_ASSIGNMENT[assignment]}")
    return assignment, hold(held, None, says, seen=days, limit=held.value), []


_ASSIGNMENT = {"optional": "可不派设计师", "required": "须派设计师"}


def _lacks(facts: Dispatch, by: tuple[Criterion, ...]) -> list[str]:
    """
    Facts without which nobody can be put in order.
    """
    lacks = [] if is_exact(facts.on) else ["on (an instant with its time zone)"]
    if facts.designers is None:
        lacks.append("designers")
    if any("hits" in one.measures for one in by):
        lacks += [f"customer.{name}" for name in ("style", "kind") if getattr(facts.customer, name) is None]
    return lacks


def _ranked(candidates: list[Candidate], by: tuple[Criterion, ...]) -> Iterator[RankedDesigner]:
    for place, one in enumerate(candidates):
        yield RankedDesigner(
            name=one.name,
            place=place + 1,
            hits=one.hits,
            rate=str(one.rate),
            minutes=one.minutes,
            received=one.received,
            behind_by=told_apart(candidates[place - 1], one, by) if place else "",
        )


def _places(order: Dated[Any], book: Rulebook, outcome: DispatchOrder, *, open_: bool) -> Iterator[Finding]:
    """
    One finding for each place, or that nobody can be assigned.
    """
    days = book.read(WINDOW).value
    for before, one in zip(("", *(one.name for one in outcome.order)), outcome.order, strict=False):
        figures = f"hits {one.hits}, signing_rate {one.rate}, minutes {one.minutes}, customers_received {one.received}"
        window = Text("", "") if days is UNSPECIFIED else Text(f" in {days} days", f"（{days}天内）")
        behind = Text(f"; behind {before} by {one.behind_by}", f"；因 {one.behind_by} 排在 {before} 之后")
        behind = behind if before else Text("", "")
        says = Text(
            f"{one.place}. {one.name}: {figures}{window.en}{behind.en}",
            f"{one.place}. {one.name}：{figures}{window.zh}{behind.zh}",
        )
        yield from hold(order, True, says, seen=one.name, unit="")
    if not outcome.order:
        when = outcome.earliest
        says = Text(
            f"nobody can be assigned now{f'; the earliest is free from {when}' if when else ''}",
            f"目前无人可派{f'，最早 {when} 有空' if when else ''}",
        )
        needed = outcome.assignment == "required" and not open_
        yield from hold(order, False if needed else None, says, unit="")
