"""
What is on the table, where it stands, and whether the manager joins.
"""

from collections.abc import Mapping
from decimal import Context
from functools import lru_cache
from typing import Any

from visitcore.decisions.finding import Finding
from visitcore.facts.meal import Meal
from visitcore.ground.text import Text
from visitcore.policy.policy import Rulebook
from visitcore.rules.holding import hold, no_value
from visitcore.rules.meal_tables import ROOM, cannot_tell, left_to_say, meal_row

DRINKS, VENUE, JOINS = f"{ROOM}drinks_one_part_in", f"{ROOM}venue", f"{ROOM}manager_joins"
_EXACT = Context(prec=200)
Part = tuple[tuple[Finding, ...], list[str]]
"""Findings, and what is missing for those that bind."""


def meal_drinks(meal: Meal, book: Rulebook) -> Part:
    """
    Hold alcohol, drinks and fruit against their part of the bill; the whole bill includes them.
    """
    held, row, missing = meal_row(book, DRINKS, {"importance": meal.importance})
    if held is None:
        return (), []
    if left_to_say(held, row):
        return hold(held, None, no_value(held), rule=row.rule if row else ""), missing or [held.key]
    if row is None:
        return hold(held, None, cannot_tell(missing), rule=held.as_a_whole[0].id), missing
    drinks, bill, parts = meal.drinks, meal.bill, row.then
    if drinks is None or bill is None:
        missing = [name for name in ("bill", "drinks") if getattr(meal, name) is None]
        binds = held.cite(row.rule).strength.binds
        return hold(held, None, cannot_tell(missing), rule=row.rule), missing if binds else []
    within = _EXACT.multiply(drinks, parts) <= bill
    en = f"drinks and fruit {drinks:f} of {bill:f}, at most one part in {parts}"
    zh = f"账单{bill:f}中酒水和水果{drinks:f}，最多{parts}分之一"
    return hold(held, within, Text(en, zh), rule=row.rule, seen=drinks, unit=""), []


def meal_place(meal: Meal, book: Rulebook) -> Part:
    """
    Whether the designated restaurant may be used; nothing is said of any other place.
    """
    case = {
        "importance": meal.importance,
        "occasion": meal.occasion,
        "host": meal.host,
        "designated_restaurant": meal.designated_restaurant,
        "special": meal.special,
    }
    return _said(book, VENUE, case, _PLACE)


def meal_company(meal: Meal, book: Rulebook) -> Part:
    """
    Whether the manager joins a meal that the department hosts.
    """
    case = {"host": meal.host, "manager_joins": meal.manager_joins, "special": meal.special}
    return _said(book, JOINS, case, _JOINS)


def _said(book: Rulebook, key: str, case: Mapping[str, Any], about: Text) -> Part:
    """
    What a table with verdicts says of the meal; nothing where it does not speak of it.
    """
    held, row, missing = meal_row(book, key, case)
    if held is None or (row is not None and row.verdict == "not_applicable"):
        return (), []
    if left_to_say(held, row):
        return hold(held, None, no_value(held), rule=row.rule if row else ""), missing or [held.key]
    if row is None:
        rules = {rule.id: rule for rule in held.rules}
        binding = [id_ for id_, rule in rules.items() if rule.strength.binds]
        rule = next(iter(binding or rules))
        return hold(held, None, cannot_tell(missing), rule=rule), missing if binding else []
    return hold(held, _HOLDS.get(row.verdict), _tells(about, row.then), rule=row.rule, seen=row.then, unit=""), []


@lru_cache(maxsize=256)
def _tells(about: Text, answer: str) -> Text:
    return Text(f"{about.en}: {answer}", f"{about.zh}：{answer}")


_HOLDS = {"allowed": True, "refused": False}
_PLACE = Text("place of the meal", "用餐地点")
_JOINS = Text("the manager at the meal", "经理是否作陪")
