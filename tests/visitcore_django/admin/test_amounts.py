from decimal import Decimal

import pytest

from visitcore_django.admin.amounts import money, money_cell
from visitcore_django.models import MealRequest


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


def test_a_column_tells_an_amount_of_a_row():
    """
    The column has the name of the table's own, and sorts by it.
    """
    cell = money_cell(MealRequest, "bill")

    assert "¥1,000.00" == cell(MealRequest(bill=Decimal(1000), currency="CNY"))
    assert ("bill", "bill") == (str(cell.short_description), cell.admin_order_field)
