"""
Reminders of visit plans: of this month's where it is late, and of the next one's before it is due.
"""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from attrs import asdict
from django.db.models import Q
from django.utils.translation import gettext_noop

from visitcore import PlanSubmission, plan_submission
from visitcore.blocks.term import Term
from visitcore.ground.days import add_months
from visitcore_django.models import Customer, VisitPlan
from visitcore_django.models.users import is_active
from visitcore_django.policies import SILENT
from visitcore_django.sweep.climbing import climb, kinds
from visitcore_django.sweep.job import Job, Step
from visitcore_django.sweep.opening import Wanted, settle
from visitcore_django.sweep.words import both

REMINDER = "deadlines.plan_reminder"
HANDED_IN = (VisitPlan.State.SUBMITTED, VisitPlan.State.APPROVED)
SOON = gettext_noop("Hand in the visit plan of %(month)s by %(day)s.")
LATE = gettext_noop("The visit plan of %(month)s was due by %(day)s.")


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
    try:
        decision = plan_submission(PlanSubmission(on=job.on, covers=month), policy)
    except SILENT:
        return
    due: Any = None if decision.outcome is None else decision.outcome.due
    if due is None:
        return
    day = due.date() if isinstance(due, datetime) else due
    held = {plan.owner_id: plan for plan in VisitPlan.objects.filter(month=month)}
    if day < job.began:
        return
    said = {"month": f"{month:%Y-%m}", "day": day}
    soon, late = both(SOON, **said), both(LATE, **said)
    for person in people:
        plan = held.get(person)
        if plan is not None and plan.state in HANDED_IN:
            continue
        first = Wanted(
            kind="plan",
            about=("visitplan", 0 if plan is None else plan.pk),
            mark=f"{month:%Y-%m}.{person}",
            says=soon,
            to=person,
            due_by=day,
            rule=decision.findings[0].rule.id,
        )
        yield from climb(job, first, late, team=job.whom.team_of.get(person), from_day=_from_day(job, month))


def _from_day(job: Job, month: date) -> date | None:
    """
    The day on which the policy has people reminded of a plan; ``None`` where it has no day of its own for that.
    """
    policy = job.policy(month)
    held = policy.on(month).find(REMINDER)
    if held is None or not isinstance(held.value, Term):
        return None
    day = held.value.due(month, policy.calendar(held.pack), policy.pack(held.pack).settings.roll)
    return day.date() if isinstance(day, datetime) else day
