"""
Amounts of money: exact, not negative, in whole cents.
"""

from decimal import Context, Decimal
from typing import Annotated, Any

from visitcore.ground.text import Text

PLACES = 2
"""Digits after the point that an amount may have."""

CENT = Decimal((0, (1,), -PLACES))
"""The smallest amount there is."""

_EXACT = Context(prec=200)

Money = Annotated[Decimal, "money"]
"""An amount in the currency of the pack."""


def amount_fault(amount: Any) -> Text | None:
    """
    What is wrong with an amount, and what to do about it; ``None`` for a sound one.

    >>> amount_fault(Decimal("120.00")) is None, str(amount_fault(Decimal("-1")))
    (True, '-1 is less than nothing; write what was paid or asked for as a positive amount')
    """
    if not isinstance(amount, Decimal):
        return Text(
            f"{amount!r} is no Decimal; write Decimal('45.00')", f"{amount!r} 不是 Decimal；请写 Decimal('45.00')"
        )
    if not amount.is_finite():
        return Text(f"{amount} is no amount; write digits, e.g. 45.00", f"{amount} 不是金额；请写数字，如 45.00")
    if amount < 0:
        return Text(
            f"{amount} is less than nothing; write what was paid or asked for as a positive amount",
            f"{amount} 是负数；请以正数填写金额",
        )
    if amount != amount.quantize(CENT, context=_EXACT):
        return Text(
            f"{amount} has more than {PLACES} digits after the point; give whole cents",
            f"{amount} 的小数超过{PLACES}位；金额请精确到分",
        )
    return None


def money(_facts: Any, attribute: Any, amount: Any) -> None:
    """
    Validator of a fact that is an amount, or is not known.

    Raises:
        ValueError: If it is no sound amount, naming the fact.
    """
    fault = None if amount is None else amount_fault(amount)
    if fault is not None:
        raise ValueError(f"{attribute.name}: {fault}")
