"""
A bill held against a ceiling per person.
"""

from decimal import Context, Decimal

_EXACT = Context(prec=200)


def excess(total: Decimal, heads: int, ceiling: Decimal) -> Decimal:
    """
    How much a bill is over so much per head, for all heads together; zero where it is within.

    Nothing is ever divided, so nothing is rounded: a bill of exactly the ceiling for each is within.

    Args:
        total: The whole bill.
        heads: How many people it is for.
        ceiling: The most per person, in the currency of *total*.

    >>> excess(Decimal("2000.01"), 4, Decimal(500)), excess(Decimal(2000), 4, Decimal(500))
    (Decimal('0.01'), Decimal('0'))
    """
    return max(_EXACT.subtract(total, _EXACT.multiply(ceiling, Decimal(heads))), Decimal(0))
