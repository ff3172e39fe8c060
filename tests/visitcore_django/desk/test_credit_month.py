from decimal import Decimal

import pytest
from visitcore_site.credit import LEDGER_A, Account, charges, day, invoice, over_the_limit
from visitcore_site.days import at

from visitcore_django import desk
from visitcore_django.desk.credit_month import charged_for, charged_now, resettle
from visitcore_django.models import DecisionRecord, LedgerEntry


@pytest.fixture
def account(office):
    """
    Worked example 12: a first and a last one over the limit, 15,000 of the last still open at the end of March.
    """
    return over_the_limit(office)


def test_the_signer_is_charged_at_the_end_of_the_month(shares, account):
    """
    Worked example 12: 20 % of the 15,000 that are open on the 1st of April.
    """
    (record,) = desk.month_end_credit(day("04-01"))

    assert {"regional_manager": Decimal(3000)} == charges(record.answer)
    assert (day("04-01"), "referred") == (record.governed_on, record.verdict)


def test_a_shipment_of_the_last_day_is_due_that_day(office, shares):
    """
    Worked example 19: 8,000 left on the 31st of March and unpaid make 1,600.
    """
    account = Account(office)
    account.tell(*LEDGER_A)
    account.sign("03-26", account.ship("03-26", 29000, "I4"))
    account.sign("03-31", account.ship("03-31", 8000, "I5"))

    assert [] == desk.month_end_credit(day("03-31"))
    assert {"regional_manager": Decimal(1600)} == charges(desk.month_end_credit(day("04-01"))[0].answer)


def test_a_month_is_settled_once_and_as_it_was(shares, account):
    """
    On the 6th of April, after everything was paid, the sweep says of the 1st what it would have said on the 1st.
    """
    account.pay("04-05", 15000, "I5")
    first = desk.month_end_credit(day("04-06"))
    again = desk.month_end_credit(day("04-07"))

    assert first == again
    assert {"regional_manager": Decimal(3000)} == charges(first[0].answer)
    assert 1 == DecisionRecord.objects.filter(name="recover_at_month_end").count()


def test_the_next_month_says_what_came_of_it(shares, account):
    """
    Paid on the 5th of April: nothing is late on the 1st of May, and nothing has to be recorded.
    """
    desk.month_end_credit(day("04-01"))
    account.pay("04-05", 15000, "I5")

    assert [] == desk.month_end_credit(day("05-01"))
    assert () == charged_now(account.row, day("04-06")).outcome.invoices


def test_without_a_share_nothing_is_guessed(account):
    """
    The standard policy leaves the share open: it is told what is missing, and nobody is charged.
    """
    (record,) = desk.month_end_credit(day("04-01"))

    assert "undetermined" == record.verdict
    assert ["credit.signer_share"] == record.answer["missing"]


def test_accounts_without_a_last_one_have_nothing_to_settle(office, shares):
    """
    Ledger A alone is not looked at.
    """
    Account(office).tell(*LEDGER_A)

    assert [] == desk.month_end_credit(day("04-01"))
    assert 0 == desk.accounts_at_month_end(day("04-01")).count()


@pytest.mark.parametrize(("slip", "charged"), [("14999.95", "0.01"), ("15000", "0"), ("5000", "2000")])
def test_a_bank_slip_that_comes_late_settles_the_month_anew(office, shares, account, slip, charged):
    """
    CR-04.1: paid on 31 March it is paid in time, though the slip is entered on 2 April; CR-04.2: 20 % of the rest.
    """
    desk.month_end_credit(day("04-01"))
    desk.take_payment(
        account.row, Decimal(slip), "SLIP", by=office.money, towards="I5", on=day("03-31"), at=at(day("04-02"))
    )
    (record,) = desk.month_end_credit(day("04-02"))

    assert Decimal(charged) == charged_for(invoice("I5"))
    assert [day("04-01")] * 2 == list(
        DecisionRecord.objects.filter(name="recover_at_month_end").values_list("governed_on", flat=True)
    )
    assert record == DecisionRecord.objects.filter(name="recover_at_month_end").latest("pk")


def test_every_month_that_it_touches_is_settled_anew(office, shares, account):
    """
    In May, with the ends of March and April recorded, the slip of 31 March takes the charge out of both.
    """
    for first in ("04-01", "05-01"):
        desk.month_end_credit(day(first))
    desk.take_payment(
        account.row, Decimal(15000), "SLIP", by=office.money, towards="I5", on=day("03-31"), at=at(day("05-02"))
    )
    records = DecisionRecord.objects.filter(name="recover_at_month_end").order_by("pk")

    assert [("04-01", "referred"), ("05-01", "referred"), ("04-01", "allowed"), ("05-01", "allowed")] == [
        (f"{one.governed_on:%m-%d}", one.verdict) for one in records
    ]
    assert office.money == records.last().by


def test_money_that_changes_nothing_is_not_recorded_anew(office, shares, account):
    """
    A slip for another invoice, or of the new month, leaves what is recorded as it is.
    """
    (first,) = desk.month_end_credit(day("04-01"))
    for towards, came_in in (("I2", "03-31"), ("I5", "04-01")):
        desk.take_payment(
            account.row, Decimal(1000), by=office.money, towards=towards, on=day(came_in), at=at(day("04-02"))
        )

    assert [first] == desk.month_end_credit(day("04-02"))
    assert Decimal(3000) == charged_for(invoice("I5"))


def test_what_cannot_be_decided_any_more_stays_as_recorded(office, shares, account, settings):
    """
    Money came in late, and the policy that governs the month now knows no trade credit.
    """
    desk.month_end_credit(day("04-01"))
    LedgerEntry.objects.create(account=account.row, place=99, kind="payment", amount=15000, on=day("03-31"))
    settings.VISITCORE = {"POLICY": "ABC"}
    resettle(account.row, day("03-31"), by=office.money)

    assert Decimal(3000) == charged_for(invoice("I5"))
