from decimal import Decimal

import pytest
from visitcore_site.credit import LEDGER_A, Account, day

from visitcore import FactsError, LedgerEvent
from visitcore_django import desk
from visitcore_django.facts.credit import ledger_of, loss_fact, month_end_fact, papers_fact, shipment_fact
from visitcore_django.models import ShipmentRequest


@pytest.fixture
def account(office):
    """
    The customer of the worked examples with ledger A.
    """
    account = Account(office)
    account.tell(*LEDGER_A)
    return account


def test_a_ledger_is_told_in_the_order_in_which_it_happened(account):
    """
    Each entry is one event; what an entry has not is unknown, not empty.
    """
    account.pay("03-25", 30000, number="R1")
    events = ledger_of(account.row)

    assert ["I1", "I2", "I3", "R1"] == [event.id for event in events]
    assert LedgerEvent(on=day("03-25"), kind="payment", id="R1", amount=Decimal("30000.00")) == events[-1]


def test_a_special_limit_is_told_with_its_days(office, account):
    """
    Both days of a special limit are part of the fact.
    """
    from visitcore_site.days import at

    told = {"by": office.manager, "at": at(day("04-01"))}
    desk.set_special_limit(account.row, Decimal(75000), day("04-01"), day("04-10"), **told)
    event = ledger_of(account.row)[-1]

    assert ("special_limit", day("04-01"), day("04-10")) == (event.kind, event.from_, event.to)


def test_papers_that_nobody_asked_for_are_not_known(office):
    """
    An unanswered paper stays unanswered; an empty contract type is none known.
    """
    papers = papers_fact(Account(office, opener_id_copy=None, contract_type="").row)

    assert (True, None, None) == (papers.file_data, papers.opener_id_copy, papers.contract_type)


def test_a_shipment_carries_papers_ledger_and_signature(account):
    """
    Whoever has signed is part of the fact; nobody is nobody.
    """
    row = ShipmentRequest(account=account.row, number="I4", amount=Decimal(100), on=day("03-26"))
    fact = shipment_fact(row, account.row, ledger_of(account.row), day("03-31"), "regional_manager")

    assert (day("03-31"), "I4", "regional_manager", 3) == (fact.on, fact.id, fact.signer, len(fact.ledger))
    assert shipment_fact(row, account.row, (), day("03-31")).signer is None


def test_the_end_of_a_month_looks_at_what_was_before(account):
    """
    What happens on the first of the new month is not part of the old one.
    """
    fact = month_end_fact(ledger_of(account.row), day("03-20"))

    assert ["I1", "I2"] == [event.id for event in fact.ledger]


def test_what_stands_as_normal_left_within_the_limit():
    """
    The ledger's normal is the loss table's within.
    """
    told = {"verified": None, "deducted": Decimal(0), "signer": ""}

    assert "within" == loss_fact("normal", Decimal(1), day("04-01"), **told).class_
    assert loss_fact("last", Decimal(1), day("04-01"), **told).signer is None


def test_a_sum_below_nothing_is_no_loss():
    """
    A faulty amount is told in the words of the rules.
    """
    with pytest.raises(FactsError):
        loss_fact("last", Decimal(-1), day("04-01"), verified=None, deducted=Decimal(0), signer="")
