from datetime import date, datetime, time, timedelta
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from visitcore.blocks.quota import Quota
from visitcore.codec.policy import load_policy
from visitcore.ground.calendar import DayOverride, WorkCalendar
from visitcore.ground.errors import NotInForceError, PolicyError, SilentPolicyError, WrongBlockError
from visitcore.ground.period import Period
from visitcore.ground.span import Span
from visitcore.ground.unspecified import UNSPECIFIED
from visitcore.planner import Frame
from visitcore.planner.frame import told

CHINA = WorkCalendar()
MAY = date(2024, 5, 1)
ACME = """
name = "acme"
extends = ["KAT"]

[[rule]]
id = "ACME-1"
clause = "1"
kind = "term"
strength = "must"
text = { en = "Visits are planned in the afternoon.", zh = "拜访安排在下午。" }

[[parameter]]
key = "plans.hours"
  [[parameter.history]]
  cites = ["ACME-1"]
  value = ["[14:00..18:00)"]

[[parameter]]
key = "plans.visit_length"
  [[parameter.history]]
  cites = ["ACME-1"]
  value = 45

[[parameter]]
key = "plans.capacity"
  [[parameter.history]]
  cites = ["ACME-1"]
  quota = { at_most = 4, per = "day" }
"""


def clock(*texts):
    """
    Times of day from text.
    """
    return [time.fromisoformat(text) for text in texts]


def begins(frame):
    """
    When the visits of a day begin.
    """
    return [start for start, _ in frame.slots]


@pytest.fixture(scope="session")
def opened(make):
    """
    Opens the frame of May 2024 by a policy that says what is told, the house's own numbers for the rest.
    """

    def open_(capacity=None, month=MAY, calendar=CHINA, **told):
        says = {
            "plans__hours": ("[09:00..12:00)",),
            "plans__visit_length": 60,
            "plans__capacity": Quota(at_most=Decimal(6), per=Period.DAY),
        }
        parameters = {name: value if name in told else (make.dated(value),) for name, value in (says | told).items()}
        return Frame.open(make.policy(make.pack(**parameters)), month, calendar, capacity)

    return open_


@pytest.fixture(scope="session")
def hours(make, opened):
    """
    Opens the frame of a policy with certain hours, and room for any number of visits.
    """

    def open_(*windows, minutes=60, **more):
        return opened(
            plans__hours=(make.dated(windows),),
            plans__visit_length=minutes,
            plans__capacity=Quota(per=Period.DAY),
            **more,
        )

    return open_


# ---------------------------------------------------------------- what the policy says


def test_the_house_plans_six_visits_of_an_hour():
    """
    VC: at most 6 visits of 60 minutes, from 09:00 to 12:00 and from 13:30 to 17:00.
    """
    frame = Frame.open(load_policy("DST"), MAY, CHINA)

    assert clock("09:00", "10:00", "11:00", "13:30", "14:30", "15:30") == begins(frame)
    assert clock("10:00", "11:00", "12:00", "14:30", "15:30", "16:30") == [end for _, end in frame.slots]


def test_a_pack_sets_hours_of_its_own():
    """
    KAT visits from 08:00 to 16:30; that holds eight visits of an hour, of which the house lets six be made.
    """
    kat = load_policy("KAT")

    assert clock("08:00", "09:00", "10:00", "11:00", "12:00", "13:00") == begins(Frame.open(kat, MAY, CHINA))
    assert clock("15:00")[0] == begins(Frame.open(kat, MAY, CHINA, capacity=9))[-1]


def test_a_company_sets_hours_length_and_capacity(tmp_path):
    """
    What the company's own file says goes before the pack and the house.
    """
    path = tmp_path / "acme.toml"
    path.write_text(ACME, encoding="utf-8")

    assert clock("14:00", "14:45", "15:30", "16:15") == begins(Frame.open(load_policy(path), MAY, CHINA))
    assert clock("17:00")[0] == begins(Frame.open(load_policy(path), MAY, CHINA, capacity=5))[-1]


@pytest.mark.parametrize(("capacity", "visits"), [(0, 0), (1, 1), (3, 3), (8, 6), (-2, 0)])
def test_the_capacity_asked_for_goes_before_the_policys(capacity, visits):
    """
    It may lie below or above the policy's, but a day holds no more visits than its hours.
    """
    assert visits == len(Frame.open(load_policy("DST"), MAY, CHINA, capacity).slots)


def test_a_quota_without_a_most_leaves_it_to_the_hours(hours):
    """
    Where no number is set, as many are planned as the hours hold.
    """
    assert 9 == len(hours("[08:00..17:00)").slots)


def test_the_values_of_the_first_of_the_month_govern(make, opened):
    """
    A length that changes within the month is used from the next month on.
    """
    changing = (
        make.dated(60, since=date(2024, 1, 1), until=date(2024, 5, 2)),
        make.dated(90, since=date(2024, 5, 2)),
    )

    assert 3 == len(opened(plans__visit_length=changing, month=date(2024, 5, 31)).slots)
    assert 2 == len(opened(plans__visit_length=changing, month=date(2024, 6, 1)).slots)


# ---------------------------------------------------------------- slots


def minute(number):
    """
    A time of day by its minute.
    """
    return f"{number // 60:02}:{number % 60:02}"


windows = st.tuples(st.integers(0, 1439), st.integers(0, 1439)).filter(lambda ends: ends[0] < ends[1])


@given(windows=st.lists(windows, max_size=4), length=st.integers(1, 600))
def test_visits_lie_in_the_hours_one_after_the_other(hours, windows, length):
    """
    However they are written, each visit has its full length inside one of them, and begins when the last has ended.
    """
    frame = hours(*(f"[{minute(low)}..{minute(high)})" for low, high in windows), minutes=length)
    found = [(start.hour * 60 + start.minute, end.hour * 60 + end.minute) for start, end in frame.slots]

    assert all(end - start == length for start, end in found)
    assert all(any(low <= start and end <= high for low, high in windows) for start, end in found)
    assert all(end <= start for (_, end), (start, _) in pairwise(found))


@given(window=windows, length=st.integers(1, 600))
def test_a_window_holds_as_many_visits_as_its_length_allows(hours, window, length):
    """
    Visits begin with the window and follow each other without a gap.
    """
    low, high = window
    first = datetime.combine(MAY, time()) + timedelta(minutes=low)
    expected = [(first + timedelta(minutes=length) * n).time() for n in range((high - low) // length)]

    assert expected == begins(hours(f"[{minute(low)}..{minute(high)})", minutes=length))


@pytest.mark.parametrize(
    ("windows", "expected"),
    [
        (("[13:30..15:30)", "[09:00..11:00)"), ["09:00", "10:00", "13:30", "14:30"]),
        (("[09:00..11:30)", "[11:00..13:00)"), ["09:00", "10:00", "11:00", "12:00"]),
        (("[09:00..10:30)", "[10:00..12:30)"), ["09:00", "10:00", "11:00"]),
        (("[09:00..12:00)", "[09:00..12:00)"), ["09:00", "10:00", "11:00"]),
        (("[09:00..12:00)", "[10:00..11:30)"), ["09:00", "10:00", "11:00"]),
        (("(09:00..11:00]",), ["09:00", "10:00"]),
        (("< 02:30",), ["00:00", "01:00"]),
        ((">= 21:30",), ["21:30", "22:30"]),
        (("[23:30..24:00)",), []),
        (("[12:00..12:59)",), []),
        ((), []),
    ],
)
def test_hours_written_in_any_way(hours, windows, expected):
    """
    Out of order, overlapping, open at an end, too short, or none at all; no visit runs past midnight.
    """
    assert clock(*expected) == begins(hours(*windows))


# ---------------------------------------------------------------- days


@pytest.mark.parametrize(
    ("month", "off", "worked"),
    [
        (date(2024, 4, 1), [4, 5, 6, 27], [3, 7, 28, 30]),
        (date(2024, 5, 1), [1, 2, 3, 4, 5, 12], [6, 11]),
        (date(2024, 9, 1), [15, 16, 17, 28], [14, 18, 29, 30]),
        (date(2024, 10, 1), [1, 2, 3, 4, 5, 6, 7, 13], [8, 12]),
    ],
)
def test_only_days_that_are_worked_in_china_are_planned(opened, month, off, worked):
    """
    Public holidays rest, and the weekends named by the State Council work in their place.
    """
    days = [day.day for day in opened(month=month).days]

    assert [] == [day for day in off if day in days]
    assert worked == [day for day in worked if day in days]


def test_a_company_may_work_on_other_days(opened):
    """
    Its own days go before the public calendar.
    """
    own = WorkCalendar(
        overrides=(
            DayOverride(date(2024, 5, 18), works=True, reason="stocktaking"),
            DayOverride(date(2024, 5, 20), works=False, reason="outing"),
        )
    )
    changed = set(opened(calendar=own).days) ^ set(opened().days)

    assert {date(2024, 5, 18), date(2024, 5, 20)} == changed


@given(day=st.dates(date(2024, 1, 1), date(2025, 12, 31)))
def test_any_day_of_the_month_opens_its_frame(opened, day):
    """
    All the days lie in that month, in order, and every worked one is there.
    """
    frame = opened(month=day)
    every = [day.replace(day=1) + timedelta(days=n) for n in range(31)]

    assert [one for one in every if one.month == day.month and CHINA.is_workday(one)] == list(frame.days)
    assert (day.replace(day=1), True) == (frame.month.since, day in frame.month)


def test_a_month_that_is_not_announced_yet_is_provisional(opened):
    """
    The holidays of a far year are guessed, and the frame says so.
    """
    far = opened(month=date(2061, 5, 1))

    assert (False, True) == (opened().provisional, far.provisional)
    assert far.days


# ---------------------------------------------------------------- in time


@pytest.mark.parametrize(
    ("due_by", "day", "expected"),
    [
        (date(2024, 5, 10), date(2024, 5, 9), True),
        (date(2024, 5, 10), date(2024, 5, 10), True),
        (date(2024, 5, 10), date(2024, 5, 11), False),
        (date(2024, 4, 30), date(2024, 5, 31), True),
        (date(2024, 5, 1), date(2024, 5, 6), False),
    ],
)
def test_a_visit_is_in_time_up_to_its_last_day(opened, due_by, day, expected):
    """
    One that was due before the month can be made on any day of it.
    """
    assert expected == opened().in_time(due_by, day)


def test_without_a_beginning_nothing_is_due_before_it():
    """
    A frame without a first day has no day before it.
    """
    frame = Frame(month=Span(None, MAY), days=(), slots=(), provisional=False)

    assert not frame.in_time(date(2020, 1, 1), date(2020, 1, 2))


# ---------------------------------------------------------------- what cannot be used


@pytest.mark.parametrize("key", ["plans__hours", "plans__visit_length", "plans__capacity"])
def test_a_value_that_is_left_open_is_named(opened, key):
    """
    No plan can do without hours, length and capacity.
    """
    with pytest.raises(PolicyError, match=f"{key.replace('__', '.')}: is left open; set it in the company's own file"):
        opened(**{key: UNSPECIFIED})


def test_a_capacity_asked_for_stands_in_for_one_left_open(opened):
    """
    The policy's capacity is not needed where the caller gives one.
    """
    assert 2 == len(opened(capacity=2, plans__capacity=UNSPECIFIED).slots)


@pytest.mark.parametrize("minutes", [0, -30])
def test_a_visit_takes_time(opened, minutes):
    """
    A length below a minute is refused, not counted for ever.
    """
    with pytest.raises(PolicyError, match=f"{minutes} minutes are no visit; write 1 or more"):
        opened(plans__visit_length=minutes)


def test_every_window_that_cannot_be_read_is_told(hours):
    """
    All at once, each with its place.
    """
    with pytest.raises(PolicyError) as caught:
        hours("[09:00..12:00)", "lunch", 9, "[17:00..13:00)")

    assert "plans.hours" in str(caught.value)
    assert ["[1]", "[2]", "[3]"] == [problem.where for problem in caught.value.problems]


def test_a_value_of_another_shape_is_told(opened):
    """
    Hours are a list of windows.
    """
    with pytest.raises(WrongBlockError, match=r"plans\.hours"):
        opened(plans__hours="[09:00..12:00)")


def test_a_key_that_nobody_speaks_to_is_told(make):
    """
    Without the house's defaults a policy must say it all itself.
    """
    with pytest.raises(SilentPolicyError, match=r"plans\.hours"):
        Frame.open(make.policy(make.pack()), MAY, CHINA)


def test_a_value_not_in_force_is_told(make):
    """
    A value that begins later does not help the month.
    """
    book = make.policy(make.pack(plans__visit_length=(make.dated(60, since=date(2024, 5, 2)),))).on(MAY)

    with pytest.raises(NotInForceError):
        told(book, "plans.visit_length", int)
