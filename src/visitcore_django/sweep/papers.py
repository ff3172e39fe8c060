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
from visitcore_django.desk.owed import open_promises
from visitcore_django.desk.owed import unreported as not_begun
from visitcore_django.desk.promises import refresh_promises
from visitcore_django.desk.report_clocks import UNREPORTED, owed_reports, refresh_reports
from visitcore_django.facts.days import midnight
from visitcore_django.models import Promise, Reminder, Visit, VisitReport
from visitcore_django.policies import SILENT
from visitcore_django.sweep.climbing import climb, kinds, sent_back
from visitcore_django.sweep.job import Job, Step
from visitcore_django.sweep.opening import Wanted, among, settle
from visitcore_django.sweep.words import both

REPORT_SOON = gettext_noop("Hand in the report on the visit to %(customer)s of %(visited)s by %(day)s.")
REPORT_LATE = gettext_noop("The report on the visit to %(customer)s of %(visited)s was due by %(day)s.")
REPORT_BACK = gettext_noop(
    "The report on the visit to %(customer)s of %(visited)s was sent back; mend it and hand it in again."
)
PROMISE_SOON = gettext_noop("Promised to %(customer)s, to be kept by %(day)s: %(what)s")
PROMISE_LATE = gettext_noop("Promised to %(customer)s and not kept by %(day)s: %(what)s")


def reports(job: Job, past: int) -> Step:
    """
    See by when the reports begun or sent back are due now, and remind of them; a cancelled visit owes none.
    """
    found = owed_reports().filter(pk__gt=past).order_by("pk").select_related("visit__customer")
    rows = list(found.defer("text")[: job.size])
    last = rows[-1].pk if len(rows) == job.size else None
    late = refresh_reports(rows, job.at, job.policy)
    wanted = [
        one
        for row in rows
        if row.due_by is not None
        for one in _of_report(job, "report", ("visitreport", row.pk), row.visit, row.due_by, back=_came_in_time(row))
    ]
    done = settle(wanted, among("visitreport", kinds("report"), past, last), job.on)
    return Step(last, {**asdict(done), "late": late})


def unreported(job: Job, past: int) -> Step:
    """
    Remind of reports not begun yet, on visits of this month and the last; what was opened stays until it is done.

    Visits of the time before the first sweep, such as those taken over from a sheet, are left alone.
    """
    since = max(add_months(job.on.replace(day=1), -1), job.began)
    reminded = Q(pk__in=_reminded(past))
    found = not_begun().filter(Q(start__gte=midnight(since)) | reminded, pk__gt=past)
    rows = list(found.order_by("pk").select_related("customer")[: job.size])
    last = rows[-1].pk if len(rows) == job.size else None
    due_of = partial(_report_due, job, {})
    wanted: list[Wanted] = []
    for row in rows:
        due, rule = due_of(timezone.localtime(row.end or row.start))
        if due is not None:
            wanted += _of_report(job, UNREPORTED, ("visit", row.pk), row, due, rule)
    done = settle(wanted, among("visit", kinds(UNREPORTED), past, last), job.on)
    return Step(last, asdict(done))


def promises(job: Job, past: int) -> Step:
    """
    See by when the promises that are not kept are due now, and remind of them.
    """
    found = open_promises().filter(pk__gt=past).order_by("pk").select_related("customer")
    rows = list(found[: job.size])
    last = rows[-1].pk if len(rows) == job.size else None
    refresh_promises(rows, job.on, job.policy)
    wanted = [one for row in rows if row.due_by is not None for one in _of_promise(job, row)]
    done = settle(wanted, among("promise", kinds("promise"), past, last), job.on)
    return Step(last, asdict(done))


def _reminded(past: int) -> Any:
    """
    Visits whose report somebody is reminded of already.
    """
    held = Reminder.objects.filter(among("visit", kinds(UNREPORTED), past, None), open_key__isnull=False)
    return held.values("subject_id")


def _of_promise(job: Job, row: Promise) -> Iterator[Wanted]:
    said = {"customer": str(row.customer), "what": row.what, "day": row.due_by}
    first = Wanted(
        kind="promise",
        about=("promise", row.pk),
        says=both(PROMISE_SOON, **said),
        to=row.owner_id or row.customer.owner_id,
        customer=row.customer_id,
        due_by=row.due_by,
    )
    yield from climb(job, first, both(PROMISE_LATE, **said), team=row.customer.team_id)


def _came_in_time(report: VisitReport) -> bool:
    """
    Whether a report that is open was handed in before, and not late, and so was sent back.
    """
    return report.submitted_at is not None and report.late is not True


def _of_report(
    job: Job, kind: str, about: tuple[str, int], visit: Visit, due: date, rule: str = "", *, back: bool = False
) -> Iterator[Wanted]:
    customer = visit.customer
    said = {"customer": str(customer), "visited": timezone.localdate(visit.start), "day": due}
    first = Wanted(
        kind=kind,
        about=about,
        says=both(REPORT_SOON, **said),
        to=visit.owner_id or customer.owner_id,
        customer=customer.pk,
        due_by=due,
        rule=rule,
    )
    if back:
        yield sent_back(job, first, both(REPORT_BACK, **said), team=customer.team_id)
    else:
        yield from climb(job, first, both(REPORT_LATE, **said), team=customer.team_id)


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
