from datetime import date, datetime
from decimal import Decimal
from types import SimpleNamespace

import pytest
from django.utils import translation
from visitcore_site.days import HERE

from visitcore_django.admin.clocks import clock_badge, clock_said, day_said

JUNE = date(2024, 6, 30)


def clock(status, due=JUNE, left=None, late_by=None):
    """
    What a page knows of a deadline.
    """
    return SimpleNamespace(status=status, due=due, left=left, late_by=late_by)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (clock("open", left=3), "due by June 30, 2024, 3 days left"),
        (clock("open", left=1), "due by June 30, 2024, 1 day left"),
        (clock("open", left=0), "due today, June 30, 2024"),
        (clock("open"), "due by June 30, 2024"),
        (clock("overdue", late_by=1), "1 day late, was due by June 30, 2024"),
        (clock("late", late_by=2), "handed in 2 days late, was due by June 30, 2024"),
        (clock("in_time"), "handed in in time, due by June 30, 2024"),
        (clock("early"), "handed in too early, due by June 30, 2024"),
        (clock("undetermined"), "due by June 30, 2024"),
        (clock("pending", due=None), "to be handed in promptly; the document gives no number of days"),
        (clock("undetermined", due=None), "cannot be told"),
    ],
)
def test_a_deadline_is_told_in_one_line(given, said):
    """
    By when, and how long is left or how late it is.
    """
    assert said == clock_said(given)


def test_hours_are_told_as_hours():
    """
    A deadline by the clock is late by hours.
    """
    due = datetime(2024, 6, 30, 12, 0, tzinfo=HERE)

    assert clock_said(clock("overdue", due=due, late_by=Decimal("1.5"))).startswith("1.5 hours late")


def test_a_day_is_written_as_people_do():
    """
    In Chinese with 年月日.
    """
    with translation.override("zh-hans"):
        assert "2024年6月30日" == day_said(JUNE)
        assert "还剩 3 天" in clock_said(clock("open", left=3))


def test_a_clock_has_a_sign():
    """
    Overdue is told by a cross too, and no clock by a dash.
    """
    assert "✗" in clock_badge(clock("overdue", late_by=1))
    assert "–" == clock_badge(None)
