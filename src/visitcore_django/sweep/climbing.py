"""
From what falls due to who is reminded of it: the one whose matter it is, and step by step those above.
"""

from collections.abc import Iterator
from datetime import date
from typing import Any

from attrs import evolve
from django.utils.translation import gettext_noop

from visitcore.ground.text import Text
from visitcore_django.sweep.job import Job
from visitcore_django.sweep.opening import Wanted
from visitcore_django.sweep.words import both

DUE, OVERDUE = "due", "overdue"


def kinds(*matters: str) -> list[str]:
    """
    The kinds of reminders of some matters, before and after the day they are due.
    """
    return [f"{matter}_{when}" for matter in matters for when in (DUE, OVERDUE)]


def climb(job: Job, first: Wanted, late: Text, *, team: int | None, from_day: date | None = None) -> Iterator[Wanted]:
    """
    The reminders of something that is due by a day and not done.

    Args:
        job: The sweep.
        first: The reminder to the one whose matter it is, such as it reads before the day has passed; its kind is the
            matter's, e.g. ``report``.
        late: What it says after that day.
        team: The team concerned.
        from_day: First day of reminding; as the policy says where left out.
    """
    due = first.due_by
    assert due is not None  # whoever asks knows the day
    person = job.whom.owner(first.to, team)
    if job.on <= due:
        if job.on >= (from_day or job.terms.first_day(due)):
            yield evolve(first, kind=f"{first.kind}_{DUE}", to=person)
        return
    base = evolve(first, kind=f"{first.kind}_{OVERDUE}", says=late, to=person)
    yield base
    told = {person}
    for step in job.terms.steps(due):
        above = evolve(base, rung=step.rung, role=step.role, rule=step.rule, says=_of(job, person, late))
        people = [one for one in job.whom.in_role(step.role, person, team) if one not in told]
        told.update(people)
        yield from (evolve(above, to=one) for one in people)
        if not people and person is not None and not job.whom.in_role(step.role, person, team):
            yield evolve(above, to=None)


def sent_back(job: Job, first: Wanted, says: Text, *, team: int | None) -> Wanted:
    """
    The reminder of something that came in time and was sent back: to mend it is for the one whose matter it is alone.

    It is not late because of the way back, so no day is due and nobody above is told.

    Args:
        job: The sweep.
        first: As in `climb`.
        says: What it says.
        team: The team concerned.
    """
    return evolve(first, kind=f"{first.kind}_{DUE}", says=says, to=job.whom.owner(first.to, team), due_by=None)


def _of(job: Job, person: Any, late: Text) -> Text:
    """
    The same sentence for those above, with the name of whose matter it is.
    """
    name = job.names(person)
    return both(gettext_noop("%(who)s: %(what)s"), who=name, what=late) if name else late
