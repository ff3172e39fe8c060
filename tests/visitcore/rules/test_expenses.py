from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from attrs import evolve, fields
from hypothesis import given
from hypothesis import strategies as st

from visitcore.blocks.table import Row, Table
from visitcore.codec.policy import load_policy
from visitcore.decisions.verdict import Verdict
from visitcore.facts.meal import Meal
from visitcore.ground.errors import SilentPolicyError
from visitcore.ground.unspecified import UNSPECIFIED
from visitcore.rules.expenses import decide_meal

HM = load_policy("HM")
ON = date(2024, 3, 5)
MEAL = Meal(
    on=ON,
    importance="important",
    occasion="banquet",
    host="cs_staff",
    customers=4,
    company_diners=2,
    bill=Decimal(600),
    drinks=Decimal(200),
    designated_restaurant=False,
    manager_joins=False,
    reason="contract talks",
    approved_by=("cs_manager",),
)


def decided(policy=HM, **facts):
    """
    The decision on one meal.
    """
    return decide_meal(evolve(MEAL, **facts), policy)


def test_every_rule_that_was_looked_at_is_told():
    """
    Kept ones included.
    """
    decision = decided()

    assert Verdict.ALLOWED is decision.verdict
    assert [
        ("HM-05.2", True),
        ("HM-05.5", True),
        ("HM-05.6b", True),
        ("HM-05.6a", True),
        ("HM-04", True),
        ("HM-07.1", True),
        ("HM-02", True),
    ] == [(one.rule.id, one.holds) for one in decision.findings]


def test_the_outcome_says_what_it_may_cost():
    """
    Cap, limit, excess, clause, company diners, and who decides next.
    """
    outcome = decided(bill=Decimal("600.01"), approved_by=()).outcome

    assert (100, 600, Decimal("0.01"), "Art. 5(2)") == (outcome.cap, outcome.limit, outcome.excess, outcome.clause)
    assert (3, ("cs_manager",), False, False) == (
        outcome.company_diners_allowed,
        outcome.next_by,
        outcome.below_band,
        outcome.vouchers,
    )


def test_a_broken_rule_outweighs_a_missing_fact_and_that_an_approval():
    """
    Refused, undetermined, referred, allowed: in this order.
    """
    assert Verdict.REFUSED is decided(bill=Decimal(601), drinks=None, approved_by=()).verdict
    assert Verdict.UNDETERMINED is decided(drinks=None, approved_by=()).verdict
    assert Verdict.REFERRED is decided(approved_by=()).verdict
    assert Verdict.ALLOWED is decided().verdict


def test_each_missing_fact_is_named_once():
    """
    However many rules want it.
    """
    decision = decide_meal(Meal(on=ON), HM)
    wanted = ("importance", "occasion", "host", "customers", "designated_restaurant", "special")

    assert (Verdict.UNDETERMINED, wanted) == (decision.verdict, decision.missing)


def test_what_nobody_covers_and_nobody_approves_is_referred_all_the_same(make):
    """
    A policy that names no approver still refuses to say yes by itself.
    """
    table = Table(inputs={"host": ["cs_staff"]}, rows=(Row(when={}, then=UNSPECIFIED, rule="DST-01"),))
    decision = decided(make.policy(make.pack(expenses__meal__cap=table)))

    assert (Verdict.REFERRED, (), False) == (decision.verdict, decision.outcome.next_by, decision.outcome.covered)


def test_the_day_of_the_meal_governs():
    """
    An evening in another zone may be the next morning of the pack.
    """
    evening = datetime(2024, 3, 4, 18, tzinfo=ZoneInfo("Europe/Berlin"))

    assert date(2024, 3, 5) == decided(on=evening).on


def test_a_changed_cap_counts_from_its_first_day(make):
    """
    The day before by the old one, the day of by the new one.
    """
    held = HM.on(ON).read("expenses.meal.cap")
    first = date(2024, 7, 1)
    rows = tuple(evolve(row, then=120) if row.rule == "HM-05.2" else row for row in held.value.rows)
    new = make.dated(evolve(held.value, rows=rows), key=held.key, since=first, rules=held.rules, pack="OWN")
    policy = evolve(HM, own=make.pack("OWN", expenses__meal__cap=(new,)))

    assert [100, 120] == [decided(policy, on=day).outcome.cap for day in (date(2024, 6, 30), first)]


def test_a_policy_without_meals_cannot_be_asked(make):
    """
    Silence is no permission.
    """
    with pytest.raises(SilentPolicyError):
        decided(make.policy(make.pack(visits__x=1)))


flags = st.none() | st.booleans()
roles = st.sampled_from([(), ("cs_manager",), ("cs_staff",)])
meals = st.builds(
    Meal,
    on=st.dates(date(2000, 1, 1), date(2030, 1, 1)),
    importance=st.sampled_from([None, "important", "general", "vip"]),
    occasion=st.sampled_from([None, "banquet", "cocktail", "tea_party", "suburban_outing", "canteen", "picnic"]),
    host=st.sampled_from([None, "cs_manager", "cs_staff", "driver"]),
    customers=st.none() | st.integers(1, 15),
    company_diners=st.none() | st.integers(0, 15),
    bill=st.none() | st.decimals(1000, 3000, places=2),
    drinks=st.none() | st.decimals(0, 1000, places=2),
    held=st.booleans(),
    designated_restaurant=flags,
    special=flags,
    reason=st.sampled_from([None, "", "contract"]),
    manager_joins=flags,
    approved_by=roles,
    emergency=st.booleans(),
    oral_consent_by=roles,
    made_up=flags,
)


@given(meal=meals)
def test_every_finding_cites_a_rule_in_force_that_day(meal):
    """
    And no meal is beyond an answer.
    """
    decision = decide_meal(meal, HM)

    assert decision.findings
    assert all(meal.on in finding.against.span for finding in decision.findings)
    assert all(finding.against is HM.on(meal.on).find(finding.against.key) for finding in decision.findings)


@given(meal=meals)
def test_an_allowed_meal_lacks_nothing_breaks_nothing_and_is_approved(meal):
    """
    By the manager before it, or by his word in an emergency.
    """
    decision = decide_meal(meal, HM)
    agreed = "cs_manager" in meal.approved_by or (meal.emergency and "cs_manager" in meal.oral_consent_by)

    if decision.verdict is Verdict.ALLOWED:
        assert () == decision.missing
        assert not any(finding.breaks for finding in decision.findings)
        assert agreed


@given(meal=meals, more=st.integers(2, 5))
def test_spending_more_never_turns_a_refusal_into_an_allowance(meal, more):
    """
    The same table at a multiple of its price.
    """
    if meal.bill is not None:
        dearer = evolve(meal, bill=meal.bill * more, drinks=None if meal.drinks is None else meal.drinks * more)
        before, after = decide_meal(meal, HM), decide_meal(dearer, HM)

        assert before.verdict is not Verdict.REFUSED or after.verdict is Verdict.REFUSED


@given(meal=meals)
def test_only_what_is_unknown_is_missing(meal):
    """
    And an undetermined meal always says what it lacks.
    """
    decision = decide_meal(meal, HM)
    unknown = {one.name for one in fields(Meal) if getattr(meal, one.name) is None}

    assert {lack for lack in decision.missing if "." not in lack} <= unknown
    assert decision.verdict is not Verdict.UNDETERMINED or decision.missing
