from datetime import date

import pytest
from visitcore_site.days import at

from visitcore_django.desk.callback_due import due_of, governing_day, put_due, question_of, refresh_due
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


def test_of_several_the_last_one_counts(office, matter):
    """
    A call-back that is not proved settles nothing, until a later one is.
    """
    told = {"matter": matter, "by_role": "property_assistant", "resolved": True}
    CallBack.objects.create(made=at(CLOSED, 12), valid=False, **told)
    put_due(matter, due_of(matter, FOURTH))
    before = matter.settled
    CallBack.objects.create(made=at(FOURTH), valid=True, **told)
    put_due(matter, due_of(matter, FOURTH))

    assert (False, True) == (before, matter.settled)


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
