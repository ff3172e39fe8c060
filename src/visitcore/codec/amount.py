"""
Exact amounts of a size that can be written out.
"""

from decimal import Decimal

MOST_PLACES = 50
"""Digits before the point, and after it; a longer number is a slip of the pen."""


def exact_amount(written: str | int | Decimal) -> Decimal:
    """
    A number with exactly the digits it was written with.

    Raises:
        ValueError: If it is no finite number, or too long to be meant.

    >>> exact_amount("0.80")
    Decimal('0.80')
    """
    try:
        amount = Decimal(written)
    except ArithmeticError:
        raise ValueError(f"{written!r} is no number; write digits, e.g. 45.00") from None
    if not amount.is_finite():
        raise ValueError(f"{str(written)!r} is no finite number; write digits, e.g. 45.00")
    exponent = amount.as_tuple().exponent
    if amount.adjusted() >= MOST_PLACES or (isinstance(exponent, int) and exponent < -MOST_PLACES):
        raise ValueError(f"a number of more than {MOST_PLACES} digits cannot be meant; check the digits")
    return amount
