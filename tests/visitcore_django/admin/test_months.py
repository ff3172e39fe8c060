from datetime import date

import pytest
import time_machine
from visitcore_site.days import NOW

from visitcore_django.admin.months import MonthFilter
from visitcore_django.models import GiftItem, StockMovement


@pytest.fixture
def moved(db):
    """
    Movements on the edges of June.
    """
    item = GiftItem.objects.create(code="TEA", value=1)
    for day in (date(2024, 5, 31), date(2024, 6, 1), date(2024, 6, 30), date(2024, 7, 1)):
        StockMovement.objects.create(item=item, on=day, quantity=1)


@pytest.mark.parametrize(
    ("typed", "days"),
    [("2024-06", [30, 1]), (None, [1, 30, 1, 31]), ("2024-13", [1, 30, 1, 31]), ("'", [1, 30, 1, 31])],
)
@time_machine.travel(NOW, tick=False)
def test_a_month_holds_its_first_and_its_last_day(moved, rf, typed, days):
    """
    June holds the first and the thirtieth; what is no month filters nothing.
    """
    asked = {} if typed is None else {"month": [typed]}
    found = MonthFilter(rf.get("/"), asked, StockMovement, None).queryset(None, StockMovement.objects.all())

    assert days == [row.on.day for row in found]


@time_machine.travel(NOW, tick=False)
def test_the_next_month_stands_first(db, rf):
    """
    In June the list begins with July.
    """
    told = MonthFilter(rf.get("/"), {}, StockMovement, None).lookup_choices

    assert ["2024-07", "2024-06", "2024-05"] == [month for month, _words in told[:3]]
