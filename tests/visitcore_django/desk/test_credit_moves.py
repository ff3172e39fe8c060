from decimal import Decimal

import pytest
from visitcore_site.credit import LEDGER_A, Account, day
from visitcore_site.days import at

from visitcore import CreditAccount as Told
from visitcore_django import desk
from visitcore_django.desk.credit_moves import due_on, moves
from visitcore_django.desk.credit_run import run_of
from visitcore_django.policies import running


@pytest.fixture
def account(office):
    """
    Ledger A: I1 of the 1st, I2 of the 10th and I3 of the 20th of March, all open.
    """
    account = Account(office)
    account.tell(*LEDGER_A)
    return account


def moved(account, first, last):
    """
    What the days brought by themselves.
    """
    days = run_of(account.row, day(first), day(last))
    return {f"{one.day:%m-%d}": [(move.what, move.number) for move in one.moves] for one in days if one.moves}


def test_an_invoice_counts_from_the_next_day_and_for_thirty_days(account):
    """
    CR-01.5: the window of the 1st of April begins on the 2nd of March, and I1 is past its term that day, too.
    """
    assert {
        "03-02": [("in", "I1")],
        "03-11": [("in", "I2")],
        "03-21": [("in", "I3")],
        "04-01": [("out", "I1"), ("late", "I1")],
        "04-10": [("out", "I2"), ("late", "I2")],
        "04-20": [("out", "I3"), ("late", "I3")],
    } == moved(account, "03-01", "04-30")


def test_each_says_how_many_days_make_the_limit(account):
    """
    The number is that of the policy.
    """
    (one,) = run_of(account.row, day("03-02"), day("03-02"))

    assert [30] == [move.days for move in one.moves]


def test_what_is_paid_is_never_late(account):
    """
    I2 was paid on the 25th; it leaves the window all the same.
    """
    account.pay("03-25", 30000, "I2")

    assert {"04-10": [("out", "I2")]} == moved(account, "04-02", "04-10")


def test_over_the_limit_and_unpaid_it_does_not_count(account):
    """
    CR-01.5: I4 left over the limit and counts once it is paid in full; then its days count as well.
    """
    account.sign("03-26", account.ship("03-26", 29000, "I4"))

    assert {} == moved(account, "03-27", "03-31")
    account.pay("04-05", 29000, "I4")
    assert [("out", "I4")] == moved(account, "04-20", "04-26")["04-26"]


def test_what_came_back_in_full_moves_nothing(account):
    """
    A return takes I3 out of the account.
    """
    told = {"on": day("03-21"), "towards": "I3", "by": account.office.money, "at": at(day("03-21"))}
    desk.take_return(account.row, Decimal(20000), **told)

    assert "04-20" not in moved(account, "04-01", "04-30")


def test_a_special_limit_comes_and_goes(account):
    """
    In force from the 3rd to the 5th of April; on the 6th it has run out.
    """
    told = {"by": account.office.manager, "at": at(day("04-02"))}
    desk.set_special_limit(account.row, Decimal(75000), day("04-03"), day("04-05"), **told)

    assert {"04-03": [("granted", "")], "04-06": [("over", "")]} == moved(account, "04-02", "04-08")


def test_a_silent_policy_moves_nothing(account, settings):
    """
    Nor does it say when anything is due.
    """
    settings.VISITCORE = {"POLICY": "HM"}

    policy = running(day("04-01")).policy

    assert () == moves(Told(policy), day("04-01"), {})
    assert None is due_on(policy, day("03-01"), day("03-31"))


def test_an_invoice_is_due_on_the_thirtieth_day(account):
    """
    CR-01.8: exactly thirty days is still in term.
    """
    assert day("03-31") == due_on(running(day("04-01")).policy, day("03-01"), day("04-01"))
