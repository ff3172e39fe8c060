"""
By when reports on visits are due: asked of the policy, kept with them for lists, and which of them are late.
"""

from collections.abc import Callable, Iterable
from datetime import date, datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from visitcore import Policy, ReportSubmission
from visitcore.rules.planning import report_submission
from visitcore_django.desk.clock import Clock, clock_of
from visitcore_django.desk.deciding import decided, today
from visitcore_django.facts.visits import local
from visitcore_django.models import DecisionRecord, Reminder, Visit, VisitReport
from visitcore_django.policies import SILENT, running

OPEN = (VisitReport.State.DRAFT, VisitReport.State.RETURNED)
LATE = {"late": True, "overdue": True, "in_time": False}
"""Whether a report is late, by how its clock stands."""
UNREPORTED = "unreported"
"""The matter of the reminders of reports that are not begun."""


def owed_reports() -> QuerySet[VisitReport]:
    """
    The reports begun or sent back and not handed in; a visit that was cancelled owes none.
    """
    return VisitReport.objects.filter(state__in=OPEN, visit__status=Visit.Status.COMPLETED)


def late_reports(on: date) -> QuerySet[VisitReport]:
    """
    Those of them that are late on a day; one that came in time and was sent back is not late because of the way back.
    """
    return owed_reports().filter(Q(submitted_at=None) | Q(late=True), due_by__lt=on)


def not_begun(on: date) -> QuerySet[Visit]:
    """
    The visits whose report is late on a day and not begun at all, as far as somebody is reminded of it.

    Visits of the time before the first sweep are held against nobody.
    """
    reminded = Reminder.objects.filter(
        subject_kind="visit", kind__startswith=f"{UNREPORTED}_", due_by__lt=on, open_key__isnull=False
    )
    return Visit.objects.filter(
        status=Visit.Status.COMPLETED, report=None, pk__in=reminded.order_by().values("subject_id")
    )


def report_clock(report: VisitReport, at: datetime | None = None) -> Clock | None:
    """
    How the deadline of a report runs, and what it still lacks; ``None`` where the policy says nothing on reports.
    """
    return _clock(report, at or timezone.now(), running(visited(report).date()).policy)


def refresh_reports(reports: Iterable[VisitReport], at: datetime, policy: Callable[[date], Policy]) -> int:
    """
    See anew by when reports are due that are not handed in, for the company's own days or its policy may have changed.

    Args:
        reports: The reports, with their visits.
        at: The instant.
        policy: Gives the policy of a day.

    Returns:
        How many are late now and were not before.
    """
    changed, late = [], 0
    for report in reports:
        known = (report.due_by, report.late)
        put_clock(report, _clock(report, at, policy(visited(report).date())))
        if known != (report.due_by, report.late):
            changed.append(report)
            late += report.late is True and known[1] is not True
    VisitReport.objects.filter(state__in=OPEN).bulk_update(changed, ["due_by", "late"], batch_size=200)
    return late


def refresh_report(visit: Visit, *, at: datetime | None = None) -> None:
    """
    See anew by when the report on a visit is due, for its time may have moved; nothing where none is begun.

    What is handed in was decided on, and stays as it was decided.
    """
    held = VisitReport.objects.select_for_update().filter(visit=visit, state__in=OPEN).first()
    if held is None:
        return
    known, clock = (held.due_by, held.late), report_clock(held, at)
    if (None if clock is None else clock.due_day) == held.due_by:
        return
    put_clock(held, clock)
    if known != (held.due_by, held.late):
        held.save()


def judge_report(report: VisitReport, now: datetime, by: Any) -> DecisionRecord | None:
    """
    The recorded decision, with what it says put into the report; ``None`` where the policy says nothing on reports.
    """
    day, customer = visited(report).date(), report.visit.customer
    try:
        decision, record = decided(
            "report_submission", _facts(report, now), row=report, day=day, by=by, customer=customer
        )
    except SILENT:
        return None
    put_clock(report, clock_of(decision, today(now)))
    return record


def put_clock(report: VisitReport, clock: Clock | None) -> None:
    """
    Put the deadline and how it stands into a report; writing it is left to the caller.
    """
    report.due_by = None if clock is None else clock.due_day
    report.late = None if clock is None else LATE.get(clock.status)


def visited(report: VisitReport) -> datetime:
    """
    When the visit was over, at the place of the site; its start where its end is not known.
    """
    return local(report.visit.end or report.visit.start)


def _clock(report: VisitReport, now: datetime, policy: Policy) -> Clock | None:
    try:
        decision = report_submission(_facts(report, now), policy)
    except SILENT:
        return None
    return clock_of(decision, today(now))


def _facts(report: VisitReport, now: datetime) -> ReportSubmission:
    submitted = None if report.submitted_at is None else local(report.submitted_at)
    return ReportSubmission(on=today(now), visited=visited(report), submitted=submitted, values=report.values)
