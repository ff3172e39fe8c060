from decimal import Decimal

import pytest
from visitcore_site.credit import LEDGER_A, Account, day

from visitcore import FactsError
from visitcore_django import desk
from visitcore_django.desk.credit_standing import work_out
from visitcore_django.models import CreditAccount, LedgerEntry


def test_the_limit_moves_every_day(office):
    """
    Worked example 2: with everything paid it is 50,000, 50,000, 20,000, 20,000 and 0 on five days of April.
    """
    account = Account(office)
    account.tell(*LEDGER_A)
    account.pay("03-31", 90000)

    assert [50000, 50000, 20000, 20000, 0] == [
        account.stands(on)[0] for on in ("04-01", "04-09", "04-10", "04-19", "04-20")
    ]


def test_many_accounts_are_refreshed_as_one_by_one(office):
    """
    The accounts together stand as each by itself, and the versions stay.
    """
    accounts = [Account(office, f"C{number}") for number in range(3)]
    for at, account in enumerate(accounts):
        account.tell(*LEDGER_A[: at + 1])
    versions = list(CreditAccount.objects.order_by("pk").values_list("version", flat=True))

    assert 3 == desk.refresh_credits([account.row.pk for account in accounts], day("03-31"))

    rows = list(CreditAccount.objects.order_by("pk"))

    assert [Decimal(40000), Decimal(70000), Decimal(90000)] == [row.limit for row in rows]
    assert [row.outstanding for row in rows] == [row.limit for row in rows]
    assert {day("03-31")} == {row.standing_on for row in rows}
    assert versions == [row.version for row in rows]
    for account, row in zip(accounts, rows, strict=True):
        assert (row.limit, row.outstanding, row.headroom) == account.stands("03-31")


def test_the_number_of_queries_does_not_grow(office, django_assert_max_num_queries):
    """
    Three accounts take as many queries as thirty would.
    """
    keys = [Account(office, f"C{number}").row.pk for number in range(3)]
    with django_assert_max_num_queries(8):
        desk.refresh_credits(keys, day("03-31"))


def test_amounts_larger_than_their_columns_are_shown_as_none(office):
    """
    Entries that did not come over the desk make a debt that no column holds; the others are refreshed all the same.
    """
    bad, good = Account(office, "C1"), Account(office, "C2")
    good.tell(*LEDGER_A)
    for place in (1, 2):
        told = {"kind": "invoice", "class_of": "normal", "number": f"I{place}", "amount": Decimal("999999999999.99")}
        LedgerEntry.objects.create(account=bad.row, place=place, on=day("03-01"), **told)
    desk.refresh_credits([bad.row.pk, good.row.pk], day("03-31"))
    bad.row.refresh_from_db()
    good.row.refresh_from_db()

    assert (None, None, None, None) == (bad.row.limit, bad.row.outstanding, bad.row.headroom, bad.row.past_term)
    assert (Decimal(90000), day("03-31")) == (good.row.limit, bad.row.standing_on)


def test_what_does_not_differ_is_not_written(office):
    """
    Of two accounts of which one is worked out already only the other is; the next time neither is.
    """
    keys = [Account(office, f"C{number}").row.pk for number in range(2)]
    desk.refresh_credits(keys[:1], day("03-31"))

    assert (2, 1) == work_out(keys, day("03-31"))
    assert (2, 0) == work_out(keys, day("03-31"))


def test_a_ledger_that_does_not_go_together_is_told(office):
    """
    With nobody to hear of it, it is raised and nothing is stored; heard of, the account stays and the other is stored.
    """
    bad, good = Account(office, "C1"), Account(office, "C2")
    LedgerEntry.objects.create(account=bad.row, place=1, on=day("03-01"), kind="payment", amount=5, towards="nothing")
    keys, heard = [bad.row.pk, good.row.pk], []
    with pytest.raises(FactsError):
        desk.refresh_credits(keys, day("03-31"))
    assert not CreditAccount.objects.filter(standing_on=day("03-31")).exists()

    assert (2, 1) == work_out(keys, day("03-31"), lambda row, error: heard.append((row, type(error))))
    assert [(bad.row, FactsError)] == heard
    assert [good.row] == list(CreditAccount.objects.filter(standing_on=day("03-31")))
