from datetime import date
from decimal import ROUND_DOWN, Decimal

import pytest

from visitcore import Meal, decide_meal, load_policy
from visitcore_django.desk.figures import cents, deciding_rule, telling

DAY = date(2024, 6, 20)


@pytest.mark.parametrize(("amount", "rounding", "kept"), [("0.125", None, "0.12"), ("0.129", ROUND_DOWN, "0.12")])
def test_amounts_are_kept_in_whole_cents(amount, rounding, kept):
    """
    A column holds whole cents: half a cent goes to the even one, and what is paid is never rounded up.
    """
    told = cents(Decimal(amount)) if rounding is None else cents(Decimal(amount), rounding)

    assert Decimal(kept) == told


def test_an_amount_that_is_not_known_stays_so():
    """
    Nothing is made of an unknown amount.
    """
    assert cents(None) is None


def test_the_rule_that_is_broken_decides():
    """
    A list names the clause that refuses before that of the cap, and that of the cap before any other.
    """
    policy = load_policy("HM")
    told = {"on": DAY, "importance": "important", "occasion": "tea_party", "host": "cs_staff", "customers": 1}
    good = decide_meal(Meal(**told, company_diners=0, bill=Decimal(60), drinks=Decimal(0)), policy)
    many = decide_meal(Meal(**told, company_diners=4, bill=Decimal(60), drinks=Decimal(0)), policy)

    assert ("HM-05.3", "HM-05.6b") == (deciding_rule(good, "expenses.meal.cap"), deciding_rule(many))


def test_what_is_missing_fits_its_column():
    """
    What is missing is told by name.
    """
    decision = decide_meal(Meal(on=DAY), load_policy("HM"))

    assert "importance" in telling(decision).split(",")
    assert len(telling(decision)) <= 200
