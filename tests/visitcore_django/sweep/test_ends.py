from datetime import timedelta
from decimal import Decimal

import pytest
from visitcore_site.credit import LEDGER_A, SHARES, Account, day, over_the_limit
from visitcore_site.days import at
from visitcore_site.sweeping import on

from visitcore_django import desk
from visitcore_django.models import CreditAccount, DecisionRecord, LedgerEntry, Reminder, SweepRun
from visitcore_django.sweep.ends import day_end, month_end
from visitcore_django.sweep.job import Job

TEN_DAYS = """
extends = ["CR"]

[[rule]]
id = "OWN-1"
clause = "1"
kind = "formula"
strength = "must"
text = { en = "Ten days.", zh = "十天。" }

[[parameter]]
key = "credit.window_days"
[[parameter.history]]
cites = ["OWN-1"]
value = 10
"""


@pytest.fixture
def account(office, settings):
    """
    Worked example 12 of CR: 15,000 of a last one over the limit are open at the end of March.
    """
    settings.VISITCORE = {"POLICY": str(SHARES)}
    return over_the_limit(office)


def test_the_month_is_settled_once(account):
    """
    In April the signer's charge is recorded and finance is told; the next day nothing is recorded again.
    """
    month_end(on(day("04-01")), 0)
    month_end(on(day("04-02")), 0)

    assert 1 == DecisionRecord.objects.filter(name="recover_at_month_end").count()
    row = Reminder.objects.get(kind="month_end")
    assert (account_holder(), "finance") == (row.customer_id, row.to_role)
    assert "were not paid by the end of" in row.says_en


def account_holder():
    """
    The customer of the one account.
    """
    return CreditAccount.objects.get().customer_id


def test_what_nobody_has_looked_at_stays_told(office, account, reminders):
    """
    In May finance is told of April, and goes on being told of March until somebody says that he has looked at it.
    """
    month_end(on(day("04-01")), 0)
    march = Reminder.objects.get(kind="month_end")
    month_end(on(day("05-01")), 0)
    assert {"2024-03", "2024-04"} == told()
    desk.close_reminder(march, by=office.money, at=at(day("05-01"), 12))
    for later in ("05-02", "06-01"):
        month_end(on(day(later)), 0)

    assert {"2024-04", "2024-05"} == told()


def told():
    """
    The months that finance is told of.
    """
    return {row.says_en[row.says_en.index("2024") :][:7] for row in Reminder.objects.filter(closed_on=None)}


def test_money_that_came_in_time_closes_what_was_told(office, account, reminders):
    """
    CR-04.1: the bank slip of 31 March comes on 2 April; nothing is charged, and nobody has to look at it.
    """
    month_end(on(day("04-01")), 0)
    desk.take_payment(
        account.row, Decimal(15000), "SLIP", by=office.money, towards="I5", on=day("03-31"), at=at(day("04-02"))
    )
    month_end(on(day("04-02")), 0)

    assert [] == reminders("month_end")


def test_a_charge_that_changes_after_somebody_has_looked_is_told_again(office, account):
    """
    Looked at in April; in May a slip of 31 March makes 2,000 of the 3,000 charged.
    """
    month_end(on(day("04-01")), 0)
    desk.close_reminder(Reminder.objects.get(), by=office.money, at=at(day("04-03")))
    account.pay("04-20", 10000, "I5")
    month_end(on(day("05-01")), 0)
    desk.take_payment(
        account.row, Decimal(5000), "SLIP", by=office.money, towards="I5", on=day("03-31"), at=at(day("05-02"))
    )
    month_end(on(day("05-02")), 0)

    assert {"2024-03"} == told()


def test_the_end_of_a_month_without_a_sweep_is_made_up_for(office, account):
    """
    Swept on 31 March and again on 2 May: what was open on 1 April is charged, though it was paid on the 20th.
    """
    SweepRun.objects.create(on=day("03-31"), finished_at=at(day("03-31"), 20))
    account.pay("04-20", 15000, "I5")
    month_end(on(day("05-02")), 0)

    (record,) = DecisionRecord.objects.filter(name="recover_at_month_end")
    (charge,) = record.answer["outcome"]["proposals"]
    assert (day("04-01"), Decimal(3000)) == (record.governed_on, Decimal(charge["amount"]))
    assert {"2024-03"} == told()


def test_the_limit_moves_every_day(account):
    """
    At the end of the day each account is worked out as of that day; a second time there is nothing to do.
    """
    third = day("04-03")

    assert 1 == day_end(on(third), 0).counts["accounts"]
    assert third == CreditAccount.objects.get().standing_on
    assert 0 == day_end(on(third), 0).counts["accounts"]


def test_a_policy_for_the_day_itself_moves_the_limit(office):
    """
    Worked example 2: of 90,000 of 30 days, the policy published in the evening leaves the goods of the last ten.
    """
    account, day_of = Account(office), day("03-28")
    account.tell(*LEDGER_A)
    day_end(on(day_of), 0)
    before = CreditAccount.objects.get().limit
    office.policy(TEN_DAYS, since=day_of)

    assert 1 == day_end(on(day_of), 0).counts["accounts"]
    now = CreditAccount.objects.get().limit
    assert (before, now) == (sum_of(30, day_of), sum_of(10, day_of))
    assert before != now


def sum_of(days, until):
    """
    What was invoiced on so many days before a day.
    """
    since = until - timedelta(days=days)
    rows = LedgerEntry.objects.filter(kind="invoice", on__gte=since, on__lt=until)
    return sum((row.amount for row in rows), Decimal(0))


def test_a_ledger_that_does_not_go_together_keeps_nobody_from_the_end_of_the_day(office):
    """
    A payment of what was never owed stands in the first account; the second is worked out, and the first is told.
    """
    bad, good = Account(office, "C1"), Account(office, "C2")
    good.tell(*LEDGER_A)
    LedgerEntry.objects.create(account=bad.row, place=1, on=day("03-01"), kind="payment", amount=5, towards="nothing")
    heard = []
    done = day_end(Job.of(day("03-31"), at(day("03-31")), complain=heard.append), 0)

    assert (1, 1) == (done.counts["accounts"], len(heard))
    assert str(bad.row) in heard[0]
    assert [good.row] == list(CreditAccount.objects.filter(standing_on=day("03-31")))


def test_without_accounts_there_is_nothing_to_end(office, job):
    """
    An office without trade credit is done at once.
    """
    assert (None, 0) == (month_end(job, 0).past, day_end(job, 0).counts["accounts"])
