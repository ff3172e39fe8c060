from visitcore_django.models import Customer
from visitcore_django.people.scope import visible
from visitcore_django.sheets import at_once
from visitcore_django.sheets.customers_found import Found


def test_those_of_ones_own_are_told_from_others(office, monkeypatch, django_assert_num_queries):
    """
    However many codes are asked for, some are looked up at once; a code that nobody has is in neither.
    """
    monkeypatch.setattr(at_once, "AT_ONCE", 2)
    mine = [office.customer(code) for code in ("C1", "C2", "C3")]
    office.customer("W1", owner=office.zhao)
    rows = visible(Customer.objects.all(), office.li)
    with django_assert_num_queries(6):
        found = Found(["C3", "C1", "W1", "C2", "C9"], rows)

    assert {row.code: row for row in mine} == found.mine
    assert {"W1"} == found.strange
