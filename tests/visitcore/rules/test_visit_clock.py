from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from visitcore.blocks.cadence import Cadence, Every
from visitcore.facts.visit import Excuse
from visitcore.ground.calendar import WorkCalendar
from visitcore.ground.period import Period
from visitcore.ground.span import Span
from visitcore.rules.visit_clock import interval_clock, local_span, period_clock

MONTHLY = Cadence(times=1, per=Period.MONTH)
WORKDAYS = WorkCalendar()
SHANGHAI = ZoneInfo("Asia/Shanghai")


def test_a_period_is_told_with_its_ends():
    """
    Asked on 14 June of one visit a month, the clock shows June and its last good day.
    """
    clock = period_clock(MONTHLY, [], date(2024, 1, 1), [], date(2024, 6, 14))

    assert Span(date(2024, 6, 1), date(2024, 7, 1)) == clock.span
    assert date(2024, 6, 30) == clock.next_due
    assert (5, date(2024, 2, 1)) == (clock.missed, clock.overdue_since)


def test_a_met_period_is_due_again_at_the_end_of_the_next():
    """
    With June's visit made, the next one is due by the end of July.
    """
    clock = period_clock(MONTHLY, [date(2024, 6, 1)], date(2024, 6, 1), [], date(2024, 6, 14))

    assert (1, date(2024, 7, 31), 0) == (clock.done, clock.next_due, clock.missed)


@pytest.mark.parametrize(
    ("excuse", "missed"),
    [
        (Span(date(2024, 5, 1), date(2024, 6, 1)), 0),
        (Span(date(2024, 5, 2), date(2024, 6, 1)), 5),
        (Span(date(2024, 5, 1), date(2024, 5, 31)), 5),
        (Span(date(2024, 4, 1), date(2024, 5, 31)), 1),
        (Span(None, date(2024, 4, 1)), 2),
        (Span(date(2024, 4, 20), None), 0),
        (Span(date(2024, 7, 1), None), 5),
        (Span(None, None), 0),
        (Span(date(1, 1, 1), date(1, 1, 5)), 5),
    ],
)
def test_only_a_wholly_excused_month_ends_the_count_back(excuse, missed):
    """
    Of the months January to May, those after the last one wholly excused are missed.
    """
    assert missed == period_clock(MONTHLY, [], date(2024, 1, 1), [excuse], date(2024, 6, 14)).missed


@pytest.mark.parametrize(
    ("on", "done", "missed"),
    [(date(2024, 3, 7), 1, 0), (date(2024, 3, 8), 0, 0), (date(2024, 3, 9), 0, 1), (date(2024, 3, 18), 0, 2)],
)
def test_working_days_are_counted_on_the_calendar(on, done, missed):
    """
    Five working days after Friday 1 March 2024 is Friday 8 March; the turn after that is 15 March.
    """
    clock = interval_clock(Cadence(every=Every(working_days=5)), [date(2024, 3, 1)], None, [], on, WORKDAYS)

    assert (date(2024, 3, 8), done, missed) == (clock.next_due, clock.done, clock.missed)


def test_a_month_end_stays_in_the_month():
    """
    One month after 31 January 2024 is 29 February.
    """
    clock = interval_clock(Cadence(every=Every(months=1)), [date(2024, 1, 31)], None, [], date(2024, 2, 1), WORKDAYS)

    assert date(2024, 2, 29) == clock.next_due


def test_an_interval_needs_something_to_count_from():
    """
    Neither a visit nor a first day: there is no clock.
    """
    assert interval_clock(Cadence(every=Every(days=5)), [], None, [], date(2024, 1, 1), WORKDAYS) is None


@pytest.mark.parametrize(
    ("span", "expected"),
    [
        (Span(date(2024, 3, 1), None), Span(date(2024, 3, 1), None)),
        (
            Span(datetime(2024, 2, 29, 16, 0, tzinfo=UTC), datetime(2024, 3, 31, 16, 0, tzinfo=UTC)),
            Span(date(2024, 3, 1), date(2024, 4, 1)),
        ),
        (Span(datetime(2024, 3, 1, 9, 0), datetime(2024, 3, 1, 17, 0)), Span(date(2024, 3, 1), date(2024, 3, 2))),
        (Span(None, datetime(2024, 3, 5, 9, 0)), Span(None, date(2024, 3, 5))),
    ],
)
def test_an_excuse_is_brought_to_local_days(span, expected):
    """
    Days stay as they are, instants become the day they fall on in the zone.
    """
    assert expected == local_span(Excuse(customer="C1", span=span, reason="closed"), SHANGHAI)


@given(
    on=st.dates(date(2020, 1, 1), date(2030, 12, 31)),
    shifts=st.lists(st.integers(0, 2000), max_size=20),
    times=st.integers(1, 4),
    per=st.sampled_from(list(Period)),
)
def test_what_is_due_lies_ahead_or_today(on, shifts, times, per):
    """
    The last good day is never before the day asked about, and the period always holds that day.
    """
    days = sorted(on - timedelta(days=shift) for shift in shifts)
    clock = period_clock(Cadence(times=times, per=per), days, None, [], on)

    assert on <= clock.next_due
    assert on in clock.span
    assert (clock.overdue_since is None) == (clock.missed == 0)
