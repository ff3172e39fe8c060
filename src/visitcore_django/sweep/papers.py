"""
Reminders of reports that are not handed in, and of promises that are not kept.
"""

from collections.abc import Iterator
from datetime import date, datetime
from functools import partial
from typing import Any

from attrs import asdict
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_noop

from visitcore import ReportSubmission, report_submission
from visitcore.ground.days import add_months
from visitcore_django.desk.report_clocks import UNREPORTED, late_reports, owed_reports
from visitcore_django.facts.days import midnight
from visitcore_django.models import Promise, Reminder, Visit
from visitcore_django.policies import SILENT
from visitcore_django.sweep.climbing import climb, kinds
from visitcore_django.sweep.job import Job, Step
from visitcore_django.sweep.opening import Wanted, among, settle
from visitcore_django.sweep.words import both

CUSTOMER = ("customer", "customer__code", "customer__name", "customer__owner", "customer__team")
REPORT_SOON = gettext_noop("Hand in the report on the visit to %(customer)s of %(visited)s by %(day)s.")
REPORT_LATE = gettext_noop("The report on the visit to %(customer)s of %(visited)s was due by %(day)s.")
PROMISE_SOON = gettext_noop("Promised to %(customer)s, to be kept by %(day)s: %(what)s")
PROMISE_LATE = gettext_noop("Promised to %(customer)s and not kept by %(day)s: %(what)s")


def reports(job: Job, past: int) -> Step:
    """
    Mark the reports that are late, and remind of those begun or sent back; a cancelled visit owes none.
    """
    late = 0 if past else late_reports(job.on).exclude(late=True).update(late=True)
    found = owed_reports().filter(due_by__isnull=False, pk__gt=past).order_by("pk")
    columns = ("pk", "due_by", "visit__start", "visit__owner", *(f"visit__{name}" for name in CUSTOMER))
    rows = list(found.values_list(*columns)[: job.size])
    step = Step.after(rows, job.size)
    wanted = [one for row in rows for one in _of_report(job, "visitreport", "report", row, "")]
    done = settle(wanted, among("visitreport", kinds("report"), past, step.past), job.on)
    return Step(step.past, {**asdict(done), "late": late})


def unreported(job: Job, past: int) -> Step:
    """
    Remind of reports not begun yet, on visits of this month and the last; what was opened stays until it is done.

    Visits of the time before the first sweep, such as those taken over from a sheet, are left alone.
    """
    since = max(add_months(job.on.replace(day=1), -1), job.began)
    reminded = Q(pk__in=_reminded(past))
    found = Visit.objects.filter(
        Q(start__gte=midnight(since)) | reminded, status=Visit.Status.COMPLETED, report=None, pk__gt=past
    )
    rows = list(found.order_by("pk").values_list("pk", "end", "start", "owner", *CUSTOMER)[: job.size])
    step = Step.after(rows, job.size)
    due_of = partial(_report_due, job, {})
    wanted: list[Wanted] = []
    for key, end, start, *more in rows:
        due, rule = due_of(timezone.localtime(end or start))
        if due is not None:
            wanted += _of_report(job, "visit", UNREPORTED, (key, due, start, *more), rule)
    done = settle(wanted, among("visit", kinds(UNREPORTED), past, step.past), job.on)
    return Step(step.past, asdict(done))


def promises(job: Job, past: int) -> Step:
    """
    Remind of promises that are not kept yet.
    """
    found = Promise.objects.filter(kept=None, due_by__isnull=False, pk__gt=past).order_by("pk")
    rows = list(found.values_list("pk", "due_by", "what", "owner", *CUSTOMER)[: job.size])
    step = Step.after(rows, job.size)
    wanted: list[Wanted] = []
    for key, due, what, owner, customer, code, name, looks_after, team in rows:
        said = {"customer": _called(code, name), "what": what, "day": due}
        first = Wanted(
            kind="promise",
            about=("promise", key),
            says=both(PROMISE_SOON, **said),
            to=owner or looks_after,
            customer=customer,
            due_by=due,
        )
        wanted += climb(job, first, both(PROMISE_LATE, **said), team=team)
    done = settle(wanted, among("promise", kinds("promise"), past, step.past), job.on)
    return Step(step.past, asdict(done))


def _reminded(past: int) -> Any:
    """
    Visits whose report somebody is reminded of already.
    """
    held = Reminder.objects.filter(among("visit", kinds(UNREPORTED), past, None), open_key__isnull=False)
    return held.values("subject_id")


def _of_report(job: Job, table: str, kind: str, row: Any, rule: str) -> Iterator[Wanted]:
    key, due, start, visitor, customer, code, name, owner, team = row
    said = {"customer": _called(code, name), "visited": timezone.localdate(start), "day": due}
    first = Wanted(
        kind=kind,
        about=(table, key),
        says=both(REPORT_SOON, **said),
        to=visitor or owner,
        customer=customer,
        due_by=due,
        rule=rule,
    )
    yield from climb(job, first, both(REPORT_LATE, **said), team=team)


def _report_due(job: Job, known: dict[date, Any], visited: datetime) -> tuple[date | None, str]:
    """
    By when the report on a visit is due, and by which rule; asked once for each day.
    """
    day = visited.date()
    if day not in known:
        try:
            decision = report_submission(ReportSubmission(on=job.on, visited=visited), job.policy(day))
        except SILENT:
            known[day] = None, ""
        else:
            due: Any = None if decision.outcome is None else decision.outcome.due
            if isinstance(due, datetime):
                return due.date(), decision.findings[0].rule.id
            known[day] = due, decision.findings[0].rule.id
    found: tuple[date | None, str] = known[day]
    return found


def _called(code: str, name: str) -> str:
    return f"{name} ({code})" if name else code
