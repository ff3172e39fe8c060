"""
Reports on visits at the desk: begun, handed in, reviewed, returned, taken back.
"""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from visitcore import NotInForceError, ReportSubmission, SilentPolicyError
from visitcore.rules.planning import report_submission
from visitcore_django.desk.approving import answer_row, ask, withdraw
from visitcore_django.desk.clock import Clock, clock_of
from visitcore_django.desk.deciding import decided, today
from visitcore_django.desk.errors import DeskError, NotAllowedError, WrongStateError
from visitcore_django.desk.once import once
from visitcore_django.desk.reviewers import reviewers
from visitcore_django.desk.rights import demand
from visitcore_django.facts.visits import local
from visitcore_django.models import Approval, DecisionRecord, Visit, VisitReport
from visitcore_django.policies import running

RIGHT = "approve_visitreport"
OPEN = (VisitReport.State.DRAFT, VisitReport.State.RETURNED)


def start_report(visit: Visit, *, by: Any, at: datetime | None = None, token: str | None = None) -> VisitReport:
    """
    Begin the report on a visit that was made, or open the one there is; by when it is due is kept with it.

    Raises:
        NotAllowedError: If *by* may not, does not look after the customer, or the visit is another's.
        DeskError: If the visit was not made.
    """
    there = VisitReport.objects.filter(visit=visit).first()
    if there is not None:
        demand(by, "view_visitreport", there)
        return there
    demand(by, "add_visitreport", visit.customer)
    _own(visit, by)
    if visit.status != Visit.Status.COMPLETED:
        raise DeskError(_("Only a visit that was made has a report; record it as made first."))

    def do() -> VisitReport:
        report, made = VisitReport.objects.get_or_create(visit=visit)
        if made:
            clock = report_clock(report, at)
            report.due_by = None if clock is None else clock.due_day
            report.save()
        return report

    return once(token, "start_report", VisitReport, do)


def save_report(report: VisitReport, *, by: Any, token: str | None = None) -> VisitReport:
    """
    Keep what is written so far.

    Raises:
        NotAllowedError: If *by* may not, or the visit is another's.
        WrongStateError: If it is handed in or reviewed.
        StaleError: If somebody else has changed it meanwhile.
    """
    _demand(report, by)

    def do() -> VisitReport:
        _held(report, OPEN)
        report.save()
        return report

    return once(token, "save_report", VisitReport, do)


def submit_report(report: VisitReport, *, by: Any, at: datetime | None = None, token: str | None = None) -> Approval:
    """
    Hand a report in, for the first time or again; whether it is in time and complete is decided and recorded.

    A report that was sent back and comes again keeps the instant at which it was first handed in.

    Returns:
        The approval that waits for the reviewer.

    Raises:
        NotAllowedError: If *by* may not, or the visit is another's.
        WrongStateError: If it is handed in or reviewed already.
        DeskError: If it says nothing.
    """
    _demand(report, by)
    now = at or timezone.now()

    def do() -> Approval:
        held = _held(report, OPEN)
        if not held.text.strip() and not held.values:
            raise DeskError(_("The report says nothing yet; write a few words."))
        held.submitted_at = held.submitted_at or now
        record = _judged(held, now, by)
        held.state = VisitReport.State.SUBMITTED
        held.save()
        report.refresh_from_db()
        needs = reviewers("reports.flow", _visited(held).date())
        return ask(
            held,
            by=by or held.visit.owner,
            right=RIGHT,
            at=now,
            needs=needs,
            customer=held.visit.customer,
            decision=record,
        )

    return once(token, "submit_report", Approval, do)


def withdraw_report(
    report: VisitReport, *, by: Any, at: datetime | None = None, token: str | None = None
) -> VisitReport:
    """
    Take a report back to go on with it; it counts as not handed in.

    Raises:
        NotAllowedError: If *by* may not, or the visit is another's.
        WrongStateError: If it is not handed in, or reviewed already.
    """
    _demand(report, by)

    def do() -> VisitReport:
        withdraw(report, by=by or report.visit.owner, at=at)
        held = _held(report, (VisitReport.State.SUBMITTED,))
        held.state, held.submitted_at, held.late = VisitReport.State.DRAFT, None, None
        held.save()
        report.refresh_from_db()
        return held

    return once(token, "withdraw_report", VisitReport, do)


@transaction.atomic
def review_report(approval: Approval, *, by: Any, comment: str = "", at: datetime | None = None) -> VisitReport:
    """
    Pass a report as reviewed.

    Raises:
        FourEyesError, NotAllowedError, WrongStateError: As `decide_approval`.
    """
    return answer_row(
        approval,
        VisitReport,
        VisitReport.State.REVIEWED,
        waits=VisitReport.State.SUBMITTED,
        by=by,
        state=Approval.State.APPROVED,
        comment=comment,
        at=at,
    )


@transaction.atomic
def return_report(approval: Approval, *, by: Any, comment: str, at: datetime | None = None) -> VisitReport:
    """
    Send a report back with a word on what to mend.

    Raises:
        FourEyesError, NotAllowedError, WrongStateError, DeskError: As `decide_approval`.
    """
    return answer_row(
        approval,
        VisitReport,
        VisitReport.State.RETURNED,
        waits=VisitReport.State.SUBMITTED,
        by=by,
        state=Approval.State.RETURNED,
        comment=comment,
        at=at,
    )


def report_clock(report: VisitReport, at: datetime | None = None) -> Clock | None:
    """
    How the deadline of a report runs, and what it still lacks; ``None`` where the policy says nothing on reports.
    """
    now = at or timezone.now()
    try:
        decision = report_submission(_facts(report, now), running(_visited(report).date()).policy)
    except (SilentPolicyError, NotInForceError):
        return None
    return clock_of(decision, today(now))


def may_write(visit: Visit, user: Any) -> bool:
    """
    Whether the report on a visit is somebody's to write: the visitor's alone, where there is one.
    """
    return user is None or visit.owner_id is None or visit.owner_id == user.pk


def _visited(report: VisitReport) -> datetime:
    """
    When the visit was over, at the place of the site; its start where its end is not known.
    """
    return local(report.visit.end or report.visit.start)


def _facts(report: VisitReport, now: datetime) -> ReportSubmission:
    submitted = None if report.submitted_at is None else local(report.submitted_at)
    return ReportSubmission(on=today(now), visited=_visited(report), submitted=submitted, values=report.values)


def _judged(report: VisitReport, now: datetime, by: Any) -> DecisionRecord | None:
    """
    The recorded decision, with what it says put into the report; ``None`` where the policy says nothing on reports.
    """
    day, customer = _visited(report).date(), report.visit.customer
    try:
        decision, record = decided(
            "report_submission", _facts(report, now), row=report, day=day, by=by, customer=customer
        )
    except (SilentPolicyError, NotInForceError):
        return None
    clock = clock_of(decision, today(now))
    report.due_by = clock.due_day
    report.late = {"late": True, "in_time": False}.get(clock.status)
    return record


def _demand(report: VisitReport, by: Any) -> None:
    demand(by, "change_visitreport", report)
    _own(report.visit, by)


def _own(visit: Visit, by: Any) -> None:
    if not may_write(visit, by):
        raise NotAllowedError(_("The report is written by %(owner)s, who made the visit.") % {"owner": visit.owner})


def _held(report: VisitReport, states: tuple[VisitReport.State, ...]) -> VisitReport:
    """
    The report as it stands, locked.
    """
    held = VisitReport.objects.select_for_update().get(pk=report.pk)
    if held.state not in states:
        raise WrongStateError(held)
    return held
