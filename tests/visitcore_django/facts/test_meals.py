from datetime import date, time
from decimal import Decimal

import pytest
from visitcore_site.days import at

from visitcore import Filing
from visitcore_django.facts.meals import claim_fact, filing_told, is_held, is_to_come, meal_fact, names_in, report_fact
from visitcore_django.models import Customer, MealRequest, MealSettlement

DAY = date(2024, 6, 20)


@pytest.mark.parametrize(
    ("on", "starts_at", "moment", "ahead"),
    [
        (date(2024, 6, 20), time(15), at(date(2024, 6, 20), 14, 59), True),
        (date(2024, 6, 20), time(15), at(date(2024, 6, 20), 15), False),
        (date(2024, 6, 20), None, at(date(2024, 6, 20), 0), False),
        (date(2024, 6, 20), None, at(date(2024, 6, 19), 23, 59), True),
        (date(2024, 6, 20), time(15), at(date(2024, 6, 21), 0), False),
    ],
)
def test_a_meal_is_to_come_until_its_hour(on, starts_at, moment, ahead):
    """
    One without a time may have been at any hour of its day.
    """
    assert ahead == is_to_come(MealRequest(on=on, starts_at=starts_at), moment)


def test_what_is_empty_is_not_known():
    """
    An empty column is no answer: not zero, not no, not a reason of blanks.
    """
    fact = meal_fact(MealRequest(on=DAY, reason=" "), held=False)

    assert (None, None, None, None) == (fact.bill, fact.customers, fact.reason, fact.designated_restaurant)
    assert () == fact.approved_by


def test_a_claim_takes_people_and_bill_as_they_came():
    """
    The meal is told as it was asked for, but with the bill and the people of the claim.
    """
    customer = Customer(code="C1", filed_on=date(2024, 1, 5))
    meal = MealRequest(customer=customer, on=DAY, importance="general", customers=9, bill=Decimal(9))
    fact = claim_fact(
        MealSettlement(meal=meal, on=DAY, bill=Decimal(50), customers=2, company_diners=1, ticked=["noted"])
    )

    assert (True, Decimal(50), 2, 1, "general") == (
        fact.meal.held,
        fact.meal.bill,
        fact.meal.customers,
        fact.meal.company_diners,
        fact.meal.importance,
    )
    assert (("noted",), Filing(filed=True, filed_on=date(2024, 1, 5))) == (fact.ticked, fact.filing)


@pytest.mark.parametrize(
    ("filed", "filed_on", "told"), [(None, None, None), (False, None, False), (None, DAY, True), (True, None, True)]
)
def test_a_day_of_filing_says_that_it_was_filed(filed, filed_on, told):
    """
    Whether a customer is filed stays open where nobody said so.
    """
    assert told == filing_told(Customer(filed=filed, filed_on=filed_on))["filed"]


@pytest.mark.parametrize(
    ("on", "starts_at", "moment", "held"),
    [
        (date(2024, 6, 19), None, at(DAY), True),
        (DAY, None, at(DAY, 23), False),
        (DAY, time(18, 0), at(DAY, 17, 59), False),
        (DAY, time(18, 0), at(DAY, 18), True),
        (date(2024, 6, 21), time(1, 0), at(DAY, 18), False),
    ],
)
def test_a_meal_is_held_from_its_hour_on(on, starts_at, moment, held):
    """
    A meal has begun at its hour; without one, when its day is over.
    """
    assert held == is_held(MealRequest(on=on, starts_at=starts_at), moment)


def test_a_report_tells_what_the_columns_hold():
    """
    HM-07.2: organisation, time, standard, people, restaurant; what is empty is missing.
    """
    row = MealRequest(customer=Customer(code="C1"), on=DAY, occasion="banquet", customers=2)
    values = report_fact(row).values

    assert {"organisation": "C1", "time": None, "standard": "banquet", "people": None, "restaurant": None} == values


def test_names_stand_with_commas_between():
    """
    A column of roles gives its names; an empty one none.
    """
    assert (("a", "b"), ()) == (names_in("a,b"), names_in(""))
