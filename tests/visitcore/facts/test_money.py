from decimal import Decimal

import pytest
from attrs import field, frozen
from hypothesis import given
from hypothesis import strategies as st

from visitcore.facts.money import CENT, Money, amount_fault, beside, money, to_the_cent


@frozen
class Bill:
    """
    A fact with an amount.
    """

    spent: Money | None = field(default=None, validator=money)


@pytest.mark.parametrize("amount", [None, *map(Decimal, ["0", "0.01", "45", "45.00", "45.000", "1E+2", "9" * 30])])
def test_whole_cents_are_an_amount(amount):
    """
    Nothing, a cent, and zeros after it are taken as they are; what is not known stays so.
    """
    assert amount is Bill(amount).spent


@pytest.mark.parametrize(
    ("amount", "said"),
    [
        ("-0.01", "less than nothing"),
        ("0.001", "more than 2 digits"),
        ("45.005", "more than 2 digits"),
        ("NaN", "is no amount"),
        ("Infinity", "is no amount"),
    ],
)
def test_anything_else_is_a_fault(amount, said):
    """
    A negative amount, a fraction of a cent and no number at all are refused by the name of the fact.
    """
    with pytest.raises(ValueError, match=rf"^spent: .*{said}"):
        Bill(Decimal(amount))


@pytest.mark.parametrize("amount", [45.0, 45, "45.00", True])
def test_only_a_decimal_is_exact(amount):
    """
    A float is never rounded in silence.
    """
    with pytest.raises(ValueError, match="no Decimal"):
        Bill(amount)


def test_the_fault_is_said_in_chinese():
    """
    Both languages say what to do.
    """
    assert "精确到分" in amount_fault(Decimal("1.234")).zh


@pytest.mark.parametrize(
    ("amount", "written"),
    [
        ("1200", "1200.00"),
        ("1200.5", "1200.50"),
        ("60.006", "60.006"),
        ("1E+2", "100.00"),
        ("9" * 30, f"{'9' * 30}.00"),
    ],
)
def test_an_amount_is_written_to_the_cent(amount, written):
    """
    Two digits after the point, and none is ever rounded away.
    """
    assert written == to_the_cent(Decimal(amount))


@given(st.decimals(0, 1000, places=6), st.decimals(0, 1000, places=3))
def test_rounding_never_carries_an_amount_over_a_limit(amount, limit):
    """
    What is above it, below it or equal to it looks so in cents too, and less than a cent is moved.
    """
    rounded = beside(amount, limit)

    assert (rounded > limit, rounded < limit) == (amount > limit, amount < limit)
    assert abs(rounded - amount) < CENT
