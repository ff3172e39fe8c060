"""
Reminders of visits: those due this week, and those overdue.
"""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from attrs import asdict
from django.db.models import Q
from django.utils.translation import gettext_noop

from visitcore.ground.period import Period
from visitcore.ground.span import last_day
from visitcore_django.desk.owed import owed_visits
from visitcore_django.models import DueStatus
from visitcore_django.sweep.climbing import climb, kinds
from visitcore_django.sweep.job import Job, Step
from visitcore_django.sweep.opening import Wanted, among, settle
from visitcore_django.sweep.words import both

COLUMNS = ("pk", "code", "name", "owner", "team", "due_status", "next_due", "overdue_since", "owed", "done", "due_rule")
SOON = gettext_noop("Visit %(customer)s by %(day)s; %(done)s of %(owed)s visits made.")
LATE = gettext_noop("%(customer)s should have been visited by %(day)s.")


def visits(job: Job, past: int) -> Step:
    """
    Remind of the visits to the next customers, by the columns that were just worked out.
    """
    week = last_day(Period.WEEK.span(job.on))
    asked = Q(due_status=DueStatus.OVERDUE) | Q(due_status=DueStatus.DUE, next_due__lte=week)
    found = owed_visits().filter(asked, pk__gt=past).order_by("pk")
    rows = list(found.values_list(*COLUMNS)[: job.size])
    step = Step.after(rows, job.size)
    wanted = [one for row in rows for one in _wanted(job, row)]
    done = settle(wanted, among("customer", kinds("visit"), past, step.past), job.on)
    return Step(step.past, asdict(done))


def _wanted(job: Job, row: tuple[Any, ...]) -> Iterator[Wanted]:
    key, code, name, owner, team, status, next_due, overdue_since, owed, done, rule = row
    said = {"customer": f"{name} ({code})" if name else code}
    if status == DueStatus.OVERDUE:
        if overdue_since is None:
            return
        day = overdue_since - timedelta(days=1)
    else:
        day = next_due
    first = Wanted(
        kind="visit",
        about=("customer", key),
        says=both(SOON, **said, day=day, owed=owed, done=done),
        to=owner,
        customer=key,
        due_by=day,
        rule=rule,
    )
    yield from climb(job, first, both(LATE, **said, day=day), team=team, from_day=job.on)
