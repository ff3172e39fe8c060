from datetime import date, timedelta
from decimal import Decimal

from visitcore_site.days import NOW
from visitcore_site.meals import asked_for

from visitcore_django import desk
from visitcore_django.desk.meal_rules import approvers, currency_of_meals, spent_per_person, weigh_claim, weigh_meal
from visitcore_django.models import DecisionRecord, MealRequest, MealSettlement

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


def test_a_claim_is_weighed_without_a_record(office):
    """
    HM-05.3 and HM-08.3: 121 yuan for two, without approval: a yuan over the cap, and nothing of it is paid.
    """
    told = {"bill": Decimal(121), "drinks": Decimal(0), "customers": 2, "company_diners": 0}
    claim = MealSettlement(meal=asked_for(office), **told)
    row = desk.claim_meal(claim, by=office.li, at=NOW + timedelta(days=10))
    before = DecisionRecord.objects.count()
    as_meal, as_claim = weigh_claim(row)

    assert (Decimal(1), Decimal("60.50")) == (as_meal.outcome.excess, spent_per_person(as_meal.outcome))
    assert (Decimal(0), ("not_approved",)) == (as_claim.outcome.reimbursed, as_claim.outcome.why)
    assert before == DecisionRecord.objects.count()
