from datetime import date

import pytest
from visitcore_site.days import at
from visitcore_site.sweeping import on

from visitcore_django import desk
from visitcore_django.models import GradingRound, Reminder, SweepRun
from visitcore_django.sweep.duties import duties, kind_of

STATISTICS = kind_of("duties.complaint_statistics")
JULY_10 = date(2024, 7, 10)


@pytest.fixture(autouse=True)
def begun(office):
    """
    The office sweeps since the middle of June.
    """
    SweepRun.objects.create(on=date(2024, 6, 14))


def test_the_statistics_are_to_be_done_in_the_first_ten_days(office, reminders):
    """
    CPC-27.1: on 1 July they are called to mind, to be done by the 10th.
    """
    duties(on(date(2024, 6, 30)), 0)
    assert [] == reminders(STATISTICS)
    duties(on(date(2024, 7, 1)), 0)

    assert [("cs", 0, JULY_10)] == reminders(STATISTICS)
    row = Reminder.objects.get(kind=STATISTICS)
    assert "CPC-27.1" == row.rule
    assert "to be done by 2024-07-10" in row.says_en


def test_what_somebody_says_is_done_is_done_until_next_month(office, reminders):
    """
    Closed by word on the 5th it stays closed, and comes back on 1 August.
    """
    duties(on(date(2024, 7, 1)), 0)
    desk.close_reminder(Reminder.objects.get(kind=STATISTICS), by=office.cs, at=at(date(2024, 7, 5)))
    for day in (date(2024, 7, 5), date(2024, 7, 6), date(2024, 7, 31)):
        duties(on(day), 0)
        assert [] == reminders(STATISTICS)
    duties(on(date(2024, 8, 1)), 0)

    assert [("cs", 0, date(2024, 8, 10))] == reminders(STATISTICS)


def test_what_is_late_climbs(office, reminders):
    """
    VC-07: from the 11th on it is late, and the superior is told where there is one.
    """
    duties(on(date(2024, 7, 1)), 0)
    duties(on(date(2024, 7, 11)), 0)

    assert ("cs", 0, JULY_10) in reminders(STATISTICS)
    assert "was to be done by 2024-07-10" in Reminder.objects.get(kind=STATISTICS, rung=0).says_en


def test_a_round_of_grading_is_done_when_one_is_closed(office, reminders):
    """
    CGR-05.1: from 25 to 30 March; a closed round of those days does it.
    """
    kind = kind_of("grading.round")
    duties(on(date(2025, 3, 26)), 0)
    assert [("boss", 0, date(2025, 3, 30))] == reminders(kind)
    GradingRound.objects.create(on=date(2025, 3, 26), state="closed")
    duties(on(date(2025, 3, 27)), 0)

    assert [] == reminders(kind)


def test_daily_duties_make_no_reminders(office):
    """
    What comes back every day is part of the work itself.
    """
    duties(on(date(2024, 7, 1)), 0)

    assert not Reminder.objects.filter(kind=kind_of("duties.credit_limit")).exists()


def test_a_policy_without_duties_has_none(office, settings):
    """
    Where the policy is silent nothing is opened.
    """
    settings.VISITCORE = {"POLICY": "ABC"}
    duties(on(date(2024, 7, 1)), 0)

    assert 0 == Reminder.objects.count()
