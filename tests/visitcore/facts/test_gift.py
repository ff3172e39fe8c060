from datetime import date
from decimal import Decimal

import pytest

from visitcore.facts.gift import Gift

DAY = date(2024, 3, 1)


def test_what_is_not_known_is_none():
    """
    Neither that it is unimportant nor that it is worth nothing is assumed.
    """
    gift = Gift(on=DAY)

    assert (None, None, None) == (gift.important, gift.value, gift.reported)


@pytest.mark.parametrize("value", [Decimal(-1), Decimal("0.001"), 20.0])
def test_its_value_is_an_amount(value):
    """
    Less than nothing, parts of a cent and floats are mistakes.
    """
    with pytest.raises(ValueError, match="value: "):
        Gift(on=DAY, value=value)
