"""
What the rules say of a meal: asked without a record while it is written, decided and recorded when it is handed in.
"""

from datetime import datetime
from decimal import Decimal
from typing import Any

from django.utils import timezone

from visitcore import Decision, decide_meal, settle_meal
from visitcore.blocks.permission import Permission
from visitcore.facts.money import beside
from visitcore.rules.catalogue import entry
from visitcore_django.desk.deciding import decided
from visitcore_django.desk.door import door
from visitcore_django.desk.figures import cents, deciding_rule, telling
from visitcore_django.facts.meals import REPORT, claim_fact, is_held, meal_fact, report_fact
from visitcore_django.models import DecisionRecord, MealRequest, MealSettlement
from visitcore_django.policies import running

CAP, APPROVAL = "expenses.meal.cap", "expenses.meal.approval"


@door(new="meal", fills=("customer",))
def weigh_meal(meal: MealRequest, *, at: datetime | None = None) -> Decision[Any]:
    """
    What the rules say of a meal as it is written, without recording anything.

    Raises:
        SilentPolicyError, NotInForceError: If the policy has no rules for meals on its day.
        FactsError: If its figures contradict each other.
    """
    facts = meal_fact(meal, held=is_held(meal, at or timezone.now()))
    return decide_meal(facts, running(meal.on).policy)


@door()
def weigh_claim(settlement: MealSettlement) -> tuple[Decision[Any], Decision[Any]]:
    """
    What the rules say of a meal as it is claimed, and what they pay of it, without recording anything.

    Raises:
        SilentPolicyError, NotInForceError: As `weigh_meal`.
        FactsError: If its figures contradict each other.
    """
    facts, policy = claim_fact(settlement), running(settlement.meal.on).policy
    return decide_meal(facts.meal, policy), settle_meal(facts, policy)


def decide_and_put(meal: MealRequest, by: Any, now: datetime) -> tuple[Decision[Any], DecisionRecord]:
    """
    Decide a meal, record it, and put its figures into the columns; writing these is left to the caller.
    """
    facts = meal_fact(meal, held=is_held(meal, now))
    decision, record = decided("decide_meal", facts, row=meal, day=meal.on, by=by, customer=meal.customer)
    told: Any = decision.outcome
    meal.cap, meal.excess, meal.per_person = cents(told.cap), cents(told.excess), spent_per_person(told)
    meal.rule, meal.missing, meal.next_by = deciding_rule(decision, CAP), telling(decision), ""
    meal.currency = currency_of_meals(meal)
    return decision, record


def spent_per_person(told: Any) -> Decimal | None:
    """
    What a decision on a meal says that each costs, in cents that stay on their side of the cap.
    """
    spent = told.spent_per_person
    return cents(spent if spent is None or told.cap is None else beside(spent, told.cap))


def report_lacks(meal: MealRequest, by: Any = None, *, recorded: bool = True) -> list[str]:
    """
    What a request lacks of all that it has to tell beforehand, by name.

    In an emergency nothing has to be told beforehand.  What a company asks for beyond the columns that there are is not
    asked for here.

    Args:
        meal: The meal.
        by: The person who asks for it.
        recorded: Whether the decision is recorded; not while the meal is still being written.
    """
    policy = running(meal.on).policy
    if meal.emergency or policy.on(meal.on).find(REPORT) is None:
        return []
    facts = report_fact(meal)
    if recorded:
        decision, _ = decided("check_record", facts, row=meal, day=meal.on, by=by, customer=meal.customer)
    else:
        decision = entry("check_record").function(facts, policy)
    return [name for name in getattr(decision.outcome, "missing", ()) if name in (facts.values or {})]


def approvers(meal: MealRequest) -> tuple[str, ...]:
    """
    The roles that approve meals under the policy of its day; empty where it names none.
    """
    held = running(meal.on).policy.on(meal.on).find(APPROVAL)
    return held.value.approval if held is not None and isinstance(held.value, Permission) else ()


def currency_of_meals(meal: MealRequest) -> str:
    """
    The currency of the caps under the policy of its day.
    """
    policy = running(meal.on).policy
    currency: str = policy.pack(policy.on(meal.on).read(CAP).pack).settings.currency
    return currency
