"""
Meals at the desk: asked for, approved, returned, made up for, called off.
"""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from visitcore import Decision, Verdict
from visitcore_django.desk.approving import ask, decide_approval, signed_as, withdraw
from visitcore_django.desk.brought import only_written
from visitcore_django.desk.door import door
from visitcore_django.desk.errors import DeskError, WrongStateError
from visitcore_django.desk.figures import MISSING_ROOM, telling
from visitcore_django.desk.meal_rules import approvers, decide_and_put, report_lacks
from visitcore_django.desk.once import Token, once, written
from visitcore_django.desk.rights import demand
from visitcore_django.facts.meals import is_held, meal_fact, names_in
from visitcore_django.models import Approval, DecisionRecord, MealRequest
from visitcore_django.models.base import about

RIGHT = "approve_mealrequest"
State = MealRequest.State
OPEN = (State.DRAFT, State.RETURNED, State.REFUSED)
"""Where a meal may still be changed and asked for."""


@door(new="meal")
def draft_meal(meal: MealRequest, *, by: Any, token: Token = None) -> MealRequest:
    """
    Keep a meal as it is written, without asking for it; which words its columns take stands at the model.

    Raises:
        NotAllowedError: If *by* may not, or does not look after the customer.
        WrongStateError: If it waits for approval, or was decided already.
        StaleError: If somebody else has changed it meanwhile.
    """
    _may_write(meal, by)

    def do() -> MealRequest:
        _still_open(meal, by)
        meal.save()
        return meal

    return once(token, "draft_meal", MealRequest, do, by=by, asked=(written(meal),))


@door(new="meal")
def request_meal(meal: MealRequest, *, by: Any, at: datetime | None = None, token: Token = None) -> MealRequest:
    """
    Ask for a meal, for the first time or again; the rules of the day of the meal decide.

    It is refused where a binding rule is broken, waits for those whom the policy names, is approved where nobody has
    to, and stays a draft while something is missing.

    Raises:
        NotAllowedError, WrongStateError, StaleError: As `draft_meal`.
        SilentPolicyError: If the policy has no rules for meals.
        FactsError: If its figures contradict each other.
    """
    _may_write(meal, by)
    now = at or timezone.now()

    def do() -> MealRequest:
        _still_open(meal, by)
        meal.approved_by, meal.made_up = "", False
        meal.save()
        decision, record = decide_and_put(meal, by, now)
        told: Any = decision.outcome
        needs = approvers(meal) if told.formalities_open else told.next_by
        waits = decision.verdict is Verdict.REFERRED or told.formalities_open
        meal.state = {
            Verdict.REFUSED: State.REFUSED,
            Verdict.UNDETERMINED: State.DRAFT,
        }.get(decision.verdict, State.REQUESTED if waits else State.APPROVED)
        if meal.state in (State.REQUESTED, State.APPROVED):
            lacks = report_lacks(meal, by)
            meal.missing = ",".join(lacks)[:MISSING_ROOM]
            meal.state = State.DRAFT if lacks else meal.state
        if meal.state == State.REQUESTED:
            meal.next_by = ",".join(needs)
            ask(meal, by=by, right=RIGHT, at=now, needs=needs, customer=meal.customer, decision=record)
        meal.save()
        return meal

    return once(token, "request_meal", MealRequest, do, by=by, asked=(written(meal),))


@door()
def make_up_papers(meal: MealRequest, *, by: Any, at: datetime | None = None, token: Token = None) -> MealRequest:
    """
    Ask for the papers of a meal that was held without them, so that it can be settled within the limits.

    Raises:
        NotAllowedError: If *by* may not, or does not look after the customer.
        WrongStateError: If it was not refused.
        DeskError: If it is still to come.
    """
    demand(by, "change_mealrequest", meal)
    now = at or timezone.now()

    def do() -> MealRequest:
        held = _locked(meal)
        if held.state != State.REFUSED:
            raise WrongStateError(held)
        if not is_held(held, now):
            raise DeskError(_("The meal is still to come; correct it and ask for it again."))
        needs = approvers(held)
        held.state, held.next_by = State.REQUESTED, ",".join(needs)
        held.save()
        record = DecisionRecord.objects.filter(**about(held), name="decide_meal").first()
        ask(held, by=by, right=RIGHT, at=now, needs=needs, customer=held.customer, decision=record)
        return held

    return once(token, "make_up_papers", MealRequest, do, by=by, asked=(meal,))


@door()
@transaction.atomic
def approve_meal(approval: Approval, *, by: Any, comment: str = "", at: datetime | None = None) -> MealRequest:
    """
    Approve a meal before it takes place; afterwards its papers are made up by that.

    Where the rules have come to refuse it meanwhile, it is refused and the approval returned.

    Raises:
        FourEyesError, NotAllowedError, WrongStateError: As `approve`.
        DeskError: If something is missing that the rules ask for.
    """
    now = at or timezone.now()
    done = decide_approval(approval, MealRequest, by=by, state=Approval.State.APPROVED, comment=comment, at=now)
    meal = MealRequest.objects.select_for_update().get(pk=done.subject_id)
    signed = signed_as(done)
    meal.made_up = is_held(meal, now)
    if not meal.made_up:
        meal.approved_by = ",".join(dict.fromkeys((*names_in(meal.approved_by), *signed)))
    decision, record = decide_and_put(meal, by, now)
    told: Any = decision.outcome
    if meal.made_up or _is_through(decision):
        meal.state = State.APPROVED
    elif decision.verdict is Verdict.REFUSED:
        meal.state = State.REFUSED
        done.state = Approval.State.RETURNED
        done.comment = comment or _("The rules refuse it now; see the decision.")
        done.save()
    elif decision.verdict is Verdict.REFERRED and set(told.next_by).isdisjoint(signed):
        meal.next_by, asks = ",".join(told.next_by), done.requested_by
        ask(meal, by=asks, right=RIGHT, at=now, needs=told.next_by, customer=meal.customer, decision=record)
    else:
        raise DeskError(_("It cannot be approved yet; still missing: %(missing)s.") % {"missing": telling(decision)})
    meal.save()
    return meal


@door()
@transaction.atomic
def return_meal(approval: Approval, *, by: Any, comment: str, at: datetime | None = None) -> MealRequest:
    """
    Send a meal back with a word on what to mend; it may be asked for again.

    Raises:
        FourEyesError, NotAllowedError, WrongStateError, DeskError: As `send_back`.
    """
    done = decide_approval(approval, MealRequest, by=by, state=Approval.State.RETURNED, comment=comment, at=at)
    meal = MealRequest.objects.select_for_update().get(pk=done.subject_id)
    meal.state, meal.next_by = State.RETURNED, ""
    meal.save()
    return meal


@door()
@transaction.atomic
def cancel_meal(meal: MealRequest, *, by: Any, at: datetime | None = None) -> MealRequest:
    """
    Call a meal off; what waits for approval is taken back.

    Raises:
        NotAllowedError: If *by* may not, or does not look after the customer.
        WrongStateError: If it is settled or called off already.
        DeskError: If its cost has been claimed.
    """
    demand(by, "change_mealrequest", meal)
    held = _locked(meal)
    if held.state in (State.SETTLED, State.CANCELLED):
        raise WrongStateError(held)
    if hasattr(held, "settlement"):
        raise DeskError(_("Its cost has been claimed; it cannot be called off any more."))
    withdraw(held, by=by, at=at)
    held.state, held.next_by = State.CANCELLED, ""
    held.save()
    return held


def _may_write(meal: MealRequest, by: Any) -> None:
    demand(by, "change_mealrequest" if meal.pk else "add_mealrequest", meal if meal.pk else meal.customer)
    if meal.pk:
        demand(by, "change_mealrequest", meal.customer)


def _locked(meal: MealRequest) -> MealRequest:
    return MealRequest.objects.select_for_update().select_related("customer").get(pk=meal.pk)


def _still_open(meal: MealRequest, by: Any) -> None:
    """
    Make sure that a meal may still be changed and holds together; its first writer stays the one who asks.
    """
    meal_fact(meal, held=False)
    held = None if meal._state.adding else _locked(meal)
    if held is not None and held.state not in OPEN:
        raise WrongStateError(held)
    only_written(meal, held)
    meal.keep_writers(held, by)


def _is_through(decision: Decision[Any]) -> bool:
    told: Any = decision.outcome
    if decision.verdict is Verdict.REFERRED:
        return not told.next_by
    return decision.verdict is Verdict.ALLOWED
