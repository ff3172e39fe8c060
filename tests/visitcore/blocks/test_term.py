from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from visitcore.blocks.term import Term, Timing
from visitcore.ground.calendar import WorkCalendar

CALENDAR = WorkCalendar()
SHANGHAI = ZoneInfo("Asia/Shanghai")
BERLIN = ZoneInfo("Europe/Berlin")
days = st.dates(date(2010, 1, 1), date(2024, 12, 31))
lengths = st.integers(0, 60)
forward = st.one_of(
    *(st.builds(Term, **{name: lengths}) for name in ("days", "working_days", "weeks", "months")),
    st.builds(Term, day_of_next_month=st.integers(1, 31)),
    st.sampled_from([Term(same_day=True), Term(month_end=True), Term(quarter_end=True), Term(year_end=True)]),
)
backward = st.one_of(
    *(st.builds(Term, **{name: lengths, "before": st.just(True)}) for name in ("days", "working_days", "weeks")),
    st.builds(Term, quarter_end=st.just(True), window_days=lengths),
    st.builds(Term, month_end=st.just(True), before=st.just(True)),
)
BADNESS = {"early": 0, "in_time": 0, "late": 1}


def at(text, zone=SHANGHAI):
    """
    An instant in a time zone.
    """
    return datetime.fromisoformat(text).replace(tzinfo=zone)


def due(term, anchor, *, roll=False):
    """
    The last good day under the Chinese calendar.
    """
    return term.due(anchor, CALENDAR, roll)


def judge(term, anchor, done, on=date(2024, 12, 31), *, roll=False):
    """
    The timing under the Chinese calendar.
    """
    return term.judge(anchor, done, on, CALENDAR, roll)


@pytest.mark.parametrize(
    ("anchor", "roll", "expected"),
    [
        (date(2024, 3, 5), True, date(2024, 3, 7)),
        (date(2024, 3, 7), True, date(2024, 3, 11)),
        (date(2024, 3, 7), False, date(2024, 3, 9)),
    ],
)
def test_two_days_that_end_on_a_saturday_move_to_monday_if_the_pack_says_so(anchor, roll, expected):
    """
    The day of the event does not count; a last day off moves only where rolling is chosen.
    """
    assert expected == due(Term(days=2), anchor, roll=roll)


@pytest.mark.parametrize(
    ("own", "pack", "expected"), [(False, True, date(2024, 3, 9)), (True, False, date(2024, 3, 11))]
)
def test_the_choice_of_the_term_goes_before_the_choice_of_the_pack(own, pack, expected):
    """
    A term that says whether it moves is not asked again.
    """
    assert expected == due(Term(days=2, roll=own), date(2024, 3, 7), roll=pack)


@pytest.mark.parametrize(
    ("term", "anchor", "expected"),
    [
        (Term(days=7), date(2024, 7, 1), date(2024, 7, 8)),
        (Term(days=3), date(2024, 3, 1), date(2024, 3, 4)),
        (Term(days=0), date(2024, 3, 1), date(2024, 3, 1)),
        (Term(weeks=1), date(2024, 3, 6), date(2024, 3, 13)),
        (Term(months=6), date(2023, 8, 31), date(2024, 2, 29)),
        (Term(working_days=2), date(2024, 3, 8), date(2024, 3, 12)),
        (Term(working_days=5), date(2024, 4, 30), date(2024, 5, 10)),
        (Term(working_days=5), date(2024, 9, 25), date(2024, 10, 8)),
        (Term(working_days=1), date(2024, 4, 3), date(2024, 4, 7)),
        (Term(same_day=True), date(2024, 3, 9), date(2024, 3, 9)),
        (Term(month_end=True), date(2024, 2, 10), date(2024, 2, 29)),
        (Term(quarter_end=True), date(2024, 2, 10), date(2024, 3, 31)),
        (Term(year_end=True), date(2024, 2, 10), date(2024, 12, 31)),
        (Term(day_of_next_month=5), date(2024, 3, 31), date(2024, 4, 5)),
        (Term(day_of_next_month=31), date(2024, 1, 31), date(2024, 2, 29)),
        (Term(day_of_next_month=1), date(2024, 12, 15), date(2025, 1, 1)),
        (Term(days=7, before=True), date(2024, 3, 15), date(2024, 3, 8)),
        (Term(weeks=1, before=True), date(2024, 3, 15), date(2024, 3, 8)),
        (Term(weeks=1, before=True), date(2024, 3, 17), date(2024, 3, 10)),
        (Term(working_days=2, before=True), date(2024, 3, 12), date(2024, 3, 8)),
        (Term(months=1, before=True), date(2024, 3, 31), date(2024, 2, 29)),
        (Term(month_end=True, before=True), date(2024, 3, 1), date(2024, 2, 29)),
        (Term(quarter_end=True, before=True), date(2024, 4, 1), date(2024, 3, 31)),
        (Term(year_end=True, before=True), date(2024, 4, 1), date(2023, 12, 31)),
        (Term(promptly=True), date(2024, 3, 1), None),
        (Term(promptly=True, before=True), date(2024, 3, 1), None),
    ],
)
def test_last_good_day(term, anchor, expected):
    """
    Every kind of term ends on the day its counting rule gives, rolled or not, and from an instant as from its day.
    """
    assert expected == due(term, anchor)
    assert expected == due(term, datetime(anchor.year, anchor.month, anchor.day, 23, 59, tzinfo=SHANGHAI))


@pytest.mark.parametrize(
    "term",
    [
        Term(same_day=True),
        Term(month_end=True),
        Term(months=1),
        Term(days=7, before=True),
        Term(day_of_next_month=9),
        Term(month_end=True, before=True),
    ],
)
def test_only_days_and_weeks_counted_forward_ever_move(term):
    """
    Same day, month ends, months and lead times stay where they are, whatever the pack says about rolling.
    """
    anchor = date(2024, 6, 9)

    assert due(term, anchor, roll=False) == due(term, anchor, roll=True)


@pytest.mark.parametrize(
    ("done", "status", "late_by"),
    [("2024-03-08", "in_time", 0), ("2024-03-09", "late", 1), ("2024-03-15", "late", 7)],
)
def test_a_plan_one_week_ahead_counts_the_due_day(done, status, late_by):
    """
    For a visit on Friday the 15th the plan is in time on the 8th and late on the 9th.
    """
    timing = judge(Term(weeks=1, before=True), date(2024, 3, 15), date.fromisoformat(done))

    assert Timing(due=date(2024, 3, 8), opens=None, status=status, late_by=late_by) == timing


@pytest.mark.parametrize(("done", "status"), [("2024-02-29", "in_time"), ("2024-03-01", "late")])
def test_next_months_plan_is_due_at_the_end_of_the_month_before(done, status):
    """
    The plan for March 2024 is in time on the 29th of February.
    """
    timing = judge(Term(month_end=True, before=True), date(2024, 3, 1), date.fromisoformat(done))

    assert status == timing.status


@pytest.mark.parametrize(
    ("done", "status"),
    [
        ("2024-03-15", "early"),
        ("2024-03-16", "in_time"),
        ("2024-03-20", "in_time"),
        ("2024-03-31", "in_time"),
        ("2024-04-01", "late"),
    ],
)
def test_a_window_before_quarter_end_has_both_ends_in(done, status):
    """
    Fifteen days before the end of the first quarter begin on the 16th of March.
    """
    timing = judge(Term(quarter_end=True, window_days=15), date(2024, 2, 1), date.fromisoformat(done))

    assert status == timing.status
    assert date(2024, 3, 16) == timing.opens
    assert date(2024, 3, 31) == timing.due


@pytest.mark.parametrize(
    ("term", "same"),
    [
        (Term(month_end=True, before=True), True),
        (Term(quarter_end=True), True),
        (Term(day_of_next_month=5), True),
        (Term(weeks=1, before=True), False),
        (Term(same_day=True), False),
        (Term(promptly=True, before=True), False),
    ],
)
def test_a_day_of_the_calendar_is_the_same_for_the_whole_month(term, same):
    """
    The end of the month before lies where it lies; a week before the event moves with it.
    """
    dues = {term.due(date(2024, 3, day), WorkCalendar(), roll=False) for day in (1, 15, 31)}

    assert same == term.on_calendar
    assert term.promptly or same == (len(dues) == 1)


@pytest.mark.parametrize(("on", "status", "late_by"), [("2024-03-07", "open", 0), ("2024-03-08", "overdue", 1)])
def test_what_is_not_done_is_open_until_the_end_of_the_last_day(on, status, late_by):
    """
    Two days from the 5th are open through the 7th.
    """
    timing = judge(Term(days=2), date(2024, 3, 5), None, date.fromisoformat(on))

    assert status == timing.status
    assert late_by == timing.late_by


@pytest.mark.parametrize(
    ("done", "status", "late_by"),
    [
        ("2024-03-02T09:00:00", "in_time", timedelta()),
        ("2024-03-02T09:00:01", "late", timedelta(seconds=1)),
        ("2024-03-01T09:00:00", "in_time", timedelta()),
    ],
)
def test_the_last_instant_of_twenty_four_hours_is_in_time(done, status, late_by):
    """
    Hours run round the clock from the instant of the event, over a weekend too, and include their last instant.
    """
    timing = judge(Term(hours=24), at("2024-03-01T09:00:00"), at(done))

    assert status == timing.status
    assert late_by == timing.late_by
    assert at("2024-03-02T09:00:00") == timing.due


def test_minutes_count_back_from_an_appointment():
    """
    Five minutes early for ten o'clock is five to ten, and a second later is late.
    """
    five = Term(minutes=5, before=True)
    ten = at("2024-03-01T10:00:00")
    expected = ["in_time", "late"]

    assert expected == [judge(five, ten, at(f"2024-03-01T{done}")).status for done in ("09:55:00", "09:55:01")]


def test_hours_are_true_hours_when_the_clock_is_put_forward():
    """
    Twenty-four hours over the night of the change end an hour later by the clock on the wall.
    """
    assert at("2024-03-31T13:00:00", BERLIN) == due(Term(hours=24), at("2024-03-30T12:00:00", BERLIN))


def test_another_time_zone_is_the_same_instant():
    """
    A reply is compared by its instant, not by the digits of its clock.
    """
    timing = judge(Term(hours=1), at("2024-03-01T09:00:00"), at("2024-03-01T03:00:00", BERLIN))

    assert timedelta() == timing.late_by
    assert SHANGHAI == timing.due.tzinfo


@pytest.mark.parametrize("anchor", [date(2024, 3, 1), datetime(2024, 3, 1, 9)])
def test_hours_need_an_instant_with_a_time_zone(anchor):
    """
    From a bare day, or a naive timestamp, no hour can be told.
    """
    with pytest.raises(ValueError, match="give an instant with its time zone"):
        due(Term(hours=24), anchor)


def test_hours_need_to_know_the_instant_of_the_deed():
    """
    A reply known only by its day cannot be held against hours.
    """
    with pytest.raises(ValueError, match="2024-03-02"):
        judge(Term(hours=24), at("2024-03-01T09:00:00"), date(2024, 3, 2))


@pytest.mark.parametrize(
    ("before", "done", "on", "status"),
    [
        (False, "2024-03-14", "2024-03-20", "done"),
        (False, "2024-03-05", "2024-03-20", "done"),
        (False, None, "2024-03-20", "pending"),
        (False, "2024-03-04", "2024-03-20", "early"),
        (True, "2024-03-04", "2024-03-20", "in_time"),
        (True, "2024-03-05", "2024-03-20", "late"),
        (True, None, "2024-03-04", "open"),
        (True, None, "2024-03-05", "overdue"),
    ],
)
def test_promptly_has_no_lateness_but_its_order_counts(before, done, on, status):
    """
    A report nine days after the visit is done; what must come beforehand lies strictly before the event.
    """
    done = done and date.fromisoformat(done)
    timing = judge(Term(promptly=True, before=before), date(2024, 3, 5), done, date.fromisoformat(on))

    assert status == timing.status
    assert timing.due is None
    assert timing.late_by is None


@pytest.mark.parametrize(("done", "status"), [("08:29:59", "in_time"), ("08:30:00", "late"), ("08:40:00", "late")])
def test_before_departure_is_told_by_the_clock(done, status):
    """
    A plan made before leaving lies strictly before the instant of departure.
    """
    leaving = at("2024-03-05T08:30:00")
    beforehand = Term(promptly=True, before=True)

    assert status == judge(beforehand, leaving, at(f"2024-03-05T{done}")).status
    assert (
        status == judge(beforehand, leaving.replace(tzinfo=None), datetime.fromisoformat(f"2024-03-05T{done}")).status
    )


def test_a_naive_and_an_aware_instant_are_not_compared():
    """
    Without knowing the zone of one of them, nobody can say which came first.
    """
    with pytest.raises(ValueError, match="give both a time zone"):
        judge(Term(promptly=True, before=True), at("2024-03-05T08:30:00"), datetime(2024, 3, 5, 8, 20))


@pytest.mark.parametrize(
    ("term", "where", "what"),
    [
        (Term(), "", "found none"),
        (Term(days=1, hours=2), "", "found hours and days"),
        (Term(days=1, month_end=True), "", "found days and month_end"),
        (Term(days=-1), "days", "-1 is a negative length"),
        (Term(days=3, before=True, window_days=-1), "window_days", "-1 is a negative length"),
        (Term(day_of_next_month=0), "day_of_next_month", "no month has a day 0"),
        (Term(day_of_next_month=32), "day_of_next_month", "no month has a day 32"),
        (Term(same_day=True, before=True), "before", "same_day cannot be counted back"),
        (Term(day_of_next_month=3, before=True), "before", "day_of_next_month cannot be counted back"),
        (Term(days=3, before=True, roll=True), "roll", "counted forward"),
        (Term(hours=24, roll=True), "roll", "counted forward"),
        (Term(days=3, window_days=1), "window_days", "has a window"),
        (Term(promptly=True, before=True, window_days=1), "window_days", "has a window"),
    ],
)
def test_a_faulty_term_says_where_and_how_to_mend_it(term, where, what):
    """
    Each fault is one problem with its place and its cure.
    """
    (problem,) = term.problems()

    assert where == problem.where
    assert what in problem.what
    assert problem.fix


def test_a_term_without_a_length_has_no_due_day():
    """
    Asking a faulty term is an error, not a guess.
    """
    with pytest.raises(ValueError, match="without a length"):
        due(Term(), date(2024, 3, 1))


@given(term=st.one_of(forward, backward))
def test_a_sound_term_has_no_problems_and_cites_nothing(term):
    """
    A length of zero is sound: at once, or on the same day.
    """
    assert not term.problems()
    assert not term.cited()


@given(term=forward, anchor=days, roll=st.booleans())
def test_due_is_never_before_the_event(term, anchor, roll):
    """
    Counted forward, the last good day is the day of the event or a later one.
    """
    assert anchor <= due(term, anchor, roll=roll)


@given(term=st.one_of(forward, backward), anchor=days)
def test_rolling_never_brings_the_due_day_forward(term, anchor):
    """
    A day off gives more time, never less, and a rolled day is never a day off.
    """
    plain, rolled = due(term, anchor, roll=False), due(term, anchor, roll=True)

    assert plain <= rolled
    assert plain == rolled or CALENDAR.is_workday(rolled)


@given(term=st.one_of(forward, backward), anchor=days, first=st.integers(-90, 90), more=st.integers(0, 90))
def test_a_later_completion_is_never_less_late(term, anchor, first, more):
    """
    Handing in later never makes it better, in status or in days.
    """
    done = anchor + timedelta(days=first)
    sooner, later = judge(term, anchor, done), judge(term, anchor, done + timedelta(days=more))

    assert BADNESS[sooner.status] <= BADNESS[later.status]
    assert sooner.late_by <= later.late_by


@given(
    hours=lengths,
    anchor=st.datetimes(datetime(2020, 1, 1), datetime(2024, 12, 31)),
    seconds=st.integers(-100_000, 100_000),
    zone=st.sampled_from([SHANGHAI, BERLIN]),
)
def test_an_instant_is_late_exactly_when_it_lies_beyond_the_hours(hours, anchor, seconds, zone):
    """
    What counts is true time since the event, in any zone and on any night.
    """
    start = anchor.replace(tzinfo=zone).astimezone(ZoneInfo("UTC"))
    done = start + timedelta(hours=hours, seconds=seconds)
    timing = judge(Term(hours=hours), start.astimezone(zone), done.astimezone(zone))

    assert timedelta(seconds=max(seconds, 0)) == timing.late_by
