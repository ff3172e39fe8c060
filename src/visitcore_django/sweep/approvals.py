"""
Reminders of approvals that have waited long enough.
"""

from collections.abc import Iterable
from typing import Any

from attrs import asdict, evolve
from django.utils import timezone
from django.utils.translation import gettext_noop

from visitcore_django.desk.owed import open_approvals
from visitcore_django.models import Approval
from visitcore_django.people.writers import writers_of_many
from visitcore_django.sweep.job import Job, Step
from visitcore_django.sweep.opening import Wanted, among, settle
from visitcore_django.sweep.words import both, called

KIND = "approval_waiting"
WAITS = gettext_noop("%(what)s waits for approval since %(day)s.")
NOBODY = gettext_noop("%(what)s waits since %(day)s, and nobody here may approve it.")


def approvals(job: Job, past: int) -> Step:
    """
    Remind those who may approve of what has waited long enough; those above where it goes on waiting.
    """
    found = open_approvals().filter(pk__gt=past).order_by("pk")
    rows = list(found.select_related("customer", "decision")[: job.size])
    last = rows[-1].pk if len(rows) == job.size else None
    wrote = writers_of_many((row.subject_kind, row.subject_id) for row in rows)
    wanted = [one for row in rows for one in _wanted(job, row, wrote.get((row.subject_kind, row.subject_id), ()))]
    done = settle(wanted, among("approval", [KIND], past, last), job.on)
    return Step(last, asdict(done))


def _wanted(job: Job, row: Approval, wrote: Iterable[Any]) -> list[Wanted]:
    asked = timezone.localdate(row.requested_at)
    due = job.terms.waits_until(asked)
    if job.on < due:
        return []
    team = None if row.customer is None else row.customer.team_id
    said: dict[str, Any] = {"what": called(row), "day": asked}
    first = Wanted(
        kind=KIND,
        about=("approval", row.pk),
        says=both(WAITS, **said),
        role=row.needs.split(",")[0],
        customer=row.customer_id,
        due_by=due,
        rule=job.terms.approval.cite().id,
    )
    people = job.whom.approvers(row, team, wrote)
    if not people:
        return [evolve(first, says=both(NOBODY, **said))]
    found = [evolve(first, to=one) for one in people]
    told = {*people, row.requested_by_id, *wrote}
    for step in job.terms.steps(due):
        above = job.whom.in_role(step.role, people[0], team or job.whom.team_of.get(people[0]))
        found += [
            evolve(first, to=one, rung=step.rung, role=step.role, rule=step.rule) for one in above if one not in told
        ]
        told.update(above)
    return found
