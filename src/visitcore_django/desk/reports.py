"""
Reports on visits at the desk: begun, handed in, reviewed, returned, taken back.
"""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from visitcore_django.desk.approving import answer_row, ask, withdraw
from visitcore_django.desk.brought import only_written, stored
from visitcore_django.desk.done import close_done
from visitcore_django.desk.door import door
from visitcore_django.desk.due import hold
from visitcore_django.desk.errors import DeskError, NotAllowedError, WrongStateError
from visitcore_django.desk.once import Token, once, written
from visitcore_django.desk.report_clocks import OPEN, judge_report, put_clock, report_clock, visited
from visitcore_django.desk.reviewers import reviewers
from visitcore_django.desk.rights import demand
from visitcore_django.models import Approval, Visit, VisitReport

RIGHT = "approve_visitreport"
SHUT = {
    VisitReport.State.SUBMITTED: gettext_lazy(
        "The report on this visit is handed in; take it back or have it returned before you change the day, the "
        "customer or the visitor of the visit."
    ),
    VisitReport.State.REVIEWED: gettext_lazy(
        "The report on this visit is reviewed, so its day, its customer and its visitor stay; if they are wrong, "
        "cancel the visit with a reason and record it anew."
    ),
}
"""Why a visit is not moved, by the state of its report, and what can be done instead."""


@door()
def start_report(visit: Visit, *, by: Any, at: datetime | None = None, token: Token = None) -> VisitReport:
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
    held = stored(visit)
    demand(by, "add_visitreport", held.customer)
    _own(held, by)
    _demand_made(held)

    def do() -> VisitReport:
        report, made = VisitReport.objects.get_or_create(visit=visit)
        if made:
            put_clock(report, report_clock(report, at))
            report.save()
        return report

    return once(token, "start_report", VisitReport, do, by=by, asked=(visit,))


@door(new="report")
def save_report(report: VisitReport, *, by: Any, token: Token = None) -> VisitReport:
    """
    Keep what is written so far.

    Raises:
        NotAllowedError: If *by* may not, or the visit is another's.
        WrongStateError: If it is handed in or reviewed.
        StaleError: If somebody else has changed it meanwhile.
    """
    _demand(report, by)

    def do() -> VisitReport:
        held = _held(report, OPEN)
        only_written(report, held, "visit")
        report.note_writer(held, by)
        report.save()
        return report

    return once(token, "save_report", VisitReport, do, by=by, asked=(written(report),))


@door()
def submit_report(report: VisitReport, *, by: Any, at: datetime | None = None, token: Token = None) -> Approval:
    """
    Hand a report in, for the first time or again; whether it is in time and complete is decided and recorded.

    A report that was sent back and comes again keeps the instant at which it was first handed in.

    Returns:
        The approval that waits for the reviewer.

    Raises:
        NotAllowedError: If *by* may not, or the visit is another's.
        WrongStateError: If it is handed in or reviewed already.
        DeskError: If it says nothing, or the visit was cancelled meanwhile.
    """
    _demand(report, by)
    now = at or timezone.now()

    def do() -> Approval:
        _hold_visit(report)
        held = _held(report, OPEN)
        _demand_made(held.visit)
        if not held.text.strip() and not held.values:
            raise DeskError(_("The report says nothing yet; write a few words."))
        if by is not None:
            held.writers.add(by)
        held.submitted_at = held.submitted_at or now
        record = judge_report(held, now, by)
        held.state = VisitReport.State.SUBMITTED
        held.save()
        report.refresh_from_db()
        needs = reviewers("reports.flow", visited(held).date())
        return ask(
            held,
            by=by or held.visit.owner,
            right=RIGHT,
            at=now,
            needs=needs,
            customer=held.visit.customer,
            decision=record,
        )

    return once(token, "submit_report", Approval, do, by=by, asked=(report,))


@door()
def withdraw_report(report: VisitReport, *, by: Any, at: datetime | None = None, token: Token = None) -> VisitReport:
    """
    Take a report back to go on with it; it counts as not handed in.

    Raises:
        NotAllowedError: If *by* may not, or the visit is another's.
        WrongStateError: If it is not handed in, or reviewed already.
    """
    _demand(report, by)

    def do() -> VisitReport:
        _hold_visit(report)
        withdraw(report, by=by or report.visit.owner, at=at)
        held = _undo(_held(report, (VisitReport.State.SUBMITTED,)))
        report.refresh_from_db()
        return held

    return once(token, "withdraw_report", VisitReport, do, by=by, asked=(report,))


@door()
@transaction.atomic
def review_report(approval: Approval, *, by: Any, comment: str = "", at: datetime | None = None) -> VisitReport:
    """
    Pass a report as reviewed.

    Raises:
        FourEyesError, NotAllowedError, WrongStateError: As `approve`.
        DeskError: If the visit was cancelled.
    """
    report = _answer(approval, VisitReport.State.REVIEWED, Approval.State.APPROVED, by=by, comment=comment, at=at)
    _demand_made(report.visit)
    return report


@door()
@transaction.atomic
def return_report(approval: Approval, *, by: Any, comment: str, at: datetime | None = None) -> VisitReport:
    """
    Send a report back with a word on what to mend.

    Raises:
        FourEyesError, NotAllowedError, WrongStateError, DeskError: As `send_back`.
    """
    return _answer(approval, VisitReport.State.RETURNED, Approval.State.RETURNED, by=by, comment=comment, at=at)


def let_go(visit: Visit, *, by: Any, at: datetime | None = None) -> None:
    """
    Take the report on a visit that is cancelled back from the reviewer, and ask for it no longer; a reviewed one stays.

    Args:
        visit: The visit, locked.
        by: Who cancels it.
        at: When.
    """
    there = VisitReport.objects.filter(visit=visit).first()
    if there is not None:
        withdraw(there, by=by or visit.owner, at=at)
        held = VisitReport.objects.select_for_update().get(pk=there.pk)
        if held.state == VisitReport.State.SUBMITTED:
            _undo(held)
        close_done([held])


def demand_movable(held: Visit, visit: Visit) -> None:
    """
    Raise where a visit would come to another day, customer or visitor behind a report that is handed in or reviewed.

    A visitor is entered where there was none.

    Args:
        held: The visit as it stands, locked.
        visit: The visit as it is to be.

    Raises:
        DeskError: If so.
    """
    changed = {
        "owner": held.owner_id not in (None, visit.owner_id),
        "customer": held.customer_id != visit.customer_id,
        "start": _days(held) != _days(visit),
    }
    column = next((name for name, differs in changed.items() if differs), "")
    if not column:
        return
    report = VisitReport.objects.select_for_update().filter(visit=held).first()
    if report is not None and report.state in SHUT:
        raise DeskError(str(SHUT[VisitReport.State(report.state)]), column=column)


def may_write(visit: Visit, user: Any) -> bool:
    """
    Whether the report on a visit is somebody's to write: the visitor's alone, where there is one.
    """
    return user is None or visit.owner_id is None or visit.owner_id == user.pk


def _undo(held: VisitReport) -> VisitReport:
    """
    Make a report that was handed in a draft again.
    """
    held.state, held.submitted_at, held.late = VisitReport.State.DRAFT, None, None
    held.save()
    return held


def _days(visit: Visit) -> tuple[date, date]:
    return timezone.localdate(visit.start), timezone.localdate(visit.end or visit.start)


def _demand(report: VisitReport, by: Any) -> None:
    demand(by, "change_visitreport", report)
    _own(stored(report).visit, by)


def _demand_made(visit: Visit) -> None:
    if visit.status != Visit.Status.COMPLETED:
        raise DeskError(_("Only a visit that was made has a report; record it as made first."))


def _own(visit: Visit, by: Any) -> None:
    if not may_write(visit, by):
        raise NotAllowedError(_("The report is written by %(owner)s, who made the visit.") % {"owner": visit.owner})


def _answer(approval: Approval, to: VisitReport.State, state: Approval.State, **told: Any) -> VisitReport:
    """
    Decide on the report that a request is about, and hold its visit meanwhile.
    """
    report = VisitReport.objects.filter(pk=approval.subject_id).first()
    if report is not None:
        _hold_visit(report)
    return answer_row(approval, VisitReport, to, waits=VisitReport.State.SUBMITTED, state=state, **told)


def _hold_visit(report: VisitReport) -> None:
    """
    Hold the customer and the visit of a report before the report itself, as whoever cancels or moves the visit does.
    """
    visit = stored(report).visit
    hold(visit.customer)
    Visit.objects.select_for_update().get(pk=visit.pk)


def _held(report: VisitReport, states: tuple[VisitReport.State, ...]) -> VisitReport:
    """
    The report as it stands, locked.
    """
    held = VisitReport.objects.select_for_update().get(pk=report.pk)
    if held.state not in states:
        raise WrongStateError(held)
    return held
