from datetime import date

from django.db.models import Q
from visitcore_site.days import TODAY

from visitcore.ground.text import Text
from visitcore_django.models import Reminder
from visitcore_django.sweep.opening import Settled, Wanted, among, settle

LATER = date(2024, 6, 20)
ALL = Q(kind="visit_due")


def wanted(office, row=1, **more):
    """
    A reminder that Li ought to have.
    """
    told = {"kind": "visit_due", "about": ("customer", row), "says": Text("visit", "拜访"), "to": office.li.pk}
    return Wanted(**{**told, "due_by": TODAY, **more})


def test_a_reminder_is_opened_once(office):
    """
    However often it is asked for, there is one.
    """
    assert Settled(opened=1) == settle([wanted(office), wanted(office)], ALL, TODAY)
    assert Settled() == settle([wanted(office)], ALL, LATER)
    assert TODAY == Reminder.objects.get().opened_on


def test_what_is_done_is_closed(office):
    """
    A reminder that is not wanted any more is closed on that day, and may be opened again later.
    """
    settle([wanted(office)], ALL, TODAY)

    assert Settled(closed=1) == settle([], ALL, LATER)
    assert LATER == Reminder.objects.get().closed_on
    assert Settled(opened=1) == settle([wanted(office)], ALL, LATER)


def test_a_reminder_of_another_kind_is_left_alone(office):
    """
    Only those looked at are closed.
    """
    settle([wanted(office), wanted(office, row=2)], ALL, TODAY)

    assert Settled() == settle([], among("visit", ["visit_due"], 0, None), TODAY)
    assert Settled(closed=1) == settle([], among("customer", ["visit_due"], 1, 2), TODAY)
    assert [1] == list(Reminder.objects.filter(closed_on=None).values_list("subject_id", flat=True))


def test_what_somebody_closed_stays_closed(office):
    """
    One closed by hand is not opened again for the same matter; after that it may be.
    """
    settle([wanted(office)], ALL, TODAY)
    Reminder.objects.update(closed_on=TODAY, closed_by=office.li)

    assert Settled() == settle([wanted(office)], ALL, LATER)
    assert Settled() == settle([], ALL, LATER)
    assert TODAY == Reminder.objects.get().closed_on
    assert Settled(opened=1) == settle([wanted(office)], ALL, LATER)


def test_an_open_reminder_says_what_is_so_now(office):
    """
    Another day or wording is written into the one that is open.
    """
    settle([wanted(office)], ALL, TODAY)

    assert Settled(changed=1) == settle([wanted(office, due_by=LATER)], ALL, TODAY)
    assert LATER == Reminder.objects.get().due_by


def test_what_somebody_closed_keeps_what_it_said(office):
    """
    Another day is not written into one that is closed: it tells what was done.
    """
    settle([wanted(office)], ALL, TODAY)
    Reminder.objects.update(closed_on=TODAY, closed_by=office.li)

    assert Settled() == settle([wanted(office, due_by=LATER)], ALL, LATER)
    assert TODAY == Reminder.objects.get().due_by


def test_a_reminder_is_not_closed_before_it_was_opened(office):
    """
    A sweep of an earlier day closes it on the day it was opened.
    """
    settle([wanted(office)], ALL, LATER)
    settle([], ALL, TODAY)

    assert LATER == Reminder.objects.get().closed_on


def test_a_long_key_is_made_short(office):
    """
    A key that would not fit is replaced by its fingerprint, still one of its kind.
    """
    first, second = wanted(office, mark="x" * 200), wanted(office, mark="x" * 201)

    assert 64 == len(first.key)
    assert first.key != second.key


def test_queries_do_not_grow_with_the_reminders(office, django_assert_max_num_queries):
    """
    Thirty are opened and closed in the same few queries as three.
    """
    rows = [wanted(office, row=number) for number in range(30)]
    with django_assert_max_num_queries(3):
        settle(rows, ALL, TODAY)
    with django_assert_max_num_queries(4):
        settle(rows[:15], ALL, TODAY)
