from datetime import date

import pytest
from visitcore_site.days import TODAY

from visitcore_django import desk
from visitcore_django.desk.calendar import effect_of, public_calendar
from visitcore_django.models import CalendarDay, DecisionRecord
from visitcore_django.policies import running

SATURDAY, MAKE_UP, TUESDAY = date(2024, 6, 15), date(2024, 10, 12), date(2024, 6, 18)


def day(on=SATURDAY, *, works=True, reason="stocktaking"):
    """
    A day that nobody has saved yet.
    """
    return CalendarDay(day=on, works=works, reason=reason)


def test_a_day_that_is_said_counts_at_once(office):
    """
    The Saturday is worked from now on, by every pack's calendar.
    """
    desk.say_day(day(), by=office.boss)

    assert running(TODAY).policy.calendar("VPR").is_workday(SATURDAY)
    assert not running(TODAY).policy.calendar("VPR").is_workday(date(2024, 6, 22))


@pytest.mark.parametrize(
    ("on", "works", "public", "changes"),
    [
        (SATURDAY, True, False, True),
        (SATURDAY, False, False, False),
        (TUESDAY, False, True, True),
        (MAKE_UP, True, True, False),
        (MAKE_UP, False, True, True),
    ],
)
def test_the_effect_is_told_against_the_public_calendar(office, on, works, public, changes):
    """
    A Saturday is a rest day, a Tuesday is worked, and the make-up Saturday of October 2024 is worked as well.
    """
    row = desk.say_day(day(on, works=works), by=office.boss)
    found = effect_of(row, public_calendar(TODAY))

    assert (public, changes) == (found.public, found.changes)


def test_a_year_that_is_not_announced_is_provisional(office):
    """
    Nobody knows the holidays of 2090.
    """
    assert effect_of(day(date(2090, 6, 15)), public_calendar(TODAY)).provisional


def test_a_day_says_why(office):
    """
    Blanks are no reason.
    """
    with pytest.raises(desk.DeskError):
        desk.say_day(day(reason="  "), by=office.boss)

    assert 0 == CalendarDay.objects.count()


def test_a_day_taken_back_is_public_again(office):
    """
    The public calendar counts, as before.
    """
    row = desk.say_day(day(), by=office.boss)
    desk.take_day_back(row, by=office.boss)

    assert not running(TODAY).policy.calendar("VPR").is_workday(SATURDAY)


@pytest.mark.parametrize("who", ["li", "lead", "auditor"])
def test_not_everybody_says_what_is_worked(office, who):
    """
    The right is asked for.
    """
    with pytest.raises(desk.NotAllowedError):
        desk.say_day(day(), by=getattr(office, who))
    row = desk.say_day(day(), by=office.boss)
    with pytest.raises(desk.NotAllowedError):
        desk.take_day_back(row, by=getattr(office, who))


def test_a_double_click_says_it_once(office):
    """
    The same token gives the same row.
    """
    first = desk.say_day(day(), by=office.boss, token="t1")

    assert first == desk.say_day(day(), by=office.boss, token="t1")


def test_a_decision_keeps_the_days_it_saw(office):
    """
    What is recorded names the days that were laid over the calendar.
    """
    desk.say_day(day(), by=office.boss)
    held = desk.open_round(TODAY, by=office.manager)
    office.customer("C1")
    desk.grade_round(held, by=office.manager)

    assert [["2024-06-15", True, "stocktaking"]] == DecisionRecord.objects.get().calendar
