from datetime import date

from django.utils import translation
from visitcore_site.days import TODAY

from visitcore_django.models import Reminder, SweepRun


def test_a_reminder_is_closed_after_it_is_opened(row, refused):
    """
    It may be closed the day it is opened, and not the day before.
    """
    row(Reminder, closed_on=TODAY)

    with refused("visitcore_rem_closed_after"):
        row(Reminder, closed_on=date(2024, 6, 13))


def test_one_reminder_of_a_thing_is_open(row, refused):
    """
    A second open one of the same thing is refused; closed ones carry no key.
    """
    row(Reminder, open_key="visit:1")
    row(Reminder)
    row(Reminder)

    with refused("open_key"):
        row(Reminder, open_key="visit:1")


def test_a_reminder_speaks_the_readers_language(row):
    """
    Chinese where the screen is Chinese, English elsewhere.
    """
    held = row(Reminder)

    with translation.override("zh-hans"):
        assert "拜访" == str(held)
    with translation.override("de"):
        assert "Visit" == str(held)


def test_there_is_one_sweep_a_day(row, refused):
    """
    Two sweeps never stand on one day.
    """
    assert "2024-06-14" == str(row(SweepRun, on=TODAY))

    with refused("on"):
        row(SweepRun, on=TODAY)
