from decimal import Decimal

import pytest
from visitcore_site.credit import LEDGER_A, Account, day

from visitcore_django.desk.credit_run import moving_days, run_of

PRINTED = """
    03-26  90000      0  90000  90000      0  0
    03-27  90000      0  90000 119000 -29000  1
    03-28  90000      0  90000 119000 -29000  1
    03-29  90000      0  90000 144000 -54000  2
    03-31  90000      0  90000 104000 -14000  2
    04-01  50000      0  50000  94000 -44000  2
    04-05  50000      0  50000  94000 -44000  2
    04-06 104000      0 104000  50000  54000  0
    04-09 104000      0 104000  50000  54000  0
    04-10  74000  30000      0  50000 -50000  0
    04-11  74000      0  74000  20000  54000  0
    04-19  74000      0  74000  20000  54000  0
    04-20  54000      0  54000      0  54000  0
    04-25  54000      0  54000      0  54000  0
    04-26  25000      0  25000      0  25000  0
    04-28      0      0      0      0      0  0
"""


@pytest.fixture
def account(office):
    """
    The story of the worked examples 10, 12 and 13, told through the desk.
    """
    account = Account(office)
    account.tell(*LEDGER_A)
    account.sign("03-26", account.ship("03-26", 29000, "I4"))
    account.sign("03-28", account.ship("03-28", 25000, "I5"))
    for on, amount, towards in (
        ("03-29", 40000, "I1"),
        ("03-31", 10000, "I5"),
        ("04-05", 29000, "I4"),
        ("04-05", 15000, "I5"),
        ("04-10", 30000, "I2"),
        ("04-19", 20000, "I3"),
    ):
        account.pay(on, amount, towards)
    return account


def test_the_day_by_day_run_is_the_printed_one(account):
    """
    Basis, past term, limit, debt, head-room and step at the start of each day are those of the rulebook's table.
    """
    days = {one.day: one.start for one in run_of(account.row, day("03-26"), day("04-28"))}
    for line in PRINTED.strip().splitlines():
        on, *numbers, step = line.split()
        start = days[day(on)]

        assert [Decimal(number) for number in numbers] == [
            start.basis,
            start.past_term,
            start.limit,
            start.outstanding,
            start.headroom,
        ], on
        assert int(step) == start.step, on


def test_the_end_of_a_day_counts_what_happened_on_it(account):
    """
    The first shipment raises what is owed at once, on the 26th of March.
    """
    (one,) = run_of(account.row, day("03-26"), day("03-26"))

    assert (Decimal(90000), Decimal(119000)) == (one.start.outstanding, one.end.outstanding)
    assert ["I4"] == [entry.number for entry in one.entries]


def test_days_on_which_nothing_moves_are_left_out(account):
    """
    From the 6th to the 11th of April: the limit rises on the 6th, I2 grows too old and is paid on the 10th.
    """
    days = moving_days(run_of(account.row, day("04-06"), day("04-12")))

    assert [day("04-06"), day("04-10"), day("04-12")] == [one.day for one in days]


def test_the_run_takes_one_query_for_the_ledger(account, django_assert_max_num_queries):
    """
    A long run asks the database no more often than a short one: once for the ledger, twice for the policy.
    """
    with django_assert_max_num_queries(3):
        run_of(account.row, day("01-01"), day("04-28"))


def test_an_empty_account_has_a_run_too(office):
    """
    Nothing is owed and nothing may leave on credit.
    """
    (one,) = run_of(Account(office).row, day("03-01"), day("03-01"))

    assert (Decimal(0), Decimal(0)) == (one.start.limit, one.start.outstanding)
