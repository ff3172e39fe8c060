"""
By when a plan is handed in: by a day of the calendar, or so long before each of its visits.
"""

from collections.abc import Iterator
from datetime import date, datetime
from functools import partial
from typing import Any

from attrs import evolve
from django.db.models import Min, Q
from django.utils import timezone

from visitcore import PlanSubmission, Policy
from visitcore.blocks.term import Term
from visitcore.rules.planning import PLAN_DUE, plan_submission
from visitcore_django.desk.clock import Clock, clock_of
from visitcore_django.desk.deciding import today
from visitcore_django.facts.plans import held_in
from visitcore_django.facts.visits import local
from visitcore_django.models import Visit, VisitPlan
from visitcore_django.policies import SILENT, running


def first_visit(month: date) -> Min:
    """
    When the first visit of a plan of a month begins that is not cancelled.
    """
    return Min("visits__start", filter=~Q(visits__status=Visit.Status.CANCELLED) & held_in([month], "visits__"))


def counted_from(month: date, first: datetime | None, policy: Policy) -> date | None:
    """
    What the deadline of a plan is counted from.

    Args:
        month: First day of its month.
        first: When the first of its visits begins; ``None`` where it holds none yet.
        policy: The policy of the month.

    Returns:
        The month where it makes no difference which of its days is taken; else the first visit, as that is due first,
        and ``None`` where there is none.
    """
    held = policy.on(month).find(PLAN_DUE)
    if held is None or not isinstance(held.value, Term) or held.value.on_calendar:
        return month
    return None if first is None else local(first)


def plan_clock(plan: VisitPlan, at: datetime | None = None) -> Clock | None:
    """
    How the deadline of a plan runs, and what it still lacks.

    Returns:
        ``None`` where the policy says nothing on plans, or counts from visits and the plan holds none.
    """
    now = at or timezone.now()
    policy = running(plan.month).policy
    facts = plan_facts(plan, now, policy)
    if facts.covers is None:
        return None
    try:
        decision = plan_submission(facts, policy)
    except SILENT:
        return None
    return clock_of(decision, today(now))


def plan_facts(plan: VisitPlan, now: datetime, policy: Policy) -> PlanSubmission:
    """
    A plan and when it was handed in, as facts under the policy of its month.

    Where the term counts from visits, each is held against when it was handed in itself; the facts are those of the one
    that came latest.
    """
    submitted = None if plan.submitted_at is None else local(plan.submitted_at)
    facts = PlanSubmission(on=today(now), covers=plan.month, submitted=submitted, values=plan.values)
    if counted_from(plan.month, None, policy) is not None:
        return facts
    parts = [evolve(facts, covers=local(first), submitted=when) for when, first in _handed_in(plan)]
    return max(parts, key=partial(_lateness, policy)) if parts else evolve(facts, covers=None)


def _handed_in(plan: VisitPlan) -> Iterator[tuple[datetime | None, datetime]]:
    """
    When the visits of a plan were handed in, each time with the first of those that were.
    """
    alive = plan.visits.filter(held_in([plan.month])).exclude(status=Visit.Status.CANCELLED)
    for when, first in alive.order_by().values_list("handed_in_at").annotate(first=Min("start")):
        if plan.submitted_at is None:
            yield None, first
        elif when is None:
            yield None if plan.state == VisitPlan.State.RETURNED else local(plan.submitted_at), first
        else:
            yield local(max(when, plan.submitted_at)), first


def _lateness(policy: Policy, facts: PlanSubmission) -> tuple[int, Any, float]:
    """
    How late a plan is, for telling which of several is the latest: what can still come stands between, the first first.
    """
    try:
        held: Any = plan_submission(facts, policy).outcome
    except SILENT:  # nothing is due on a day of which the policy says nothing
        return -1, 0, 0
    rank = {"late": 2, "overdue": 2, "in_time": 0, "done": 0}.get(held.status, 1)
    return rank, held.late_by or 0, -datetime.timestamp(facts.covers)  # type: ignore[arg-type]
