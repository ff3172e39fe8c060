"""
Visit plans at the desk: submitted, approved, returned, submitted again.
"""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from visitcore import PlanSubmission
from visitcore_django.desk.approving import ask, decide_approval
from visitcore_django.desk.deciding import decided
from visitcore_django.desk.errors import DeskError, WrongStateError
from visitcore_django.desk.once import once
from visitcore_django.desk.rights import demand
from visitcore_django.models import Approval, VisitPlan

RIGHT = "approve_visitplan"
OPEN = (VisitPlan.State.DRAFT, VisitPlan.State.RETURNED)


def submit_plan(plan: VisitPlan, *, by: Any, at: datetime | None = None, token: str | None = None) -> Approval:
    """
    Hand a plan in, for the first time or again; whether it is in time is decided and recorded.

    Returns:
        The approval that waits for the lead; its decision says whether the plan came in time and complete.

    Raises:
        WrongStateError: If it is submitted or approved already.
        DeskError: If it holds no visit.
        NotAllowedError: If *by* may not.
    """
    demand(by, "change_visitplan", plan)
    now = at or timezone.now()

    def do() -> Approval:
        held = VisitPlan.objects.select_for_update().get(pk=plan.pk)
        if held.state not in OPEN:
            raise WrongStateError(held)
        if not held.visits.exists():
            raise DeskError(_("The plan holds no visit yet; plan at least one."))
        day = timezone.localdate(now)
        facts = PlanSubmission(on=day, covers=held.month, submitted=timezone.localtime(now), values=held.values or None)
        _decision, record = decided("plan_submission", facts, row=held, day=held.month, by=by)
        held.state, held.submitted_at = VisitPlan.State.SUBMITTED, now
        held.save()
        plan.refresh_from_db()
        return ask(held, by=by, right=RIGHT, at=now, decision=record)

    return once(token, "submit_plan", Approval, do)


@transaction.atomic
def approve_plan(approval: Approval, *, by: Any, comment: str = "", at: datetime | None = None) -> VisitPlan:
    """
    Approve a plan.

    Raises:
        FourEyesError, NotAllowedError, WrongStateError: As `decide_approval`.
    """
    return _move(approval, VisitPlan.State.APPROVED, Approval.State.APPROVED, by, comment, at)


@transaction.atomic
def return_plan(approval: Approval, *, by: Any, comment: str, at: datetime | None = None) -> VisitPlan:
    """
    Send a plan back with a word on what to mend.

    Raises:
        FourEyesError, NotAllowedError, WrongStateError, DeskError: As `decide_approval`.
    """
    return _move(approval, VisitPlan.State.RETURNED, Approval.State.RETURNED, by, comment, at)


def _move(
    approval: Approval, to: VisitPlan.State, state: Approval.State, by: Any, comment: str, at: datetime | None
) -> VisitPlan:
    done = decide_approval(approval, by=by, state=state, comment=comment, at=at)
    plan = VisitPlan.objects.select_for_update().get(pk=done.subject_id)
    plan.state = to
    plan.save()
    return plan
