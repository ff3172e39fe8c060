from decimal import Decimal

import pytest
from visitcore_site.credit import LEDGER_A, Account, day

from visitcore_django.desk.credit_possible import possible


@pytest.fixture
def account(office):
    """
    Ledger A with 30,000 paid: head-room 30,000 and a third of the limit 30,000 on the 31st of March.
    """
    account = Account(office)
    account.tell(*LEDGER_A)
    account.pay("03-25", 30000)
    return account


def test_what_is_within_the_limit_may_leave_at_once(account):
    """
    Of 30,000.01 the head-room of 30,000.00 may leave, no signature lifts it, and all of it where it is paid beforehand.
    """
    found = possible(account.ship("03-31", "30000.01", "I4"), day("03-31"))

    assert (Decimal(30000), Decimal(0), "", True) == (found.at_once, found.signed, found.by, found.prepaid)


def test_a_signature_lets_less_than_a_third_leave(office):
    """
    Worked example 8: of 30,000.00 over a limit of 90,000 the regional manager may sign for 29,999.99.
    """
    account = Account(office)
    account.tell(*LEDGER_A)
    found = possible(account.ship("03-26", "30000.00", "I4"), day("03-26"))

    assert (Decimal(0), Decimal("29999.99"), "regional_manager") == (found.at_once, found.signed, found.by)


def test_without_credit_only_money_helps(office):
    """
    CR-01.7: without the identity card's copy nothing leaves on account, and money for the next shipment is no cash.
    """
    account = Account(office, opener_id_copy=False)
    found = possible(account.ship("03-01", 100, "I1"), day("03-01"))

    assert (Decimal(0), Decimal(0), False) == (found.at_once, found.signed, found.prepaid)


def test_nothing_is_proposed_where_the_rules_cannot_tell(office):
    """
    As long as a paper is not known, there is no answer.
    """
    account = Account(office, opener_id_copy=None)

    assert possible(account.ship("03-01", 100, "I1"), day("03-01")) is None
