import pytest
from visitcore_site.days import NOW, TODAY

from visitcore_django import desk
from visitcore_django.desk import recomputing
from visitcore_django.desk.recomputing import recompute_due
from visitcore_django.models import Customer


def test_every_active_customer_is_worked_out(office, monkeypatch):
    """
    In batches, and those who left stay as they are.
    """
    monkeypatch.setattr(recomputing, "BATCH", 2)
    for number in range(5):
        office.customer(f"C{number}")
    office.customer("G1", active=False)

    assert 5 == recompute_due(by=office.boss, at=NOW)
    assert 5 == Customer.objects.filter(due_on=TODAY, due_rule="ABC-03.2a").count()


def test_who_may_not_change_policies_works_nobody_out(office):
    """
    The right is asked for.
    """
    with pytest.raises(desk.NotAllowedError):
        recompute_due(by=office.auditor, at=NOW)


def test_too_many_are_left_to_the_sweep(office, monkeypatch):
    """
    Nobody waits for a million; the system itself has no limit.
    """
    monkeypatch.setattr(recomputing, "MOST", 1)
    office.customer("C1")
    office.customer("C2")

    with pytest.raises(desk.DeskError, match="visitcore_sweep"):
        recompute_due(by=office.boss, at=NOW)
    assert 2 == recompute_due(by=None, at=NOW)
