import pytest
from django.urls import reverse
from visitcore_site.credit import LEDGER_A, Account

from visitcore_django.admin.credit_ledger import may_lose
from visitcore_django.models import DecisionRecord, LedgerEntry

LIST = reverse("admin:visitcore_django_ledgerentry_changelist")


pytestmark = pytest.mark.usefixtures("month_end")


@pytest.fixture
def account(office):
    """
    Ledger A, of which I1 is paid.
    """
    account = Account(office)
    account.tell(*LEDGER_A)
    account.pay("03-25", 40000, "I1", number="R1")
    return account


def page_of(number):
    """
    The address of an entry.
    """
    return reverse("admin:visitcore_django_ledgerentry_change", args=[LedgerEntry.objects.get(number=number).pk])


def test_an_entry_is_found_by_its_number(office, account, client):
    """
    The receipt, and what it is for.
    """
    client.force_login(office.money)
    page = client.get(f"{LIST}?q=R1").content.decode()

    assert "¥40,000.00" in page
    assert "¥30,000.00" not in page


def test_the_ledger_is_only_read(office, account, client):
    """
    Finance, who writes it over the desk, changes nothing here.
    """
    client.force_login(office.money)

    assert 403 == client.get(reverse("admin:visitcore_django_ledgerentry_add")).status_code
    assert 403 == client.post(page_of("R1"), {"amount": "1"}).status_code
    assert 403 == client.post(page_of("R1").replace("change", "delete")).status_code


def test_anothers_entry_does_not_exist(office, account, client):
    """
    Zhao sees neither list nor page.
    """
    client.force_login(office.zhao)

    assert not client.get(LIST).context["cl"].result_count
    assert 404 == client.get(page_of("R1")).status_code


def test_the_number_of_queries_does_not_grow(office, account, client, django_assert_max_num_queries):
    """
    Four entries or thirty: as many queries.
    """
    client.force_login(office.money)
    counts = []
    for many in (4, 30):
        for number in range(LedgerEntry.objects.count(), many):
            account.pay("03-31", 1, number=f"P{number}")
        with django_assert_max_num_queries(20) as asked:
            client.get(LIST)
        counts.append(len(asked))

    assert counts[0] == counts[1]


def test_who_bears_a_loss_is_decided_on_the_page_of_the_invoice(office, account, client):
    """
    Finance enters what is lost, and the answer stands on the page.
    """
    client.force_login(office.money)
    key = LedgerEntry.objects.get(number="I2").pk
    enter = reverse("admin:visitcore_django_ledgerentry_enter", args=[key, "loss"])
    page = client.post(enter, {"amount": "30000", "deducted": "0", "token": "t"}, follow=True).content.decode()

    assert "Who bears the loss" in page
    assert 1 == DecisionRecord.objects.filter(name="bear_bad_debt").count()


@pytest.mark.parametrize(
    ("who", "number", "may"),
    [("money", "I2", True), ("money", "I1", False), ("money", "R1", False), ("li", "I2", False)],
)
def test_only_what_is_open_can_be_lost(office, account, who, number, may):
    """
    Neither a paid invoice nor a payment, and not by a salesperson.
    """
    assert may is may_lose(getattr(office, who), LedgerEntry.objects.get(number=number))
