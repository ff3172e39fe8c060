from datetime import date
from decimal import Decimal

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from visitcore.blocks.permission import Permission
from visitcore.blocks.table import Row, Table
from visitcore.codec.policy import load_policy
from visitcore.facts.meal import Meal
from visitcore.ground.errors import FactsError, SilentPolicyError
from visitcore.ground.unspecified import UNSPECIFIED
from visitcore.rules.meal_caps import meal_cost

HM = load_policy("HM")
ON = date(2024, 3, 5)
MEAL = Meal(
    on=ON,
    importance="important",
    occasion="banquet",
    host="cs_manager",
    customers=4,
    company_diners=2,
    bill=Decimal("1200.00"),
)
OUTING = {"importance": "general", "occasion": "suburban_outing"}
money = st.decimals(0, 10_000, places=2)


def cost(policy=HM, *, approved=True, **facts):
    """
    What one meal may cost.
    """
    return meal_cost(evolve(MEAL, **facts), policy.on(ON), approved=approved)


def test_the_whole_bill_is_for_everybody():
    """
    1,200 for 4 customers and 2 of the company is 200 each.
    """
    told = cost()

    assert (200, 6, 1200, 200, 0) == (told.cap, told.people, told.limit, told.per_person, told.excess)
    assert "Art. 5(1)" == told.clause
    (finding,) = told.findings
    assert ("HM-05.1", True, 200, 200, "CNY/person") == (
        finding.rule.id,
        finding.holds,
        finding.seen,
        finding.limit,
        finding.unit,
    )
    assert "1200.00 for 6 people, at most 1200.00" == finding.says.en


def test_a_cent_too_much_is_told_to_the_cent():
    """
    Per person it has no end; the excess has.
    """
    told = cost(bill=Decimal("1200.01"))

    assert (Decimal("0.01"), False) == (told.excess, told.findings[0].holds)
    assert "1200.01 for 6 people, at most 1200.00: 0.01 too much" == told.findings[0].says.en
    assert "6人共1200.01元，最多1200.00元，超出0.01元" == told.findings[0].says.zh


def test_a_company_may_count_its_guests_only(make):
    """
    Then the same bill is 300 for each of 4 customers, and nobody asks for the company diners.
    """
    own = make.pack("OWN", expenses__meal__everybody_counts=False)
    policy = evolve(HM, own=own)

    assert (4, 800, 400, False) == (
        (told := cost(policy)).people,
        told.limit,
        told.excess,
        told.with_company,
    )
    assert () == cost(policy, company_diners=None).missing


def test_the_setting_may_be_left_open(make):
    """
    Then the key is missing, and the cap is still told.
    """
    told = cost(evolve(HM, own=make.pack("OWN", expenses__meal__everybody_counts=UNSPECIFIED)))

    assert (200, None, ("expenses.meal.everybody_counts",)) == (told.cap, told.limit, told.missing)


def test_what_is_unknown_is_missing():
    """
    The cap is told as soon as it can be, the limit as soon as the people are known.
    """
    assert ("customers", "company_diners", "bill") == cost(customers=None, company_diners=None, bill=None).missing
    told = cost(bill=None)
    assert (("bill",), 1200, None, None) == (told.missing, told.limit, told.excess, told.findings[0].holds)
    assert "at most 1200.00 in all; cannot be told without: bill" == told.findings[0].says.en
    assert "at most 200.00 per person" in cost(customers=None).findings[0].says.en
    assert ("host",) == cost(host=None).missing
    assert () == cost(occasion="tea_party", host=None, bill=Decimal(60)).missing


@pytest.mark.parametrize(("bill", "below"), [("899.99", True), ("900.00", False), ("1200.01", False)])
def test_the_lower_end_is_noted_only(bill, below):
    """
    150 each is inside the band; below it the meal is still in order.
    """
    told = cost(bill=Decimal(bill))

    assert below is told.below_band
    assert below is ("below the band from 150" in told.findings[0].says.en)


def test_without_a_band_nothing_is_below_it(make):
    """
    A policy of its own may have caps alone.
    """
    table = Table(inputs={"host": ["cs_manager"]}, rows=(Row(when={}, then=200, rule="DST-01"),))
    told = cost(make.policy(make.pack(expenses__meal__cap=table)), bill=Decimal(1))

    assert (200, False, 6) == (told.cap, told.below_band, told.people)


@pytest.mark.parametrize(
    ("facts", "cap"),
    [
        ({"occasion": "suburban_outing"}, 200),
        (OUTING, 100),
        ({"importance": "general", "occasion": "cocktail"}, None),
        ({"occasion": "canteen"}, None),
    ],
)
def test_what_is_not_covered_says_so(facts, cap):
    """
    The manager's own outing is bounded by the banquet; nothing else that is not covered is bounded.
    """
    told = cost(**facts)

    assert (cap, False, "HM-09", None) == (told.cap, told.covered, told.findings[0].rule.id, told.findings[0].holds)
    assert told.below_band in (None, False)


@pytest.mark.parametrize(
    ("approved", "held", "holds"), [(True, True, True), (False, False, None), (False, True, False)]
)
def test_the_canteen_takes_vouchers(approved, held, holds):
    """
    For general customers, once approved; there is no cap then.
    """
    told = cost(importance="general", occasion="canteen", approved=approved, held=held, bill=None)

    assert (True, None, (), "HM-07.3", holds) == (
        told.vouchers,
        told.cap,
        told.missing,
        told.findings[0].rule.id,
        told.findings[0].holds,
    )


def test_vouchers_need_their_table(make):
    """
    Who draws them alone says nothing of who may eat on them.
    """
    table = Table(inputs={"host": ["cs_manager"]}, rows=(Row(when={}, then=UNSPECIFIED, rule="DST-01"),))
    drawn = Permission(actions=("draw",), roles=("*",), objects=("banquet",))
    policy = make.policy(make.pack(expenses__meal__cap=table, expenses__meal__voucher_collectors=drawn))

    assert (False, False) == ((told := cost(policy)).vouchers, told.covered)


def test_a_policy_needs_its_caps(make):
    """
    Silent is a mistake of the question; left open is missing.
    """
    with pytest.raises(SilentPolicyError):
        cost(make.policy(make.pack(visits__cadence=1)))
    assert ("expenses.meal.cap",) == cost(make.policy(make.pack(expenses__meal__cap=UNSPECIFIED))).missing


def test_amounts_are_in_the_currency_of_the_pack():
    """
    Nothing is ever converted.
    """
    assert cost().limit == cost(currency="cny").limit
    with pytest.raises(FactsError, match="'USD' is not the currency of HM"):
        cost(currency="USD")


@given(bill=money, customers=st.integers(1, 40), company=st.integers(0, 40))
def test_the_excess_is_exact(bill, customers, company):
    """
    What is above the limit and the limit make up the bill, to the cent.
    """
    told = cost(bill=bill, customers=customers, company_diners=company)

    assert told.limit == 200 * (customers + company)
    assert told.excess == max(bill - told.limit, 0)
    assert told.findings[0].holds is (bill <= told.limit)


@given(bill=money, more=money)
def test_spending_more_never_brings_a_bill_back_under_its_cap(bill, more):
    """
    Nor does it lower the excess.
    """
    before, after = cost(bill=bill), cost(bill=bill + more)

    assert before.excess <= after.excess
    assert before.findings[0].holds or not after.findings[0].holds


OCCASIONS = ["banquet", "cold_buffet", "cocktail", "tea_party", "suburban_outing", "canteen"]


@pytest.mark.parametrize("occasion", OCCASIONS)
@pytest.mark.parametrize("importance", ["important", "general"])
def test_a_higher_host_never_has_a_lower_cap(importance, occasion):
    """
    Where both are covered.
    """
    staff, manager = (cost(importance=importance, occasion=occasion, host=host) for host in ("cs_staff", "cs_manager"))

    assert staff.cap is None or manager.cap is None or staff.cap <= manager.cap


@pytest.mark.parametrize("occasion", OCCASIONS)
@pytest.mark.parametrize("host", ["cs_staff", "cs_manager"])
def test_more_important_customers_never_have_a_lower_cap(host, occasion):
    """
    Where both are covered.
    """
    general, important = (cost(importance=one, occasion=occasion, host=host) for one in ("general", "important"))

    assert general.cap is None or important.cap is None or general.cap <= important.cap
