"""
Reminders of what is due on complaints, and of call-backs.
"""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from attrs import asdict, evolve
from django.utils import timezone
from django.utils.translation import gettext_noop

from visitcore import ComplaintCase, VisitcoreError, complaint_clocks
from visitcore.explain.names import word
from visitcore_django.desk import callback_due
from visitcore_django.desk import complaint_clocks as clocks
from visitcore_django.desk.owed import RUNS, open_complaints, open_matters
from visitcore_django.facts.complaints import complaint_fact
from visitcore_django.models import CallbackMatter, Complaint
from visitcore_django.policies import SILENT
from visitcore_django.sweep.climbing import climb, kinds
from visitcore_django.sweep.job import Job, Step
from visitcore_django.sweep.opening import Wanted, among, settle
from visitcore_django.sweep.words import both

CLOCK_SOON = gettext_noop("Complaint %(number)s: %(clock)s by %(day)s.")
CLOCK_LATE = gettext_noop("Complaint %(number)s: %(clock)s was due by %(day)s.")
CALL_SOON = gettext_noop("Call back on %(case)s by %(day)s.")
CALL_LATE = gettext_noop("The call-back on %(case)s was due by %(day)s.")


def complaints(job: Job, past: int) -> Step:
    """
    See where the open complaints stand, and remind those who owe the next steps.
    """
    found = open_complaints().filter(pk__gt=past).order_by("pk")
    keys = list(found.values_list("pk", flat=True)[: job.size])
    last = keys[-1] if len(keys) == job.size else None
    moved = clocks.refresh_clocks(Complaint.objects.filter(pk__in=keys), job.at)
    rows = Complaint.objects.filter(pk__in=keys).order_by("pk").select_related("customer", "receptionist", "handler")
    rows = rows.prefetch_related("events__by", "events__on_behalf_of")
    wanted = [one for row in rows for one in _of_complaint(job, row)]
    done = settle(wanted, among("complaint", kinds("complaint"), past, last), job.on)
    return Step(last, {**asdict(done), "moved": moved})


def callbacks(job: Job, past: int) -> Step:
    """
    See where the open matters stand, and remind those who call back.
    """
    found = CallbackMatter.objects.filter(settled=False, pk__gt=past).order_by("pk")
    keys = list(found.values_list("pk", flat=True)[: job.size])
    last = keys[-1] if len(keys) == job.size else None
    moved = callback_due.refresh_due(CallbackMatter.objects.filter(pk__in=keys), timezone.localtime(job.at))
    rows = open_matters().filter(pk__in=keys).order_by("pk")
    wanted = [one for row in rows.select_related("customer") for one in _of_matter(job, row)]
    done = settle(wanted, among("callbackmatter", kinds("callback"), past, last), job.on)
    return Step(last, {**asdict(done), "moved": moved})


def _of_complaint(job: Job, row: Complaint) -> Iterator[Wanted]:
    facts = ComplaintCase(on=timezone.localtime(job.at), complaint=complaint_fact(row))
    try:
        told: Any = complaint_clocks(facts, job.policy(timezone.localdate(row.received_at))).outcome
    except SILENT:
        return
    except VisitcoreError as error:
        job.complain_of(row, error)
        return
    team = None if row.customer is None else row.customer.team_id
    for clock in () if told is None else told.clocks:
        if clock.status not in RUNS or clock.due is None:
            continue
        day = _day(clock.due)
        said = {"number": row.number, "clock": word(clock.name), "day": _shown(clock.due)}
        late = both(CLOCK_LATE, **said)
        first = Wanted(
            kind="complaint",
            about=("complaint", row.pk),
            mark=clock.name,
            says=both(CLOCK_SOON, **said) if clock.status == "open" else late,
            role=clock.owes,
            customer=row.customer_id,
            due_by=day,
            rule=clock.rule,
        )
        for person in _who_owes(job, clock.owes, row, team):
            yield from climb(job, evolve(first, to=person), late, team=team)
        if clock.control and clock.status == "overdue":
            for person in job.whom.in_role(clock.control, None, team):
                yield evolve(first, kind="complaint_overdue", to=person, role=clock.control)


def _who_owes(job: Job, role: str, row: Complaint, team: int | None) -> tuple[Any, ...]:
    """
    The one who deals with it where he acts in the role; else those who do.
    """
    acting = job.whom.roles.get(role, ())
    for person in (row.handler_id, row.receptionist_id):
        if person is not None and person in acting:
            return (person,)
    return job.whom.in_role(role, None, team) or (row.handler_id or row.receptionist_id,)


def _of_matter(job: Job, row: CallbackMatter) -> Iterator[Wanted]:
    assert row.next_due is not None  # the query asks for it
    team = None if row.customer is None else row.customer.team_id
    owner = None if row.customer is None else row.customer.owner_id
    role = row.next_by.split(",")[0].strip()
    people = (row.caller_id,) if row.caller_id is not None else job.whom.in_role(role, None, team) or (owner,)
    said = {"case": row.case, "day": _shown(row.next_due)}
    for person in people:
        first = Wanted(
            kind="callback",
            about=("callbackmatter", row.pk),
            says=both(CALL_SOON, **said),
            to=person,
            role=role,
            customer=row.customer_id,
            due_by=_day(row.next_due),
        )
        yield from climb(job, first, both(CALL_LATE, **said), team=team)


def _day(due: date) -> date:
    return timezone.localdate(due) if isinstance(due, datetime) else due


def _shown(due: date) -> str:
    return f"{timezone.localtime(due):%Y-%m-%d %H:%M}" if isinstance(due, datetime) else f"{due}"
