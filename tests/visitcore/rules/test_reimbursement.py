from datetime import date
from decimal import Decimal

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from visitcore.codec.policy import load_policy
from visitcore.decisions.verdict import Verdict
from visitcore.facts.expense import ExpenseClaim, Filing
from visitcore.ground.errors import FactsError, NotInForceError, SilentPolicyError
from visitcore.rules.reimbursement import Reimbursement, reimburse_expense

STANDARD = load_policy("standard")
SPENT = date(2024, 3, 5)
CLAIM = ExpenseClaim(
    on=date(2024, 3, 20),
    spent_on=SPENT,
    kind="gift",
    amount=Decimal("80.50"),
    filing=Filing(contacted_on=date(2024, 3, 4), filed_on=date(2024, 3, 11)),
)


def decided(policy=STANDARD, **facts):
    """
    The decision on one expense.
    """
    return reimburse_expense(evolve(CLAIM, **facts), policy)


def test_an_expense_for_a_filed_customer_is_paid():
    """
    The whole of it.
    """
    decision = decided()

    assert (Verdict.ALLOWED, SPENT) == (decision.verdict, decision.on)
    assert Reimbursement(claimed=Decimal("80.50"), reimbursed=Decimal("80.50"), unpaid=Decimal(0)) == decision.outcome


@pytest.mark.parametrize("kind", ["entertainment", "travel", "gift", "other_related"])
def test_nothing_is_paid_for_a_customer_that_is_not_filed(kind):
    """
    Whatever kind of expense it is.
    """
    decision = decided(kind=kind, filing=Filing(filed=False))

    assert (Verdict.REFUSED, 0, Decimal("80.50"), ("customer_not_filed",), False) == (
        decision.verdict,
        decision.outcome.reimbursed,
        decision.outcome.unpaid,
        decision.outcome.why,
        decision.outcome.ready,
    )


def test_what_is_unknown_is_missing():
    """
    And nothing is worked out from it.
    """
    assert ("filing.filed", "amount") == decided(filing=Filing(), amount=None).missing
    assert (None, None) == ((told := decided(filing=Filing()).outcome).reimbursed, told.unpaid)
    assert ("spent_on",) == decided(spent_on=None).missing


def test_a_bar_needs_no_amount_to_refuse():
    """
    But says nothing of the sum then.
    """
    decision = decided(filing=Filing(filed=False), amount=None)

    assert (Verdict.REFUSED, ("amount",), None) == (decision.verdict, decision.missing, decision.outcome.reimbursed)


def test_nothing_is_claimed_before_it_is_spent():
    """
    On the same day it may be.
    """
    with pytest.raises(FactsError, match="spent_on: 2024-03-05 lies after the claim of 2024-03-04"):
        decided(on=date(2024, 3, 4))
    assert Verdict.REFUSED is decided(on=SPENT).verdict


def test_another_currency_is_a_mistake():
    """
    Nothing is converted.
    """
    with pytest.raises(FactsError, match="'EUR' is not the currency of CFR"):
        decided(currency="EUR")


def test_the_bar_has_a_first_day():
    """
    An expense of 30 June 2013 is not governed by it, one of 1 July is.
    """
    first = date(2013, 7, 1)

    assert Verdict.REFUSED is decided(spent_on=first, filing=Filing(filed=False)).verdict
    with pytest.raises(NotInForceError):
        decided(spent_on=date(2013, 6, 30))


def test_a_policy_without_a_bar_cannot_be_asked():
    """
    The meal rules alone say nothing of filing.
    """
    with pytest.raises(SilentPolicyError):
        decided(load_policy("HM"))


@given(
    amount=st.decimals(0, 10_000, places=2),
    parts=st.integers(1, 5),
    filed_on=st.dates(date(2024, 3, 4), date(2024, 4, 1)),
)
def test_splitting_a_claim_never_pays_more(amount, parts, filed_on):
    """
    The parts together are paid as the whole is.
    """
    cents = int(amount * 100)
    sizes = [cents // parts + (cents % parts if not part else 0) for part in range(parts)]
    filing = evolve(CLAIM.filing, filed_on=filed_on)
    whole = decided(amount=amount, filing=filing).outcome.reimbursed
    split = [decided(amount=Decimal(size) / 100, filing=filing).outcome.reimbursed for size in sizes]

    assert whole == sum(split)
