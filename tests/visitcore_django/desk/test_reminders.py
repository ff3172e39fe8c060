from datetime import date

import pytest
from visitcore_site.days import TODAY, at

from visitcore_django import desk
from visitcore_django.desk.reminders import hindrance, may_close
from visitcore_django.models import Reminder

DAY = date(2024, 6, 20)


def reminder(to, kind="duty:duties.x", **more):
    """
    An open reminder.
    """
    told = {"says_en": "x", "says_zh": "x", "opened_on": TODAY, "subject_kind": "sweeprun", "subject_id": 0}
    return Reminder.objects.create(kind=kind, to=to, open_key=str(Reminder.objects.count()), **{**told, **more})


def test_a_duty_is_done_by_the_word_of_whose_it_is(office):
    """
    The day and the person are kept, and the key, so that the sweep opens no other.
    """
    row = desk.close_reminder(reminder(office.boss), by=office.boss, at=at(DAY))

    assert (DAY, office.boss) == (row.closed_on, row.closed_by)
    assert row.open_key is not None


def test_what_was_brought_before_somebody_is_done_when_he_says_so(office):
    """
    A step of the escalation is closed by word, the matter itself is not.
    """
    above = reminder(office.lead, "visit_overdue", rung=1)
    own = reminder(office.li, "visit_overdue")

    assert (True, False) == (may_close(above, office.lead), may_close(own, office.li))
    desk.close_reminder(above, by=office.lead, at=at(DAY))
    with pytest.raises(desk.DeskError, match="closes by itself"):
        desk.close_reminder(own, by=office.li, at=at(DAY))


def test_nobody_closes_what_is_for_somebody_else(office):
    """
    The lead sees Li's reminder and cannot close it; Zhao does not even see it.
    """
    row = reminder(office.li)
    for person in (office.lead, office.zhao, office.auditor):
        with pytest.raises(desk.NotAllowedError):
            desk.close_reminder(row, by=person, at=at(DAY))


def test_who_acts_in_the_role_closes_what_is_for_nobody(office):
    """
    A reminder for a role is closed by one who acts in it.
    """
    row = reminder(None, to_role="finance")

    assert (True, False) == (may_close(row, office.money), may_close(row, office.boss))


def test_a_reminder_is_closed_once(office):
    """
    A second time is told, a double click is not.
    """
    row = reminder(office.boss)
    desk.close_reminder(row, by=office.boss, at=at(DAY), token="t")
    desk.close_reminder(row, by=office.boss, at=at(DAY), token="t")

    with pytest.raises(desk.DeskError, match="done already"):
        desk.close_reminder(row, by=office.boss, at=at(DAY))


def test_a_clock_set_back_is_told(office):
    """
    Nothing is done before it was asked for.
    """
    with pytest.raises(desk.DeskError, match="check the clock"):
        desk.close_reminder(reminder(office.boss), by=office.boss, at=at(date(2024, 6, 13)))


def test_why_somebody_may_not_mark_it_is_told_apart(office):
    """
    It is done, it closes by itself, or it is another's: three reasons, in this order.
    """
    rows = [reminder(office.li), reminder(office.li, "plan_due"), reminder(office.wang), reminder(None)]
    done = reminder(office.wang, "plan_due", closed_on=TODAY)

    assert ["", "by_itself", "anothers", "anothers", "closed"] == [hindrance(row, office.li) for row in (*rows, done)]
