"""
Coverage: whether one person visited as often, or as many customers, as the policy asks.
"""

from typing import Any

from attrs import evolve

from visitcore.blocks.quota import Quota
from visitcore.blocks.table import Table
from visitcore.decisions.decision import Decision
from visitcore.facts.coverage import VisitsMade
from visitcore.facts.question import Count
from visitcore.facts.visit import VisitStatus
from visitcore.ground.days import local_day
from visitcore.policy.policy import Policy
from visitcore.rules.holding import book_on
from visitcore.rules.performance import check_quota, quota_for

NAME = "visit_coverage"


def visit_coverage(facts: VisitsMade, policy: Policy) -> Decision[Any]:
    """
    Whether enough visits were made in the calendar period that holds the day asked about, that day included.

    Args:
        facts: The visits.  Only completed ones count, by the local day they began; a quota of distinct customers counts each
            customer once.
        policy: The policy; the quota of the day *on* governs.

    Returns:
        A decision of `Counted`: refused when a binding quota is missed, undetermined where the visits are not known.
    """
    book = book_on(policy, facts.key, facts.on)
    held = book.read_as(facts.key, Quota, Table)
    quota = quota_for(held, facts.case)
    question = Count(key=facts.key, on=facts.on, case=facts.case)
    if facts.visits is not None and quota is not None:
        zone = policy.zone(held.pack)
        span = None if quota.per is None else quota.per.span(book.on)
        counted = tuple(
            visit.customer
            for visit in facts.visits
            if visit.status is VisitStatus.COMPLETED
            and (day := local_day(visit.start, zone)) <= book.on
            and (span is None or day in span)
        )
        question = evolve(question, counted=counted)
    decision = check_quota(question, policy)
    missing = tuple("visits" if name == "count" else name for name in decision.missing)
    return evolve(decision, name=NAME, missing=missing)
