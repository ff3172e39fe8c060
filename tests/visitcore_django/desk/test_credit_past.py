from datetime import timedelta
from decimal import Decimal

import pytest
from visitcore_site.credit import LEDGER_A, PAPERS, day
from visitcore_site.days import at

from visitcore import FactsError
from visitcore_django import desk
from visitcore_django.desk.credit_past import Past
from visitcore_django.models import CreditAccount, LedgerEntry

NOW = at(day("03-31"))


def tell(past):
    """
    Tell ledger A of the worked examples.
    """
    for on, number, amount in LEDGER_A:
        past.tell(kind="invoice", on=day(on), number=number, amount=Decimal(amount), class_of="normal")
    return past


def test_a_past_opens_the_account_that_is_missing(office):
    """
    Ledger A makes a limit of 90,000 on the 31st of March; nothing is written before all of it is told.
    """
    past = tell(Past(office.customer(), by=office.money, at=NOW))

    assert not CreditAccount.objects.exists()

    account = past.write()

    assert (Decimal(90000), 3) == (account.limit, account.entries.count())


def test_a_past_comes_to_an_account_without_entries(office):
    """
    Opened with its papers first, the account gets the same past; told twice under one token, it gets it once.
    """
    customer = office.customer()
    desk.open_account(customer, by=office.money, at=NOW, **PAPERS)
    first, again = (tell(Past(customer, by=office.money, at=NOW)) for _time in range(2))
    account = first.write(token="t")

    assert account == again.write(token="t")
    assert (Decimal(90000), 3) == (account.limit, account.entries.count())


def test_a_ledger_that_has_begun_takes_no_past(office):
    """
    Neither one that had begun before, nor one that somebody else has begun meanwhile.
    """
    customer = office.customer()
    account = desk.open_account(customer, by=office.money, at=NOW)
    slow = tell(Past(customer, by=office.money, at=NOW))
    desk.take_payment(account, Decimal(1), by=office.money, at=NOW)

    with pytest.raises(desk.DeskError, match="has begun"):
        slow.write()
    with pytest.raises(desk.DeskError, match="has begun"):
        Past(customer, by=office.money, at=NOW)
    assert 1 == LedgerEntry.objects.count()


def test_what_cannot_have_happened_is_told_at_once(office):
    """
    A copied number, a day before the last one, and another currency are told at their event.
    """
    past = tell(Past(office.customer(), by=office.money, at=NOW))
    for changes, where in (({"number": "I1"}, "id"), ({"on": day("03-19")}, "on"), ({"currency": "USD"}, "currency")):
        told = {"kind": "invoice", "on": day("03-25"), "number": "I9", "amount": Decimal(1), "class_of": "normal"}
        with pytest.raises(FactsError) as caught:
            past.tell(**(told | changes))

        assert [where] == [problem.where for problem in caught.value.problems]
    assert 3 == len(past.events)


def test_tomorrow_is_no_past(office):
    """
    An event of tomorrow is refused.
    """
    past = Past(office.customer(), by=office.money, at=NOW)

    with pytest.raises(desk.DeskError, match="lies ahead"):
        past.tell(kind="payment", on=day("03-31") + timedelta(days=1), amount=Decimal(1))


@pytest.mark.parametrize(("last", "taken"), [("03-30", True), ("03-31", False)])
def test_a_special_limit_in_force_is_granted_and_not_told(office, last, taken):
    """
    One that ended yesterday is history; one that holds today would get by the person who grants it.
    """
    past = Past(office.customer(), by=office.money, at=NOW)
    told = {"kind": "special_limit", "on": day("03-01"), "amount": Decimal(5), "first_day": day("03-01")}
    if taken:
        past.tell(**told, last_day=day(last))
    else:
        with pytest.raises(desk.DeskError, match="in force still"):
            past.tell(**told, last_day=day(last))

    assert taken == bool(past.events)


def test_who_may_not_write_the_ledger_tells_nothing(office):
    """
    A salesperson looks at the ledger only.
    """
    with pytest.raises(desk.NotAllowedError):
        Past(office.customer(), by=office.li, at=NOW)
