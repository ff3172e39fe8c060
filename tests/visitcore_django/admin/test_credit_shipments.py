import pytest
import time_machine
from django.urls import reverse
from visitcore_site.credit import LEDGER_A, Account, day
from visitcore_site.days import at

from visitcore_django import desk
from visitcore_django.models import Approval, LedgerEntry, ShipmentRequest

LIST = reverse("admin:visitcore_django_shipmentrequest_changelist")
ADD = reverse("admin:visitcore_django_shipmentrequest_add")
STATE = ShipmentRequest.State


@pytest.fixture(autouse=True)
def _clock():
    """
    The screens play on the 26th of March.
    """
    with time_machine.travel(at(day("03-26")), tick=False):
        yield


@pytest.fixture
def account(office):
    """
    Ledger A with nothing paid: the limit of 90,000 is used up.
    """
    account = Account(office)
    account.tell(*LEDGER_A)
    return account


def do(request, name):
    """
    The address of a button.
    """
    return reverse("admin:visitcore_django_shipmentrequest_do", args=[request.pk, name])


def page_of(request):
    """
    The address of a shipment.
    """
    return reverse("admin:visitcore_django_shipmentrequest_change", args=[request.pk])


def said(account, **more):
    """
    A form that was filled in.
    """
    told = {"account": account.row.pk, "on": "2024-03-26", "number": "I4", "amount": "29000", "cash": "0"}
    return {**told, "plan": "unknown", "ticket": "normal", "token": "t", **more}


def test_goods_are_asked_for_and_decided_in_one_go(office, account, client):
    """
    Li saves and releases; it waits for the regional manager, and the page says so.
    """
    client.force_login(office.li)
    page = client.post(ADD, said(account, _release="1"), follow=True).content.decode()
    request = ShipmentRequest.objects.get()

    assert (STATE.REFERRED, office.li) == (request.state, request.requested_by)
    assert "It waits for regional manager: first over the limit." in page
    assert "CR-02.2" in page


def test_what_says_nothing_has_no_label(office, account, client):
    """
    One that is not decided has no class and waits for nobody; one that is has both, and no line for a plan not named.
    """
    client.force_login(office.li)
    client.post(ADD, said(account))
    request = ShipmentRequest.objects.get()
    page = client.get(page_of(request)).content.decode()
    assert "Who decides next" not in page and "Class of the invoice" not in page
    assert "Save and ask for release" in page and ">Ask for release<" in page
    page = client.post(do(request, "release"), follow=True).content.decode()

    assert "Who decides next" in page and "Class of the invoice" in page
    assert "A plan for the money is on file" not in page and "Cash paid for it" not in page
    assert "</span> waiting for approval</span>" in page
    assert "</span> waiting for approval</span>" in client.get(LIST).content.decode()


def test_saving_alone_decides_nothing(office, account, client):
    """
    What is only saved shows what would be decided.
    """
    client.force_login(office.li)
    client.post(ADD, said(account))
    request = ShipmentRequest.objects.get()
    page = client.get(page_of(request)).content.decode()

    assert STATE.REQUESTED == request.state
    assert "If it were released today" in page
    assert 3 == LedgerEntry.objects.count()


def test_the_manager_signs_on_the_page(office, account, client):
    """
    The one who may has the two answers; signed goods are in the ledger.
    """
    request = account.ship("03-26", 29000, "I4")
    client.force_login(office.manager)

    assert "Send back" in client.get(page_of(request)).content.decode()

    client.post(do(request, "approve"))
    request.refresh_from_db()

    assert STATE.RELEASED == request.state
    assert LedgerEntry.objects.filter(number="I4").exists()


def test_who_changed_it_last_stands_on_the_page_and_has_no_button(office, account, client):
    """
    The manager raised Li's request, so it waits for another, and the page tells why: he changed it last.
    """
    request = desk.request_shipment(account.row, by=office.li, amount=25000, number="I4")
    request.amount = 29000
    desk.change_shipment(request, by=office.manager)
    desk.release_shipment(request, by=office.li)
    client.force_login(office.manager)
    page = client.get(page_of(request))

    assert "Last changed by" in page.content.decode()
    assert "approve" not in [button.name for button in page.context["visitcore_buttons"]]


def test_a_forged_signature_for_ones_own_goods_is_refused(office, account, client):
    """
    Neither Li's page nor the manager's has a button to sign for his own goods, and sending it all the same is refused.
    """
    own = desk.request_shipment(account.row, by=office.manager, amount=100, number="I5")
    desk.release_shipment(own, by=office.manager)
    for person, request in ((office.li, account.ship("03-26", 29000, "I4")), (office.manager, own)):
        client.force_login(person)

        assert "/do/approve/" not in client.get(page_of(request)).content.decode()
        assert 403 == client.post(do(request, "approve")).status_code

    assert {Approval.State.OPEN} == set(Approval.objects.values_list("state", flat=True))


def test_a_double_click_and_two_tabs_release_once(office, account, client):
    """
    The second press says how it stands, and nothing leaves twice.
    """
    account.pay("03-26", 30000)
    request = desk.request_shipment(account.row, by=office.li, amount=100, number="I4")
    client.force_login(office.li)
    for token in ("t", "t", "other tab"):
        assert 302 == client.post(do(request, "release"), {"token": token}).status_code

    assert 1 == LedgerEntry.objects.filter(number="I4").count()


def test_a_refusal_says_what_is_still_possible(office, account, client):
    """
    Worked example 8: one third is too much; a cent less can be signed for.
    """
    client.force_login(office.li)
    page = client.post(ADD, said(account, amount="30000", _release="1"), follow=True).content.decode()

    assert "Refused by the rules" in page
    assert "Up to ¥29,999.99 may leave where regional manager agrees." in page
    assert "Submit again" in page


def test_a_refused_one_is_made_smaller_and_comes_again(office, account, client):
    """
    The form is open again, under the same number.
    """
    request = account.ship("03-26", 30000, "I4")
    client.force_login(office.li)
    form = said(account, amount="29999.99", version=request.version, _release="1")
    client.post(page_of(request), form)
    request.refresh_from_db()

    assert STATE.REFERRED == request.state


def test_what_waits_is_only_read(office, account, client):
    """
    The amount that is signed for cannot be changed; it can be taken back.
    """
    request = account.ship("03-26", 29000, "I4")
    client.force_login(office.li)

    assert 403 == client.post(page_of(request), said(account, amount="1", version=request.version)).status_code
    assert 'name="amount"' not in client.get(page_of(request)).content.decode()

    client.post(do(request, "withdraw"))
    request.refresh_from_db()

    assert STATE.REQUESTED == request.state


def test_a_stale_form_is_told(office, account, client):
    """
    Somebody else changed the request meanwhile.
    """
    request = desk.request_shipment(account.row, by=office.li, amount=100, number="I4")
    version = request.version
    request.amount = 200
    desk.change_shipment(request, by=office.li)
    client.force_login(office.li)
    page = client.post(page_of(request), said(account, amount="300", version=version)).content.decode()

    assert "Somebody else has changed this" in page
    assert 200 == ShipmentRequest.objects.get().amount


def test_a_taken_number_is_told_above_the_form(office, account, client):
    """
    What was typed stays.
    """
    desk.request_shipment(account.row, by=office.li, amount=100, number="I4")
    client.force_login(office.li)
    page = client.post(ADD, said(account, token="u")).content.decode()

    assert "there already" in page
    assert 'value="29000"' in page


def test_goods_of_anothers_account_are_not_offered(office, account, client):
    """
    Zhao can neither choose the account nor open the request.
    """
    request = account.ship("03-26", 29000, "I4")
    client.force_login(office.zhao)

    assert 200 == client.post(ADD, said(account, number="I9")).status_code
    assert 1 == ShipmentRequest.objects.count()
    assert 404 == client.get(page_of(request)).status_code
    assert 404 == client.post(do(request, "release")).status_code


def test_cash_is_released_by_finance(office, account, client):
    """
    Li's page has no button for it; finance's has.
    """
    request = desk.request_shipment(account.row, by=office.li, amount=100, cash=100, number="I4")
    for person, offered in ((office.li, False), (office.money, True)):
        client.force_login(person)

        assert offered is ("/do/release/" in client.get(page_of(request)).content.decode())


def test_goods_that_left_all_the_same_are_written_down(office, account, client):
    """
    Finance alone has the button on a refused request.
    """
    request = account.ship("03-26", 29000, "I4", ticket="handwritten")
    client.force_login(office.li)

    assert "left all the same" not in client.get(page_of(request)).content.decode()

    client.force_login(office.money)
    client.post(do(request, "unapproved"))
    request.refresh_from_db()

    assert STATE.UNAPPROVED == request.state


def test_a_hostile_number_stays_text(office, account, client):
    """
    A script for a number is shown as text in list and page.
    """
    request = account.ship("03-26", 29000, "<script>x</script>")
    client.force_login(office.li)

    for address in (LIST, page_of(request)):
        assert "<script>x" not in client.get(address).content.decode()


def test_the_number_of_queries_does_not_grow(office, account, client, django_assert_max_num_queries):
    """
    Three requests or thirty: as many queries.
    """
    client.force_login(office.money)
    counts = []
    for many in (3, 30):
        for number in range(ShipmentRequest.objects.count(), many):
            desk.request_shipment(account.row, by=office.li, amount=100, number=f"S{number}")
        with django_assert_max_num_queries(20) as asked:
            client.get(LIST)
        counts.append(len(asked))

    assert counts[0] == counts[1]
