from decimal import Decimal
from functools import partial

import pytest
from visitcore_site.credit import LEDGER_A, Account, day
from visitcore_site.days import at
from visitcore_site.office import Office
from visitcore_site.together import together

from visitcore_django import desk
from visitcore_django.models import Approval, ShipmentRequest, StaleError


@pytest.fixture
def account(office):
    """
    The customer of the worked examples with ledger A, nothing paid.
    """
    account = Account(office)
    account.tell(*LEDGER_A)
    return account


def ask(account, by=None, **more):
    """
    A request for the 26th of March.
    """
    told = {"amount": Decimal(100), "number": "I4", "at": at(day("03-26")), **more}
    return desk.request_shipment(account.row, by=by or account.office.li, **told)


def test_a_request_decides_nothing(account):
    """
    Goods that are asked for have not left.
    """
    request = ask(account)

    assert (ShipmentRequest.State.REQUESTED, day("03-26"), "") == (request.state, request.on, request.class_of)
    assert 3 == account.row.entries.count()


def test_a_double_click_asks_once(account):
    """
    The same token gives the same request; a second one under its number is refused.
    """
    assert ask(account, token="t") == ask(account, token="t")
    with pytest.raises(desk.DeskError, match="already"):
        ask(account)


@pytest.mark.parametrize(
    ("more", "says"),
    [
        ({"amount": Decimal(0)}, "above zero"),
        ({"amount": Decimal("1.005")}, "decimal places"),
        ({"cash": Decimal(-1)}, "cash"),
        ({"number": " "}, "number"),
        ({"ticket": "napkin"}, "napkin"),
    ],
)
def test_a_faulty_request_says_what_is_wrong(account, more, says):
    """
    No amount, half a cent, money below nothing, no number or an unknown ticket.
    """
    with pytest.raises(desk.DeskError, match=says):
        ask(account, **more)


@pytest.mark.django_db(transaction=True)
def test_of_two_who_ask_under_one_number_one_is_told():
    """
    Two clerks ask for goods under the same number at the same moment.
    """
    account = Account(Office())
    said = together(*[partial(ask, account)] * 2)

    assert ["DeskError", "ShipmentRequest"] == sorted(type(one).__name__ for one in said), said
    assert 1 == ShipmentRequest.objects.count()


def test_goods_of_anothers_customer_are_not_asked_for(office, account):
    """
    Zhao of the other team does not see Li's customer; an auditor asks for nothing.
    """
    for person in (office.zhao, office.auditor):
        with pytest.raises(desk.NotAllowedError):
            ask(account, by=person)


@pytest.mark.parametrize("asks", ["li", "manager"])
def test_neither_who_asked_nor_who_changed_it_signs(office, account, asks):
    """
    The manager raised the amount of Li's request, or Li that of his: in both cases the manager cannot sign for it.
    """
    first, second = (office.li, office.manager) if asks == "li" else (office.manager, office.li)
    request = ask(account, by=first, amount=Decimal(25000))
    request.amount = Decimal(29000)
    desk.change_shipment(request, by=second)
    desk.release_shipment(request, by=office.li, at=at(day("03-26")))

    assert (first, second) == (request.requested_by, request.changed_by)
    with pytest.raises(desk.FourEyesError):
        account.sign("03-26", request)


def test_who_saves_a_request_as_it_is_may_sign(office, account):
    """
    The manager opened Li's request and saved it unchanged: he has written nothing.
    """
    request = ask(account, amount=Decimal(29000))
    desk.change_shipment(request, by=office.manager)
    desk.release_shipment(request, by=office.li, at=at(day("03-26")))

    assert request.changed_by is None
    assert ShipmentRequest.State.RELEASED == account.sign("03-26", request).state


def test_a_request_is_not_overwritten(office, account):
    """
    The second editor is told.
    """
    request = ask(account)
    other = ShipmentRequest.objects.get()
    request.amount = Decimal(200)
    desk.change_shipment(request, by=office.li)

    with pytest.raises(StaleError):
        desk.change_shipment(other, by=office.li)


def test_what_waits_for_a_signature_is_not_changed(office, account):
    """
    The amount that is signed for is the one that was asked for.
    """
    request = account.ship("03-26", 29000, "I4")
    request.amount = Decimal(1)

    with pytest.raises(desk.WrongStateError):
        desk.change_shipment(request, by=office.li)


def test_what_waits_can_be_taken_back(office, account):
    """
    A request that is withdrawn waits for nobody, and can be changed and released again.
    """
    request = account.ship("03-26", 29000, "I4")
    desk.withdraw_shipment(request, by=office.li, at=at(day("03-26"), 12))

    assert ShipmentRequest.State.REQUESTED == request.state
    assert [Approval.State.WITHDRAWN] == [row.state for row in Approval.objects.all()]
    with pytest.raises(desk.WrongStateError):
        desk.withdraw_shipment(request, by=office.li)


def test_whoever_changed_it_in_between_does_not_sign(office, account):
    """
    Li asks, the manager raises the amount, Li changes another cell: the amount is the manager's all the same.
    """
    request = ask(account, amount=Decimal(25000))
    for person, column, value in ((office.manager, "amount", Decimal(29000)), (office.li, "plan", True)):
        request = ShipmentRequest.objects.get(pk=request.pk)
        setattr(request, column, value)
        desk.change_shipment(request, by=person)
    desk.release_shipment(request, by=office.li, at=at(day("03-26")))

    assert (office.li, office.li) == (request.requested_by, request.changed_by)
    with pytest.raises(desk.FourEyesError):
        account.sign("03-26", request)
