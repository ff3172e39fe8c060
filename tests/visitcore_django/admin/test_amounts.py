from decimal import Decimal

from visitcore_django.admin.amounts import money_cell
from visitcore_django.models import MealRequest


def test_a_column_tells_an_amount_of_a_row():
    """
    The column has the name of the table's own, and sorts by it.
    """
    cell = money_cell(MealRequest, "bill")

    assert "¥1,000.00" == cell(MealRequest(bill=Decimal(1000), currency="CNY"))
    assert ("bill", "bill") == (str(cell.short_description), cell.admin_order_field)
