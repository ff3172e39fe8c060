from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from visitcore_django.models.money import money, money_column

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


@pytest.mark.parametrize(
    ("amount", "currency", "told"),
    [
        ("1234567.8", "CNY", "¥1,234,567.80"),
        ("-5", "CNY", "−¥5.00"),
        ("1200", "EUR", "EUR 1,200.00"),
        ("0.01", "", "0.01"),
        ("99999999999999.99", "CNY", "¥99,999,999,999,999.99"),
    ],
)
def test_amounts_are_exact_with_thousands_and_currency(amount, currency, told):
    """
    Every cent is told, thousands are set apart, the currency stands before.
    """
    assert told == money(Decimal(amount), currency)


def test_what_is_not_known_is_no_amount():
    """
    An unknown amount is nothing, not zero.
    """
    assert "" == money(None, "CNY")
