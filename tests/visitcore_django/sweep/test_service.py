from datetime import date

import pytest
from visitcore_site.days import at
from visitcore_site.sweeping import on

from visitcore_django import desk
from visitcore_django.models import CallbackMatter, Complaint, Reminder
from visitcore_django.sweep.service import callbacks, complaints

DAY = date(2024, 7, 1)


@pytest.fixture
def complaint(office):
    """
    A complaint that came in on 1 July; it is to be closed by 8 July (CPC-26.1).
    """
    row = Complaint(problem="late delivery", customer=office.customer(), received_at=at(DAY))
    return desk.open_complaint(row, by=office.li, at=at(DAY))


@pytest.fixture
def matter(office):
    """
    A complaint dealt with on 1 July; the call-back is due by 4 July (RCB-01.3a).
    """
    told = {"cause": "complaint", "class_of": "general", "complainant": "Sun", "reply_letter_only": False}
    return CallbackMatter.objects.create(case="M1", customer=office.customer("C2"), closed_at=at(DAY), **told)


def closing(kind):
    """
    The reminders of the closing of a complaint.
    """
    rows = Reminder.objects.filter(kind=kind, closed_on=None, open_key__contains=":closing:").order_by("rung", "to")
    return [(row.to.username, row.rung, row.due_by) for row in rows]


def test_who_owes_the_closing_is_reminded(complaint):
    """
    VC-05 and CPC-26.1: two days before 8 July operations customer service is reminded, not sooner.
    """
    complaints(on(date(2024, 7, 5)), 0)
    assert [] == closing("complaint_due")
    complaints(on(date(2024, 7, 6)), 0)

    assert [("cs", 0, date(2024, 7, 8))] == closing("complaint_due")


def test_an_overdue_complaint_is_on_the_list_of_the_administration(complaint):
    """
    CPC-25.1: from 9 July on it is overdue, and the administration is told.
    """
    complaints(on(date(2024, 7, 9)), 0)

    assert [] == closing("complaint_due")
    assert ("cs", 0, date(2024, 7, 8)) in closing("complaint_overdue")


def test_a_closed_complaint_reminds_nobody(complaint):
    """
    Once it is closed its reminders are closed too.
    """
    complaints(on(date(2024, 7, 9)), 0)
    Complaint.objects.update(closed_at=at(date(2024, 7, 9)))
    complaints(on(date(2024, 7, 9)), 0)

    assert 0 == Reminder.objects.filter(closed_on=None).count()


def test_where_a_complaint_stands_is_worked_out_anew(complaint):
    """
    Columns that do not fit any more are put right; a second sweep finds nothing to do.
    """
    Complaint.objects.update(next_by="", next_due=None)

    assert 1 == complaints(on(DAY), 0).counts["moved"]
    assert 0 == complaints(on(DAY), 0).counts["moved"]


def test_a_call_back_is_called_to_mind(office, matter):
    """
    RCB-01.3a: it is due by 4 July; on the 5th who leads is told as well.
    """
    CallbackMatter.objects.update(caller=office.li)
    callbacks(on(date(2024, 7, 4), 9), 0)
    assert [("li", 0)] == list(Reminder.objects.filter(kind="callback_due").values_list("to__username", "rung"))
    callbacks(on(date(2024, 7, 5)), 0)

    late = Reminder.objects.filter(kind="callback_overdue", closed_on=None).order_by("rung")
    assert [("li", 0), ("lead", 1)] == list(late.values_list("to__username", "rung"))


def test_a_call_back_of_nobody_goes_to_those_in_the_role(office, matter):
    """
    RCB-01.3c: a property assistant calls back, which salespersons are here; those of the team are told.
    """
    callbacks(on(date(2024, 7, 4), 9), 0)

    assert {"li", "wang"} == set(Reminder.objects.values_list("to__username", flat=True))


def test_a_settled_matter_reminds_nobody(office, matter):
    """
    What is settled is called to mind no longer.
    """
    callbacks(on(date(2024, 7, 5)), 0)
    CallbackMatter.objects.update(settled=True)
    callbacks(on(date(2024, 7, 5)), 0)

    assert 0 == Reminder.objects.filter(closed_on=None).count()


def test_a_policy_without_complaints_times_nothing(complaint, settings):
    """
    Where the policy is silent nobody is reminded.
    """
    settings.VISITCORE = {"POLICY": "ABC"}
    complaints(on(date(2024, 7, 9)), 0)

    assert 0 == Reminder.objects.count()
