import pickle
import subprocess
import sys
from datetime import date, datetime, timedelta

import chinese_calendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from visitcore.ground.calendar import DayOverride, WorkCalendar
from visitcore.ground.errors import UnknownNameError
from visitcore.ground.span import Span
from visitcore.ground.text import Text

CHINA = WorkCalendar()
CLOSED = DayOverride(date(2026, 3, 2), works=False, reason="盘点")
OPEN = DayOverride(date(2026, 3, 7), works=True, reason="trade fair")
SHOP = WorkCalendar(overrides=(CLOSED, OPEN))

days = st.dates(date(2005, 1, 1), date(2030, 12, 31))
overrides = st.dictionaries(st.dates(date(2025, 12, 20), date(2026, 3, 10)), st.booleans(), max_size=30)
calendars = st.builds(
    lambda country, weekend, told: WorkCalendar(
        country=country,
        weekend=weekend,
        overrides=[DayOverride(day, works, "stocktaking") for day, works in told.items()],
    ),
    st.sampled_from(["CN", "US", "DE"]),
    st.sets(st.integers(0, 6), max_size=6),
    overrides,
)


def test_every_day_agrees_with_the_official_notices():
    """
    Every day from 2015 to 2026 is worked exactly where an independent reading of the notices says so.
    """
    first, last = date(2015, 1, 1), date(2026, 12, 31)
    every = [first + timedelta(days=n) for n in range((last - first).days + 1)]

    assert [] == [day for day in every if chinese_calendar.is_workday(day) != CHINA.is_workday(day)]


@pytest.mark.parametrize(
    ("day", "count", "then"),
    [
        (date(2024, 4, 30), 5, date(2024, 5, 10)),
        (date(2024, 9, 25), 5, date(2024, 10, 8)),
        (date(2024, 5, 10), -5, date(2024, 4, 30)),
        (date(2024, 10, 8), -5, date(2024, 9, 25)),
        (date(2024, 5, 1), 0, date(2024, 5, 1)),
        (date(2024, 3, 9), 1, date(2024, 3, 11)),
        (date(2024, 3, 9), -1, date(2024, 3, 8)),
    ],
)
def test_working_days_are_counted_from_the_next_one(day, count, then):
    """
    The start does not count, holidays are skipped, worked weekends count, and counting back is the same reversed.
    """
    assert then == CHINA.add_workdays(day, count)


@pytest.mark.parametrize(
    ("day", "rolled", "back"),
    [
        (date(2024, 3, 7), date(2024, 3, 7), date(2024, 3, 7)),
        (date(2024, 3, 9), date(2024, 3, 11), date(2024, 3, 8)),
        (date(2024, 10, 1), date(2024, 10, 8), date(2024, 9, 30)),
        (date(2024, 10, 12), date(2024, 10, 12), date(2024, 10, 12)),
    ],
)
def test_a_last_day_rolls_to_the_next_working_day(day, rolled, back):
    """
    Two days after Tuesday 2024-03-05 stay Thursday; two days after Thursday 2024-03-07 move from Saturday to Monday.
    """
    assert rolled == CHINA.roll(day)
    assert back == CHINA.roll_back(day)


@pytest.mark.parametrize(
    ("calendar", "day", "works"),
    [
        (WorkCalendar(country="US"), date(2026, 7, 3), False),
        (WorkCalendar(country="US"), date(2026, 2, 14), False),
        (WorkCalendar(country="DE", subdivision="BY"), date(2026, 1, 6), False),
        (WorkCalendar(country="DE", subdivision="BE"), date(2026, 1, 6), True),
        (WorkCalendar(country="JP"), date(2026, 5, 6), False),
        (WorkCalendar(country="JP"), date(2026, 5, 7), True),
        (WorkCalendar(country="HK"), date(2026, 2, 17), False),
        (WorkCalendar(country="HK"), date(2026, 2, 20), True),
        (WorkCalendar(weekend=()), date(2026, 3, 7), True),
        (WorkCalendar(weekend=()), date(2026, 10, 1), False),
        (WorkCalendar(weekend=(6,)), date(2026, 3, 7), True),
        (WorkCalendar(weekend=(6,)), date(2026, 3, 8), False),
        (WorkCalendar(country="AE", weekend=(4, 5)), date(2026, 3, 6), False),
    ],
)
def test_other_places_and_other_weekends(calendar, day, works):
    """
    The same questions have the answers of the place, and the weekend is the company's.
    """
    assert works == calendar.is_workday(day)


@pytest.mark.parametrize(("day", "works"), [(CLOSED.day, False), (OPEN.day, True), (date(2026, 3, 3), True)])
def test_the_company_has_the_last_word(day, works):
    """
    An override wins over weekday and weekend; the day after it is as before.
    """
    assert works == SHOP.is_workday(day)


def test_an_override_wins_over_a_public_holiday():
    """
    A company may work on National Day and close on a worked Saturday.
    """
    calendar = WorkCalendar(
        overrides=(
            DayOverride(date(2026, 10, 1), works=True, reason="值班"),
            DayOverride(date(2026, 2, 14), works=False, reason="年会"),
        )
    )

    assert calendar.is_workday(date(2026, 10, 1))
    assert not calendar.is_workday(date(2026, 2, 14))


@pytest.mark.parametrize(
    ("day", "reason"),
    [
        (date(2026, 3, 3), Text("working day", "工作日")),
        (date(2026, 3, 8), Text("weekend (Sunday)", "周末（周日）")),
        (date(2026, 10, 3), Text("National Day", "国庆节")),
        (date(2026, 2, 14), Text("Saturday worked in lieu of a day off", "周六调休上班")),
        (date(2026, 2, 20), Text("Day off (substituted from 2026-02-14)", "休息日（由 2026-02-14 调休）")),
        (CLOSED.day, Text("not worked by the company's calendar: 盘点", "公司安排休息：盘点")),
        (OPEN.day, Text("worked by the company's calendar: trade fair", "公司安排上班：trade fair")),
        (
            date(2099, 10, 1),
            Text(
                "National Day (provisional: no official schedule for 2099 is known)",
                "国庆节（暂定：2099年的官方安排未知）",
            ),
        ),
    ],
)
def test_each_day_can_say_why(day, reason):
    """
    Every answer has its reason in both languages, and a guess is called a guess.
    """
    assert reason == SHOP.why(day)


@pytest.mark.parametrize(("year", "provisional"), [(2000, True), (2001, False), (2026, False), (2099, True)])
def test_a_guessed_year_is_provisional_whatever_the_company_says(year, provisional):
    """
    Years without an official schedule are marked from their first day to their last, overrides or not.
    """
    calendar = WorkCalendar(overrides=(DayOverride(date(year, 1, 1), works=True, reason="值班"),))

    assert provisional == calendar.is_provisional(date(year, 1, 1)) == calendar.is_provisional(date(year, 12, 31))


def test_workdays_of_a_span_are_listed_in_order():
    """
    The week of National Day 2024 has one working day before and the Saturday in lieu after the week's rest.
    """
    span = Span(date(2024, 9, 29), date(2024, 10, 13))

    assert (
        date(2024, 9, 29),
        date(2024, 9, 30),
        date(2024, 10, 8),
        date(2024, 10, 9),
        date(2024, 10, 10),
        date(2024, 10, 11),
        date(2024, 10, 12),
    ) == CHINA.workdays(span)


@pytest.mark.parametrize("span", [Span(date(2024, 1, 1)), Span(until=date(2024, 1, 1)), Span()])
def test_workdays_of_an_open_span_cannot_be_listed(span):
    """
    Without both ends there is no list, and the message says what is lacking.
    """
    with pytest.raises(ValueError, match="give the span both ends"):
        CHINA.workdays(span)


@pytest.mark.parametrize(
    "ask", [CHINA.is_workday, CHINA.is_provisional, CHINA.why, CHINA.roll, lambda day: CHINA.add_workdays(day, 1)]
)
def test_an_instant_is_no_day(ask):
    """
    Whose day an instant falls on depends on the zone, so the calendar does not guess it.
    """
    with pytest.raises(TypeError, match="local day"):
        ask(datetime(2026, 3, 3, 9, 0))


def test_an_unknown_country_is_found_at_the_first_question():
    """
    Making the calendar costs nothing; asking it names the mistake.
    """
    calendar = WorkCalendar(country="CHM")

    with pytest.raises(UnknownNameError) as caught:
        calendar.is_workday(date(2026, 3, 3))

    assert ("country", "CHM") == (caught.value.kind, caught.value.name)


@pytest.mark.parametrize(
    ("weekend", "message"),
    [((5, 7), "no weekday 7"), ((-1,), "no weekday -1"), (range(7), "leaves no working day")],
)
def test_a_weekend_has_one_to_six_known_weekdays(weekend, message):
    """
    A weekend of unknown weekdays, or of all seven, is refused.
    """
    with pytest.raises(ValueError, match=message):
        WorkCalendar(weekend=weekend)


def test_contradicting_overrides_are_refused():
    """
    Two answers for one day are an error that names both reasons.
    """
    other = DayOverride(CLOSED.day, works=True, reason="订货会")

    with pytest.raises(ValueError, match=r"2026-03-02 is overridden twice .*'盘点' and '订货会'"):
        WorkCalendar(overrides=(CLOSED, other))


@pytest.mark.parametrize("reason", ["", "  ", "　"])
def test_an_override_needs_a_reason(reason):
    """
    Nobody may move a working day without saying why.
    """
    with pytest.raises(ValueError, match="has no reason"):
        DayOverride(date(2026, 3, 2), works=False, reason=reason)


@pytest.mark.parametrize(("day", "works"), [(datetime(2026, 3, 2, 9, 0), True), (date(2026, 3, 2), "否")])
def test_an_override_is_of_a_day_and_yes_or_no(day, works):
    """
    An instant for a day, or a word for yes or no, is refused at once.
    """
    with pytest.raises(TypeError):
        DayOverride(day, works, "盘点")


def test_calendars_are_values():
    """
    Order and repetition do not matter: equal calendars are equal, hash alike and survive pickling.
    """
    twin = WorkCalendar(weekend=[6, 5, 6], overrides=[OPEN, CLOSED])
    arrived = pickle.loads(pickle.dumps(SHOP))

    assert SHOP == twin == arrived
    assert hash(SHOP) == hash(twin) == hash(arrived)
    assert not arrived.is_workday(CLOSED.day)


def test_holidays_are_loaded_at_the_first_question_only():
    """
    Importing the file and making a calendar does not load the holiday data.
    """
    program = (
        "import sys, datetime; from visitcore.ground.calendar import WorkCalendar; calendar = WorkCalendar();"
        "before = 'holidays' in sys.modules; calendar.is_workday(datetime.date(2026, 3, 3));"
        "print(before, 'holidays' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)

    assert "False True" == done.stdout.strip()


@given(calendar=calendars, day=days, count=st.integers(1, 300))
def test_counting_back_undoes_counting_forward(calendar, day, count):
    """
    So many working days forward and back again is the day itself, or the working day before it.
    """
    there = calendar.add_workdays(day, count)

    assert calendar.roll_back(day) == calendar.add_workdays(there, -count)


@given(calendar=calendars, day=days, count=st.integers(1, 300))
def test_counting_passes_exactly_so_many_working_days(calendar, day, count):
    """
    Between the day after the start and the result, both counted, lie exactly the working days asked for.
    """
    there = calendar.add_workdays(day, count)
    passed = calendar.workdays(Span(day + timedelta(days=1), there + timedelta(days=1)))

    assert count == len(passed)
    assert there == passed[-1]


@given(calendar=calendars, day=days)
def test_rolling_twice_is_rolling_once(calendar, day):
    """
    Rolling finds the nearest working day on its side and then stays.
    """
    rolled, back = calendar.roll(day), calendar.roll_back(day)

    assert back <= day <= rolled
    assert rolled == calendar.roll(rolled)
    assert back == calendar.roll_back(back)
    assert {back, rolled} == set(calendar.workdays(Span(back, rolled + timedelta(days=1))))


@given(calendar=calendars, day=days)
def test_the_reason_fits_the_answer(calendar, day):
    """
    A day whose reason is a weekend or a holiday is never worked, one called a working day always is.
    """
    reason = calendar.why(day).en

    assert calendar.is_workday(day) == (reason.startswith("work") or " worked in lieu" in reason)
