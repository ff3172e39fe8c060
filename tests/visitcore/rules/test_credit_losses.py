from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from visitcore.codec.policy import load_policy
from visitcore.decisions.verdict import Verdict
from visitcore.facts.credit import BadDebt
from visitcore.ground.errors import FactsError, PolicyError
from visitcore.rules.credit_losses import bear_bad_debt

DAY = date(2024, 4, 30)
POLICY = load_policy("CR")


def borne(amount, policy=POLICY, class_="unapproved", **more):
    """
    Who bears a loss.
    """
    return bear_bad_debt(BadDebt(on=DAY, class_=class_, amount=Decimal(amount), verified=True, **more), policy)


@given(amount=st.decimals(0, 10**9, places=2))
def test_the_parts_of_an_unapproved_batch_come_to_the_whole(amount):
    """
    Not a cent is lost or made in splitting, and nobody bears two cents more than another.
    """
    outcome = borne(amount).outcome
    parts = [proposal.amount for proposal in outcome.proposals]

    assert amount == sum(parts)
    assert max(parts) - min(parts) <= Decimal("0.02")
    assert Decimal(0) == outcome.company


def test_a_charge_is_a_proposal_that_the_law_looks_at():
    """
    A person decides; nothing is posted.
    """
    decision = borne(300)

    assert Verdict.REFERRED is decision.verdict
    assert all(proposal.legal_review for proposal in decision.outcome.proposals)


def test_more_deducted_than_lost_is_an_error():
    """
    The sums are checked, not cut.
    """
    with pytest.raises(FactsError, match="deducted: 301 is more than was lost"):
        borne(300, deducted=Decimal(301), signer="regional_manager")


@pytest.mark.parametrize("shares", ["{ a = 0.6, b = 0.5 }", "{ a = 1.1 }", '{ a = "much" }', "{ a = -0.1 }"])
def test_shares_that_are_none_are_an_error_of_the_policy(own, shares):
    """
    More than the whole, no number, less than nothing.
    """
    with pytest.raises(PolicyError, match=r"credit.within_limit_shares"):
        borne(300, own(within_limit_shares=shares), class_="within")


def test_half_a_cent_is_rounded_up(own):
    """
    Only at the last step.
    """
    outcome = borne("0.50", own(within_limit_shares="{ a = 0.01 }"), class_="within").outcome

    assert (Decimal("0.01"), Decimal("0.49")) == (outcome.proposals[0].amount, outcome.company)


@pytest.mark.parametrize(
    ("shares", "signer", "proposed", "company"),
    [
        ("{ boss = 0.60, clerk = 0.40 }", "boss", {"boss": "12.00", "clerk": "10.00"}, "0"),
        ("{ boss = 0.10, clerk = 0.40 }", "boss", {"boss": "0.00", "clerk": "10.00"}, "12.00"),
        ("{ clerk = 0.40 }", "boss", {"clerk": "10.00"}, "12.00"),
        ("{ clerk = 1 }", "boss", {"clerk": "25.00", "boss": "3.00"}, "0"),
    ],
)
def test_what_was_deducted_is_set_off(own, shares, signer, proposed, company):
    """
    First against the signer's own part, then against the company's; what is too much goes back to the signer.
    """
    policy = own(finance_rule_shares=shares)
    outcome = borne(25, policy, class_="last", deducted=Decimal(3), signer=signer).outcome

    assert {who: Decimal(amount) for who, amount in proposed.items()} == {
        proposal.target: proposal.amount for proposal in outcome.proposals
    }
    assert Decimal(company) == outcome.company
