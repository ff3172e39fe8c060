from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from visitcore.ground.period import Period
from visitcore.ground.span import Span, last_day

days = st.dates(date(1950, 1, 1), date(2100, 12, 31))
periods = st.sampled_from(Period)


@pytest.mark.parametrize(
    ("period", "day", "first", "last"),
    [
        (Period.DAY, date(2024, 3, 10), date(2024, 3, 10), date(2024, 3, 10)),
        (Period.WEEK, date(2024, 3, 10), date(2024, 3, 4), date(2024, 3, 10)),
        (Period.WEEK, date(2024, 3, 11), date(2024, 3, 11), date(2024, 3, 17)),
        (Period.MONTH, date(2024, 2, 29), date(2024, 2, 1), date(2024, 2, 29)),
        (Period.QUARTER, date(2024, 3, 31), date(2024, 1, 1), date(2024, 3, 31)),
        (Period.QUARTER, date(2024, 4, 1), date(2024, 4, 1), date(2024, 6, 30)),
        (Period.QUARTER, date(2024, 9, 30), date(2024, 7, 1), date(2024, 9, 30)),
        (Period.QUARTER, date(2024, 12, 31), date(2024, 10, 1), date(2024, 12, 31)),
        (Period.HALF_YEAR, date(2024, 6, 30), date(2024, 1, 1), date(2024, 6, 30)),
        (Period.HALF_YEAR, date(2024, 7, 1), date(2024, 7, 1), date(2024, 12, 31)),
        (Period.YEAR, date(2024, 12, 31), date(2024, 1, 1), date(2024, 12, 31)),
    ],
)
def test_periods_are_those_of_the_calendar(period, day, first, last):
    """
    Weeks run Monday to Sunday; quarters and half-years begin with the months everybody knows.
    """
    span = period.span(day)

    assert (first, last) == (span.since, last_day(span))


def test_a_week_may_cross_the_year():
    """
    The week of New Year's Day 2025 begins in 2024.
    """
    assert Span(date(2024, 12, 30), date(2025, 1, 6)) == Period.WEEK.span(date(2025, 1, 1))


@given(period=periods, day=days)
def test_periods_tile_the_calendar(period, day):
    """
    Each day lies in one period, and the next period begins where it ends.
    """
    span = period.span(day)

    assert day in span
    assert span == period.span(span.since) == period.span(last_day(span))
    assert span.until == period.after(span).since
    assert span.since == period.before(span).until
    assert span == period.before(period.after(span))


@given(period=periods, day=days, later=st.integers(0, 800))
def test_a_later_day_never_lies_in_an_earlier_period(period, day, later):
    """
    Periods come in the order of their days.
    """
    assert period.span(day).since <= period.span(day + timedelta(days=later)).since


@given(period=periods, day=days)
def test_periods_are_numbered_without_a_gap(period, day):
    """
    A period is found again by its number, and the next one has the next number.
    """
    number, span = period.index(day), period.span(day)

    assert span == period.at(number)
    assert number + 1 == period.index(span.until)


@pytest.mark.parametrize("period", Period)
def test_each_period_has_a_name_in_both_languages(period):
    """
    Each kind of period can be said in English and in Chinese.
    """
    assert period.value == period.label.en
    assert period.label.zh
