"""
Coverage: whether one person visited as often, or as many customers, as the policy asks.
"""

from datetime import date
from decimal import Decimal
from typing import Any

from attrs import evolve

from visitcore.blocks.quota import Quota
from visitcore.blocks.table import Table
from visitcore.decisions.decision import Decision
from visitcore.decisions.verdict import Verdict
from visitcore.facts.coverage import VisitsMade
from visitcore.facts.visit import VisitStatus
from visitcore.ground.days import local_day
from visitcore.ground.span import Span, last_day
from visitcore.policy.policy import Policy
from visitcore.rules.holding import book_on, lacking
from visitcore.rules.performance import element_for, hold_quota

NAME = "visit_coverage"


def visit_coverage(facts: VisitsMade, policy: Policy) -> Decision[Any]:
    """
    Whether enough visits were made in the calendar period that holds the day asked about, that day included.

    Args:
        facts: The visits.  Only completed ones count, by the local day they began; a quota of distinct customers counts
            each customer once.
        policy: The policy; the quota of the day *on* governs.

    Returns:
        A decision of `Counted`: refused when a binding quota is missed by the last day of the period, allowed while
        what is short can still be made, undetermined where the visits are not known.
    """
    book = book_on(policy, facts.key, facts.on)
    held = book.read_as(facts.key, Quota, Table)
    element = element_for(NAME, book, held, facts.case, Quota)
    if isinstance(element, Decision):
        return element
    quota, rule = element
    if facts.visits is None:
        return lacking(NAME, book, held, ["visits"], rule=rule)
    zone = policy.zone(held.pack)
    span: Span[date] = Span() if quota.per is None else quota.per.span(book.on)
    visited = [
        visit.customer
        for visit in facts.visits
        if visit.status is VisitStatus.COMPLETED and (day := local_day(visit.start, zone)) <= book.on and day in span
    ]
    if quota.distinct and "" in visited:
        return lacking(NAME, book, held, ["visits.customer"], rule=rule)
    count = len(set(visited)) if quota.distinct else len(visited)
    decision = hold_quota(NAME, book, held, quota, rule, Decimal(count), None)
    still_open = quota.per is not None and book.on != last_day(span)
    return not_yet(decision) if still_open and decision.outcome is not None and decision.outcome.short else decision


def not_yet(decision: Decision[Any]) -> Decision[Any]:
    """
    The same count while the period still runs: what is short can still be made.
    """
    findings = tuple(evolve(finding, holds=None) for finding in decision.findings)
    return evolve(decision, findings=findings, verdict=Verdict.ALLOWED)
