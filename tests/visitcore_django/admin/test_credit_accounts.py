from decimal import Decimal

import pytest
import time_machine
from django.urls import reverse
from visitcore_site.credit import LEDGER_A, PAPERS, Account, day
from visitcore_site.days import at

from visitcore_django import desk
from visitcore_django.models import CreditAccount, DecisionRecord

LIST = reverse("admin:visitcore_django_creditaccount_changelist")
ADD = reverse("admin:visitcore_django_creditaccount_add")


pytestmark = pytest.mark.usefixtures("month_end")


@pytest.fixture
def account(office):
    """
    The customer of the worked examples with ledger A.
    """
    account = Account(office)
    account.tell(*LEDGER_A)
    account.stands("03-31")
    return account


def page_of(account):
    """
    The address of an account.
    """
    return reverse("admin:visitcore_django_creditaccount_change", args=[account.row.pk])


def shown(client, person, address):
    """
    A page as a person sees it.
    """
    client.force_login(person)
    return client.get(address).content.decode()


def test_the_list_holds_the_sums_that_are_kept(office, account, client):
    """
    Limit and debt with separators and currency; another's customer is not there.
    """
    Account(office, "C2").row.customer.__class__.objects.filter(code="C2").update(owner=office.zhao, team=None)
    page = shown(client, office.li, LIST)

    assert 2 <= page.count("¥90,000.00")
    assert "Customer C1" in page
    assert "Customer C2" not in page


def test_the_number_of_queries_does_not_grow(office, client, django_assert_max_num_queries):
    """
    A list of thirty accounts asks as often as one of three.
    """
    client.force_login(office.money)
    counts = []
    for many in (3, 30):
        for number in range(CreditAccount.objects.count(), many):
            row = desk.open_account(office.customer(f"K{number}"), by=office.money, at=at(day("02-01")), **PAPERS)
            assert row.standing_on
        with django_assert_max_num_queries(20) as asked:
            client.get(LIST)
        counts.append(len(asked))

    assert counts[0] == counts[1]


def test_a_guessed_account_does_not_exist(office, account, client):
    """
    Zhao of the other team gets 404, on the page as on those that ask.
    """
    client.force_login(office.zhao)
    enter = reverse("admin:visitcore_django_creditaccount_enter", args=[account.row.pk, "payment"])

    assert {404} == {client.get(address).status_code for address in (page_of(account), enter)}


def test_the_page_shows_papers_sums_chart_and_days(office, account, client):
    """
    Worked example 1 on the screen: 90,000 of limit, 90,000 owed, the chart, and the invoices day by day.
    """
    page = shown(client, office.money, page_of(account))

    assert "<dt>head-room</dt><dd>¥0.00</dd>" in page
    assert 'role="img"' in page
    assert "invoice I1 ¥40,000.00" in page
    assert "2024-03-10" in page


def test_a_hostile_name_stays_text(office, client):
    """
    Neither a script nor a formula does anything.
    """
    account = Account(office)
    account.row.customer.name = '=1+1<script>alert("x")</script>'
    account.row.customer.save()
    account.tell(("03-01", "<script>I1</script>", 5))
    page = shown(client, office.money, page_of(account))

    assert "<script>alert" not in page
    assert "<script>I1" not in page
    assert "&lt;script&gt;I1" in page


def test_finance_opens_an_account_on_the_screen(office, client):
    """
    The form opens it over the desk, once for one token.
    """
    customer = office.customer("C9")
    client.force_login(office.money)
    said = {"customer": customer.pk, "file_data": "true", "opener_id_copy": "unknown", "token": "t"}
    said |= {"contract_type": "direct", "settlement_agreement": "true"}
    answers = [client.post(ADD, said).status_code for _ in range(2)]
    account = CreditAccount.objects.get()

    assert 302 == answers[0]
    assert (True, None, "direct", day("03-31")) == (
        account.file_data,
        account.opener_id_copy,
        account.contract_type,
        account.standing_on,
    )


def test_the_second_editor_of_the_papers_is_told(office, account, client):
    """
    Nothing is overwritten.
    """
    client.force_login(office.money)
    said = {"file_data": "false", "opener_id_copy": "true", "contract_type": "direct", "settlement_agreement": "true"}
    version = account.row.version

    assert 302 == client.post(page_of(account), {**said, "version": version}).status_code
    page = client.post(page_of(account), {**said, "file_data": "true", "version": version}).content.decode()

    assert "Somebody else has changed this" in page
    assert CreditAccount.objects.get().file_data is False


def test_a_salesperson_looks_and_ships_but_writes_nothing(office, account, client):
    """
    Li sees his customer's account and may ask for goods; the papers are not his to change, nor is there money to take.
    """
    page = shown(client, office.li, page_of(account))

    assert "Ask for a shipment" in page
    assert "Take a payment" not in page
    assert "Grant a special limit" not in page
    assert 403 == client.post(page_of(account), {"file_data": "false"}).status_code


def test_whoever_only_looks_reads_words(office, account, client):
    """
    The type of the contract is a word, not its code.
    """
    type(account.row).objects.update(contract_type="distribution")
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "zh-hans"
    page = shown(client, office.li, page_of(account))

    assert "经销合同" in page
    assert "distribution" not in page


def test_an_auditor_has_no_buttons(office, account, client):
    """
    Everything can be read and nothing pressed.
    """
    page = shown(client, office.auditor, page_of(account))

    assert "Customer C1" in page
    assert "visitcore-buttons" not in page


def test_an_account_is_never_deleted(office, account, client):
    """
    Not even by the administrator.
    """
    office.boss.is_superuser = True
    office.boss.save()
    client.force_login(office.boss)

    assert 403 == client.post(reverse("admin:visitcore_django_creditaccount_delete", args=[account.row.pk])).status_code


def test_all_days_are_shown_on_demand(office, account, client):
    """
    The run goes back to the first invoice, however long ago.
    """
    with time_machine.travel(at(day("08-01")), tick=False):
        client.force_login(office.money)

        assert "invoice I1" not in client.get(page_of(account)).content.decode().replace("I1, open", "")
        assert "invoice I1" in client.get(f"{page_of(account)}?days=all").content.decode()


def test_the_month_is_settled_by_a_button(office, account, client):
    """
    On the 1st of April finance records what the signer is charged; pressing twice records it once.
    """
    account.pay("03-31", 60000, at=at(day("03-31"), 8))
    account.tell(("03-31", "I5", 8000, "last", "regional_manager"))
    with time_machine.travel(at(day("04-01")), tick=False):
        client.force_login(office.money)
        do = reverse("admin:visitcore_django_creditaccount_do", args=[account.row.pk, "month_end"])
        for _ in range(2):
            page = client.post(do, follow=True).content.decode()

    assert "as it was recorded" in page
    assert 1 == DecisionRecord.objects.filter(name="recover_at_month_end").count()
    assert Decimal(8000) == Decimal(DecisionRecord.objects.get().answer["outcome"]["unpaid"])


def test_a_list_that_is_not_of_today_says_so_and_so_does_the_page(office, account, client):
    """
    Worked out on the 30th and read on the 31st: the list tells its day, and the page why its sums may differ.
    """
    assert "its page shows today" not in shown(client, office.li, LIST)
    assert "The list shows the account" not in shown(client, office.li, page_of(account))
    CreditAccount.objects.update(standing_on=day("03-30"))

    assert "its page shows today" in shown(client, office.li, LIST)
    assert f"as it was worked out on {day('03-30')}" in shown(client, office.li, page_of(account))
