from datetime import date

import pytest
from visitcore_site.credit import SHARES, over_the_limit
from visitcore_site.sweeping import on

from visitcore_django.models import CreditAccount, DecisionRecord, Reminder
from visitcore_django.sweep.ends import day_end, month_end


@pytest.fixture
def account(office, settings):
    """
    Worked example 12 of CR: 15,000 of a last one over the limit are open at the end of March.
    """
    settings.VISITCORE = {"POLICY": str(SHARES)}
    return over_the_limit(office)


def april(account, day):
    """
    A day of April in the year of the example.
    """
    return date(CreditAccount.objects.get().entries.first().on.year, 4, day)


def test_the_month_is_settled_once(account):
    """
    In April the signer's charge is recorded and finance is told; the next day nothing is recorded again.
    """
    month_end(on(april(account, 1)), 0)
    month_end(on(april(account, 2)), 0)

    assert 1 == DecisionRecord.objects.filter(name="recover_at_month_end").count()
    row = Reminder.objects.get(kind="month_end")
    assert (account_holder(), "finance") == (row.customer_id, row.to_role)
    assert "were not paid by the end of" in row.says_en


def account_holder():
    """
    The customer of the one account.
    """
    return CreditAccount.objects.get().customer_id


def test_a_new_month_closes_what_was_told(account):
    """
    In May the reminder of March is closed.
    """
    month_end(on(april(account, 1)), 0)
    month_end(on(date(april(account, 1).year, 5, 1)), 0)

    assert not Reminder.objects.filter(kind="month_end", closed_on=None, opened_on=april(account, 1)).exists()


def test_the_limit_moves_every_day(account):
    """
    At the end of the day each account is worked out as of that day; a second time there is nothing to do.
    """
    day = april(account, 3)

    assert 1 == day_end(on(day), 0).counts["accounts"]
    assert day == CreditAccount.objects.get().standing_on
    assert 0 == day_end(on(day), 0).counts["accounts"]


def test_without_accounts_there_is_nothing_to_end(office, job):
    """
    An office without trade credit is done at once.
    """
    assert (None, 0) == (month_end(job, 0).past, day_end(job, 0).counts["accounts"])
