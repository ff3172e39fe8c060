from datetime import date

import pytest
from visitcore_site.days import at

from visitcore_django.desk.callback_due import (
    due_of,
    governing_day,
    lacks_class,
    owed_of,
    put_due,
    question_of,
    refresh_due,
)
from visitcore_django.models import CallBack, CallbackMatter

CLOSED, FOURTH, FIFTH = date(2024, 3, 1), date(2024, 3, 4), date(2024, 3, 5)


@pytest.fixture
def matter(office):
    """
    A general complaint of one who left a name, dealt with on 1 March 2024.
    """
    told = {"cause": "complaint", "class_of": "general", "complainant": "Sun", "reply_letter_only": False}
    return CallbackMatter.objects.create(case="M1", customer=office.customer(), closed_at=at(CLOSED), **told)


@pytest.mark.parametrize(("day", "status"), [(FOURTH, "open"), (FIFTH, "overdue")])
def test_three_days_are_the_limit(matter, day, status):
    """
    RCB-01.3a: on 4 March the call-back is still in time, on 5 March it is late.
    """
    assert status == due_of(matter, day).outcome.status


def test_a_general_complaint_is_for_the_property_assistant(matter):
    """
    RCB-01.3c: the role that calls back is stored with the day.
    """
    put_due(matter, due_of(matter, CLOSED))

    assert ("property_assistant", False) == (matter.next_by, matter.settled)
    assert at(FOURTH, 23, 59) < matter.next_due < at(FIFTH, 0)


SHEET = {"content": "ok", "customer_signature": "Sun", "opinion": "good", "supervisor_signature": "cs"}
MARKED = {"content": "ok", "mark": "phone_callback", "opinion": "good", "supervisor_signature": "cs"}


def owed(matter, day):
    """
    What is stored of a matter on a day.
    """
    put_due(matter, owed_of(matter, day))
    due = None if matter.next_due is None else matter.next_due.date()
    return matter.settled, due, matter.next_by


def call(matter, day, **more):
    """
    A call-back on site with a full sheet, by whom a general complaint is for, unless something else is said.
    """
    told = {"by_role": "property_assistant", "mode": "on_site", "resolved": True, "values": SHEET, **more}
    return CallBack.objects.create(matter=matter, made=at(day, 12), **told)


UNSIGNED = {name: value for name, value in SHEET.items() if name != "customer_signature"}
UNSETTLED = {"resolved": False, "next_at": at(date(2024, 3, 6))}
SIXTH = date(2024, 3, 6)


@pytest.mark.parametrize(
    "first", [{"valid": False}, {"values": UNSIGNED}, {"by_role": "salesperson"}, {"mode": "phone", "values": UNSIGNED}]
)
def test_a_first_call_back_that_does_not_count_is_owed_as_before(matter, first):
    """
    RCB-01.3a, 01.3c, 01.7: not proved, or by the wrong person, it leaves the first due in three days by the same role.
    """
    call(matter, CLOSED, **first)
    before = owed(matter, FOURTH)
    call(matter, FOURTH)

    assert (False, FOURTH, "property_assistant") == before
    assert (True, None, "") == owed(matter, FOURTH)


@pytest.mark.parametrize("second", [{"values": UNSIGNED}, {"by_role": "salesperson"}, {"mode": "phone"}])
def test_a_second_one_that_does_not_count_is_owed_on_the_day_appointed(matter, second):
    """
    RCB-01.7, 01.9a: the day told to the customer stands, and so does who calls back.
    """
    call(matter, CLOSED, **UNSETTLED)
    call(matter, SIXTH, **second)

    assert (False, SIXTH, "property_assistant") == owed(matter, SIXTH)


def test_a_major_complaint_is_called_back_on_by_the_manager_on_site(matter):
    """
    RCB-01.3c, 01.9c: by phone the second call-back settles nothing; on site by the company manager is still owed.
    """
    matter.class_of = "major"
    matter.save()
    call(matter, CLOSED, by_role="company_manager", **UNSETTLED)
    call(matter, SIXTH, by_role="company_manager", mode="phone", values=MARKED)

    assert (False, SIXTH, "company_manager") == owed(matter, SIXTH)
    assert "phone" not in owed_of(matter, SIXTH).outcome.modes
    assert "refused" == due_of(matter, SIXTH).verdict.value
    call(matter, date(2024, 3, 7), by_role="company_manager")
    assert (True, None, "") == owed(matter, date(2024, 3, 7))


def test_a_late_call_back_counts(matter):
    """
    RCB-01.3a: on 5 March it is late, and it was made.
    """
    call(matter, FIFTH)

    assert (True, None, "") == owed(matter, FIFTH)


def test_of_those_who_took_part_each_has_a_call_back_that_counts(office):
    """
    RCB-01.5, 01.7: one signed and one unsigned leave something to do.
    """
    event = {"cause": "community_event", "participants": 20, "closed_at": at(CLOSED)}
    matter = CallbackMatter.objects.create(case="M2", customer=office.customer("C2"), **event)
    call(matter, FOURTH, person="Sun")
    call(matter, FIFTH, person="Wu", values=UNSIGNED)

    assert not owed(matter, FIFTH)[0]


def test_what_is_not_dealt_with_is_not_due(matter):
    """
    Nothing is due before the matter is dealt with.
    """
    matter.closed_at = None
    put_due(matter, due_of(matter, FOURTH))

    assert (False, None) == (matter.settled, matter.next_due)


def test_the_day_it_was_dealt_with_governs(matter):
    """
    The policy of that day is asked, of the day asked about while there is none.
    """
    assert CLOSED == governing_day(matter, FIFTH)
    matter.closed_at = None
    assert (FIFTH, FIFTH) == (governing_day(matter, FIFTH), governing_day(matter, at(FIFTH)))
    assert FIFTH == question_of(matter, FIFTH).on


def test_a_sweep_puts_the_columns_right(matter):
    """
    What is stored is worked out anew; a matter whose facts do not fit is left for its page, and no version changes.
    """
    wrong = CallbackMatter.objects.create(case="M2", cause="complaint", complainant="x", reply_letter_only=False)
    CallBack.objects.create(matter=wrong, made=at(CLOSED))
    rows = CallbackMatter.objects.all()

    assert (1, 0) == (refresh_due(rows, FOURTH), refresh_due(rows, FOURTH))
    matter.refresh_from_db()
    assert "property_assistant" == matter.next_by and 0 == matter.version


def test_many_cost_no_more_queries_than_few(matter, django_assert_max_num_queries):
    """
    The sweep reads matters with their call-backs in batches, and each day's policy once.
    """
    for number in range(20):
        CallbackMatter.objects.create(case=f"N{number}", cause="repair_work", closed_at=at(CLOSED))
    with django_assert_max_num_queries(8):
        refresh_due(CallbackMatter.objects.all(), FOURTH)


def test_a_policy_that_asks_for_none(matter, settings):
    """
    Without a term there is no call-back, and nothing is due.
    """
    settings.VISITCORE = {"POLICY": "ABC"}
    put_due(matter, due_of(matter, FOURTH))

    assert due_of(matter, FOURTH) is None
    assert (False, None, "") == (matter.settled, matter.next_due, matter.next_by)


def test_what_is_not_classed_cannot_be_judged(matter, settings):
    """
    RCB-01.3c: who calls back after a complaint goes by its class; after a repair, or without such a rule, by none.
    """
    assert not lacks_class(matter, CLOSED)
    matter.class_of = ""
    assert lacks_class(matter, CLOSED)
    assert not lacks_class(CallbackMatter(case="M2", cause="repair_work", closed_at=at(CLOSED)), CLOSED)
    settings.VISITCORE = {"POLICY": "ABC"}
    assert not lacks_class(matter, CLOSED)
