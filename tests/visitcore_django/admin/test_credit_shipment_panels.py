import pytest
import time_machine
from django.urls import reverse
from visitcore_site.credit import LEDGER_A, Account, day
from visitcore_site.days import at

from visitcore_django import desk
from visitcore_django.admin.credit_shipment_panels import shipment_panels
from visitcore_django.models import LedgerEntry


@pytest.fixture
def account(office):
    """
    Ledger A, and 30,000 paid: head-room 30,000 on the 31st of March.
    """
    account = Account(office)
    account.tell(*LEDGER_A)
    account.pay("03-25", 30000)
    return account


def panels(request, on):
    """
    The panels by their titles.
    """
    with time_machine.travel(at(day(on)), tick=False):
        return {str(panel.title): str(panel.body) for panel in shipment_panels(request, day(on))}


def test_a_request_shows_what_would_be_decided(office, account):
    """
    Before anything is pressed: 100 would leave within the limit; nothing is recorded.
    """
    told = {"amount": 100, "number": "I4", "at": at(day("03-31"))}
    shown = panels(desk.request_shipment(account.row, by=office.li, **told), "03-31")

    assert "visitcore-allowed" in shown["If it were released today"]
    assert "Why" not in shown


def test_a_refused_one_says_why_and_what_else(account):
    """
    The recorded reasons, and the ways that are left.
    """
    shown = panels(account.ship("03-31", "30000.01", "I4"), "03-31")

    assert "CR-02.2" in shown["Why"]
    assert "Up to ¥30,000.00 may leave at once." in shown["What is still possible"]
    assert "paid for it beforehand" in shown["What is still possible"]


def test_paid_meanwhile_all_of_it_is_possible(account):
    """
    What was refused yesterday may leave today: it says to submit it again.
    """
    request = account.ship("03-30", "30000.01", "I4")
    account.pay("03-30", 10000)

    assert "all of it may leave" in panels(request, "03-30")["What is still possible"]


def test_a_copied_number_is_told_before_it_is_pressed(office, account):
    """
    The preview says that it has left already.
    """
    told = {"amount": 100, "number": "i1", "at": at(day("03-31"))}
    shown = panels(desk.request_shipment(account.row, by=office.li, **told), "03-31")

    assert "has left already" in shown["If it were released today"]


def test_nothing_possible_is_said_in_words(office):
    """
    A customer without a known paper has no way proposed.
    """
    account = Account(office, opener_id_copy=False)
    request = account.ship("03-01", 100, "I1")

    assert "Nothing of it may leave" in panels(request, "03-01")["What is still possible"]


def test_the_account_stands_below(account):
    """
    Head-room today, and the way to the account.
    """
    shown = panels(account.ship("03-31", 20000, "I4"), "03-31")["The account today"]

    assert "<dt>head-room</dt><dd>¥10,000.00</dd>" in shown
    assert "Open the credit account" in shown


def test_an_unsound_ledger_is_told_on_the_page(client, account):
    """
    An entry that did not come over the desk pays an invoice that is not there: the page opens, and says so.
    """
    told = {"amount": 100, "number": "I4", "at": at(day("03-31"))}
    row = desk.request_shipment(account.row, by=account.office.li, **told)
    LedgerEntry.objects.create(
        account=account.row, place=9, on=day("03-31"), kind="payment", amount=1, towards="I-9", by=account.office.money
    )
    client.force_login(account.office.li)
    for name, key in (("shipmentrequest", row.pk), ("creditaccount", account.row.pk)):
        page = client.get(reverse(f"admin:visitcore_django_{name}_change", args=[key]))

        assert 200 == page.status_code
        assert "I-9" in page.content.decode()
