"""
Duties that come back every month or year: opened when their days begin, done when somebody says so.
"""

from collections.abc import Iterator
from datetime import date
from typing import Any

from attrs import asdict, evolve
from django.db.models import Q
from django.utils.translation import gettext_noop

from visitcore import Policy, VisitcoreError
from visitcore.blocks.cadence import Cadence
from visitcore.blocks.recurrence import Recurrence
from visitcore.facts.question import Duty
from visitcore.ground.period import Period
from visitcore.ground.text import Text
from visitcore.policy.dated import Dated
from visitcore.rules.duties import duty_due
from visitcore_django.desk.reminders import DUTY
from visitcore_django.models import GradingRound, Reminder
from visitcore_django.sweep.climbing import DUE, OVERDUE
from visitcore_django.sweep.job import Job, Step
from visitcore_django.sweep.opening import Wanted, settle
from visitcore_django.sweep.words import both

DUTIES = "duties."
ROUND = "grading.round"
OFTEN = ("FREQ=DAILY", "FREQ=WEEKLY")
SELDOM = (Period.MONTH, Period.QUARTER, Period.HALF_YEAR, Period.YEAR)
WHO = (
    (("duties.complaint", "duties.callback", "complaints.", "callbacks.", "expenses."), "customer_service_manager"),
    (("duties.credit", "credit."), "finance"),
    (("",), "general_manager"),
)
"""Who sees to a duty, by the beginning of its key; the policies name a role in words only."""

SOON = gettext_noop("%(duty)s: to be done by %(day)s.")
LATE = gettext_noop("%(duty)s: was to be done by %(day)s.")


def duties(job: Job, _past: int) -> Step:
    """
    Open what is to be done in these days; close what was done, by the reminder's own button or otherwise.
    """
    wanted = [one for held in _held(job) for one in _wanted(job, held)]
    done = settle(wanted, Q(kind__startswith=DUTY), job.on)
    return Step(None, asdict(done))


def kind_of(key: str) -> str:
    """
    The kind of the reminders of a duty.
    """
    return f"{DUTY}{key}"[: Reminder._meta.get_field("kind").max_length]


def _held(job: Job) -> Iterator[Dated[Any]]:
    """
    The duties of the policy that come back every month or more seldom.
    """
    policy = job.policy(job.on)
    book = policy.on(job.on)
    for held in filter(None, map(book.find, policy.keys())):
        key, value = held.key, held.value
        if isinstance(value, Recurrence):
            if not any(often in value.rrule for often in OFTEN):
                yield held
        elif isinstance(value, Cadence) and key.startswith(DUTIES) and value.per in SELDOM:
            yield held


def _wanted(job: Job, held: Dated[Any]) -> Iterator[Wanted]:
    policy = job.policy(job.on)
    facts = Duty(key=held.key, on=job.on, done=_done(held.key), from_=job.began)
    try:
        decision = duty_due(facts, policy)
    except VisitcoreError as error:
        job.complain(f"{held.key}: {error}")
        return
    state: Any = decision.outcome
    if state is None or state.status not in (DUE, OVERDUE):
        return
    said = {"duty": _label(policy, held.key), "day": state.due}
    role = next(role for starts, role in WHO if held.key.startswith(starts))
    first = Wanted(
        kind=kind_of(held.key),
        about=("sweeprun", 0),
        says=both(LATE if state.status == OVERDUE else SOON, **said),
        role=role,
        due_by=state.due,
        rule=decision.findings[0].rule.id,
    )
    people = job.whom.in_role(role, None, None)
    yield from (evolve(first, to=one) for one in people)
    if not people:
        yield first
    told = set(people)
    for step in job.terms.steps(state.due):
        above = job.whom.in_role(step.role, next(iter(people), None), None)
        yield from (
            evolve(first, to=one, role=step.role, rung=step.rung, rule=step.rule) for one in above if one not in told
        )
        told.update(above)


def _label(policy: Policy, key: str) -> Text | str:
    return next((layer.label for layer in policy.layers(key) if layer.label is not None), key)


def _done(key: str) -> tuple[date, ...]:
    """
    The days on which a duty was done.
    """
    if key == ROUND:
        return tuple(GradingRound.objects.filter(state=GradingRound.State.CLOSED).values_list("on", flat=True))
    said = Reminder.objects.filter(kind=kind_of(key), closed_by__isnull=False, closed_on__isnull=False)
    return tuple(day for day in said.values_list("closed_on", flat=True).distinct() if day is not None)
