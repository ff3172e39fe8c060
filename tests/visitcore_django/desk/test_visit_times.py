from datetime import timedelta

import pytest
from visitcore_site.days import NOW

from visitcore_django.desk import DeskError
from visitcore_django.desk.visit_times import demand_ahead, in_order, is_another
from visitcore_django.models import Visit


@pytest.mark.parametrize("seconds", [0, 1, 59])
def test_the_minute_that_runs_lies_ahead(seconds):
    """
    A visit of ten o'clock may be planned until a minute past ten.
    """
    demand_ahead(NOW, NOW + timedelta(seconds=seconds))
    demand_ahead(NOW + timedelta(days=1), NOW)

    with pytest.raises(DeskError, match="lies in the past") as caught:
        demand_ahead(NOW, NOW + timedelta(seconds=60))
    assert "start" == caught.value.column


def test_without_an_instant_it_is_now():
    """
    The day of the tests is long past.
    """
    with pytest.raises(DeskError, match="lies in the past"):
        demand_ahead(NOW)


def test_a_visit_ends_no_sooner_than_it_starts():
    """
    It may have no end yet, or end at once.
    """
    in_order(NOW, None)
    in_order(NOW, NOW)

    with pytest.raises(DeskError, match="ends before") as caught:
        in_order(NOW, NOW - timedelta(seconds=1))
    assert "end" == caught.value.column


@pytest.mark.parametrize(
    ("told", "another"),
    [
        ({}, False),
        ({"start": NOW + timedelta(hours=1)}, False),
        ({"start": NOW - timedelta(hours=1)}, True),
        ({"start": NOW + timedelta(days=1)}, True),
        ({"customer_id": 2}, True),
        ({"plan_id": 4}, True),
    ],
)
def test_a_visit_that_was_not_seen_is_another(told, another):
    """
    To another customer, in another plan, on another day, or sooner; later on its day it is the same.
    """
    was = {"customer_id": 1, "plan_id": 3, "start": NOW}

    assert another is is_another(Visit(**was | told), Visit(**was))
