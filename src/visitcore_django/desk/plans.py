"""
Visit plans at the desk: drafted, submitted, approved, returned, taken back, submitted again.
"""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from visitcore_django.desk.approving import answer_row, ask, withdraw
from visitcore_django.desk.brought import only_written, stored
from visitcore_django.desk.deciding import decided
from visitcore_django.desk.door import door
from visitcore_django.desk.errors import DeskError, NotAllowedError, WrongStateError
from visitcore_django.desk.once import Token, once, written
from visitcore_django.desk.plan_clocks import plan_facts
from visitcore_django.desk.reviewers import reviewers
from visitcore_django.desk.rights import demand
from visitcore_django.facts.plans import held_in
from visitcore_django.models import Approval, DecisionRecord, Visit, VisitPlan
from visitcore_django.models.naming import person_name
from visitcore_django.policies import SILENT, running

RIGHT = "approve_visitplan"
OPEN = (VisitPlan.State.DRAFT, VisitPlan.State.RETURNED)


@door(new="plan")
def save_plan(plan: VisitPlan, *, by: Any, token: Token = None) -> VisitPlan:
    """
    Keep a plan as a draft, new or changed; the month is kept by its first day.

    Raises:
        NotAllowedError: If *by* may not, or it is somebody else's.
        WrongStateError: If it is submitted or approved.
        DeskError: If there is a plan of this person for this month already, or it would come to another month.
        StaleError: If somebody else has changed it meanwhile.
    """
    new = plan._state.adding
    demand(by, "add_visitplan" if new else "change_visitplan", None if new else plan)
    _own(plan, by)
    plan.month = plan.month.replace(day=1)

    def do() -> VisitPlan:
        held = None if new else locked_plan(plan)
        if held is not None:
            _own(held, by)
            _demand_month(held, plan)
        only_written(plan, held)
        plan.save()
        return plan

    taken = _("There is a plan for %(month)s already; open it instead.") % {"month": f"{plan.month:%Y-%m}"}
    return once(token, "save_plan", VisitPlan, do, by=by, asked=(written(plan),), taken=taken)


@door()
def submit_plan(plan: VisitPlan, *, by: Any, at: datetime | None = None, token: Token = None) -> Approval:
    """
    Hand a plan in, for the first time or again; whether it is in time and complete is decided and recorded.

    A plan that was sent back and comes again keeps the instant at which it was first handed in, and so does every visit
    that was in it then; where the term counts from visits, one that was put in or moved since counts from now.

    Returns:
        The approval that waits for the lead; its decision says whether the plan came in time and complete.

    Raises:
        WrongStateError: If it is submitted or approved already.
        DeskError: If it holds no visit.
        NotAllowedError: If *by* may not, or it is somebody else's.
    """
    demand_plan(plan, by)
    now = at or timezone.now()

    def do() -> Approval:
        held = locked_plan(plan)
        if not held.visits.filter(held_in([held.month])).exclude(status=Visit.Status.CANCELLED).exists():
            raise DeskError(_("The plan holds no visit yet; plan at least one."))
        held.submitted_at = held.submitted_at or now
        held.state = VisitPlan.State.SUBMITTED
        held.save()
        held.visits.filter(handed_in_at=None).update(handed_in_at=now)
        record = _judged(held, now, by)
        plan.refresh_from_db()
        needs = reviewers("plans.flow", held.month)
        title = f"{person_name(held.owner)} {held.month:%Y-%m}"
        return ask(held, by=held.owner, right=RIGHT, at=now, needs=needs, decision=record, title=title)

    return once(token, "submit_plan", Approval, do, by=by, asked=(plan,))


@door()
def withdraw_plan(plan: VisitPlan, *, by: Any, at: datetime | None = None, token: Token = None) -> VisitPlan:
    """
    Take a submitted plan back to go on with it; it counts as not handed in.

    Raises:
        WrongStateError: If it is not submitted, or decided on already.
        NotAllowedError: If *by* may not, or it is somebody else's.
    """
    demand_plan(plan, by)

    def do() -> VisitPlan:
        withdraw(plan, by=by or plan.owner, at=at)
        held = locked_plan(plan, (VisitPlan.State.SUBMITTED,))
        held.state, held.submitted_at = VisitPlan.State.DRAFT, None
        held.save()
        plan.refresh_from_db()
        return held

    return once(token, "withdraw_plan", VisitPlan, do, by=by, asked=(plan,))


@door()
@transaction.atomic
def approve_plan(approval: Approval, *, by: Any, comment: str = "", at: datetime | None = None) -> VisitPlan:
    """
    Approve a plan.

    Raises:
        FourEyesError, NotAllowedError, WrongStateError: As `approve`.
    """
    return answer_row(
        approval,
        VisitPlan,
        VisitPlan.State.APPROVED,
        waits=VisitPlan.State.SUBMITTED,
        by=by,
        state=Approval.State.APPROVED,
        comment=comment,
        at=at,
    )


@door()
@transaction.atomic
def return_plan(approval: Approval, *, by: Any, comment: str, at: datetime | None = None) -> VisitPlan:
    """
    Send a plan back with a word on what to mend.

    Raises:
        FourEyesError, NotAllowedError, WrongStateError, DeskError: As `send_back`.
    """
    return answer_row(
        approval,
        VisitPlan,
        VisitPlan.State.RETURNED,
        waits=VisitPlan.State.SUBMITTED,
        by=by,
        state=Approval.State.RETURNED,
        comment=comment,
        at=at,
    )


def _judged(plan: VisitPlan, now: datetime, by: Any) -> DecisionRecord | None:
    """
    The recorded decision; ``None`` where the policy says nothing on plans.
    """
    facts = plan_facts(plan, now, running(plan.month).policy)
    try:
        _decision, record = decided("plan_submission", facts, row=plan, day=plan.month, by=by)
    except SILENT:
        return None
    return record


def _demand_month(held: VisitPlan, plan: VisitPlan) -> None:
    """
    Raise where a plan would come to another month: its visits lie in its own.
    """
    if plan.month != held.month:
        said = {"month": f"{held.month:%Y-%m}", "other": f"{plan.month:%Y-%m}"}
        raise DeskError(
            _("This is the plan of %(month)s and stays with it; begin another one for %(other)s.") % said,
            column="month",
        )


def _own(plan: VisitPlan, by: Any) -> None:
    if by is not None and by != plan.owner:
        raise NotAllowedError(_("This is the plan of %(owner)s, who alone changes it.") % {"owner": plan.owner})


def demand_plan(plan: VisitPlan, by: Any) -> None:
    """
    Raise unless a plan is somebody's to change.

    Raises:
        NotAllowedError: If *by* has not the right, or it is somebody else's.
    """
    demand(by, "change_visitplan", plan)
    _own(stored(plan), by)


def locked_plan(plan: VisitPlan, states: tuple[VisitPlan.State, ...] = OPEN) -> VisitPlan:
    """
    A plan as it stands, locked.

    Raises:
        WrongStateError: If it is in none of the states.
    """
    held = VisitPlan.objects.select_for_update().get(pk=plan.pk)
    if held.state not in states:
        raise WrongStateError(held)
    return held
