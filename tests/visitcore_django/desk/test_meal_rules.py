from datetime import date
from decimal import Decimal

from visitcore_site.days import NOW

from visitcore_django.desk.meal_rules import approvers, currency_of_meals, weigh_meal
from visitcore_django.models import DecisionRecord, MealRequest

DAY = date(2024, 6, 20)


def test_a_meal_is_weighed_without_a_record(db):
    """
    While it is written the rules are asked, and nothing is kept.
    """
    meal = MealRequest(on=DAY, importance="important", occasion="tea_party", host="cs_staff", customers=2)
    decision = weigh_meal(meal, at=NOW)

    assert ("undetermined", Decimal(60)) == (decision.verdict.value, decision.outcome.cap)
    assert not DecisionRecord.objects.exists()


def test_the_policy_names_who_approves_and_in_which_money(db):
    """
    HM-07.1: the customer service manager; the caps are in yuan.
    """
    meal = MealRequest(on=DAY)

    assert (("cs_manager",), "CNY") == (approvers(meal), currency_of_meals(meal))
