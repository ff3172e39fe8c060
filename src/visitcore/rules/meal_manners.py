"""
What is on the table, where it stands, and whether the manager joins.
"""

from decimal import Context, Decimal
from typing import Any

from visitcore.decisions.finding import Finding
from visitcore.facts.meal import Meal
from visitcore.facts.money import to_the_cent
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
    part, whole, unit = to_the_cent(drinks), to_the_cent(bill), after_amounts(held, book.policy)
    en = f"drinks and fruit {part} of {whole}, at most one part in {parts}"
    zh = f"账单{whole}{unit}中酒水和水果{part}{unit}，最多{_part_in(parts)}分之一"
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
    says = _SAYS.get(str(row.then)) or Text(f"{about.en}: {row.then}", f"{about.zh}：{row.then}")
    return hold(held, _HOLDS.get(row.verdict), says, rule=row.rule, seen=row.then, unit=""), ()


_HOLDS = {"allowed": True, "refused": False}
_SMALL = "零一二三四五六七八九十"
_BY_IMPORTANCE = ("importance",)
_PLACE_BY = ("importance", "occasion", "host", "designated_restaurant", "special")
_JOINS_BY = ("host", "manager_joins", "special")
_SAYS = {
    "designated_restaurant": Text(
        "in the designated restaurant, where such a meal may be held", "在指定餐厅用餐，此类用餐可安排在那里"
    ),
    "only_if_special": Text(
        "in the designated restaurant, where such a meal is held in a special case only, and this is said to be none",
        "在指定餐厅用餐，而此类用餐仅特殊情况下可安排在那里，此次注明不属特殊情况",
    ),
    "not_covered": Text(
        "in the designated restaurant; the rules do not say whether such a meal may be held there",
        "在指定餐厅用餐，制度没有规定此类用餐可否安排在那里",
    ),
    "stays_away": Text("the manager does not join the meal", "经理不作陪"),
    "joins": Text("the manager joins the meal, which is a special case", "经理作陪，属特殊情况"),
    "better_not": Text(
        "the manager joins a meal that the department hosts, and this is said to be no special case",
        "部门接待而经理作陪，此次注明不属特殊情况",
    ),
}
"""What the rows of both tables mean; a word that a company puts in their place stands as it is."""
_PLACE = Text("place of the meal", "用餐地点")
_JOINS = Text("the manager at the meal", "经理是否作陪")
