from datetime import date
from decimal import Decimal

import pytest

from visitcore.facts.credit import BadDebt, CreditPapers, LedgerEvent, MonthEnd, Shipment

DAY = date(2024, 3, 31)


def test_what_is_not_known_of_a_shipment_is_none():
    """
    No ledger is not an empty one, no cash is not nothing paid, and nobody has signed.
    """
    shipment = Shipment(on=DAY)

    assert (None, None, None, None, None) == (
        shipment.amount,
        shipment.ledger,
        shipment.signer,
        shipment.cash,
        shipment.plan,
    )
    assert CreditPapers() == shipment.papers
    assert CreditPapers().file_data is None
    assert MonthEnd(on=DAY).ledger is None


def test_nothing_was_deducted_until_somebody_says_so():
    """
    A bad debt starts whole.
    """
    assert Decimal(0) == BadDebt(on=DAY).deducted


@pytest.mark.parametrize("amount", ["-1", "0.001"])
def test_amounts_are_sound(amount):
    """
    Neither a negative amount nor a third decimal is taken.
    """
    for build in (
        lambda money: LedgerEvent(on=DAY, kind="payment", amount=money),
        lambda money: Shipment(on=DAY, amount=money),
        lambda money: Shipment(on=DAY, cash=money),
        lambda money: BadDebt(on=DAY, amount=money),
        lambda money: BadDebt(on=DAY, deducted=money),
    ):
        with pytest.raises(ValueError, match=r"amount|cash|deducted"):
            build(Decimal(amount))
