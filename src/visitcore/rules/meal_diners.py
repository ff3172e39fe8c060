"""
Company diners: how many of the company may sit at a meal.
"""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

from attrs import frozen

from visitcore.blocks.table import Row
from visitcore.decisions.finding import Finding
from visitcore.facts.meal import Meal
from visitcore.ground.text import Text
from visitcore.policy.dated import Dated
from visitcore.policy.policy import Rulebook
from visitcore.rules.holding import hold, no_value
from visitcore.rules.meal_tables import ROOM, cannot_tell, left_to_say, remembered, row_for

FIXED, IN_PROPORTION = f"{ROOM}company_diners", f"{ROOM}diners_per_customer"


_Number = tuple[Decimal, bool] | None
"""A number of diners, and whether it binds."""


@frozen(kw_only=True)
class Diners:
    """
    How many company diners there may be.

    Attributes:
        allowed: The smaller of the fixed number and the number in proportion to the customers, advice included;
            ``None`` where neither can be told.
        binding: The number that binds; ``None`` where only advice is left.
        findings: The findings.
        missing: What is missing for what binds.
    """

    allowed: int | None
    binding: int | None
    findings: tuple[Finding, ...]
    missing: tuple[str, ...]


def meal_diners(meal: Meal, book: Rulebook) -> Diners:
    """
    Hold the company diners of a meal against their number and their proportion to the customers.

    Either rule binds or advises as the rule cited does; where the document names no number, that is told.
    """
    return _held_against(
        book.find(FIXED), book.find(IN_PROPORTION), meal.importance, meal.customers, meal.company_diners
    )


@remembered
def _held_against(
    fixed: Dated[Any] | None,
    in_proportion: Dated[Any] | None,
    importance: str | None,
    customers: int | None,
    company: int | None,
) -> Diners:
    findings: tuple[Finding, ...] = ()
    missing: tuple[str, ...] = ()
    asked: tuple[tuple[Dated[Any] | None, dict[str, Any]], ...] = (
        (fixed, {"importance": importance, "customers": customers}),
        (in_proportion, {"importance": importance}),
    )
    looked_up = [(held, *row_for(held, tuple(told), *told.values())) for held, told in asked if held is not None]
    numbers = tuple(_numbers(looked_up, fixed, customers))
    least = min(numbers, default=None)
    for held, row, unknown in looked_up:
        if left_to_say(held, row):
            says = no_value(held) if row is None or customers is None else _no_number(customers)
            findings += hold(held, None, says, rule=row.rule if row else "")
            missing += unknown
            continue
        if row is None or customers is None:
            lacks = unknown or ("customers",)
            findings += hold(held, None, cannot_tell(lacks, held), rule=held.as_a_whole[0].id)
            missing += lacks
            continue
        most = row.then if held is fixed else row.then * customers
        binds = held.cite(row.rule).strength.binds
        if company is None:
            says = _open(most, least, binds=binds)
            findings += hold(held, None, says, rule=row.rule, limit=most, unit="people")
            missing += ("company_diners",) if binds else ()
            continue
        says = _says(company, customers, most, least, binds=binds)
        findings += hold(held, company <= most, says, rule=row.rule, seen=company, limit=most, unit="people")
    return Diners(
        allowed=min((int(most) for most, _binds in numbers), default=None),
        binding=min((int(most) for most, binds in numbers if binds), default=None),
        findings=findings,
        missing=missing,
    )


def _numbers(
    looked_up: Sequence[tuple[Dated[Any], Row | None, tuple[str, ...]]], fixed: Dated[Any] | None, customers: int | None
) -> Iterator[tuple[Decimal, bool]]:
    """
    The numbers that can be told, each with whether it binds.
    """
    for held, row, _lacks in looked_up:
        if row is not None and customers is not None and not left_to_say(held, row):
            yield row.then if held is fixed else row.then * customers, held.cite(row.rule).strength.binds


def _says(company: int, customers: int, most: Decimal, least: _Number, *, binds: bool) -> Text:
    counts = _counts(most, least, binds=binds)
    en = f"{company} of the company beside {customers} of the customer, at most {most}"
    return Text(f"{en}{counts.en}", f"客户{customers}人，陪餐{company}人，上限{most}人{counts.zh}")


def _open(most: Decimal, least: _Number, *, binds: bool) -> Text:
    counts = _counts(most, least, binds=binds)
    return Text(f"at most {most} of the company{counts.en}", f"陪餐最多{most}人{counts.zh}")


def _counts(most: Decimal, least: _Number, *, binds: bool) -> Text:
    """
    Beside the greater of two numbers, that the smaller one counts, or is advised.
    """
    if least is None or least[0] >= most:
        return Text("", "")
    if binds and not least[1]:
        return Text(f"; advised: at most {least[0]}", f"，另建议不超过{least[0]}人")
    return Text(f"; the smaller number counts, {least[0]}", f"，以较小的{least[0]}人为准")


def _no_number(customers: int) -> Text:
    return Text(
        f"the document names no number of company diners for {customers} customers",
        f"客户{customers}人时，制度没有规定陪餐人数",
    )
