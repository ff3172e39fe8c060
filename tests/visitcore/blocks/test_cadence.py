from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from visitcore.blocks.cadence import Cadence, Every
from visitcore.ground.calendar import WorkCalendar
from visitcore.ground.period import Period
from visitcore.ground.span import Span

CALENDAR = WorkCalendar()
days = st.dates(date(2010, 1, 1), date(2024, 12, 31))
lengths = st.integers(1, 40)
intervals = st.one_of(
    st.builds(Every, days=lengths),
    st.builds(Every, weeks=lengths),
    st.builds(Every, months=lengths),
    st.builds(Every, working_days=lengths),
)


def test_sunday_counts_for_the_week_of_the_monday_before():
    """
    A week runs from Monday to Sunday.
    """
    week = Cadence(times=2, per=Period.WEEK)

    assert Span(date(2024, 3, 4), date(2024, 3, 11)) == week.span(date(2024, 3, 10))


@pytest.mark.parametrize(
    ("per", "since", "until"),
    [
        (Period.MONTH, date(2024, 2, 1), date(2024, 3, 1)),
        (Period.QUARTER, date(2024, 1, 1), date(2024, 4, 1)),
        (Period.HALF_YEAR, date(2024, 1, 1), date(2024, 7, 1)),
        (Period.YEAR, date(2024, 1, 1), date(2025, 1, 1)),
    ],
)
def test_periods_are_calendar_ones(per, since, until):
    """
    Months, quarters, half-years and years begin on their calendar day, whatever day is asked.
    """
    assert Span(since, until) == Cadence(per=per).span(date(2024, 2, 10))


@pytest.mark.parametrize(
    ("every", "last", "due"),
    [
        (Every(days=15), date(2024, 3, 1), date(2024, 3, 16)),
        (Every(days=30), date(2024, 3, 1), date(2024, 3, 31)),
        (Every(days=90), date(2024, 1, 1), date(2024, 3, 31)),
        (Every(weeks=1), date(2024, 3, 6), date(2024, 3, 13)),
        (Every(months=1), date(2024, 3, 1), date(2024, 4, 1)),
        (Every(months=6), date(2023, 8, 31), date(2024, 2, 29)),
        (Every(working_days=5), date(2024, 9, 25), date(2024, 10, 8)),
    ],
)
def test_interval_is_counted_from_the_last_time(every, last, due):
    """
    The next time is due one interval after the last, months ending with the month where the day is missing.
    """
    assert due == Cadence(every=every).next_after(last, CALENDAR)


def test_interval_is_not_moved_for_a_day_off():
    """
    An interval that ends on a Saturday stays there.
    """
    assert date(2024, 3, 9) == Cadence(every=Every(days=2)).next_after(date(2024, 3, 7), CALENDAR)


def test_asking_for_what_is_not_there_says_what_to_ask():
    """
    A period has no next day and an interval has no period; the error names the other question.
    """
    with pytest.raises(ValueError, match=r"ask span\(\) instead"):
        Cadence(per=Period.WEEK).next_after(date(2024, 3, 1), CALENDAR)

    with pytest.raises(ValueError, match=r"ask next_after\(\) instead"):
        Cadence(every=Every(days=1)).span(date(2024, 3, 1))

    with pytest.raises(ValueError, match="without a length"):
        Every().after(date(2024, 3, 1), CALENDAR)


@pytest.mark.parametrize(
    ("cadence", "where", "what"),
    [
        (Cadence(), "", "needs a window"),
        (Cadence(per=Period.WEEK, every=Every(days=7)), "", "not both"),
        (Cadence(times=0, per=Period.WEEK), "times", "0 times asks for nothing"),
        (Cadence(times=2, every=Every(days=7)), "times", "no meaning with an interval"),
        (Cadence(every=Every()), "every", "found none"),
        (Cadence(every=Every(days=7, weeks=1)), "every", "found days and weeks"),
        (Cadence(every=Every(days=0)), "every.days", "no time until the next one"),
    ],
)
def test_a_faulty_cadence_says_where_and_how_to_mend_it(cadence, where, what):
    """
    Each fault is one problem with its place and its cure.
    """
    (problem,) = cadence.problems()

    assert where == problem.where
    assert what in problem.what
    assert problem.fix


def test_a_sound_cadence_has_no_problems_and_cites_nothing():
    """
    A cadence has no parts that rest on a rule of their own.
    """
    for cadence in (Cadence(times=2, per=Period.WEEK), Cadence(every=Every(days=1))):
        assert not cadence.problems()
        assert not cadence.cited()


def test_wrong_types_are_refused_at_once():
    """
    A number of times in words is a mistake in the program, not in the policy.
    """
    with pytest.raises(TypeError):
        Cadence(times="two", per=Period.WEEK)
    with pytest.raises(TypeError):
        Cadence(per="week")


@given(every=intervals, last=days, later=st.integers(0, 60))
def test_doing_it_later_never_brings_the_next_time_forward(every, last, later):
    """
    The next day lies after the last one and never falls when the last one moves on.
    """
    cadence = Cadence(every=every)
    due = cadence.next_after(last, CALENDAR)

    assert last < due
    assert due <= cadence.next_after(last + timedelta(days=later), CALENDAR)


@given(per=st.sampled_from(Period), day=days)
def test_every_day_lies_in_its_own_period(per, day):
    """
    The period of a day holds that day, and every day of it has the same period.
    """
    span = Cadence(per=per).span(day)

    assert day in span
    assert span == Cadence(per=per).span(span.until - timedelta(days=1))
