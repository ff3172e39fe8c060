from datetime import date

import pytest
from visitcore_site.days import at
from visitcore_site.sweeping import on

from visitcore_django import desk
from visitcore_django.models import GradingRound, Reminder, SweepRun
from visitcore_django.sweep.duties import duties, kind_of

STATISTICS = kind_of("duties.complaint_statistics")
JULY_2, JULY_10 = date(2024, 7, 2), date(2024, 7, 10)
QUARTERLY = """
extends = ["ABC"]

[[rule]]
id = "O-1"
kind = "cadence"
strength = "must"
clause = "1"
text = { en = "Look over the shelves every quarter.", zh = "每季度查看一次货架。" }

[[parameter]]
key = "duties.shelves"
[[parameter.history]]
cadence = { per = "quarter" }
cites = ["O-1"]
"""
MONTHLY = QUARTERLY.replace(
    'cadence = { per = "quarter" }', 'recurrence = { rrule = "FREQ=MONTHLY;BYMONTHDAY=1", days = 5 }'
)


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


def test_what_was_done_on_the_last_day_of_a_month_comes_back_on_the_next_day(office, reminders):
    """
    CPC-27.1: the statistics of June, done late on the 30th, are not those of July.
    """
    SweepRun.objects.update(on=date(2024, 6, 1))
    for day in (date(2024, 6, 1), date(2024, 6, 30)):
        duties(on(day, 2), 0)
    june = Reminder.objects.get(kind=STATISTICS)
    desk.close_reminder(june, by=office.cs, at=at(date(2024, 6, 30), 15))
    duties(on(date(2024, 7, 1), 2), 0)
    june.refresh_from_db()
    july = Reminder.objects.get(kind=STATISTICS, closed_on=None)

    assert (date(2024, 6, 10), date(2024, 6, 30)) == (june.due_by, june.closed_on)
    assert JULY_10 == july.due_by
    assert desk.close_reminder(july, by=office.cs, at=at(date(2024, 7, 1), 9)).closed_on is not None


def test_a_month_never_done_stays_open_beside_the_next(office, reminders):
    """
    A word on July says nothing of June: each month is a matter of its own, and each is closed by a word of its own.
    """
    SweepRun.objects.update(on=date(2024, 6, 1))
    for day in (date(2024, 6, 1), date(2024, 7, 1)):
        duties(on(day), 0)
    june, july = Reminder.objects.filter(kind=STATISTICS, rung=0, closed_on=None).order_by("due_by")
    desk.close_reminder(july, by=office.cs, at=at(date(2024, 7, 2)))
    duties(on(date(2024, 7, 3)), 0)

    assert (date(2024, 6, 10), JULY_10) == (june.due_by, july.due_by)
    assert ("cs", 0, date(2024, 6, 10)) in reminders(STATISTICS)
    desk.close_reminder(june, by=office.cs, at=at(date(2024, 7, 3)))
    duties(on(date(2024, 7, 4)), 0)
    assert [] == reminders(STATISTICS)


def test_what_fell_due_while_nobody_swept_is_told_as_missed(office, reminders):
    """
    Swept to the end of June and again on 5 September: July, August and September are each asked for.
    """
    SweepRun.objects.create(on=date(2024, 6, 30), finished_at=at(date(2024, 6, 30)))
    duties(on(date(2024, 9, 5)), 0)

    due = [day for _who, rung, day in reminders(STATISTICS) if rung == 0]
    assert [JULY_10, date(2024, 8, 10), date(2024, 9, 10)] == sorted(due)


def test_a_duty_by_quarter_is_a_matter_of_each_quarter(office, reminders):
    """
    A duty by calendar period opens with the period and is due on its last day.
    """
    office.policy(QUARTERLY)
    for day in (date(2024, 6, 30), date(2024, 7, 1)):
        duties(on(day), 0)

    kind = kind_of("duties.shelves")
    assert [date(2024, 6, 30), date(2024, 9, 30)] == sorted({day for _who, _rung, day in reminders(kind)})


def test_a_period_that_is_done_stays_done_when_its_last_day_moves(office, reminders):
    """
    The first five days of July are seen to on the 2nd; from the 3rd on the policy gives ten days for them.
    """
    kind = kind_of("duties.shelves")
    office.policy(MONTHLY)
    duties(on(date(2024, 7, 1)), 0)
    desk.close_reminder(Reminder.objects.get(kind=kind, due_by=date(2024, 7, 5)), by=office.boss, at=at(JULY_2))
    duties(on(JULY_2), 0)
    office.policy(MONTHLY.replace("days = 5", "days = 10"), since=date(2024, 7, 3))
    duties(on(date(2024, 7, 3)), 0)
    assert [] == reminders(kind)

    duties(on(date(2024, 8, 1)), 0)
    assert [date(2024, 8, 10)] == [day for _who, _rung, day in reminders(kind)]


def test_a_duty_twice_a_quarter_is_done_after_two_words(office, reminders):
    """
    A word in July leaves the second time to be done, and one in August does it.
    """
    SweepRun.objects.update(on=date(2024, 7, 1))
    office.policy(QUARTERLY.replace("per =", "times = 2, per ="))
    kind, due = kind_of("duties.shelves"), date(2024, 9, 30)
    for word in (date(2024, 7, 5), date(2024, 8, 5)):
        duties(on(word), 0)
        assert [("boss", 0, due)] == reminders(kind)
        desk.close_reminder(Reminder.objects.get(kind=kind, closed_on=None), by=office.boss, at=at(word))
    duties(on(date(2024, 8, 6)), 0)

    assert [] == reminders(kind)


def test_many_duties_ask_the_database_no_more_than_few(office, django_assert_max_num_queries):
    """
    What was said of them is read at once, whatever their number.
    """
    duties(on(date(2024, 7, 1)), 0)
    job = on(date(2024, 7, 2))
    assert all((job.policy(job.on), job.terms, job.whom, job.before))
    with django_assert_max_num_queries(4):  # what was said, the rounds of grading, what is open, what is closed
        duties(job, 0)


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
