from datetime import date
from decimal import Decimal

import pytest

from visitcore.codec.policy import load_policy
from visitcore.decisions.verdict import Verdict
from visitcore.facts.credit import LedgerEvent, MonthEnd
from visitcore.ground.errors import FactsError
from visitcore.rules.credit_recovery import recover_at_month_end

DAY = date(2024, 4, 30)
POLICY = load_policy("CR")


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
