"""
Values that fit their shape and make no sense all the same: found when a policy is checked, not by a customer.
"""

import re
from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any

from attrs import evolve

from visitcore.blocks.table import Table
from visitcore.facts.money import amount_fault
from visitcore.ground.errors import PolicyError
from visitcore.ground.problem import Problem
from visitcore.ground.text import Text
from visitcore.ground.unspecified import UNSPECIFIED
from visitcore.policy.dated import Dated
from visitcore.policy.policy import Policy
from visitcore.rules import credit_ladder, credit_terms
from visitcore.rules.credit_charges import fraction_of, split
from visitcore.rules.credit_recovery import SIGNER_SHARE

_MONEY = re.compile(r"([A-Z]{3})(?:/.*)?")


def _bears(held: Dated[Any]) -> None:
    split(held, Decimal(0))


CHECKS: dict[str, Callable[[Dated[Any]], object]] = {
    **dict.fromkeys(credit_terms.SWITCHES, credit_terms.check_switch),
    credit_terms.WINDOW: credit_terms.window_length,
    credit_terms.TERM: credit_terms.check_term,
    credit_ladder.STEPS: credit_ladder.check_steps,
    credit_ladder.FRACTION: credit_ladder.share_of,
    credit_ladder.TEST: credit_ladder.tests_whole,
    "credit.within_limit_shares": _bears,
    "credit.finance_rule_shares": _bears,
    "credit.unapproved_bearers": _bears,
    SIGNER_SHARE: lambda held: fraction_of(held, held.value),
}
"""What makes sure of a value, by key; it raises `PolicyError` where the value makes no sense."""


def unsound(policy: Policy) -> tuple[Problem, ...]:
    """
    The values of a policy that its decisions could not use.

    Returns:
        Switches in no position, shares of more than the whole, amounts that are none or in another currency; empty for
        a sound policy.
    """
    return tuple(_problems(policy))


def _problems(policy: Policy) -> Iterator[Problem]:
    for pack in policy.all_packs():
        for key, history in pack.parameters.items():
            for entry in history.entries:
                if entry.value is not UNSPECIFIED:
                    for problem in (*_of_its_key(key, entry), *_of_money(entry, pack.settings.currency)):
                        yield evolve(problem, where=f"{pack.code}: parameter[{key}]")


def _of_its_key(key: str, entry: Dated[Any]) -> tuple[Problem, ...]:
    check = CHECKS.get(key)
    try:
        if check is not None:
            check(entry)
    except PolicyError as error:
        return error.problems
    except (AttributeError, TypeError, ValueError):  # it has another shape, which the audit tells
        return ()
    return ()


def _of_money(entry: Dated[Any], currency: str) -> Iterator[Problem]:
    """
    Amounts are in the pack's currency, not negative, in whole cents.
    """
    money = _MONEY.fullmatch(entry.unit)
    if money is None:
        return
    if money[1] != currency:
        what = Text(
            f"the unit is {money[1]}, the pack reckons in {currency}", f"单位是 {money[1]}，而制度包以 {currency} 计"
        )
        yield Problem("", what, Text("give both the same currency", "请统一货币"))
    for amount in _amounts(entry.value):
        fault = amount_fault(Decimal(amount))
        if fault is not None:
            what, fix = (Text(*halves) for halves in zip(fault.en.split("; "), fault.zh.split("；"), strict=True))
            yield Problem("", what, fix)


def _amounts(value: Any) -> Iterator[int | Decimal]:
    if isinstance(value, Table):
        for row in value.rows:
            yield from _amounts(row.then)
    elif isinstance(value, int | Decimal) and not isinstance(value, bool):
        yield value
