"""
Amounts of money: exact, not negative, in whole cents.
"""

from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_EVEN, Context, Decimal
from typing import Annotated, Any

from visitcore.ground.text import Text

PLACES = 2
"""Digits after the point that an amount may have."""

CENT = Decimal((0, (1,), -PLACES))
"""The smallest amount there is."""

_EXACT = Context(prec=200)
_NO_CENTS = "." + "0" * PLACES

Money = Annotated[Decimal, "money"]
"""An amount in the currency of the pack."""


def to_the_cent(amount: Decimal) -> str:
    """
    An amount as it is written in a sentence: with two digits after the point, with all where it has more of them.

    >>> to_the_cent(Decimal(1200)), to_the_cent(Decimal("60.006"))
    ('1200.00', '60.006')
    """
    written = str(amount)
    whole, _point, cents = written.partition(".")
    if len(cents) == PLACES:
        return written
    if not cents and whole.isdigit():
        return f"{whole}{_NO_CENTS}"
    written = format(amount, f".{PLACES}f")
    return written if Decimal(written) == amount else format(amount, "f")


def beside(amount: Decimal, limit: Decimal) -> Decimal:
    """
    An amount in whole cents that stays on its side of a limit: rounding never carries it onto the limit, nor past it.

    >>> beside(Decimal("171.42857"), Decimal(200)), beside(Decimal("60.004"), Decimal(60))
    (Decimal('171.43'), Decimal('60.01'))
    """
    if amount == limit:
        return amount
    near = amount.quantize(CENT, ROUND_HALF_EVEN, context=_EXACT)
    if near != limit and (near > limit) is (amount > limit):
        return near
    return amount.quantize(CENT, ROUND_CEILING if amount > limit else ROUND_FLOOR, context=_EXACT)


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
        raise ValueError(Text(f"{attribute.name}: {fault.en}", f"{attribute.name}：{fault.zh}"))
