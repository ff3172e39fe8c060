from decimal import Decimal

import pytest
from visitcore_site.credit import LEDGER_A, SHARES, Account, day, over_the_limit

from visitcore_django import desk
from visitcore_django.desk.credit_month import charged_now
from visitcore_django.models import DecisionRecord, LedgerEntry


@pytest.fixture
def shares(settings):
    """
    A company that has set its shares.
    """
    settings.VISITCORE = {"POLICY": str(SHARES)}


@pytest.fixture
def account(office):
    """
    Worked example 12: a first and a last one over the limit, 15,000 of the last still open at the end of March.
    """
    return over_the_limit(office)


def charges(answer):
    """
    Who bears how much.
    """
    return {one["target"]: Decimal(one["amount"]) for one in answer["outcome"]["proposals"]}


def invoice(number):
    """
    An invoice of the ledger.
    """
    return LedgerEntry.objects.get(kind="invoice", number=number)


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
