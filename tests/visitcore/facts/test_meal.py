from datetime import date
from decimal import Decimal

import pytest

from visitcore.codec.facts import facts_to_dict, structure_facts
from visitcore.facts.expense import Filing
from visitcore.facts.meal import Meal, MealClaim
from visitcore.ground.errors import FactsError

ON = date(2024, 3, 5)


def test_nothing_is_known_unless_it_is_said():
    """
    A meal of which only the day is known claims nothing else.
    """
    meal = Meal(on=ON)

    assert (None, None, None, None) == (meal.importance, meal.customers, meal.bill, meal.designated_restaurant)
    assert (False, False, None) == (meal.held, meal.emergency, meal.approved_by)


@pytest.mark.parametrize(
    ("facts", "named"),
    [
        ({"bill": Decimal("-0.01")}, "bill"),
        ({"bill": Decimal("1.001")}, "bill"),
        ({"bill": Decimal("NaN")}, "bill"),
        ({"bill": 100}, "bill"),
        ({"drinks": Decimal(-1)}, "drinks"),
        ({"bill": Decimal(100), "drinks": Decimal("100.01")}, "drinks"),
        ({"customers": 0}, "customers"),
        ({"customers": -1}, "customers"),
        ({"customers": True}, "customers"),
        ({"customers": Decimal(2)}, "customers"),
        ({"company_diners": -1}, "company_diners"),
    ],
)
def test_what_cannot_be_is_refused_by_name(facts, named):
    """
    A bad number is a mistake of the caller, and the message names the fact.
    """
    with pytest.raises(ValueError, match=f"^the facts: {named}: "):
        Meal(on=ON, **facts)


def test_what_is_just_possible_is_taken():
    """
    One customer, nobody of the company, a free meal that was nothing but drinks.
    """
    meal = Meal(on=ON, customers=1, company_diners=0, bill=Decimal(100), drinks=Decimal(100))

    assert meal == Meal(on=ON, customers=1, company_diners=0, bill=Decimal(100), drinks=Decimal(100))
    assert Decimal(0) == Meal(on=ON, bill=Decimal(0)).bill


def test_a_bad_number_in_plain_data_has_its_path():
    """
    The fault is told in both languages, with what to do.
    """
    with pytest.raises(FactsError) as raised:
        structure_facts({"on": "2024-03-06", "meal": {"on": "2024-03-05", "customers": 0}}, MealClaim)

    (problem,) = raised.value.problems
    assert "meal" == problem.where
    assert "customers: 0 is no number of people here" == problem.what.en
    assert "请填写不小于1的整数" == problem.fix.zh


def test_a_claim_comes_back_from_plain_data():
    """
    What was written is read again as it was.
    """
    meal = Meal(on=ON, bill=Decimal("600.50"), customers=4, approved_by=("cs_manager",))
    claim = MealClaim(on=ON, meal=meal, ticked=("signed",), filing=Filing(filed=True, filed_on=ON))

    assert claim == structure_facts(facts_to_dict(claim), MealClaim)


def test_what_was_paid_before_is_an_amount():
    """
    A negative one would raise what is reimbursed.
    """
    with pytest.raises(ValueError, match=r"^the facts: already_paid: -1 is less than nothing"):
        MealClaim(on=ON, meal=Meal(on=ON), already_paid=Decimal(-1))


def test_no_more_was_paid_before_than_the_bill():
    """
    The whole bill may have been; a cent more was a mistake, and is not mended in silence.
    """
    meal = Meal(on=ON, bill=Decimal(600))

    assert 600 == MealClaim(on=ON, meal=meal, already_paid=Decimal(600)).already_paid
    with pytest.raises(ValueError, match=r"^the facts: already_paid: 600\.01 is more than the whole bill of 600"):
        MealClaim(on=ON, meal=meal, already_paid=Decimal("600.01"))
