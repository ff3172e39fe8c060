"""
Meals settled at the desk: claimed, signed by the manager, and paid once.
"""

from collections.abc import Iterable
from datetime import datetime
from decimal import ROUND_DOWN, Decimal
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from visitcore import Decision
from visitcore.blocks.checklist import Checklist, Item
from visitcore.blocks.permission import Permission
from visitcore.ground.text import Text
from visitcore.rules.meal_caps import CAP
from visitcore.rules.meal_diners import FIXED, IN_PROPORTION
from visitcore_django.desk.brought import only_written, stored
from visitcore_django.desk.deciding import decided, today
from visitcore_django.desk.door import door
from visitcore_django.desk.errors import DeskError, FourEyesError, NotAllowedError, WrongStateError
from visitcore_django.desk.figures import MISSING_ROOM, cents, deciding_rule, telling
from visitcore_django.desk.once import Token, once, written
from visitcore_django.desk.rights import demand
from visitcore_django.desk.wording import roles_in_words
from visitcore_django.facts.meals import claim_fact, is_to_come
from visitcore_django.models import Approval, MealRequest, MealSettlement
from visitcore_django.models.base import about
from visitcore_django.people.acting import acts_as
from visitcore_django.people.scope import follow
from visitcore_django.people.writers import writers_of
from visitcore_django.policies import running

RIGHT = "settle_mealsettlement"
SIGNING, SIGNER = "expenses.meal.signing", "expenses.meal.signer"
ALL_THE_SAME = "paid_all_the_same"
"""The signature under a claim that breaks a rule of which the policy does not say what follows for the payment."""
State = MealSettlement.State
CLAIMABLE = (
    MealRequest.State.REQUESTED,
    MealRequest.State.RETURNED,
    MealRequest.State.APPROVED,
    MealRequest.State.REFUSED,
)
"""Where the cost of a meal may be claimed; what is not approved is then not paid."""
CLAIMED_COLUMNS = ("bill", "drinks", "customers", "company_diners", "already_paid")


@door(new="settlement", fills=("on",))
def claim_meal(
    settlement: MealSettlement, *, by: Any, at: datetime | None = None, token: Token = None
) -> MealSettlement:
    """
    Claim the cost of a meal, or correct a claim that is not paid; what was signed before falls with a new figure.

    Raises:
        NotAllowedError: If *by* may not, or does not see the meal.
        WrongStateError: If the meal is a draft or called off, or the claim was paid.
        DeskError: If the meal is still to come, or was claimed already.
        StaleError: If somebody else has changed the claim meanwhile.
    """
    demand(by, "change_mealsettlement" if settlement.pk else "add_mealsettlement", settlement.meal)

    def do() -> MealSettlement:
        meal = MealRequest.objects.select_for_update().get(pk=settlement.meal_id)
        before = None if settlement._state.adding else MealSettlement.objects.select_for_update().get(pk=settlement.pk)
        if before is not None and before.state == State.PAID:
            raise WrongStateError(before)
        if before is not None and before.meal_id != meal.pk:
            raise DeskError(_("This is the claim of another meal, and stays with it; claim this meal by itself."))
        if before is None and MealSettlement.objects.filter(meal=meal).exists():
            raise DeskError(_("The cost of this meal was claimed already; correct that claim instead."))
        only_written(settlement, before)
        if before is None and meal.state not in CLAIMABLE:
            raise WrongStateError(meal)
        settlement.on = today(at)
        if is_to_come(meal, at or timezone.now()):
            raise DeskError(_("The meal is still to come; claim its cost afterwards."))
        if before is None:
            settlement.claimed_by, settlement.ticked = by, []
        else:
            same = all(getattr(before, name) == getattr(settlement, name) for name in CLAIMED_COLUMNS)
            settlement.claimed_by = before.claimed_by if same else by
            settlement.ticked = before.ticked if same else []
            settlement.missing = before.missing if same else ""
            settlement.writers.add(before.claimed_by)
        settlement.state, settlement.paid, settlement.settled_by = State.CLAIMED, None, None
        settlement.save()
        return settlement

    return once(token, "claim_meal", MealSettlement, do, by=by, asked=(written(settlement, "on", "ticked"),))


@door()
def sign_meal(
    settlement: MealSettlement, *, ticked: Iterable[str], by: Any, at: datetime | None = None, token: Token = None
) -> MealSettlement:
    """
    Note and sign the expense of a meal, as the policy asks for before it is paid.

    Args:
        settlement: The claim.
        ticked: Names of what is done: the ``name`` of each item that ``signatures(settlement)`` of
            `visitcore_django.desk.settlements` gives; what is left out is not.
        by: The person who signs.
        at: The instant; now where left out.
        token: The token of the request.

    Raises:
        FourEyesError: If it is his own meal or claim.
        NotAllowedError: If *by* has not the role that signs.
        WrongStateError: If it is paid.
        DeskError: If the policy asks for no such tick.
    """
    demand(by, f"view_{settlement._meta.model_name}", settlement)
    told = stored(settlement)
    who = signers(told)
    if who and by is not None and not set(who) & set(acts_as(by, who)):
        raise NotAllowedError(_("This is signed by somebody else (%(roles)s).") % {"roles": roles_in_words(who)})
    names = [item.name for item in signatures(told)]
    wanted = list(ticked)
    if ALL_THE_SAME in wanted and not who:
        demand(by, RIGHT, settlement)
    if set(wanted) - set(names):
        raise DeskError(_("The policy asks for no such signature; choose from its list."))

    def do() -> MealSettlement:
        held = _locked(settlement)
        _may_decide(held, by, at)
        held.ticked = [name for name in names if name in wanted]
        held.save()
        return held

    return once(token, "sign_meal", MealSettlement, do, by=by, asked=(settlement, wanted))


@door(new="settlement", fills=("on",))
def settle_meal(
    settlement: MealSettlement, *, by: Any, at: datetime | None = None, token: Token = None
) -> MealSettlement:
    """
    Settle a claim: pay what the rules pay of it, once; refuse it where they pay nothing.

    While the expense is not signed, or something is missing, it stays a claim, and the decision says what waits.  So it
    does where a rule is broken of which the policy does not say what follows, such as too many drinks: whoever signs
    decides that it is paid all the same, or the claim is corrected.

    Raises:
        FourEyesError: If it is his own meal or claim.
        NotAllowedError: If *by* may not settle.
        WrongStateError: If it is paid.
        FactsError: If its figures contradict each other.
    """
    demand(by, RIGHT, settlement)

    def do() -> MealSettlement:
        held = _locked(settlement)
        _may_decide(held, by, at)
        decision, _record = decided(
            "settle_meal", claim_fact(held), row=held, day=held.meal.on, by=by, customer=held.meal.customer
        )
        _put(held, decision)
        held.settled_by = by if held.state != State.CLAIMED else None
        held.save()
        if held.state == State.PAID:
            held.meal.state = MealRequest.State.SETTLED
            held.meal.save()
        return held

    return once(token, "settle_meal", MealSettlement, do, by=by, asked=(settlement,))


def signers(settlement: MealSettlement) -> tuple[str, ...]:
    """
    The roles that note and sign the expense under the policy of the day of the meal.
    """
    held = running(settlement.meal.on).policy.on(settlement.meal.on).find(SIGNER)
    return held.value.roles if held is not None and isinstance(held.value, Permission) else ()


def signatures(settlement: MealSettlement) -> tuple[Item, ...]:
    """
    What the manager does with the expense before it is paid; nothing where the policy asks for nothing.

    Where it breaks a rule without a consequence, that it is paid all the same stands behind.
    """
    held = running(settlement.meal.on).policy.on(settlement.meal.on).find(SIGNING)
    asked = held.value.items if held is not None and isinstance(held.value, Checklist) else ()
    if ALL_THE_SAME not in (*settlement.missing.split(","), *settlement.ticked):
        return asked
    rule = settlement.rule
    return (
        *asked,
        Item(name=ALL_THE_SAME, label=Text(f"paid all the same, against {rule}", f"虽违反 {rule}，仍予报销")),
    )


def is_own(settlement: MealSettlement, person: Any) -> bool:
    """
    Whether somebody asked for the meal, changed it, handed it in or claimed it, and so cannot sign or settle it.
    """
    if person is None:
        return False
    claimed = {settlement.claimed_by_id, *follow(settlement, "writers")}
    if person.pk in claimed | writers_of(settlement.meal):
        return True
    return Approval.objects.filter(**about(settlement.meal), requested_by=person).exists()


def _may_decide(held: MealSettlement, by: Any, at: datetime | None) -> None:
    if is_own(held, by):
        raise FourEyesError
    if held.state == State.PAID:
        raise WrongStateError(held)
    if today(at) < held.on:
        raise DeskError(_("It cannot be settled before it is claimed; check the clock of this computer."))


def _locked(settlement: MealSettlement) -> MealSettlement:
    MealRequest.objects.select_for_update().get(pk=stored(settlement).meal_id)
    held = MealSettlement.objects.select_for_update().get(pk=settlement.pk)
    held.meal = MealRequest.objects.select_related("customer").get(pk=held.meal_id)
    return held


def _put(held: MealSettlement, decision: Decision[Any]) -> None:
    told: Any = decision.outcome
    held.rule, held.missing = deciding_rule(decision), telling(decision)
    if told is None:  # eaten on vouchers: there is no bill to pay
        held.state, held.paid = State.REFUSED, Decimal(0)
        return
    if ALL_THE_SAME not in held.ticked and told.reimbursed and _left_open(decision, told.unpaid):
        held.state, held.paid = State.CLAIMED, None
        held.missing = ",".join(filter(None, (ALL_THE_SAME, held.missing)))[:MISSING_ROOM]
    elif told.ready:
        held.state, held.paid = State.PAID, cents(told.reimbursed, ROUND_DOWN)
    elif told.reimbursed is not None and not told.reimbursed and told.why:
        held.state, held.paid = State.REFUSED, Decimal(0)
    else:
        held.state, held.paid = State.CLAIMED, None


def _left_open(decision: Decision[Any], unpaid: Decimal | None) -> bool:
    """
    Whether a rule is broken that takes nothing off what is paid: neither the cap, nor diners who bring none.
    """
    taken_off = {CAP, *((FIXED, IN_PROPORTION) if unpaid else ())}
    return any(finding.breaks and finding.against.key not in taken_off for finding in decision.findings)
