from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from visitcore.blocks.recurrence import Recurrence
from visitcore.ground.calendar import WorkCalendar
from visitcore.ground.span import Span

CALENDAR = WorkCalendar()
RATING = Recurrence(rrule="FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=25", days=6)
days = st.dates(date(2012, 1, 1), date(2024, 12, 31))
recurrences = st.sampled_from(
    [
        RATING,
        Recurrence(rrule="FREQ=DAILY"),
        Recurrence(rrule="FREQ=DAILY", working_days=True, items=("morning", "evening")),
        Recurrence(rrule="FREQ=WEEKLY;BYDAY=TU,TH"),
        Recurrence(rrule="FREQ=MONTHLY;BYMONTHDAY=-1"),
        Recurrence(rrule="FREQ=MONTHLY;BYMONTHDAY=1", days=10),
        Recurrence(rrule="FREQ=MONTHLY;INTERVAL=2;BYMONTHDAY=1", days=31, times=2),
        Recurrence(rrule="DTSTART:20120115 RRULE:FREQ=DAILY;INTERVAL=15", days=15),
        Recurrence(rrule="FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=28", days=10),
    ]
)


def window(first, last):
    """
    The window between two days, both in.
    """
    return Span(date.fromisoformat(first), date.fromisoformat(last) + timedelta(days=1))


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2024, 3, 24), window("2024-03-25", "2024-03-30")),
        (date(2024, 3, 25), window("2024-03-25", "2024-03-30")),
        (date(2024, 3, 30), window("2024-03-25", "2024-03-30")),
        (date(2024, 3, 31), window("2025-03-25", "2025-03-30")),
    ],
)
def test_a_yearly_rating_is_open_on_both_its_ends(day, expected):
    """
    From the 25th to the 30th of March, both days in; afterwards the next year's window is meant.
    """
    assert expected == RATING.current_or_next(day, CALENDAR)


@pytest.mark.parametrize(
    ("rrule", "length", "day", "expected"),
    [
        ("FREQ=MONTHLY;BYMONTHDAY=1", 1, date(2024, 3, 20), window("2024-04-01", "2024-04-01")),
        ("FREQ=MONTHLY;BYMONTHDAY=1", 10, date(2024, 3, 10), window("2024-03-01", "2024-03-10")),
        ("FREQ=MONTHLY;BYMONTHDAY=-1", 1, date(2024, 2, 10), window("2024-02-29", "2024-02-29")),
        ("FREQ=WEEKLY;BYDAY=MO", 1, date(2024, 3, 5), window("2024-03-11", "2024-03-11")),
        ("FREQ=WEEKLY;BYDAY=MO", 7, date(2024, 3, 10), window("2024-03-04", "2024-03-10")),
        ("FREQ=MONTHLY;INTERVAL=2;BYMONTHDAY=-1", 1, date(2024, 12, 1), window("2025-01-31", "2025-01-31")),
        ("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29", 1, date(2024, 3, 1), window("2028-02-29", "2028-02-29")),
        ("FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=28", 10, date(2024, 1, 3), window("2023-12-28", "2024-01-06")),
        ("DTSTART:20240301 RRULE:FREQ=DAILY;INTERVAL=15", 1, date(2024, 3, 2), window("2024-03-16", "2024-03-16")),
    ],
)
def test_the_window_that_holds_a_day_or_comes_next(rrule, length, day, expected):
    """
    Each rule names its own days; a window may reach over the end of a month or a year.
    """
    assert expected == Recurrence(rrule=rrule, days=length).current_or_next(day, CALENDAR)


def test_only_working_days_open_a_window():
    """
    Before the holiday in May 2024, the Sunday worked in lieu opens a window and the days off do not.
    """
    outing = Recurrence(rrule="FREQ=DAILY", working_days=True)
    found = outing.windows(window("2024-04-26", "2024-05-06"), CALENDAR)

    assert [date(2024, 4, day) for day in (26, 28, 29, 30)] + [date(2024, 5, 6)] == [one.since for one in found]


def test_windows_that_only_touch_the_span_are_listed():
    """
    A window counts when any of its days lies in the span.
    """
    monthly = Recurrence(rrule="FREQ=MONTHLY;BYMONTHDAY=1", days=10)
    expected = (window("2024-03-01", "2024-03-10"), window("2024-04-01", "2024-04-10"))

    assert expected == monthly.windows(window("2024-03-10", "2024-04-01"), CALENDAR)
    assert not monthly.windows(window("2024-03-11", "2024-03-31"), CALENDAR)


def test_an_interval_is_counted_from_the_start_given():
    """
    Every fifteen days from the first of March runs on over the turn of the year, and not before it begins.
    """
    cleaning = Recurrence(rrule="FREQ=DAILY;INTERVAL=15")
    start = date(2024, 3, 1)
    expected = [date(2024, 3, 1), date(2024, 3, 16), date(2024, 3, 31)]

    found = cleaning.windows(window("2024-02-01", "2024-03-31"), CALENDAR, start=start)

    assert expected == [one.since for one in found]
    assert start + timedelta(days=15 * 21) == cleaning.current_or_next(date(2025, 1, 1), CALENDAR, start=start).since


def test_a_span_without_ends_cannot_be_listed():
    """
    There is no list of all windows for ever.
    """
    with pytest.raises(ValueError, match="give the span both ends"):
        RATING.windows(Span(date(2024, 1, 1)), CALENDAR)


def test_a_rule_that_has_ended_has_no_next_window():
    """
    Asking beyond the last day a rule names is an error.
    """
    ended = Recurrence(rrule="FREQ=MONTHLY;BYMONTHDAY=1;UNTIL=20240301")

    assert date(2024, 3, 1) == ended.current_or_next(date(2024, 2, 2), CALENDAR).since
    with pytest.raises(ValueError, match="names no day after 2024-03-02"):
        ended.current_or_next(date(2024, 3, 2), CALENDAR)


@pytest.mark.parametrize(
    ("recurrence", "where", "what"),
    [
        (Recurrence(rrule="every Monday"), "rrule", "it has no FREQ"),
        (Recurrence(rrule="FREQ=OFTEN"), "rrule", "is no rule of RFC 5545"),
        (Recurrence(rrule="FREQ=WEEKLY;BYDAY=XX"), "rrule", "is no rule of RFC 5545"),
        (Recurrence(rrule="FREQ=DAILY;INTERVAL=0"), "rrule", "never moves on"),
        (Recurrence(rrule="DTSTART;TZID=Asia/Shanghai:20240101T000000 RRULE:FREQ=DAILY"), "rrule", "leave TZID out"),
        (Recurrence(rrule="FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30"), "rrule", "names no day in four years"),
        (Recurrence(rrule="FREQ=HOURLY;BYHOUR=9"), "rrule", "finer than a day"),
        (Recurrence(rrule="FREQ=WEEKLY"), "rrule", "names no weekday"),
        (Recurrence(rrule="FREQ=DAILY;INTERVAL=15"), "rrule", "begins anew every January"),
        (Recurrence(rrule="FREQ=MONTHLY;INTERVAL=5"), "rrule", "begins anew every January"),
        (Recurrence(rrule="FREQ=DAILY", days=0), "days", "0 days ask for nothing"),
        (Recurrence(rrule="FREQ=DAILY", times=0), "times", "0 times ask for nothing"),
        (Recurrence(rrule="FREQ=DAILY", items=("a", "a")), "items", "'a' stands here 2 times"),
        (Recurrence(rrule="FREQ=WEEKLY;BYDAY=TU,TH", days=3), "days", "run into each other"),
    ],
)
def test_a_faulty_recurrence_says_where_and_how_to_mend_it(recurrence, where, what):
    """
    Each fault is one problem with its place and its cure.
    """
    (problem,) = recurrence.problems()

    assert where == problem.where
    assert what in problem.what
    assert problem.fix


def test_windows_that_run_into_each_other_are_shown():
    """
    The problem names the first two days that lie too near.
    """
    (problem,) = Recurrence(rrule="FREQ=WEEKLY;BYDAY=TU,TH", days=3).problems()

    assert problem.sample == "2024-01-02 and 2024-01-04"


def test_wrong_types_are_refused_at_once():
    """
    Items are a tuple of words.
    """
    with pytest.raises(TypeError):
        Recurrence(rrule="FREQ=DAILY", items="morning")
    with pytest.raises(TypeError):
        Recurrence(rrule=5)


@given(recurrence=recurrences)
def test_a_sound_recurrence_has_no_problems_and_cites_nothing(recurrence):
    """
    The rules that the properties below are tried on are sound.
    """
    assert not recurrence.problems()
    assert not recurrence.cited()


@given(recurrence=recurrences, first=days, length=st.integers(1, 400), cut=st.integers(1, 400))
def test_a_span_and_its_halves_have_the_same_windows(recurrence, first, length, cut):
    """
    What is found does not hang on the span that is asked about.
    """
    last, middle = first + timedelta(days=length + cut), first + timedelta(days=cut)
    whole = recurrence.windows(Span(first, last), CALENDAR)
    halves = [*recurrence.windows(Span(first, middle), CALENDAR), *recurrence.windows(Span(middle, last), CALENDAR)]

    assert whole == tuple(dict.fromkeys(halves))
    assert whole == tuple(sorted(whole, key=lambda one: one.since))


@given(recurrence=recurrences, day=days)
def test_the_next_window_is_the_first_of_those_not_over(recurrence, day):
    """
    The window asked for holds the day or comes later, is as long as it should be, and none comes between.
    """
    found = recurrence.current_or_next(day, CALENDAR)

    assert day < found.until
    assert timedelta(days=recurrence.days) == found.until - found.since
    assert found == recurrence.windows(Span(day, found.until), CALENDAR)[0]


@given(recurrence=recurrences, day=days, later=st.integers(0, 400))
def test_a_later_day_never_has_an_earlier_window(recurrence, day, later):
    """
    As days go by, the window only moves on.
    """
    sooner = recurrence.current_or_next(day, CALENDAR)

    assert sooner.since <= recurrence.current_or_next(day + timedelta(days=later), CALENDAR).since
