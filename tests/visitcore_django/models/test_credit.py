from datetime import date
from decimal import Decimal

import pytest
from visitcore_site.days import TODAY

from visitcore_django.models import CreditAccount, LedgerEntry, ShipmentRequest

CENT = Decimal("0.01")


def test_a_customer_has_one_account(office, row, refused):
    """
    A second account would be a second limit.
    """
    customer = office.customer("C9")
    row(CreditAccount, customer=customer)
    with refused("customer_id"):
        row(CreditAccount, customer=customer)

    assert "Customer C9 (C9)" == str(CreditAccount.objects.get(customer=customer))


def test_one_entry_stands_at_a_place(office, row, refused):
    """
    Two clerks cannot both write the next entry of one ledger.
    """
    row(LedgerEntry, place=7)
    row(LedgerEntry, place=7, customer_of=office.customer("C9"))

    with refused("visitcore_led_one_a_place"):
        row(LedgerEntry, place=7)


def test_a_document_is_entered_once(row, refused):
    """
    An invoice number stands once in a ledger; a payment may carry the same one, and many entries carry none.
    """
    row(LedgerEntry, number="A")
    row(LedgerEntry, number="A", kind="payment")
    row(LedgerEntry, number=None)
    row(LedgerEntry, number=None)

    with refused("visitcore_led_one_number"):
        row(LedgerEntry, number="A")


@pytest.mark.parametrize("kind", ["invoice", "payment", "return"])
@pytest.mark.parametrize("amount", [Decimal(0), -CENT])
def test_an_entry_moves_something(row, refused, kind, amount):
    """
    One cent moves something, nothing and less do not; the kind says which way it goes.
    """
    row(LedgerEntry, kind=kind, amount=CENT)

    with refused("visitcore_led_moves_something"):
        row(LedgerEntry, kind=kind, amount=amount)


def test_a_special_limit_may_be_nothing(row, refused):
    """
    A special limit of nothing stops all credit; one below nothing is none.
    """
    row(LedgerEntry, kind="special_limit", amount=Decimal(0))

    with refused("visitcore_led_moves_something"):
        row(LedgerEntry, kind="special_limit", amount=-CENT)


def test_the_days_of_a_special_limit_stand_in_order(row, refused):
    """
    It may end on its first day or never, and not the day before it begins.
    """
    row(LedgerEntry, first_day=TODAY, last_day=TODAY)
    row(LedgerEntry, first_day=TODAY)

    with refused("visitcore_led_days_in_order"):
        row(LedgerEntry, first_day=TODAY, last_day=date(2024, 6, 13))


def test_a_shipment_is_asked_for_once(office, row, refused):
    """
    A number stands once on an account.
    """
    row(ShipmentRequest, number="S")
    row(ShipmentRequest, number="S", customer_of=office.customer("C9"))

    with refused("visitcore_shp_one_number"):
        row(ShipmentRequest, number="S")


@pytest.mark.parametrize("changes", [{"amount": Decimal(0)}, {"amount": -CENT}, {"cash": -CENT}])
def test_a_shipment_is_worth_something(row, refused, changes):
    """
    Goods are worth at least a cent, and nobody pays less than nothing for them.
    """
    held = row(ShipmentRequest, amount=CENT, cash=Decimal(0), number="S1")
    assert "S1 0.01" == str(held)

    with refused("visitcore_shp_amounts"):
        row(ShipmentRequest, **changes)


def test_an_amount_is_exact(row):
    """
    Money comes back to the cent, however large.
    """
    held = row(LedgerEntry, amount=Decimal("999999999999.99"))
    held.refresh_from_db()

    assert Decimal("999999999999.99") == held.amount
    assert str(held).startswith("invoice I")
