"""
Exact amounts of a size that can be written out.
"""

from decimal import Decimal

from visitcore.codec.faults import Fault, quoted
from visitcore.ground.text import Text

MOST_PLACES = 50
"""Digits before the point, and after it; a longer number is a slip of the pen."""

WRITE_DIGITS = Text("write digits, e.g. 45.00", "请写数字，如 45.00")
CHECK_DIGITS = Text("check the digits", "请核对位数")


def exact_amount(written: str | int | Decimal) -> Decimal:
    """
    A number with exactly the digits it was written with.

    Raises:
        Fault: If it is no finite number, or too long to be meant.

    >>> exact_amount("0.80")
    Decimal('0.80')
    """
    try:
        amount = Decimal(written)
    except ArithmeticError:
        raise Fault(Text(f"{quoted(written)} is no number", f"{quoted(written)} 不是数字"), WRITE_DIGITS) from None
    if not amount.is_finite():
        raise Fault(Text(f"{written} is no finite number", f"{written} 不是有限的数字"), WRITE_DIGITS)
    exponent = amount.as_tuple().exponent
    if amount.adjusted() >= MOST_PLACES or (isinstance(exponent, int) and exponent < -MOST_PLACES):
        what = f"a number of more than {MOST_PLACES} digits cannot be meant"
        raise Fault(Text(what, f"不应有超过{MOST_PLACES}位的数字"), CHECK_DIGITS)
    return amount
