"""
Company diners: how many of the company may sit at a meal.
"""

from decimal import Decimal
from typing import Any

from attrs import frozen

from visitcore.decisions.finding import Finding
from visitcore.facts.meal import Meal
from visitcore.ground.text import Text
from visitcore.policy.dated import Dated
from visitcore.policy.policy import Rulebook
from visitcore.rules.holding import hold, no_value
from visitcore.rules.meal_tables import ROOM, cannot_tell, left_to_say, remembered, row_for

FIXED, IN_PROPORTION = f"{ROOM}company_diners", f"{ROOM}diners_per_customer"


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
    allowed: list[int] = []
    binding: list[int] = []
    for held, names, values in (
        (fixed, ("importance", "customers"), (importance, customers)),
        (in_proportion, ("importance",), (importance,)),
    ):
        if held is None:
            continue
        row, lacks = row_for(held, names, *values)
        if left_to_say(held, row):
            says = no_value(held) if row is None or customers is None else _no_number(customers)
            findings += hold(held, None, says, rule=row.rule if row else "")
            missing += lacks
            continue
        if row is None or customers is None:
            lacks = lacks or ("customers",)
            findings += hold(held, None, cannot_tell(lacks, held), rule=held.as_a_whole[0].id)
            missing += lacks
            continue
        most = row.then if held is fixed else row.then * customers
        binds = held.cite(row.rule).strength.binds
        allowed.append(int(most))
        if binds:
            binding.append(int(most))
        if company is None:
            findings += hold(held, None, _open(most), rule=row.rule, limit=most, unit="people")
            missing += ("company_diners",) if binds else ()
            continue
        says = _says(company, customers, most)
        findings += hold(held, company <= most, says, rule=row.rule, seen=company, limit=most, unit="people")
    return Diners(
        allowed=min(allowed, default=None), binding=min(binding, default=None), findings=findings, missing=missing
    )


def _says(company: int, customers: int, most: Decimal) -> Text:
    en = f"{company} of the company beside {customers} of the customer, at most {most}"
    return Text(en, f"客户{customers}人，陪餐{company}人，上限{most}人")


def _open(most: Decimal) -> Text:
    return Text(f"at most {most} of the company", f"陪餐最多{most}人")


def _no_number(customers: int) -> Text:
    return Text(
        f"the document names no number of company diners for {customers} customers",
        f"客户{customers}人时，制度没有规定陪餐人数",
    )
