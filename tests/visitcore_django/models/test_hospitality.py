from decimal import Decimal

import pytest

from visitcore_django.models import MealRequest, MealSettlement

CENT = Decimal("0.01")
MEALS = [(MealRequest, "visitcore_mea_drinks_in_bill"), (MealSettlement, "visitcore_set_amounts")]


def test_a_meal_has_a_guest(row, refused):
    """
    One guest is enough, none is not.
    """
    assert str(row(MealRequest, customers=1)).endswith("2024-06-14")

    with refused("visitcore_mea_has_guests"):
        row(MealRequest, customers=0)


@pytest.mark.parametrize(("model", "name"), MEALS)
@pytest.mark.parametrize("changes", [{"bill": -CENT}, {"drinks": -CENT}, {"bill": CENT, "drinks": 2 * CENT}])
def test_drinks_are_part_of_the_bill(row, refused, model, name, changes):
    """
    A bill may be nothing, or drinks alone; neither is below zero, and drinks are never more than the bill.
    """
    row(model, bill=Decimal(0))
    row(model, bill=CENT, drinks=CENT)

    with refused(name):
        row(model, **changes)


def test_a_settled_meal_had_a_guest(row, refused):
    """
    A meal to which nobody came is not settled as one.
    """
    row(MealSettlement, customers=1)

    with refused("visitcore_set_amounts"):
        row(MealSettlement, customers=0)


def test_a_meal_is_settled_once(row, refused):
    """
    One settlement for one meal.
    """
    first = row(MealSettlement)

    with refused("meal_id"):
        row(MealSettlement, meal=first.meal)
    assert str(first.meal) == str(first)


@pytest.mark.parametrize("paid", [-CENT, Decimal(300) + CENT])
def test_no_more_is_paid_than_the_bill(row, refused, paid):
    """
    Nothing and the whole bill may be paid, and nothing beyond.
    """
    row(MealSettlement, paid=Decimal(0))
    row(MealSettlement, paid=Decimal(300))

    with refused("visitcore_set_paid_within_bill"):
        row(MealSettlement, paid=paid)


def test_nobody_settles_his_own_claim(office, row, refused):
    """
    Finance settles what Li claims, and Li does not.
    """
    row(MealSettlement, settled_by=office.money)

    with refused("visitcore_set_four_eyes"):
        row(MealSettlement, settled_by=office.li)
