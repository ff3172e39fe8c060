from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from visitcore.codec.amount import MOST_PLACES, exact_amount

amounts = st.decimals(-(10**20), 10**20, places=4)


@given(amount=amounts)
def test_every_digit_is_kept(amount):
    """
    A number is read with the digits it is written with, zeros included.
    """
    assert str(amount) == str(exact_amount(str(amount)))


@pytest.mark.parametrize(("written", "amount"), [("0.80", "0.80"), (100, "100"), ("1_000.50", "1000.50"), (" 5 ", "5")])
def test_numbers_as_people_write_them(written, amount):
    """
    Eighty hundredths stay eighty hundredths; a thousand may be set apart.
    """
    assert amount == str(exact_amount(written))


@pytest.mark.parametrize("written", ["", "abc", "1,5", "1.2.3", "--1"])
def test_what_is_no_number_is_refused(written):
    """
    A word, or a comma for a point, is no number.
    """
    with pytest.raises(ValueError, match="is no number; write digits"):
        exact_amount(written)


@pytest.mark.parametrize("written", ["nan", "inf", "-Infinity", "sNaN"])
def test_what_is_not_finite_is_refused(written):
    """
    Nobody pays an infinite amount.
    """
    with pytest.raises(ValueError, match="is no finite number"):
        exact_amount(written)


@pytest.mark.parametrize("written", ["1e999999999", "1e-999999999", "0e999999999", 10**MOST_PLACES])
def test_what_is_too_long_to_be_meant_is_refused(written):
    """
    A number that would fill a book when written out is a slip of the pen.
    """
    with pytest.raises(ValueError, match="more than 50 digits cannot be meant"):
        exact_amount(written)


def test_the_longest_number_is_taken():
    """
    Fifty digits before the point, and fifty behind it.
    """
    assert 10 ** (MOST_PLACES - 1) == exact_amount(10 ** (MOST_PLACES - 1))
    assert Decimal("1e-50") == exact_amount("1e-50")
