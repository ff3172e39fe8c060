from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from visitcore.rules.per_person import excess

cents = st.integers(0, 10**12).map(lambda cents: Decimal(cents).scaleb(-2))


@pytest.mark.parametrize(
    ("total", "heads", "ceiling", "over"),
    [
        ("2000.00", 4, "500", "0"),
        ("2000.01", 4, "500", "0.01"),
        ("100.00", 3, "33.33", "0.01"),
        ("0", 1, "0", "0"),
        ("120", 0, "300", "120"),
    ],
)
def test_a_cent_over_the_ceiling_of_all_heads_is_over(total, heads, ceiling, over):
    """
    The ceiling of each, all heads together, is still within; the next cent is not.
    """
    assert Decimal(over) == excess(Decimal(total), heads, Decimal(ceiling))


def test_long_amounts_keep_their_cents():
    """
    Thirty digits are held against thirty digits without rounding.
    """
    total = Decimal("1" * 30 + ".01")

    assert Decimal("0.01") == excess(total, 1, Decimal("1" * 30))


@given(total=cents, heads=st.integers(1, 500), ceiling=cents)
def test_it_is_what_fractions_say(total, heads, ceiling):
    """
    The excess is that of exact fractions, and nothing else.
    """
    assert max(Fraction(total) - heads * Fraction(ceiling), 0) == Fraction(excess(total, heads, ceiling))


@given(total=cents, more=cents, heads=st.integers(1, 500), ceiling=cents)
def test_a_dearer_bill_is_never_less_over(total, more, heads, ceiling):
    """
    A higher bill has at least the same excess, more heads at most.
    """
    over = excess(total, heads, ceiling)

    assert over <= excess(total + more, heads, ceiling)
    assert over >= excess(total, heads + 1, ceiling)
