from decimal import Decimal

import pytest
from visitcore_site.credit import LEDGER_A, PAPERS, Account, day
from visitcore_site.days import at

from visitcore import FactsError, LedgerEvent
from visitcore_django import desk
from visitcore_django.desk.credit import contract_types
from visitcore_django.models import CreditAccount, Delegation, LedgerEntry, StaleError


@pytest.fixture
def account(office):
    """
    The customer of the worked examples with ledger A.
    """
    account = Account(office)
    account.tell(*LEDGER_A)
    return account


def test_finance_opens_one_account_for_a_customer(office):
    """
    A second account is refused, a double click opens one, and a salesperson opens none.
    """
    customer = office.customer()
    told = {"by": office.money, "token": "t", **PAPERS}
    first = desk.open_account(customer, **told)

    assert first == desk.open_account(customer, **told)
    with pytest.raises(desk.DeskError, match="already"):
        desk.open_account(customer, by=office.money)
    with pytest.raises(desk.NotAllowedError):
        desk.open_account(office.customer("C2"), by=office.li)


def test_history_is_taken_as_it_stands(office):
    """
    An account comes with its past: ledger A makes a limit of 90,000 on the 31st of March.
    """
    events = [
        LedgerEvent(on=day(on), kind="invoice", id=number, amount=Decimal(amount), class_="normal")
        for on, number, amount in LEDGER_A
    ]
    account = desk.open_account(office.customer(), by=office.money, opening=events, at=at(day("03-31")))

    assert (Decimal(90000), Decimal(90000)) == (account.limit, account.outstanding)
    assert 3 == account.entries.count()


def test_another_past_under_the_same_token_is_another_request(office):
    """
    The account is opened once with its past; asked again with more of it, the second request is told, not swallowed.
    """
    told = {"customer": office.customer(), "by": office.money, "at": at(day("03-31")), "token": "t"}
    first, second = (
        LedgerEvent(on=day("03-01"), kind="invoice", id=number, amount=Decimal(100), class_="normal")
        for number in ("I1", "I2")
    )
    account = desk.open_account(**told, opening=[first])

    assert account == desk.open_account(**told, opening=[first])
    with pytest.raises(desk.DeskError, match="with something else"):
        desk.open_account(**told, opening=[first, second])
    assert 1 == account.entries.count()


def test_a_past_that_cannot_be_opens_nothing(office):
    """
    Where the history has a copied number, no half an account is left.
    """
    event = LedgerEvent(on=day("03-01"), kind="invoice", id="I1", amount=Decimal(1), class_="normal")
    with pytest.raises(FactsError):
        desk.open_account(office.customer(), by=office.money, opening=[event, event])

    assert 0 == CreditAccount.objects.count()


def test_papers_are_not_overwritten(office, account):
    """
    The second editor of the papers is told; a salesperson may not write them.
    """
    mine, other = CreditAccount.objects.get(), CreditAccount.objects.get()
    mine.opener_id_copy = False
    desk.set_papers(mine, by=office.money)
    other.file_data = False

    with pytest.raises(StaleError):
        desk.set_papers(other, by=office.money)
    with pytest.raises(desk.NotAllowedError):
        desk.set_papers(mine, by=office.li)


def test_a_payment_lowers_what_is_owed(account):
    """
    Worked example 3: 30,000 on the 25th of March leave 60,000 owed; the limit stays.
    """
    account.pay("03-25", 30000)

    assert (Decimal(60000), Decimal(60000)) == (
        account.row.outstanding,
        account.row.limit - account.row.headroom,
    )
    assert (Decimal(90000), Decimal(60000), Decimal(30000)) == account.stands("03-31")


def test_a_payment_comes_once(office, account):
    """
    A double click takes it once, and its number is taken.
    """
    first = account.pay("03-25", 100, number="R1", token="t")

    assert first == account.pay("03-25", 100, number="R1", token="t")
    with pytest.raises(FactsError, match="stands here already"):
        account.pay("03-25", 100, number="Ｒ1")


def test_a_return_lowers_the_invoice(office, account):
    """
    Goods worth 5,000 of I1 came back: the limit and the debt are 5,000 lower.
    """
    told = {"by": office.money, "towards": "I1", "at": at(day("03-25"))}
    desk.take_return(account.row, Decimal(5000), "B1", **told)

    assert (Decimal(85000), Decimal(85000), Decimal(0)) == account.stands("03-31")


def test_only_those_who_write_the_ledger_take_money(office, account):
    """
    A salesperson takes no payment, nor does finance one that lies ahead.
    """
    with pytest.raises(desk.NotAllowedError):
        desk.take_payment(account.row, Decimal(1), by=office.li, at=at(day("03-25")))
    with pytest.raises(desk.DeskError, match="lies ahead"):
        desk.take_payment(account.row, Decimal(1), by=office.money, on=day("03-26"), at=at(day("03-25")))


def test_a_special_limit_takes_the_place_of_the_suspended_one(office, account):
    """
    Worked example 6: 75,000 from the 1st to the 10th of April; on the 11th it is over.
    """
    account.pay("03-25", 30000)
    told = {"by": office.manager, "at": at(day("04-01"))}
    desk.set_special_limit(account.row, Decimal(75000), day("04-01"), day("04-10"), **told)

    assert (Decimal(75000), Decimal(60000), Decimal(15000)) == account.stands("04-10")
    assert (Decimal(0), Decimal(60000), Decimal(-60000)) == account.stands("04-11")


def test_only_the_sales_department_grants_a_special_limit(office, account):
    """
    Neither a salesperson, nor finance, nor the general manager speaks for the sales department.
    """
    for person in (office.li, office.money, office.boss):
        with pytest.raises(desk.NotAllowedError):
            desk.set_special_limit(account.row, Decimal(1), day("04-01"), day("04-10"), by=person)


def test_nobody_raises_the_limit_for_goods_of_his_own(office, account):
    """
    The manager's own shipment waits for the sales department: another one grants the limit, and no deputy of his.
    """
    told = {"by": office.manager, "amount": Decimal(10), "number": "I9", "at": at(day("04-01"))}
    request = desk.request_shipment(account.row, **told)
    desk.release_shipment(request, by=office.manager, at=at(day("04-01")))

    with pytest.raises(desk.FourEyesError):
        desk.set_special_limit(
            account.row, Decimal(1), day("04-01"), day("04-10"), by=office.manager, at=at(day("04-01"))
        )
    told = {"first_day": day("04-01"), "last_day": day("04-01")}
    Delegation.objects.create(from_user=office.manager, to_user=office.money, **told)
    with pytest.raises(desk.FourEyesError):
        desk.set_special_limit(
            account.row, Decimal(1), day("04-01"), day("04-10"), by=office.money, at=at(day("04-01"))
        )


def test_days_in_the_wrong_order_are_refused(office, account):
    """
    A special limit ends no earlier than it begins.
    """
    with pytest.raises(FactsError, match="lies before"):
        desk.set_special_limit(
            account.row, Decimal(1), day("04-10"), day("04-01"), by=office.manager, at=at(day("04-01"))
        )

    assert 3 == LedgerEntry.objects.count()


def test_a_sum_too_large_for_the_account_is_not_taken(account):
    """
    One such sum fits, and twice it does not: the account stays as it was, and is read and refreshed as before.

    Of the first 90,000 go to ledger A; the second would leave the customer 1,999,999,909,999.98 to the good.
    """
    most, on = Decimal("999999999999.99"), day("03-31")
    told = {"by": account.office.money, "at": at(on)}
    desk.take_payment(account.row, most, **told)
    with pytest.raises(desk.DeskError, match=r"money owed.*digits"):
        desk.take_payment(account.row, most, **told)
    row = CreditAccount.objects.get()

    assert (4, Decimal("-999999909999.99")) == (row.entries.count(), row.outstanding)
    assert 1 == desk.refresh_credits([row.pk], on)


def test_a_contract_is_of_a_type_that_the_policy_lists(office, account):
    """
    CR-01.3: distribution or direct sale; another type is refused, and one on record stays.
    """
    with pytest.raises(desk.DeskError, match="“credit_sale” is not known here; write one of: distribution, direct"):
        desk.open_account(office.customer("C2"), by=office.money, contract_type="credit_sale")
    row = CreditAccount.objects.get(pk=account.row.pk)
    row.contract_type = "credit_sale"
    with pytest.raises(desk.DeskError, match="not known"):
        desk.set_papers(row, by=office.money)
    CreditAccount.objects.update(contract_type="credit_sale")

    assert "credit_sale" == desk.set_papers(row, by=office.money).contract_type


def test_the_types_of_contract_are_those_of_the_policy(db, settings):
    """
    CR-01.3: distribution and direct sale; ABC knows none.
    """
    assert ("distribution", "direct") == contract_types(day("03-26"))
    settings.VISITCORE = {"POLICY": "ABC"}
    assert () == contract_types(day("03-26"))
