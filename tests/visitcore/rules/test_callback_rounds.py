from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from visitcore.facts.callback import CallBack, Matter
from visitcore.ground.errors import FactsError
from visitcore.rules.callback_rounds import clock, faults_of, in_order, precedes

ZONE = ZoneInfo("Asia/Shanghai")
MARCH_1, MARCH_3, MARCH_4, MARCH_5 = (date(2024, 3, day) for day in (1, 3, 4, 5))


def matter(*callbacks, closed=MARCH_1, **more):
    """
    A complaint with its call-backs.
    """
    return Matter(cause="complaint", closed=closed, callbacks=callbacks, **more)


def test_call_backs_are_counted_from_the_oldest():
    """
    The order of the list does not matter; each keeps its place in it.
    """
    (row,) = in_order(matter(CallBack(made=MARCH_4), CallBack(made=MARCH_3)), MARCH_5, ZONE)

    assert [(1, "matter.callbacks[1]"), (2, "matter.callbacks[0]")] == [(made.number, made.where) for made in row]
    assert (None, row[0]) == (row[0].before, row[1].before)


def test_what_happens_after_the_day_asked_about_is_left_out():
    """
    On 3 March the call-back of 4 March is not known; on 4 March it is.
    """
    calls = (CallBack(made=MARCH_3), CallBack(made=MARCH_4))

    assert 1 == len(in_order(matter(*calls), MARCH_3, ZONE)[0])
    assert 2 == len(in_order(matter(*calls), MARCH_4, ZONE)[0])


def test_on_one_day_the_clock_puts_them_in_order():
    """
    By instants, in whatever zone; a day alone stands at its beginning.
    """
    ten, eleven = datetime(2024, 3, 4, 2, tzinfo=UTC), datetime(2024, 3, 4, 11)
    (row,) = in_order(matter(*(CallBack(made=one) for one in (eleven, ten, MARCH_4))), MARCH_5, ZONE)

    assert [MARCH_4, ten, eleven] == [made.callback.made for made in row]


def test_people_who_took_part_are_counted_apart():
    """
    Two participants have a first call-back each; two people behind one complaint share their rounds.
    """
    calls = (CallBack(made=MARCH_3, person="A"), CallBack(made=MARCH_4, person="B"))

    assert [1, 1] == [made.number for row in in_order(matter(*calls, participants=9), MARCH_5, ZONE) for made in row]
    assert [1, 2] == [made.number for row in in_order(matter(*calls), MARCH_5, ZONE) for made in row]


def test_everything_that_cannot_have_happened_is_told_at_once():
    """
    A call-back and a set day before the matter, and an appointment that had passed.
    """
    calls = (CallBack(made=date(2024, 2, 28)), CallBack(made=MARCH_5, next_at=MARCH_4))

    with pytest.raises(FactsError) as caught:
        in_order(matter(*calls, set_for=date(2024, 2, 27)), MARCH_5, ZONE)

    assert ["matter.set_for", "matter.callbacks[0].made", "matter.callbacks[1].next_at"] == [
        problem.where for problem in caught.value.problems
    ]
    assert "2024-02-28 早于其所跟进的 2024-03-01" in caught.value.in_("zh")


def test_the_same_day_is_in_order_until_the_clock_says_otherwise():
    """
    A call-back on the day of the matter is fine; an hour before it is not.
    """
    ten, eleven = (datetime(2024, 3, 1, hour) for hour in (10, 11))

    assert not list(faults_of(matter(CallBack(made=MARCH_1)), ZONE, "matter"))
    assert not list(faults_of(matter(CallBack(made=eleven), closed=ten), ZONE, "matter"))
    assert ["matter.callbacks[0].made"] == [
        fault.where for fault in faults_of(matter(CallBack(made=ten), closed=eleven), ZONE, "matter")
    ]


def test_a_call_back_on_an_open_matter_is_an_error():
    """
    What is called back has been dealt with; the day is missing.
    """
    (fault,) = faults_of(matter(CallBack(made=MARCH_4), closed=None), ZONE, "matter")

    assert "matter.closed" == fault.where


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        (MARCH_3, MARCH_4, True),
        (MARCH_4, MARCH_4, False),
        (datetime(2024, 3, 4, 9), MARCH_4, False),
        (datetime(2024, 3, 3, 15, 59, tzinfo=UTC), MARCH_4, True),
        (datetime(2024, 3, 3, 16, 0, tzinfo=UTC), MARCH_4, False),
        (datetime(2024, 3, 4, 9), datetime(2024, 3, 4, 10), True),
    ],
)
def test_a_day_and_an_instant_are_held_against_each_other_by_days(first, second, expected):
    """
    The day is the local one; two instants go by the clock.
    """
    assert expected is precedes(first, second, ZONE)


days = st.dates(MARCH_1, date(2024, 4, 30))


@given(made=st.lists(days, max_size=6), on=days)
def test_no_call_back_is_lost_or_counted_twice(made, on):
    """
    Every call-back up to the day has one number, and they rise with the days.
    """
    rows = in_order(matter(*(CallBack(made=day) for day in made)), on, ZONE)
    calls = [one for row in rows for one in row]

    assert sorted(day for day in made if day <= on) == [one.callback.made for one in calls]
    assert list(range(1, len(calls) + 1)) == [one.number for one in calls]
    assert all(clock(one.before.callback.made, ZONE) <= clock(one.callback.made, ZONE) for one in calls[1:])
