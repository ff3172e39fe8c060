from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from visitcore.codec.policy import load_policy
from visitcore.facts.credit import LedgerEvent
from visitcore.ground.errors import FactsError
from visitcore.ground.text import Text
from visitcore.rules.credit_account import CreditAccount
from visitcore.rules.credit_ledger import Telling, faults_of, replay, take

POLICY = load_policy("CR")
DAY = date(2024, 3, 5)


def event(kind, amount="10", on=DAY, **more):
    """
    One event.
    """
    return LedgerEvent(on=on, kind=kind, amount=Decimal(amount), **more)


OPENING = event("invoice", "100", id="I1", class_="normal")


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (event("payment", on=date(2024, 3, 4)), r"ledger\[1\].on: 2024-03-04 lies before 2024-03-05"),
        (event("invoice", id="I1", class_="normal"), r"ledger\[1\].id: the invoice 'I1' stands here already"),
        (event("payment", "0"), r"ledger\[1\].amount: nothing moves nothing"),
        (event("payment", currency="USD"), r"ledger\[1\].currency: 'USD' is not the currency of the account"),
        (event("invoice", class_="normal"), r"ledger\[1\].id: an invoice cannot be called ''"),
        (event("invoice", id="next", class_="normal"), r"ledger\[1\].id: an invoice cannot be called 'next'"),
        (event("invoice", id="I2"), r"ledger\[1\].class: an invoice needs its class"),
        (event("payment", for_="I2"), r"ledger\[1\].for: there is no invoice 'I2' before this event"),
        (event("payment", "100.01", for_="I1"), r"ledger\[1\].amount: 100.01 is more than the 100 open on I1"),
        (event("return"), r"ledger\[1\].for: a return needs its invoice"),
        (event("return", for_="next"), r"ledger\[1\].for: there is no invoice 'next'"),
        (event("return", "100.01", for_="I1"), r"ledger\[1\].amount: 100.01 is more than the 100 that I1"),
        (event("special_limit", to=DAY), r"ledger\[1\].from: a special limit without its first day"),
        (event("special_limit", from_=DAY), r"ledger\[1\].to: a special limit without its last day"),
        (event("special_limit", from_=DAY, to=date(2024, 3, 4)), r"ledger\[1\].to: 2024-03-04 lies before"),
    ],
)
def test_what_cannot_have_happened_is_an_error(wrong, said):
    """
    A step back in time, a copy, an effect before its cause, more than is open: each is told with its path.
    """
    with pytest.raises(FactsError, match=said):
        replay(POLICY, [OPENING, wrong])


def test_every_fault_is_told_at_once():
    """
    Three faulty events, four faults, in both languages.
    """
    with pytest.raises(FactsError) as caught:
        replay(POLICY, [OPENING, event("payment", "0", for_="I9"), event("invoice"), event("special_limit")])

    assert 6 == len(caught.value.problems)
    assert "在此之前没有编号为“I9”的发票" in caught.value.in_("zh")


@pytest.mark.parametrize(
    "right",
    [
        event("payment", "100", for_="I1"),
        event("payment", "1000"),
        event("payment", "1000", for_="next"),
        event("return", "100", for_="I1"),
        event("special_limit", "0", from_=DAY, to=DAY),
        event("payment", id="I1"),
    ],
)
def test_what_can_have_happened_is_taken(right):
    """
    Payment to the last cent, money beyond what is open as free money, a payment with the number of an invoice.
    """
    account = replay(POLICY, [OPENING])
    take(account, right)

    assert right.on == account.last


def test_a_faulty_event_leaves_the_account_as_it_was():
    """
    Nothing is half done.
    """
    account = replay(POLICY, [OPENING])
    with pytest.raises(FactsError, match="the event"):
        take(account, event("payment", "101", for_="I1"))

    assert Decimal(100) == account.standing(DAY).outstanding


def test_the_same_number_twice_is_a_copy():
    """
    A payment entered twice under one number is told.
    """
    with pytest.raises(FactsError, match="the payment 'P1' stands here already"):
        replay(POLICY, [OPENING, event("payment", id="P1"), event("payment", id="P1")])


def test_an_empty_ledger_is_an_account():
    """
    Nothing has happened yet.
    """
    assert CreditAccount(POLICY) is not None
    assert replay(POLICY, []).last is None


def test_what_rests_on_a_faulty_invoice_is_not_told_again():
    """
    A payment for an invoice without a class is not a payment for an invoice that nobody knows.
    """
    telling = Telling(CreditAccount(POLICY))

    assert ["class"] == [problem.where for problem in telling.tell(event("invoice", id="I2"))]
    assert [] == telling.tell(event("payment", for_="I2"))
    assert ["for"] == [problem.where for problem in telling.tell(event("payment", for_="I3"))]
    assert [] == telling.tell(OPENING)
    assert {"i1"} == set(telling.account.invoices)


@pytest.mark.parametrize("copy", ["I1 ", "i1", "Ｉ１", " I 1"])
def test_a_number_written_otherwise_is_the_same_number(copy):
    """
    Blanks, capitals and widths make no new invoice, and a payment finds it all the same.
    """
    with pytest.raises(FactsError, match="stands here already"):
        replay(POLICY, [OPENING, event("invoice", id=copy, class_="normal")])

    assert Decimal(90) == replay(POLICY, [OPENING, event("payment", for_=copy)]).standing(DAY).outstanding


def test_what_has_its_time_is_put_in_order_by_it():
    """
    A payment of the afternoon is not there in the morning; where one has only its day, the order told counts.
    """
    noon, later = datetime(2024, 3, 5, 12, tzinfo=UTC), datetime(2024, 3, 5, 13, tzinfo=UTC)
    account = replay(POLICY, [event("invoice", "100", on=noon, id="I1", class_="normal"), event("payment", on=later)])

    assert not account.is_before_the_last(later)
    assert account.is_before_the_last(noon)
    assert not account.is_before_the_last(DAY)
    assert ["on"] == [problem.where for problem in faults_of(event("payment", on=noon), account)]


def test_an_invoice_is_asked_for_where_there_is_none():
    """
    Where the ledger has no invoice, none can be meant.
    """
    with pytest.raises(FactsError) as caught:
        replay(POLICY, [event("payment", for_="I2")])

    assert Text("enter the invoice first", "请先登记该发票") == caught.value.problems[0].fix
