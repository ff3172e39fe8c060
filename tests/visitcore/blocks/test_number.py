from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from visitcore.blocks.number import as_decimal, as_number, exact

decimals = st.decimals(min_value=-(10**12), max_value=10**12, places=6)


@pytest.mark.parametrize(
    ("value", "number"),
    [
        (3, 3),
        (Decimal("0.80"), Decimal("0.80")),
        (" -1.50 ", Decimal("-1.50")),
        ("1_000", Decimal(1000)),
        ("three", None),
        ("1e3", None),
        ("", None),
        (Decimal("NaN"), None),
        (Decimal("Infinity"), None),
        (None, None),
        (["1"], None),
    ],
)
def test_numbers_are_read_from_ints_decimals_and_digits(value, number):
    """
    What is no finite number is not guessed at.
    """
    assert number == as_number(value)


@pytest.mark.parametrize("value", [0.1, True, False])
def test_floats_and_bools_are_refused(value):
    """
    A float or a bool looks like a number and is not an exact one.
    """
    with pytest.raises(TypeError, match="use an int or a Decimal"):
        as_number(value)


@pytest.mark.parametrize("value", [0.1, True, "1", None])
def test_a_number_in_a_block_must_be_exact(value):
    """
    A block takes ints and Decimals and nothing else.
    """
    with pytest.raises(TypeError, match="use an int or a Decimal"):
        exact(value)


def test_an_int_in_a_block_becomes_a_decimal():
    """
    Numbers in a block are Decimals.
    """
    assert isinstance(exact(3), Decimal)


@given(decimals)
def test_a_decimal_survives_the_way_through_a_fraction(value):
    """
    Nothing is lost between a decimal and its fraction.
    """
    assert value == as_decimal(Fraction(value))


@given(st.integers(), st.integers(0, 60), st.integers(0, 60))
def test_a_fraction_with_an_end_is_exact(above, twos, fives):
    """
    However long its digits are, a fraction that ends is not rounded.
    """
    fraction = Fraction(above, 2**twos * 5**fives)

    assert fraction == Fraction(as_decimal(fraction))


def test_a_fraction_without_end_keeps_28_digits():
    """
    A third is as close as an ordinary Decimal division.
    """
    assert Decimal(1) / Decimal(3) == as_decimal(Fraction(1, 3))
