from datetime import timedelta

import pytest
from visitcore_site.days import NOW

from visitcore_django.desk import DeskError
from visitcore_django.desk.visit_times import demand_ahead, in_order


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
