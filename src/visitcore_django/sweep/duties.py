"""
Duties that come back every month or year: opened when their days begin, done when somebody says so.

Each period is a matter of its own: one that was never done stays open beside the next, and a word given late is a word
on the period that it was asked for.
"""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from typing import Any

from attrs import asdict, evolve, frozen
from django.db.models import Q
from django.utils.translation import gettext_noop

from visitcore import Policy
from visitcore.blocks.cadence import Cadence
from visitcore.blocks.recurrence import Recurrence
from visitcore.ground.calendar import WorkCalendar
from visitcore.ground.period import Period
from visitcore.ground.span import Span, last_day
from visitcore.ground.text import Text
from visitcore.policy.dated import Dated
from visitcore_django.desk.reminders import DUTY
from visitcore_django.models import GradingRound, Reminder
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


@frozen
class Told:
    """
    What the reminders of a duty tell of it.

    Attributes:
        open: Last days of the periods that somebody is still reminded of.
        done: Last days of those of which somebody said that it is done, one for each day on which it was said.
    """

    open: tuple[date, ...] = ()
    done: tuple[date, ...] = ()

    def words(self, openings: Sequence[date]) -> Counter[date]:
        """
        How often each period was said to be done, by the day on which it opens.

        A word counts for the period that had opened last by the last day it was given for: that day moves with the
        policy, and the period stays the same.

        Args:
            openings: The first days of the periods, in order.
        """
        places = [bisect_right(openings, day) for day in self.done]
        return Counter(openings[place - 1] for place in places if place)


def duties(job: Job, _past: int) -> Step:
    """
    Open what is to be done in these days, and what fell due since the last sweep; close what was done.
    """
    told = _told()
    wanted = [one for held in _held(job) for one in _wanted(job, held, told.get(kind_of(held.key), Told()))]
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


def _told() -> dict[str, Told]:
    """
    What is told of every duty, by the kind of its reminders.
    """
    found: dict[str, tuple[list[Any], list[Any]]] = {}
    rows = Reminder.objects.filter(Q(closed_on=None) | Q(closed_by__isnull=False), kind__startswith=DUTY)
    for kind, day, closed in rows.values_list("kind", "due_by", "closed_on").distinct():
        found.setdefault(kind, ([], []))[closed is not None].append(day)
    return {kind: Told(*map(tuple, days)) for kind, days in found.items()}


def _wanted(job: Job, held: Dated[Any], told: Told) -> Iterator[Wanted]:
    """
    The reminders of the periods that are not done as often as the policy asks.
    """
    calendar = job.policy(job.on).calendar(held.pack)
    span = Span(min({job.before, *told.open}), job.on + timedelta(days=1))
    graded = _graded() if held.key == ROUND else ()
    periods = [_ends(window) for window in _windows(held.value, span, calendar)]
    words = told.words([opens for opens, _due in periods])
    for opens, due in periods:
        if words[opens] < held.value.times and not any(day >= opens for day in graded):
            yield from _of_period(job, held, due, f"{opens}.{words[opens]}" if words[opens] else f"{opens}")


def _windows(shape: Recurrence | Cadence, span: Span[date], calendar: WorkCalendar) -> Iterable[Span[date]]:
    """
    The periods of a duty of which any day lies in a span.
    """
    if isinstance(shape, Recurrence):
        return shape.windows(span, calendar)
    assert shape.per is not None and span.since is not None and span.until is not None  # both are asked for above
    numbers = range(shape.per.index(span.since), shape.per.index(span.until - timedelta(days=1)) + 1)
    return map(shape.per.at, numbers)


def _ends(window: Span[date]) -> tuple[date, date]:
    """
    The first and the last day of a period, which always has both.
    """
    due = last_day(window)
    assert window.since is not None and due is not None
    return window.since, due


def _of_period(job: Job, held: Dated[Any], due: date, mark: str) -> Iterator[Wanted]:
    said = {"duty": _label(job.policy(job.on), held.key), "day": due}
    role = next(role for starts, role in WHO if held.key.startswith(starts))
    first = Wanted(
        kind=kind_of(held.key),
        about=("sweeprun", 0),
        mark=mark,
        says=both(LATE if job.on > due else SOON, **said),
        role=role,
        due_by=due,
        rule=held.cite().id,
    )
    people = job.whom.in_role(role, None, None)
    yield from (evolve(first, to=one) for one in people)
    if not people:
        yield first
    told = set(people)
    for step in job.terms.steps(due):
        above = job.whom.in_role(step.role, next(iter(people), None), None)
        yield from (
            evolve(first, to=one, role=step.role, rung=step.rung, rule=step.rule) for one in above if one not in told
        )
        told.update(above)


def _label(policy: Policy, key: str) -> Text | str:
    return next((layer.label for layer in policy.layers(key) if layer.label is not None), key)


def _graded() -> tuple[date, ...]:
    """
    The days of the rounds of grading that are closed: a later round makes up for one left out.
    """
    return tuple(GradingRound.objects.filter(state=GradingRound.State.CLOSED).values_list("on", flat=True))
