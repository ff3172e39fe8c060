from datetime import date
from decimal import Decimal

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from visitcore.codec.policy import load_policy
from visitcore.facts.meal import Meal
from visitcore.ground.unspecified import UNSPECIFIED
from visitcore.rules.meal_diners import meal_diners

HM = load_policy("HM")
ON = date(2024, 3, 5)


def diners(customers=4, company=2, importance="important", policy=HM):
    """
    How many company diners there may be at one meal.
    """
    meal = Meal(on=ON, importance=importance, customers=customers, company_diners=company)
    return meal_diners(meal, policy.on(ON))


@pytest.mark.parametrize(
    ("customers", "allowed", "binding"), [(1, 1, 3), (3, 3, 3), (5, 3, 3), (6, 5, 5), (10, 5, 5), (11, 11, None)]
)
def test_the_smaller_number_is_allowed_and_the_fixed_one_binds(customers, allowed, binding):
    """
    Above ten the document fixes no number, and only the advice is left.
    """
    told = diners(customers)

    assert (allowed, binding) == (told.allowed, told.binding)


def test_both_rules_are_told_kept_or_not():
    """
    Two customers and three of the company: the fixed number is kept, the advice is not.
    """
    told = diners(2, 3)

    assert [("HM-05.6b", True, 3, 3), ("HM-05.6a", False, 3, 2)] == [
        (one.rule.id, one.holds, one.seen, one.limit) for one in told.findings
    ]
    assert not any(one.breaks for one in told.findings)
    assert "客户2人，陪餐3人，上限2人" == told.findings[1].says.zh
    assert "客户2人，陪餐3人，上限3人，另建议不超过2人" == told.findings[0].says.zh
    assert "3 of the company beside 2 of the customer, at most 3; advised: at most 2" == told.findings[0].says.en


def test_for_general_customers_nothing_binds():
    """
    The same numbers are advice.
    """
    told = diners(4, 9, "general")

    assert (3, None, {"HM-06.5"}) == (told.allowed, told.binding, {one.rule.id for one in told.findings})
    assert not any(one.breaks for one in told.findings)


def test_of_two_numbers_of_one_kind_the_smaller_is_said_to_count():
    """
    HM-06.5: four general customers bring three of the company by their number and four by the head; three counts.
    """
    told = diners(4, 3, "general")

    assert ["客户4人，陪餐3人，上限3人", "客户4人，陪餐3人，上限4人，以较小的3人为准"] == [
        one.says.zh for one in told.findings
    ]
    assert told.findings[1].says.en.endswith("; the smaller number counts, 3")
    assert diners(4, None, "general").findings[1].says.zh == "陪餐最多4人，以较小的3人为准"
    assert diners(3, 3, "general").findings[0].says.en.endswith("at most 3")


def test_where_no_number_is_fixed_it_says_so():
    """
    Twelve customers.
    """
    finding = diners(12, 12).findings[0]

    assert (None, "HM-05.6b") == (finding.holds, finding.rule.id)
    assert "names no number of company diners for 12 customers" in finding.says.en


def test_only_what_binds_is_missing():
    """
    For general customers the number of company diners may be unknown.
    """
    assert ("company_diners",) == diners(company=None).missing
    assert () == diners(company=None, importance="general").missing
    assert "at most 3 of the company" == diners(company=None).findings[0].says.en
    assert "customers" in diners(customers=None).missing
    assert ("importance", "importance") == diners(importance=None).missing
    assert None is diners(customers=None).allowed


def test_a_policy_may_leave_them_open_or_say_nothing(make):
    """
    Left open is missing; silent holds nothing.
    """
    left = make.policy(make.pack(expenses__meal__company_diners=UNSPECIFIED))

    assert ("expenses.meal.company_diners",) == diners(policy=left).missing
    assert ((), None) == ((told := diners(policy=make.policy(make.pack(visits__x=1)))).findings, told.allowed)


def test_a_company_may_give_a_number_per_customer_with_a_fraction():
    """
    Half a company diner for each customer: three customers bring one.
    """
    held = HM.on(ON).read("expenses.meal.diners_per_customer")
    half = evolve(
        held, value=evolve(held.value, rows=tuple(evolve(row, then=Decimal("0.5")) for row in held.value.rows))
    )
    policy = evolve(HM, packs=tuple(_with(pack, half) for pack in HM.packs))

    assert (1, False) == ((told := diners(3, 2, policy=policy)).allowed, told.findings[1].holds)


def _with(pack, dated):
    """
    The pack with one value put in.
    """
    history = evolve(pack.parameters[dated.key], entries=(dated,))
    return evolve(pack, parameters={**pack.parameters, dated.key: history})


@given(customers=st.integers(1, 30), company=st.integers(0, 30), importance=st.sampled_from(["important", "general"]))
def test_one_more_of_the_company_never_makes_it_better(customers, company, importance):
    """
    What is broken stays broken.
    """
    before, after = diners(customers, company, importance), diners(customers, company + 1, importance)

    assert [one.holds for one in after.findings] == [
        one.holds and now.holds for one, now in zip(before.findings, after.findings, strict=True)
    ]
