from decimal import Decimal

import pytest
from django.urls import reverse
from visitcore_site.credit import LEDGER_A, Account

from visitcore_django.models import LedgerEntry

pytestmark = pytest.mark.usefixtures("month_end")


@pytest.fixture
def account(office):
    """
    The customer of the worked examples with ledger A.
    """
    account = Account(office)
    account.tell(*LEDGER_A)
    return account


def page(account, name):
    """
    The address of a page that asks.
    """
    return reverse("admin:visitcore_django_creditaccount_enter", args=[account.row.pk, name])


def test_a_button_leads_to_the_page_that_asks(office, account, client):
    """
    The page shows how the account stands, and asks.
    """
    client.force_login(office.money)
    do = reverse("admin:visitcore_django_creditaccount_do", args=[account.row.pk, "payment"])
    shown = client.post(do, follow=True).content.decode()

    assert 'name="amount"' in shown
    assert "¥90,000.00" in shown


def test_what_was_asked_is_written_down_once(office, account, client):
    """
    A double click takes one payment.
    """
    client.force_login(office.money)
    said = {"amount": "30000", "towards": "", "on": "2024-03-31", "number": "R1", "token": "t"}
    answers = [client.post(page(account, "payment"), said) for _ in range(2)]

    assert [302, 302] == [answer.status_code for answer in answers]
    assert [Decimal(30000)] == list(LedgerEntry.objects.filter(kind="payment").values_list("amount", flat=True))


def test_what_the_desk_refuses_stays_typed(office, account, client):
    """
    More than is open on I3: the reason stands above the form, and the figures in it.
    """
    client.force_login(office.money)
    said = {"amount": "20000.01", "towards": "I3", "on": "2024-03-31", "number": "R1"}
    shown = client.post(page(account, "payment"), said).content.decode()

    assert "20000.01 is more than the 20000.00 open on I3" in shown
    assert 'value="20000.01"' in shown
    assert 0 == LedgerEntry.objects.filter(kind="payment").count()


@pytest.mark.parametrize(
    ("who", "name"), [("li", "payment"), ("li", "limit"), ("money", "limit"), ("auditor", "return")]
)
def test_a_forged_page_is_refused(office, account, client, who, name):
    """
    Who has no button for it gets nothing by sending it all the same.
    """
    client.force_login(getattr(office, who))
    said = {"amount": "1", "towards": "I1", "on": "2024-03-31", "first_day": "2024-03-31", "last_day": "2024-03-31"}

    assert 403 == client.get(page(account, name)).status_code
    assert 403 == client.post(page(account, name), said).status_code
    assert 3 == LedgerEntry.objects.count()


def test_a_page_that_nobody_knows_does_not_exist(office, account, client):
    """
    A guessed name answers 404.
    """
    client.force_login(office.money)

    assert 404 == client.get(page(account, "gift")).status_code
