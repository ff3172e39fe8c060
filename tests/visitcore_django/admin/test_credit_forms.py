from decimal import Decimal

import pytest
import time_machine
from visitcore_site.credit import LEDGER_A, Account, day
from visitcore_site.days import at

from visitcore import FactsError
from visitcore_django.admin.credit_forms import LossForm, PapersForm, PaymentForm, ReturnForm, SpecialLimitForm
from visitcore_django.models import DecisionRecord, LedgerEntry

pytestmark = pytest.mark.usefixtures("month_end")


@pytest.fixture
def account(office):
    """
    Ledger A, of which I1 is paid.
    """
    account = Account(office)
    account.tell(*LEDGER_A)
    account.pay("03-25", 40000, "I1")
    return account


def sent(form):
    """
    A form that was sent and is sound.
    """
    assert form.is_valid(), form.errors
    return form


def test_a_payment_is_for_what_is_open(account):
    """
    The oldest, the next shipment, or an invoice with something open; I1 is paid.
    """
    offered = dict(PaymentForm(account.row).fields["towards"].choices)

    assert ["", "next", "I2", "I3"] == list(offered)
    assert "I2, open ¥30,000.00, due on 2024-04-09" == offered["I2"]
    with time_machine.travel(at(day("04-11")), tick=False):
        offered = dict(PaymentForm(account.row).fields["towards"].choices)
    assert "I2, open ¥30,000.00, due on 2024-04-09, 2 days late" == offered["I2"]


def test_a_payment_is_taken(office, account):
    """
    Towards the next shipment, with the number of its receipt.
    """
    said = {"amount": "1000", "towards": "next", "on": "2024-03-31", "number": "R9"}
    told = sent(PaymentForm(account.row, said)).apply(office.money)
    entry = LedgerEntry.objects.get(number="R9")

    assert "¥1,000.00" in told
    assert ("next", day("03-31"), office.money) == (entry.towards, entry.on, entry.by)


def test_more_than_is_owed_is_asked_about_once(office, account):
    """
    50,000 are owed: a cent more is taken only once it is said that the rest stays; a double click asks nothing.
    """
    said = {"amount": "50000.01", "towards": "", "on": "2024-03-31", "number": "R9", "token": "t"}
    asked = PaymentForm(account.row, said)

    assert {"surplus"} == set(asked.errors)
    assert "¥50,000.01 is more than the ¥50,000.00 owed." in asked.errors["surplus"][0]
    assert not asked["surplus"].is_hidden and PaymentForm(account.row)["surplus"].is_hidden
    assert PaymentForm(account.row, said | {"amount": "50000"}).is_valid()
    assert PaymentForm(account.row, said | {"towards": "next"}).is_valid()

    sent(PaymentForm(account.row, said | {"surplus": "on"})).apply(office.money)
    sent(PaymentForm(account.row, said)).apply(office.money)
    assert 1 == LedgerEntry.objects.filter(number="R9").count()


@pytest.mark.parametrize("amount", ["0", "-5", "1.001", "x", "", "1e20", "NaN"])
def test_an_amount_is_a_sum_above_zero_in_whole_cents(account, amount):
    """
    Anything else is told at the field.
    """
    assert "amount" in PaymentForm(account.row, {"amount": amount, "on": "2024-03-31"}).errors


def test_goods_come_back_from_an_invoice(office, account):
    """
    A number that nobody knows is told with the ones that are there.
    """
    said = {"amount": "500", "towards": "I2", "on": "2024-03-31"}

    assert "¥500.00" in sent(ReturnForm(account.row, said)).apply(office.money)
    with pytest.raises(FactsError, match="I9"):
        sent(ReturnForm(account.row, said | {"towards": "I9"})).apply(office.money)


def test_a_special_limit_has_its_days(office, account):
    """
    The sales department grants it until a day that counts.
    """
    said = {"amount": "75000", "first_day": "2024-03-31", "last_day": "2024-04-10"}

    assert "2024-04-10" in sent(SpecialLimitForm(account.row, said)).apply(office.manager)


def test_a_contract_of_another_policy_is_kept(account):
    """
    A type that the policy of today does not know stays in the list of the account that has it.
    """
    account.row.contract_type = "barter"
    choices = dict(PapersForm(instance=account.row).fields["contract_type"].choices)

    assert {"", "distribution", "direct", "barter"} == set(choices)


def test_a_loss_starts_from_what_is_open(office, account):
    """
    I2 has 30,000 open; whether it is verified is asked of goods without approval only.
    """
    entry = LedgerEntry.objects.get(number="I2")
    form = LossForm(entry)

    assert (Decimal(30000), Decimal(0)) == (form.fields["amount"].initial, form.fields["deducted"].initial)
    assert "verified" not in form.fields

    sent(LossForm(entry, {"amount": "100", "deducted": "0"})).apply(office.money)

    assert "undetermined" == DecisionRecord.objects.get(name="bear_bad_debt").verdict
