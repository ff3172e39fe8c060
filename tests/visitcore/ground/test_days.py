from calendar import monthrange
from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from visitcore.ground.days import add_months, as_local, days_between, local_day, month_end, next_day

SHANGHAI = ZoneInfo("Asia/Shanghai")
days = st.dates(date(1950, 1, 1), date(2100, 12, 31))


@pytest.mark.parametrize(
    ("day", "months", "then"),
    [
        (date(2023, 8, 31), 6, date(2024, 2, 29)),
        (date(2022, 8, 31), 6, date(2023, 2, 28)),
        (date(2024, 1, 15), 1, date(2024, 2, 15)),
        (date(2024, 3, 31), -1, date(2024, 2, 29)),
        (date(2024, 12, 31), 2, date(2025, 2, 28)),
        (date(2024, 2, 29), 0, date(2024, 2, 29)),
    ],
)
def test_months_keep_the_day_number_or_end_the_month(day, months, then):
    """
    Some months later is the same day number, or the month's last day where it has no such number.
    """
    assert then == add_months(day, months)


@given(day=days, months=st.integers(-240, 240))
def test_added_months_land_in_the_right_month(day, months):
    """
    The month is always the one counted to, and the day number never grows.
    """
    then = add_months(day, months)
    index = day.year * 12 + day.month - 1 + months

    assert (index // 12, index % 12 + 1) == (then.year, then.month)
    assert min(day.day, monthrange(then.year, then.month)[1]) == then.day


@given(day=days)
def test_month_end_is_the_last_day_of_the_same_month(day):
    """
    The day after a month's end is the first of the next month.
    """
    end = month_end(day)

    assert (day.year, day.month) == (end.year, end.month)
    assert 1 == next_day(end).day


@given(first=days, length=st.integers(-1000, 1000))
def test_days_between_counts_nights(first, length):
    """
    From a day to the same day are 0 days, to the next 1, to the one before -1.
    """
    assert length == days_between(first, first + timedelta(days=length))


def test_next_day_crosses_the_leap_day():
    """
    The day after 28 February 2024 is the 29th.
    """
    assert date(2024, 2, 29) == next_day(date(2024, 2, 28))


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        (date(2024, 3, 5), date(2024, 3, 5)),
        (datetime(2024, 3, 5, 23, 59), date(2024, 3, 5)),
        (datetime(2024, 3, 5, 15, 59, tzinfo=UTC), date(2024, 3, 5)),
        (datetime(2024, 3, 5, 16, 0, tzinfo=UTC), date(2024, 3, 6)),
        (datetime(2024, 3, 6, 0, 30, tzinfo=timezone(timedelta(hours=9))), date(2024, 3, 5)),
    ],
    ids=["day", "naive", "before midnight", "midnight", "from the east"],
)
def test_the_day_is_the_one_in_the_zone(moment, day):
    """
    A day stays, a naive timestamp is local already, an aware one is brought to the zone first.
    """
    assert day == local_day(moment, SHANGHAI)


@given(moment=st.datetimes(datetime(1995, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC)))
def test_as_local_keeps_the_instant(moment):
    """
    Bringing an aware timestamp to a zone changes the clock face, never the instant.
    """
    local = as_local(moment, SHANGHAI)

    assert moment == local
    assert SHANGHAI is local.tzinfo


def test_naive_timestamps_are_taken_as_local():
    """
    A timestamp without a zone keeps its clock face.
    """
    assert datetime(2024, 3, 5, 9, 0, tzinfo=SHANGHAI) == as_local(datetime(2024, 3, 5, 9, 0), SHANGHAI)
