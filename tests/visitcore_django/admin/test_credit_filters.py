from decimal import Decimal

import pytest
from django.urls import reverse
from visitcore_site.credit import LEDGER_A, Account

ACCOUNTS, SHIPMENTS, ENTRIES = (
    reverse(f"admin:visitcore_django_{name}_changelist") for name in ("creditaccount", "shipmentrequest", "ledgerentry")
)


pytestmark = pytest.mark.usefixtures("month_end")


@pytest.fixture
def account(office):
    """
    Ledger A, and 30,000 paid.
    """
    account = Account(office)
    account.tell(*LEDGER_A)
    account.pay("03-31", 30000)
    return account


@pytest.fixture
def page(office, client):
    """
    A list as finance sees it.
    """
    client.force_login(office.money)
    return lambda address: client.get(address).content.decode()


@pytest.mark.parametrize(("asked", "found"), [("over", False), ("past", False), ("room", True), ("", True)])
def test_accounts_are_found_by_how_they_stand(account, page, asked, found):
    """
    With 30,000 paid there is head-room, and nothing is past its term.
    """
    assert found is ("Customer C1" in page(f"{ACCOUNTS}?standing={asked}"))


@pytest.mark.parametrize(("asked", "found"), [("within", True), ("first", False), ("nonsense", True)])
def test_shipments_are_found_by_their_class(account, page, asked, found):
    """
    The choices are words; what nobody knows filters nothing.
    """
    account.ship("03-31", Decimal(100), "S1")
    shown = page(f"{SHIPMENTS}?class_of={asked}")

    assert found is ("¥100.00" in shown)
    assert "first over the limit" in shown


def test_entries_are_found_by_their_class(account, page):
    """
    Ledger A is normal throughout.
    """
    assert "¥40,000.00" in page(f"{ENTRIES}?class_of=normal")
    assert "¥40,000.00" not in page(f"{ENTRIES}?class_of=last")
