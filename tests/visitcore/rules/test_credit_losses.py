from datetime import date
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from visitcore.codec.policy import load_policy
from visitcore.decisions.verdict import Verdict
from visitcore.facts.credit import BadDebt, LedgerEvent, MonthEnd
from visitcore.ground.errors import FactsError, PolicyError
from visitcore.ground.span import Span
from visitcore.policy.dated import Dated
from visitcore.rules.credit_losses import bear_bad_debt, recover_at_month_end, split

DAY = date(2024, 4, 30)
POLICY = load_policy("CR")
KEYS = """
name = "own"
extends = ["CR"]

[[rule]]
id = "OWN-1"
clause = "1"
kind = "penalty"
strength = "must"
text = { en = "Who bears a loss.", zh = "坏账承担。" }
"""


@pytest.fixture
def own(tmp_path):
    """
    The pack with values of the company's own.
    """

    def policy_with(**values):
        parts = [KEYS]
        for name, value in values.items():
            parts.append(
                f'[[parameter]]\nkey = "credit.{name}"\n[[parameter.history]]\ncites = ["OWN-1"]\nvalue = {value}\n'
            )
        path = tmp_path / f"{len(list(tmp_path.iterdir()))}.toml"
        path.write_text("\n".join(parts), encoding="utf-8")
        return load_policy(path)

    return policy_with


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


@given(
    amount=st.decimals(0, 1000, places=2),
    cuts=st.lists(st.decimals(0, 1, places=2), min_size=1, max_size=4),
)
def test_shares_that_come_to_the_whole_leave_nothing(amount, cuts):
    """
    Parts never come to more than the loss, and the whole of it is borne where the shares are the whole.
    """
    ends = [Decimal(0), *sorted(cuts), Decimal(1)]
    shares = {f"p{at}": end - begin for at, (begin, end) in enumerate(pairwise(ends))}
    rule = next(iter(POLICY.on(DAY).read("credit.loss").rules))
    held = Dated(key="credit.within_limit_shares", value=shares, span=Span(), rules=(rule,), pack="CR")
    parts = split(held, amount)

    assert amount == sum(parts.values())
    assert all(part >= 0 for part in parts.values())


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


def event(on, kind, amount, **more):
    """
    One event of 2024.
    """
    return LedgerEvent(on=date.fromisoformat(f"2024-{on}"), kind=kind, amount=Decimal(amount), **more)


LEDGER = (
    event("03-26", "invoice", 100, id="I1", class_="first", signer="regional_manager"),
    event("03-28", "invoice", 1000, id="I2", class_="last", signer="regional_manager"),
)


def recovered(on, ledger, policy):
    """
    What the end of the month brings.
    """
    return recover_at_month_end(MonthEnd(on=date.fromisoformat(f"2024-{on}"), ledger=tuple(ledger)), policy)


def test_late_money_gives_the_share_back_unless_the_policy_says_no(own):
    """
    With the switch off the share stays that of what was open at the end of the due day.
    """
    ledger = [*LEDGER, event("04-05", "payment", 400, for_="I2")]
    kept = own(signer_share="0.20", refund_signer="false")

    assert Decimal("120.00") == recovered("04-10", ledger, own(signer_share="0.20")).outcome.proposals[0].amount
    assert Decimal("200.00") == recovered("04-10", ledger, kept).outcome.proposals[0].amount


def test_a_signer_nobody_knows_is_missing(own):
    """
    Nobody is charged by guess.
    """
    decision = recovered("04-01", [event("03-28", "invoice", 10, id="I2", class_="last")], own(signer_share="0.20"))

    assert (Verdict.UNDETERMINED, ("ledger: signer of I2",)) == (decision.verdict, decision.missing)


def test_what_came_after_the_day_is_no_part_of_it():
    """
    A payment of April does not make March's last shipment paid in time.
    """
    with pytest.raises(FactsError, match="on: the account has gone on until 2024-04-05"):
        recovered("04-01", [*LEDGER, event("04-05", "payment", 1000, for_="I2")], POLICY)


def test_without_the_ledger_nothing_can_be_told():
    """
    An account nobody knows is not an account that is paid.
    """
    assert ("ledger",) == recover_at_month_end(MonthEnd(on=DAY), POLICY).missing
