"""
Exact numbers: reading them, and bringing an exact quotient back to a decimal.
"""

import re
from decimal import Context, Decimal
from fractions import Fraction

_WRITTEN = re.compile(r"[+-]?\d+(?:_\d+)*(?:\.\d+)?")
_DIGITS = 28


def as_number(value: object) -> Decimal | int | None:
    """
    A finite number as it is, or read from its digits; ``None`` where *value* is no number.

    Raises:
        TypeError: If *value* is a float or a bool; both look like numbers and are not exact ones.

    >>> as_number("0.80"), as_number(3), as_number("three")
    (Decimal('0.80'), 3, None)
    """
    if isinstance(value, (float, bool)):
        raise TypeError(f"{value!r} is a {type(value).__name__}, not an exact number; use an int or a Decimal")
    if isinstance(value, int):
        return value
    if isinstance(value, Decimal):
        return value if value.is_finite() else None
    if isinstance(value, str) and _WRITTEN.fullmatch(value.strip()):
        return Decimal(value.strip())
    return None


def exact(value: Decimal | int) -> Decimal:
    """
    An int or Decimal as a Decimal.

    Raises:
        TypeError: If *value* is anything else.
    """
    if isinstance(value, bool) or not isinstance(value, (int, Decimal)):
        raise TypeError(f"{value!r} is not an exact number; use an int or a Decimal")
    return Decimal(value)


def as_decimal(value: Fraction) -> Decimal:
    """
    A fraction as a decimal: exact where it has an end, else rounded to 28 digits.

    >>> as_decimal(Fraction(699, 8)), as_decimal(Fraction(1, 3))
    (Decimal('87.375'), Decimal('0.3333333333333333333333333333'))
    """
    above, below = value.numerator, value.denominator
    ends = 10 ** below.bit_length() % below == 0
    context = Context(prec=len(str(above)) + below.bit_length() if ends else _DIGITS)
    return context.divide(Decimal(above), Decimal(below))
