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


@pytest.mark.parametrize(
    "build",
    [
        lambda: Shipment(on=DAY, ticket="handwriten"),
        lambda: LedgerEvent(on=DAY, kind="paymnt", amount=Decimal(1)),
        lambda: LedgerEvent(on=DAY, kind="invoice", id="I1", amount=Decimal(1), class_="frist"),
        lambda: LedgerEvent(on="2024-03-31", kind="payment", amount=Decimal(1)),
        lambda: CreditPapers(settlement_agreement="no"),
    ],
)
def test_a_slip_of_the_pen_is_no_fact(build):
    """
    A word that is not known, a day in words, and a text where yes or no is asked for are refused also in Python.
    """
    with pytest.raises((ValueError, TypeError)):
        build()
