"""
What is on the table, where it stands, and whether the manager joins.
"""

from decimal import Context, Decimal
from typing import Any

from visitcore.decisions.finding import Finding
from visitcore.facts.meal import Meal
from visitcore.ground.text import Text
from visitcore.policy.dated import Dated
from visitcore.policy.policy import Rulebook
from visitcore.rules.currency import after_amounts
from visitcore.rules.holding import hold, no_value
from visitcore.rules.meal_tables import ROOM, cannot_tell, left_to_say, meal_row, remembered, row_for

DRINKS, VENUE, JOINS = f"{ROOM}drinks_one_part_in", f"{ROOM}venue", f"{ROOM}manager_joins"
_EXACT = Context(prec=200)
Part = tuple[tuple[Finding, ...], tuple[str, ...]]
"""Findings, and what is missing for those that bind."""


def meal_drinks(meal: Meal, book: Rulebook) -> Part:
    """
    Hold alcohol, drinks and fruit against their part of the bill; the whole bill includes them.
    """
    held, row, missing = meal_row(book, DRINKS, _BY_IMPORTANCE, meal.importance)
    if held is None:
        return (), ()
    if left_to_say(held, row):
        return hold(held, None, no_value(held), rule=row.rule if row else ""), missing or (held.key,)
    if row is None:
        return hold(held, None, cannot_tell(missing, held), rule=held.as_a_whole[0].id), missing
    drinks, bill, parts = meal.drinks, meal.bill, row.then
    if drinks is None or bill is None:
        missing = tuple(name for name in ("bill", "drinks") if getattr(meal, name) is None)
        binds = held.cite(row.rule).strength.binds
        return hold(held, None, cannot_tell(missing), rule=row.rule), missing if binds else ()
    within = _EXACT.multiply(drinks, parts) <= bill
    en = f"drinks and fruit {drinks:f} of {bill:f}, at most one part in {parts}"
    unit = after_amounts(held, book.policy)
    zh = f"账单{bill:f}{unit}中酒水和水果{drinks:f}{unit}，最多{_part_in(parts)}分之一"
    return hold(held, within, Text(en, zh), rule=row.rule, seen=drinks, unit=""), ()


def _part_in(parts: Decimal) -> str:
    """
    One part in so many, as it is written in Chinese; in digits where it is no small whole number.
    """
    small = parts == int(parts) and 0 < parts < len(_SMALL)
    return _SMALL[int(parts)] if small else str(parts)


def meal_place(meal: Meal, book: Rulebook) -> Part:
    """
    Whether the designated restaurant may be used; nothing is said of any other place.
    """
    return _said(
        book.find(VENUE),
        _PLACE,
        _PLACE_BY,
        meal.importance,
        meal.occasion,
        meal.host,
        meal.designated_restaurant,
        meal.special,
    )


def meal_company(meal: Meal, book: Rulebook) -> Part:
    """
    Whether the manager joins a meal that the department hosts.
    """
    return _said(book.find(JOINS), _JOINS, _JOINS_BY, meal.host, meal.manager_joins, meal.special)


@remembered
def _said(held: Dated[Any] | None, about: Text, names: tuple[str, ...], *values: Any) -> Part:
    """
    What a table with verdicts says of the meal; nothing where it does not speak of it.
    """
    if held is None:
        return (), ()
    row, missing = row_for(held, names, *values)
    if left_to_say(held, row):
        return hold(held, None, no_value(held), rule=row.rule if row else ""), missing or (held.key,)
    if row is None:
        rules = {rule.id: rule for rule in held.rules}
        binding = [id_ for id_, rule in rules.items() if rule.strength.binds]
        rule = next(iter(binding or rules))
        return hold(held, None, cannot_tell(missing, held), rule=rule), missing if binding else ()
    if row.verdict == "not_applicable":
        return (), ()
    says = Text(f"{about.en}: {row.then}", f"{about.zh}：{row.then}")
    return hold(held, _HOLDS.get(row.verdict), says, rule=row.rule, seen=row.then, unit=""), ()


_HOLDS = {"allowed": True, "refused": False}
_SMALL = "零一二三四五六七八九十"
_BY_IMPORTANCE = ("importance",)
_PLACE_BY = ("importance", "occasion", "host", "designated_restaurant", "special")
_JOINS_BY = ("host", "manager_joins", "special")
_PLACE = Text("place of the meal", "用餐地点")
_JOINS = Text("the manager at the meal", "经理是否作陪")
