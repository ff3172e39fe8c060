"""
Tenants: whether enough of them were talked with, or visited.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from attrs import evolve, frozen

from visitcore.blocks.quota import Quota
from visitcore.decisions.decision import Decision
from visitcore.facts.tenancy import Tenancy, TenantsMet
from visitcore.facts.visit import Visit, VisitStatus
from visitcore.ground.days import local_day
from visitcore.ground.errors import FactsError
from visitcore.ground.problem import Problem
from visitcore.ground.span import Span, last_day
from visitcore.ground.text import Text
from visitcore.ground.unspecified import UNSPECIFIED
from visitcore.policy.dated import Dated
from visitcore.policy.policy import Policy, Rulebook
from visitcore.rules.coverage import not_yet
from visitcore.rules.holding import book_on, lacking, left_open
from visitcore.rules.performance import hold_quota

NAME = "tenant_coverage"
ACTIVE, ATTENDING = "active_tenants", "attending_tenants"


@frozen(kw_only=True)
class TenantCount:
    """
    How many tenants were met.

    Attributes:
        count: Tenants met, each once.
        base: Tenants that the share is taken of.
        needed: The least that passes.
        short: How many are missing.
        share: The count as a share of the base; ``None`` with a base of zero.
        not_met: Codes of the tenants not met, sorted.
    """

    count: int
    base: int
    needed: Decimal | None
    short: Decimal
    share: Decimal | None
    not_met: tuple[str, ...]


def tenant_coverage(facts: TenantsMet, policy: Policy) -> Decision[Any]:
    """
    Whether enough tenants were met in the calendar period that holds the day asked about, that day included.

    Args:
        facts: The leases and the meetings.  Only completed meetings count, by the local day they began; who has left,
            or has not moved in yet, counts neither way.
        policy: The policy; the quota of the day *on* governs, and beside it the key that ends in ``.base`` says what
            the share is taken of.

    Returns:
        A decision of `TenantCount`: refused where the share is missed on the last day of the period, allowed while it
        can still be reached, not applicable without a tenant, undetermined where leases or meetings are not known.

    Raises:
        FactsError: If a lease ends before it begins; every such lease at once.
    """
    book = book_on(policy, facts.key, facts.on)
    held = book.read_as(facts.key, Quota)
    faults = [*_faults(facts.tenants or (), policy.zone(held.pack))]
    if faults:
        raise FactsError("the facts", faults)
    if held.value is UNSPECIFIED:
        return left_open(NAME, book, held)
    quota = held.value
    based = book.find(f"{facts.key}.base")
    if based is not None and based.value is UNSPECIFIED:
        return left_open(NAME, book, based)
    of = ACTIVE if based is None else based.value
    lacks = _lacking(facts, of, based)
    if lacks:
        return lacking(NAME, book, held, lacks)
    span: Span[date] = Span() if quota.per is None else quota.per.span(book.on)
    base = _active(facts, book, held) if of == ACTIVE else set(facts.attended or ())
    met = base & _met(facts.meetings or (), book, span, held)
    decision = hold_quota(NAME, book, held, quota, "", Decimal(len(met)), Decimal(len(base)))
    if decision.outcome is None:
        return decision
    told = decision.outcome
    outcome = TenantCount(
        count=len(met),
        base=len(base),
        needed=told.needed,
        short=told.short,
        share=told.share,
        not_met=tuple(sorted(base - met)),
    )
    decision = evolve(decision, outcome=outcome)
    runs = quota.per is not None and book.on != last_day(span)
    return not_yet(decision) if runs and outcome.short else decision


def _faults(tenants: Iterable[Tenancy], zone: ZoneInfo) -> Iterator[Problem]:
    for place, one in enumerate(tenants):
        if one.until is not None and local_day(one.until, zone) < local_day(one.since, zone):
            what = Text(f"{one.until} lies before {one.since}", f"{one.until} 早于 {one.since}")
            yield Problem(f"tenants[{place}].until", what, Text("correct one of the two", "请更正其中之一"))


def _lacking(facts: TenantsMet, of: Any, based: Dated[Any] | None) -> list[str]:
    lacks = [name for name in ("tenants", "meetings") if getattr(facts, name) is None]
    if of == ATTENDING:
        lacks = [name for name in ("attended", "meetings") if getattr(facts, name) is None]
    elif of != ACTIVE and based is not None:
        lacks.append(f"{based.key}[base = {of}]")
    if any(not meeting.customer for meeting in facts.meetings or ()):
        lacks.append("meetings.customer")
    return lacks


def _active(facts: TenantsMet, book: Rulebook, held: Dated[Any]) -> set[str]:
    """
    The tenants whose lease runs on the day asked about.
    """
    zone = book.policy.zone(held.pack)
    return {
        one.code
        for one in facts.tenants or ()
        if local_day(one.since, zone) <= book.on and (one.until is None or book.on < local_day(one.until, zone))
    }


def _met(meetings: Iterable[Visit], book: Rulebook, span: Span[date], held: Dated[Any]) -> set[str]:
    zone = book.policy.zone(held.pack)
    return {
        meeting.customer
        for meeting in meetings
        if meeting.status is VisitStatus.COMPLETED
        and (day := local_day(meeting.start, zone)) <= book.on
        and day in span
    }
