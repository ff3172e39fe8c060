"""
Sums that people are proposed to bear.  Nothing is ever posted.
"""

from collections.abc import Mapping, Sequence
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from itertools import accumulate
from typing import Any

from visitcore.blocks.consequence import Proposal
from visitcore.facts.money import CENT
from visitcore.ground.errors import PolicyError
from visitcore.ground.problem import Problem
from visitcore.ground.text import Text
from visitcore.policy.dated import Dated


def split(shares: Dated[Any], amount: Decimal) -> dict[str, Decimal]:
    """
    Each person's part in whole cents, never more than the whole in all.

    Equal parts where only names are given, the odd cents to the last of them.
    """
    if isinstance(shares.value, Mapping):
        fractions = {str(who): fraction_of(shares, share) for who, share in shares.value.items()}
        if sum(fractions.values()) > 1:
            raise PolicyError(
                shares.key, [Problem("", "the shares come to more than the whole", "lower them to 1 in all")]
            )
        ends = [cents(amount * whole) for whole in accumulate(fractions.values())]
        parts = {who: end - begin for who, begin, end in zip(fractions, [Decimal(0), *ends], ends, strict=False)}
    else:
        if not shares.value:
            raise PolicyError(shares.key, [Problem("", "nobody is named", "name at least one person")])
        equal = (amount / len(shares.value)).quantize(CENT, rounding=ROUND_DOWN)
        parts = dict.fromkeys(map(str, shares.value), equal)
        parts[str(shares.value[-1])] += amount - equal * len(parts)
    return parts


def fraction_of(held: Dated[Any], share: Any) -> Decimal:
    """
    A share out of the policy as a number from nought to one.

    Raises:
        PolicyError: If it is none.
    """
    try:
        fraction = Decimal(share)
    except (ArithmeticError, TypeError, ValueError):
        fraction = Decimal(-1)
    if not 0 <= fraction <= 1:
        raise PolicyError(held.key, [Problem("", f"{share} is no share of a loss", "write a number from 0 to 1")])
    return fraction


def cents(amount: Decimal) -> Decimal:
    """
    An amount in whole cents, half a cent rounded up.
    """
    return amount.quantize(CENT, rounding=ROUND_HALF_UP)


def charge(who: str, amount: Decimal) -> Proposal:
    """
    A charge proposed to a person.
    """
    return Proposal(kind="measure", what=_CHARGE, amount=amount, target=who, legal_review=True)


def refund(who: str, amount: Decimal) -> Proposal:
    """
    What goes back to a person who was charged too much.
    """
    return Proposal(kind="measure", what=_REFUND, amount=amount, target=who, legal_review=True)


_CHARGE = Text("Charge on income", "从收入中扣除")
_REFUND = Text("Refund of what was deducted too much", "退还多扣的部分")


def listed_charges(proposals: Sequence[Proposal]) -> Text:
    """
    Who is proposed to bear what, in a sentence.
    """
    told = [f"{one.target} {one.amount}" for one in proposals]
    return Text(
        f"proposed: {', '.join(told)}; a person decides, the law is looked at first",
        f"拟由以下人员承担：{'、'.join(told)}；由负责人决定，须先作法律审核",
    )
