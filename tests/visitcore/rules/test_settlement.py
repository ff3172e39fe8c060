from datetime import date
from decimal import Decimal

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from visitcore.codec.policy import load_policy
from visitcore.decisions.verdict import Verdict
from visitcore.facts.expense import Filing
from visitcore.facts.meal import Meal, MealClaim
from visitcore.ground.errors import FactsError
from visitcore.ground.unspecified import UNSPECIFIED
from visitcore.rules.settlement import settle_meal

HM, STANDARD = load_policy("HM"), load_policy("standard")
MEAL = Meal(
    on=date(2024, 3, 5),
    importance="important",
    occasion="banquet",
    host="cs_staff",
    customers=4,
    company_diners=2,
    bill=Decimal(600),
    drinks=Decimal(0),
    held=True,
    approved_by=("cs_manager",),
)
DONE = ("noted", "signed")
FILED = Filing(filed_on=date(2024, 3, 1))


def settled(policy=HM, *, ticked=DONE, filing=FILED, on=date(2024, 3, 20), already_paid=Decimal(0), **facts):
    """
    The settlement of one meal.
    """
    claim = MealClaim(on=on, meal=evolve(MEAL, **facts), ticked=ticked, filing=filing, already_paid=already_paid)
    return settle_meal(claim, policy)


def test_a_meal_in_order_is_paid_in_full():
    """
    Approved, within the cap, noted, signed, and the customer filed.
    """
    decision = settled(STANDARD)

    assert (Verdict.ALLOWED, 600, 0, (), True) == (
        decision.verdict,
        decision.outcome.reimbursed,
        decision.outcome.unpaid,
        decision.outcome.why,
        decision.outcome.ready,
    )
    assert "the meal was approved; reimbursed: 600.00 of 600.00" == decision.findings[4].says.en
    assert "用餐已经批准；账单600.00元，报销600.00元" == decision.findings[4].says.zh
    assert ["HM-05.2", "HM-05.5", "HM-05.6b", "HM-05.6a", "HM-08.3", "HM-08.1", "HM-08.1", "CFR-08.1"] == [
        finding.rule.id for finding in decision.findings
    ]


def test_the_excess_is_not_paid():
    """
    To the cent, and with the reason.
    """
    decision = settled(bill=Decimal("600.01"))

    assert (Verdict.REFUSED, 600, Decimal("0.01"), ("over_cap",)) == (
        decision.verdict,
        decision.outcome.reimbursed,
        decision.outcome.unpaid,
        decision.outcome.why,
    )


@pytest.mark.parametrize(
    ("facts", "verdict", "reimbursed"),
    [
        ({"approved_by": (), "made_up": False}, Verdict.REFUSED, 0),
        ({"approved_by": (), "made_up": True}, Verdict.ALLOWED, 600),
        ({"approved_by": ()}, Verdict.UNDETERMINED, None),
        (
            {"approved_by": (), "emergency": True, "oral_consent_by": ("cs_manager",), "made_up": False},
            Verdict.REFUSED,
            0,
        ),
        ({"approved_by": ("cs_staff",), "made_up": False}, Verdict.REFUSED, 0),
    ],
)
def test_without_papers_nothing_is_paid(facts, verdict, reimbursed):
    """
    Papers made up later heal; a word alone does not.
    """
    decision = settled(**facts)

    assert (verdict, reimbursed) == (decision.verdict, decision.outcome.reimbursed)
    assert (("meal.made_up",) if reimbursed is None else ()) == decision.missing


@pytest.mark.parametrize(
    ("ticked", "verdict", "ready", "next_by"),
    [
        (DONE, Verdict.ALLOWED, True, ()),
        (("signed",), Verdict.REFERRED, False, ("cs_manager",)),
        ((), Verdict.REFERRED, False, ("cs_manager",)),
        (None, Verdict.UNDETERMINED, False, ("cs_manager",)),
    ],
)
def test_nothing_is_paid_before_the_manager_signs(ticked, verdict, ready, next_by):
    """
    The sum is known already; it waits.
    """
    decision = settled(ticked=ticked)

    assert (verdict, ready, next_by, 600) == (
        decision.verdict,
        decision.outcome.ready,
        decision.outcome.next_by,
        decision.outcome.reimbursed,
    )


def test_what_is_still_to_be_signed_is_said_plainly():
    """
    HM-08.1: in Chinese what is not done is not called done.
    """
    said = [finding.says.zh for finding in settled(ticked=()).findings if finding.rule.id == "HM-08.1"]

    assert {"尚未注明", "尚未签字"} <= set(said)


@pytest.mark.parametrize(
    ("filing", "verdict", "reimbursed"),
    [
        (FILED, Verdict.ALLOWED, 600),
        (Filing(filed=False), Verdict.REFUSED, 0),
        (Filing(contacted_on=date(2024, 3, 4), filed_on=date(2024, 3, 11)), Verdict.ALLOWED, 600),
        (Filing(contacted_on=date(2024, 3, 4), filed_on=date(2024, 3, 12)), Verdict.REFUSED, 0),
        (Filing(), Verdict.UNDETERMINED, None),
    ],
)
def test_the_bar_of_the_filing_rules_counts_where_the_policy_has_it(filing, verdict, reimbursed):
    """
    The standard takes it over; the meal rules alone do not know it.
    """
    decision = settled(STANDARD, filing=filing)

    assert (verdict, reimbursed) == (decision.verdict, decision.outcome.reimbursed)
    assert Verdict.ALLOWED is settled(HM, filing=filing).verdict


def test_an_approved_meal_of_which_nothing_is_paid_says_why():
    """
    The line on its papers is kept, so it names what takes the money.
    """
    said = [one.says for one in settled(STANDARD, filing=Filing(filed=False)).findings if one.rule.id == "HM-08.3"]

    assert ["the meal was approved; reimbursed: 0.00 of 600.00, because of how the customer was filed"] == [
        one.en for one in said
    ]
    assert ["用餐已经批准；账单600.00元，因客户备案不合规定，报销0.00元"] == [one.zh for one in said]


def test_both_reasons_are_told():
    """
    Not approved, and not filed.
    """
    outcome = settled(STANDARD, filing=Filing(filed=False), approved_by=(), made_up=False).outcome

    assert (("not_approved", "customer_not_filed"), 0, 600) == (outcome.why, outcome.reimbursed, outcome.unpaid)
    assert not outcome.ready


def test_company_diners_beyond_the_number_bring_no_cap_with_them():
    """
    4 customers may have 3 of the company: 7 caps of 100, however many come.
    """
    assert 700 == settled(bill=Decimal(1000), company_diners=3).outcome.reimbursed
    assert 700 == settled(bill=Decimal(1000), company_diners=6).outcome.reimbursed


def test_guests_only_counts_no_company_diner_anyway(make):
    """
    4 caps of 100.
    """
    policy = evolve(HM, own=make.pack("OWN", expenses__meal__everybody_counts=False))

    assert 400 == settled(policy, bill=Decimal(1000), company_diners=6).outcome.reimbursed


def test_too_many_drinks_are_told_and_take_nothing_off():
    """
    The document names no consequence.
    """
    decision = settled(drinks=Decimal(300))

    assert (Verdict.REFUSED, 600, 0, ()) == (
        decision.verdict,
        decision.outcome.reimbursed,
        decision.outcome.unpaid,
        decision.outcome.why,
    )
    assert 600 == settled(drinks=None).outcome.reimbursed
    assert ("meal.drinks",) == settled(drinks=None).missing


def test_what_the_manager_decided_without_a_cap_is_paid():
    """
    A cocktail for general customers is not covered; approved, its bill is paid.
    """
    facts = {"importance": "general", "occasion": "cocktail", "bill": Decimal(5000)}

    assert 5000 == settled(**facts).outcome.reimbursed
    assert 0 == settled(**facts, approved_by=(), made_up=False).outcome.reimbursed


def test_vouchers_leave_nothing_to_settle():
    """
    There is no bill.
    """
    decision = settled(importance="general", occasion="canteen", bill=None, drinks=None)

    assert (Verdict.NOT_APPLICABLE, None) == (decision.verdict, decision.outcome)


def test_what_the_sum_hangs_on_is_missing():
    """
    By its path in the facts.
    """
    decision = settled(bill=None, customers=None)

    assert {"meal.bill", "meal.customers"} <= set(decision.missing)
    assert (None, None) == (decision.outcome.reimbursed, decision.outcome.unpaid)


def test_a_meal_to_come_is_not_settled():
    """
    No sum is told, even where the policy does not speak of papers.
    """
    decision = settled(held=False)

    assert (Verdict.UNDETERMINED, ("meal.held",)) == (decision.verdict, decision.missing)
    assert (None, ("not_held",), False) == (
        decision.outcome.reimbursed,
        decision.outcome.why,
        decision.outcome.ready,
    )


def test_what_nobody_knows_of_the_approval_is_not_told_as_approved():
    """
    Without the occasion, or who approved it; papers made up settle it either way.
    """
    for lack in ("occasion", "approved_by"):
        open_ = settled(**{lack: None})

        assert f"meal.{lack}" in open_.missing
        assert [None] == [one.holds for one in open_.findings if one.rule.id == "HM-08.3"]
    assert 600 == settled(approved_by=None, made_up=True).outcome.reimbursed


def test_a_meal_is_not_claimed_before_it_is_eaten():
    """
    On the same day it may be.
    """
    with pytest.raises(FactsError, match=r"meal\.on: 2024-03-05 lies after the claim of 2024-03-04"):
        settled(on=date(2024, 3, 4))
    assert Verdict.ALLOWED is settled(on=date(2024, 3, 5)).verdict


def test_a_policy_may_leave_the_papers_and_the_signing_open(make):
    """
    Left open is missing; silent asks for nothing.
    """
    left = make.pack("OWN", expenses__meal__unapproved=UNSPECIFIED, expenses__meal__signing=UNSPECIFIED)
    bare = make.policy(make.pack(expenses__meal__cap=UNSPECIFIED))

    assert ("expenses.meal.unapproved", "expenses.meal.signing") == settled(evolve(HM, own=left)).missing
    assert ("expenses.meal.cap",) == settled(bare).missing


bills = st.decimals(0, 3000, places=2)
people = st.integers(1, 12)


@given(bill=bills, already=bills)
def test_claiming_again_never_pays_more_than_once(bill, already):
    """
    What was paid before comes off what the whole meal is worth.
    """
    once, already = settled(bill=bill).outcome.reimbursed, min(already, bill)
    again = settled(bill=bill, already_paid=already).outcome

    assert again.reimbursed == max(once - already, 0)
    assert 0 == settled(bill=bill, already_paid=once).outcome.reimbursed
    assert again.unpaid == bill - min(bill, max(once, already))


@given(first=bills, second=bills)
def test_splitting_a_bill_never_pays_more(first, second):
    """
    A second receipt of the same meal, with what the first one brought told.
    """
    whole = settled(bill=first + second).outcome.reimbursed
    one = settled(bill=first).outcome.reimbursed
    other = settled(bill=first + second, already_paid=one).outcome.reimbursed

    assert one + other == max(whole, one)
    assert one <= whole


@given(customers=people, others=people, bill=bills, more=bills, data=st.data())
def test_splitting_a_table_never_pays_more(customers, others, bill, more, data):
    """
    As long as all who sat at the one table were allowed to.
    """
    company = data.draw(st.integers(0, min(3, customers, others)))
    apart = [
        settled(customers=one, company_diners=company if one_bill is bill else 0, bill=one_bill).outcome.reimbursed
        for one, one_bill in ((customers, bill), (others, more))
    ]
    together = settled(customers=customers + others, company_diners=company, bill=bill + more).outcome

    assert sum(apart) <= together.reimbursed


@given(bill=bills, company=st.integers(0, 12), customers=people)
def test_never_more_is_paid_than_was_spent_or_is_capped(bill, company, customers):
    """
    And nothing is lost: what is paid and what is not make up the bill.
    """
    outcome = settled(bill=bill, company_diners=company, customers=customers).outcome

    assert 0 <= outcome.reimbursed <= min(bill, 100 * (customers + company))
    assert bill == outcome.reimbursed + outcome.unpaid
