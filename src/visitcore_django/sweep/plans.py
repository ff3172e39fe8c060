"""
Reminders of visit plans: of this month's where it is late, and of the next one's before it is due.
"""

from collections.abc import Iterator
from datetime import date
from functools import cache, partial
from typing import Any

from attrs import asdict
from django.db.models import Q
from django.utils.translation import gettext_noop

from visitcore import PlanSubmission, Policy, plan_submission
from visitcore.blocks.term import Term
from visitcore.ground.days import add_months
from visitcore_django.desk.clock import day_of
from visitcore_django.desk.owed import HANDED_IN, plan_mark
from visitcore_django.desk.plan_clocks import counted_from, first_visit, plan_facts
from visitcore_django.models import Customer, VisitPlan
from visitcore_django.models.users import is_active
from visitcore_django.policies import SILENT
from visitcore_django.sweep.climbing import climb, kinds, sent_back
from visitcore_django.sweep.job import Job, Step
from visitcore_django.sweep.opening import Wanted, settle
from visitcore_django.sweep.words import both

REMINDER = "deadlines.plan_reminder"
SOON = gettext_noop("Hand in the visit plan of %(month)s by %(day)s.")
LATE = gettext_noop("The visit plan of %(month)s was due by %(day)s.")
BACK = gettext_noop("The visit plan of %(month)s was sent back; mend it and hand it in again.")


def plans(job: Job, _past: int) -> Step:
    """
    Remind everybody who looks after customers of the plans of this month and the next.
    """
    this = job.on.replace(day=1)
    owners = Customer.objects.filter(is_active("owner__"), active=True, owner__isnull=False).order_by("owner")
    people = list(owners.values_list("owner", flat=True).distinct())
    wanted = [one for month in (this, add_months(this, 1)) for one in _wanted(job, month, people)]
    done = settle(wanted, Q(kind__in=kinds("plan")), job.on)
    return Step(None, asdict(done))


def _wanted(job: Job, month: date, people: list[Any]) -> Iterator[Wanted]:
    policy = job.policy(month)
    plans = {plan.owner_id: plan for plan in VisitPlan.objects.filter(month=month).annotate(first=first_visit(month))}
    due_of = cache(partial(_due, job, policy))
    for person in people:
        plan = plans.get(person)
        if plan is not None and plan.state in HANDED_IN:
            continue
        back = None if plan is None or plan.submitted_at is None else plan_facts(plan, job.at, policy)
        covers = counted_from(month, None if plan is None else plan.first, policy) if back is None else back.covers
        if covers is None:
            continue
        day, rule = due_of(covers)
        if day is None or day < job.began:
            continue
        said = {"month": f"{month:%Y-%m}", "day": day}
        first = Wanted(
            kind="plan",
            about=("visitplan", 0 if plan is None else plan.pk),
            mark=plan_mark(month, person),
            says=both(SOON, **said),
            to=person,
            due_by=day,
            rule=rule,
        )
        team = job.whom.team_of.get(person)
        if back is not None and _came_in_time(back, policy):
            yield sent_back(job, first, both(BACK, **said), team=team)
            continue
        yield from climb(job, first, both(LATE, **said), team=team, from_day=_from_day(policy, month, covers))


def _came_in_time(facts: PlanSubmission, policy: Policy) -> bool:
    """
    Whether a plan that was sent back was not late, and holds nothing that has yet to come.
    """
    told: Any = plan_submission(facts, policy).outcome
    return told.status in ("in_time", "done")


def _due(job: Job, policy: Policy, covers: date) -> tuple[date | None, str]:
    """
    By when a plan is due, and by which rule.
    """
    try:
        decision = plan_submission(PlanSubmission(on=job.on, covers=covers), policy)
    except SILENT:
        return None, ""
    due: Any = None if decision.outcome is None else decision.outcome.due
    return day_of(due), decision.findings[0].rule.id if due else ""


def _from_day(policy: Policy, month: date, covers: date) -> date | None:
    """
    The day on which the policy has people reminded of a plan; ``None`` where it has no day of its own for that.
    """
    held = policy.on(month).find(REMINDER)
    if held is None or not isinstance(held.value, Term):
        return None
    return day_of(held.value.due(covers, policy.calendar(held.pack), policy.pack(held.pack).settings.roll))
