from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from visitcore_django.models.money import money_column

COLUMN = money_column("amount")


@pytest.mark.parametrize("amount", [Decimal(0), Decimal("0.01"), Decimal("999999999999.99")])
def test_whole_cents_from_zero_up_are_money(amount):
    """
    Nothing, one cent and a trillion are amounts.
    """
    assert amount == COLUMN.clean(amount, None)


@pytest.mark.parametrize("amount", [Decimal("-0.01"), Decimal("0.001"), Decimal("1000000000000.00"), "ten"])
def test_nothing_else_is(amount):
    """
    A debt, a tenth of a cent, more than the column holds and a word are none.
    """
    with pytest.raises(ValidationError):
        COLUMN.clean(amount, None)
