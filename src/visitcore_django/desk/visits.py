"""
Visits at the desk: recorded as made, and cancelled.
"""

from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from visitcore.facts.question import Case
from visitcore_django.desk.brought import only_written, stored
from visitcore_django.desk.deciding import decided, today
from visitcore_django.desk.door import door
from visitcore_django.desk.due import hold, refresh_due
from visitcore_django.desk.errors import DeskError
from visitcore_django.desk.once import Token, once, written
from visitcore_django.desk.planned import demand_edit, locked, there_already
from visitcore_django.desk.report_clocks import refresh_report
from visitcore_django.desk.reports import demand_movable, let_go
from visitcore_django.desk.visit_times import in_order
from visitcore_django.facts.plans import holds
from visitcore_django.models import Visit
from visitcore_django.policies import SILENT

UNPLANNED = "visits.unplanned"
ALIVE = (Visit.Status.PLANNED, Visit.Status.COMPLETED)


@door(new="visit")
def record_visit(visit: Visit, *, by: Any, at: datetime | None = None, token: Token = None) -> Visit:
    """
    Record a visit that was made, new or planned before, and see how the customer and the report stand now.

    A planned visit is one of its plan where its visitor made it in the month of the plan.  One that no plan holds is
    marked with what the policy calls it, and that decision is recorded; a correction that fits the plan takes the mark
    away.

    Raises:
        NotAllowedError: If *by* may not, does not look after the customer, or the visit is another's.
        DeskError: If it lies in the future, its times are not in order, it is there already, it was planned for
            another customer, or its report is handed in or reviewed and its day, customer or visitor would change.
        WrongStateError: If it was cancelled.
        StaleError: If somebody else has changed the visit meanwhile.
    """
    demand_edit(visit, by)
    now = at or timezone.now()
    if visit.start > now or (visit.end is not None and visit.end > now):
        said = _("A visit that lies ahead cannot have been made; plan it instead, or correct its time.")
        raise DeskError(said, column="start" if visit.start > now else "end")
    in_order(visit.start, visit.end)

    new = visit._state.adding

    def do() -> Visit:
        before = visit.customer if new else stored(visit).customer
        hold(before, visit.customer)
        held = None if new else locked(visit, ALIVE)
        only_written(visit, held, "status", "plan")
        visit.status = Visit.Status.COMPLETED
        visit.recorded_by = by
        visit.owner = visit.owner or by
        if held is not None:
            _demand_planned_customer(held, visit)
            demand_movable(held, visit)
        visit.mark = "" if holds(visit) else visit.mark
        visit.save()
        if not visit.mark and not holds(visit):
            _mark(visit, by)
        refresh_report(visit, at=at)
        refresh_due(visit.customer, today(at))
        if before != visit.customer:
            refresh_due(before, today(at))
        return visit

    told = written(visit, "plan", "status", "owner")
    return once(token, "record_visit", Visit, do, by=by, asked=(told,), taken=there_already())


@door()
def cancel_visit(visit: Visit, *, by: Any, reason: str, at: datetime | None = None, token: Token = None) -> Visit:
    """
    Cancel a visit with a reason; one that was made no longer counts, and nobody reviews its report any more.

    Raises:
        NotAllowedError: If *by* may not, does not look after the customer, or the visit is another's.
        DeskError: If no reason is given.
        WrongStateError: If it is cancelled already.
    """
    demand_edit(visit, by)
    if not reason.strip():
        raise DeskError(_("Say why the visit is cancelled."), column="cancelled_because")

    def do() -> Visit:
        hold(stored(visit).customer)
        held = locked(visit, ALIVE)
        held.status, held.cancelled_because = Visit.Status.CANCELLED, reason.strip()
        held.save()
        let_go(held, by=by, at=at)
        refresh_due(held.customer, today(at))
        return held

    done = once(token, "cancel_visit", Visit, do, by=by, asked=(visit, reason))
    visit.refresh_from_db()
    return done


def _demand_planned_customer(held: Visit, visit: Visit) -> None:
    """
    Raise where a visit was planned for another customer: that one is left in the plan, and a slip is told at once.
    """
    if held.plan_id is not None and held.customer_id != visit.customer_id:
        said = _("This visit is planned for %(customer)s; record the one to another customer as a new visit.")
        raise DeskError(said % {"customer": held.customer}, column="customer")


def _mark(visit: Visit, by: Any) -> None:
    """
    Mark a visit that no plan holds with what the policy calls it; nothing where the policy says nothing on it.
    """
    day = timezone.localdate(visit.start)
    facts = Case(key=UNPLANNED, on=day, case={"in_plan": False})
    try:
        decision, _record = decided("look_up", facts, row=visit, day=day, by=by, customer=visit.customer)
    except SILENT:
        return
    answer = getattr(decision.outcome, "answer", None)
    if answer is not None:
        visit.mark = str(answer)[: Visit._meta.get_field("mark").max_length]
        visit.save()
