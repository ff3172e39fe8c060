"""
Meals with customers, and what is claimed for them.
"""

from datetime import date
from decimal import Decimal
from typing import Any

from attrs import field, frozen

from visitcore.facts.checked import checked
from visitcore.facts.expense import Filing
from visitcore.facts.money import Money, money
from visitcore.ground.text import Text


def _people(least: int) -> Any:
    """
    Validator of a number of people, or of one that is not known.
    """

    def check(_facts: Any, attribute: Any, number: Any) -> None:
        if number is None or (type(number) is int and number >= least):
            return
        what = f"{attribute.name}: {number!r} is no number of people here; give a whole number, {least} or more"
        zh = f"{attribute.name}：{number!r} 不是有效的人数；请填写不小于{least}的整数"
        raise ValueError(Text(what, zh))

    return check


def _part_of_the_bill(meal: "Meal", _attribute: Any, drinks: Any) -> None:
    """
    Validator of the cost of drinks: not more than the bill that they stand on.
    """
    if drinks is not None and meal.bill is not None and drinks > meal.bill:
        what = f"drinks: {drinks} is more than the whole bill of {meal.bill}; the bill includes the drinks"
        zh = f"drinks：{drinks} 大于整张账单 {meal.bill}；账单金额应包含酒水"
        raise ValueError(Text(what, zh))


def _part_paid_before(claim: "MealClaim", _attribute: Any, paid: Any) -> None:
    """
    Validator of what was paid before: not more than the bill that it was paid on.
    """
    bill = claim.meal.bill
    if bill is not None and paid > bill:
        what = f"already_paid: {paid} is more than the whole bill of {bill}; have what was paid too much given back"
        zh = f"already_paid：已报销 {paid} 大于整张账单 {bill}；请退回多报部分，或更正其中一项"
        raise ValueError(Text(what, zh))


@frozen(kw_only=True, field_transformer=checked)
class Meal:
    """
    A meal with customers, planned or held.

    Attributes:
        on: The day of the meal; its rules govern.
        importance: How important the customers are, e.g. ``important`` or ``general``.
        occasion: What sort of meal it is, e.g. ``banquet`` or ``tea_party``.
        host: Role that hosts it, e.g. ``cs_manager`` or ``cs_staff``.
        customers: How many customers are at table, one or more.
        company_diners: How many of the company are.
        bill: The whole bill, drinks included, in the pack's currency: planned, or paid where it was held.
        drinks: What of the bill is for alcohol, drinks and fruit.
        currency: ISO code of the amounts; ``None`` for that of the pack.
        held: Whether it has taken place.
        designated_restaurant: Whether it is in the restaurant named by the company.
        special: Whether it is a special case.
        reason: Why, in words.
        manager_joins: Whether the manager joins a meal that somebody else hosts.
        approved_by: Roles that approved it before it took place; ``None`` where nobody knows, empty where none did.
        emergency: Whether there was no time for papers.
        oral_consent_by: Roles that agreed by word of mouth.
        made_up: Whether the papers were made up later.
    """

    on: date
    importance: str | None = None
    occasion: str | None = None
    host: str | None = None
    customers: int | None = field(default=None, validator=_people(1))
    company_diners: int | None = field(default=None, validator=_people(0))
    bill: Money | None = field(default=None, validator=money)
    drinks: Money | None = field(default=None, validator=[money, _part_of_the_bill])
    currency: str | None = None
    held: bool = False
    designated_restaurant: bool | None = None
    special: bool | None = None
    reason: str | None = None
    manager_joins: bool | None = None
    approved_by: tuple[str, ...] | None = None
    emergency: bool = False
    oral_consent_by: tuple[str, ...] = ()
    made_up: bool | None = None


@frozen(kw_only=True, field_transformer=checked)
class MealClaim:
    """
    A meal whose cost is claimed.

    Attributes:
        on: The day of the claim; the rules of the day of the meal govern.
        meal: The meal, with the whole bill, of however many receipts it is made up.
        ticked: What the manager did with the expense, e.g. ``noted`` and ``signed``; ``None`` where nobody knows.
        filing: When the customer was filed.
        already_paid: What was reimbursed for the same meal before.
    """

    on: date
    meal: Meal
    ticked: tuple[str, ...] | None = None
    filing: Filing = Filing()
    already_paid: Money = field(default=Decimal(0), validator=[money, _part_paid_before])
