from decimal import Decimal
from functools import partial

import pytest
from django.test import override_settings
from visitcore_site.credit import SHARES, Account, charges, day, invoice, over_the_limit
from visitcore_site.days import at
from visitcore_site.office import Office
from visitcore_site.together import together

from visitcore import FactsError
from visitcore_django import desk
from visitcore_django.desk.credit_month import charged_for
from visitcore_django.models import DecisionRecord


@pytest.fixture
def account(office):
    """
    Worked example 12: a first and a last one over the limit, 15,000 of the last still open at the end of March.
    """
    return over_the_limit(office)


def test_a_first_one_is_lost_as_within_the_limit(office, shares, account):
    """
    Worked example 15: of 29,000 the salesperson bears 2,900, the regional manager 1,450, the company 24,650.
    """
    record = desk.bear_loss(invoice("I4"), Decimal(29000), by=office.money, at=at(day("04-30")))

    assert {"salesperson": Decimal(2900), "regional_manager": Decimal(1450)} == charges(record.answer)
    assert Decimal(24650) == Decimal(record.answer["outcome"]["company"])


def test_what_the_signer_was_charged_is_set_off(office, shares, account):
    """
    Of the 15,000 open on the last one 60 % and 40 % are borne; the 3,000 charged at the month's end are taken off.
    """
    desk.month_end_credit(day("04-01"))
    record = desk.bear_loss(invoice("I5"), Decimal(15000), by=office.money, at=at(day("04-30")))

    assert Decimal(3000) == charged_for(invoice("I5"))
    assert {"regional_manager": Decimal(6000), "salesperson": Decimal(6000)} == charges(record.answer)


def test_a_normal_invoice_is_lost_within_the_limit(office, shares, account):
    """
    10 % and 5 % of I3's 20,000.
    """
    record = desk.bear_loss(invoice("I3"), Decimal(20000), by=office.money, at=at(day("04-30")))

    assert {"salesperson": Decimal(2000), "regional_manager": Decimal(1000)} == charges(record.answer)


@pytest.mark.parametrize("amount", ["15000.01", "0", "-1"])
def test_no_more_is_lost_than_is_open(office, shares, account, amount):
    """
    15,000 are open on the last one.
    """
    with pytest.raises(desk.DeskError, match="15000"):
        desk.bear_loss(invoice("I5"), Decimal(amount), by=office.money, at=at(day("04-30")))


@pytest.mark.parametrize(("second", "fits"), [("5000", True), ("5000.01", False), ("10000", False)])
def test_the_same_money_is_not_lost_twice(office, shares, account, second, fits):
    """
    CR-03.3: of the 15,000 open on the last one 10,000 are lost; another 5,000 can be, and not a cent more.
    """
    told = {"by": office.money, "at": at(day("04-30"))}
    desk.bear_loss(invoice("I5"), Decimal(10000), **told)
    if fits:
        desk.bear_loss(invoice("I5"), Decimal(second), **told)
    else:
        with pytest.raises(desk.DeskError, match="10000 of I5 is lost already; no more than 5000"):
            desk.bear_loss(invoice("I5"), Decimal(second), **told)

    assert 1 + fits == DecisionRecord.objects.filter(name="bear_bad_debt").count()


def test_what_the_signer_was_charged_is_set_off_once(office, shares, account):
    """
    Of 10,000 lost the signer bears 60 %, less the 3,000 charged; of the 5,000 lost later he bears 60 % and no less.
    """
    desk.month_end_credit(day("04-01"))
    told = {"by": office.money, "at": at(day("04-30"))}
    first, second = (desk.bear_loss(invoice("I5"), Decimal(lost), **told) for lost in (10000, 5000))

    assert {"regional_manager": Decimal(3000), "salesperson": Decimal(4000)} == charges(first.answer)
    assert {"regional_manager": Decimal(3000), "salesperson": Decimal(2000)} == charges(second.answer)


@pytest.mark.django_db(transaction=True)
def test_two_who_write_the_same_off_at_once_see_each_other():
    """
    CR-03.3: of the 15,000 open on the last one two lose 10,000 at the same moment: one does, and the other reads why.
    """
    office = Office()
    over_the_limit(office)
    with override_settings(VISITCORE={"POLICY": str(SHARES)}):
        for number, lost in (("I5", 10000), ("I4", 20000), ("I3", 15000)):
            lose = partial(desk.bear_loss, invoice(number), Decimal(lost), by=office.money, at=at(day("04-30")))

            said = together(lose, lose)

            assert ["DecisionRecord", "DeskError"] == sorted(type(one).__name__ for one in said), said
    assert 3 == DecisionRecord.objects.filter(name="bear_bad_debt").count()


def test_a_loss_that_nobody_bears_yet_leaves_all_of_it(office, account):
    """
    CR-03.3: without the shares it is undetermined, and is decided again once they are set.
    """
    told = {"by": office.money, "at": at(day("04-30"))}
    verdicts = [desk.bear_loss(invoice("I5"), Decimal(15000), **told).verdict for _ in range(2)]

    assert ["undetermined", "undetermined"] == verdicts


def test_more_cannot_have_been_deducted_than_is_lost(office, shares, account):
    """
    The two sums are checked against each other.
    """
    with pytest.raises(FactsError):
        desk.bear_loss(invoice("I5"), Decimal(100), by=office.money, deducted=Decimal(101), at=at(day("04-30")))


def test_only_those_who_keep_accounts_decide_on_losses(office, shares, account):
    """
    A salesperson does not.
    """
    with pytest.raises(desk.NotAllowedError):
        desk.bear_loss(invoice("I5"), Decimal(100), by=office.li)


def test_a_double_click_decides_a_loss_once(office, shares, account):
    """
    One token, one record.
    """
    told = {"by": office.money, "at": at(day("04-30")), "token": "t"}
    first = desk.bear_loss(invoice("I5"), Decimal(100), **told)

    assert first == desk.bear_loss(invoice("I5"), Decimal(100), **told)
    assert 1 == DecisionRecord.objects.filter(name="bear_bad_debt").count()


def test_what_is_lost_is_lost_of_the_invoice_as_it_is_stored(office, shares, account):
    """
    With another account in memory, whose customer has no such invoice, the loss is that of the invoice's own account.
    """
    entry = invoice("I4")
    own, entry.account = entry.account, Account(office, "C9").row
    record = desk.bear_loss(entry, Decimal(29000), by=office.money, at=at(day("04-30")))

    assert own.customer == record.customer
