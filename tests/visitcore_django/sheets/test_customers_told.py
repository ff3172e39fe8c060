from datetime import date

import pytest
from django.utils import translation
from visitcore_site.days import TODAY

from visitcore_django import desk
from visitcore_django.models import Customer
from visitcore_django.sheets.customers_told import days_overdue, days_since, lacking, standing

pytestmark = pytest.mark.usefixtures("today")


def test_how_a_customer_stands_is_told(office):
    """
    By the word of the due list; one who is not active, or was never looked at, is only that.
    """
    row = office.customer("C1")

    assert "not looked at yet" == standing(row)

    row.active = False

    assert "not active" == standing(row)

    row.active = True
    desk.refresh_due(row, TODAY)

    assert "overdue" == standing(row)
    assert standing(Customer()) is None


@pytest.mark.parametrize(
    ("since", "days"), [(None, None), (date(2024, 6, 14), 1), (date(2024, 6, 1), 14), (date(2024, 6, 15), None)]
)
def test_the_days_overdue_are_counted_with_today(since, days):
    """
    Overdue since today is one day, and since tomorrow none yet.
    """
    assert days == days_overdue(Customer(overdue_since=since))


def test_what_is_missing_is_told_in_words(office):
    """
    A customer without a grade lacks it; one of a grade that the policy does not know has that grade named.
    """
    without, strange = office.customer("C1", ""), office.customer("C2", "Z")
    for row in (without, strange):
        desk.refresh_due(row, TODAY)
    with translation.override("zh-hans"):
        told = [lacking(row) for row in (without, strange)]

    assert ["等级", "等级 = Z"] == told
    assert lacking(Customer()) is None


@pytest.mark.parametrize(
    ("first", "days"),
    [(date(2024, 6, 14), 1), (date(2024, 6, 1), 14), (date(2024, 6, 15), None), (None, None)],
)
def test_both_days_count(first, days):
    """
    Overdue since today is one day overdue; who is not overdue has no number.
    """
    assert days == days_since(first, date(2024, 6, 14))
