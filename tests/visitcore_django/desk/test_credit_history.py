from datetime import timedelta
from decimal import Decimal

import pytest
from visitcore_site.credit import day
from visitcore_site.days import at

from visitcore import LedgerEvent
from visitcore_django import desk
from visitcore_django.desk.credit_history import demand_past
from visitcore_django.desk.credit_past import Past
from visitcore_django.models import CreditAccount

TODAY = day("03-31")
YESTERDAY, TOMORROW = TODAY - timedelta(days=1), TODAY + timedelta(days=1)


def invoice(on):
    """
    Goods for a million that left on a day.
    """
    return LedgerEvent(on=on, kind="invoice", id="I1", amount=Decimal(1_000_000), class_="normal")


def special_limit(last):
    """
    A limit granted yesterday, up to a day.
    """
    return LedgerEvent(on=YESTERDAY, kind="special_limit", amount=Decimal(5), from_=YESTERDAY, to=last)


@pytest.mark.parametrize("event", [invoice(YESTERDAY), special_limit(YESTERDAY)])
def test_what_is_over_is_past(event):
    """
    Goods that left yesterday, and a limit that ended yesterday.
    """
    demand_past(event, TODAY)


@pytest.mark.parametrize(
    ("event", "words"),
    [
        (invoice(TOMORROW), "lies ahead"),
        (invoice(TODAY), "2024-03-31 is today and no past yet"),
        (special_limit(TODAY), "in force still"),
        (special_limit(TOMORROW), "in force still"),
    ],
)
def test_neither_door_of_the_past_takes_what_the_desk_decides_on(office, event, words):
    """
    Finance grants no limit and releases no goods: neither by an account opened with them, nor by a past that is told.
    """
    with pytest.raises(desk.DeskError, match=words):
        demand_past(event, TODAY)
    with pytest.raises(desk.DeskError, match=words):
        desk.open_account(office.customer("C1"), by=office.money, opening=[event], at=at(TODAY))
    past = Past(office.customer("C2"), by=office.money, at=at(TODAY))
    told = {"on": event.on, "kind": event.kind, "amount": event.amount, "number": event.id}
    with pytest.raises(desk.DeskError, match=words):
        past.tell(**told, class_of=event.class_, first_day=event.from_, last_day=event.to)

    assert not CreditAccount.objects.exists()
