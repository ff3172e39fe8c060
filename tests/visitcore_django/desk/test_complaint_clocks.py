from datetime import date, timedelta

import pytest
from visitcore_site.days import at

from visitcore_django import desk
from visitcore_django.desk.complaint_clocks import clocks_of, put_where, refresh_clocks, standing_of
from visitcore_django.models import Complaint

DAY = date(2024, 7, 1)


@pytest.fixture
def rows(office):
    """
    Three complaints that came in on 1 July.
    """
    told = {"customer": office.customer(), "received_at": at(DAY)}
    return [desk.open_complaint(Complaint(problem=name, **told), by=office.li, at=at(DAY)) for name in "abc"]


def test_where_it_stands_and_what_is_due(rows):
    """
    CPC-26.1: the case is to be closed by 8 July, and operations customer service owes it.
    """
    clocks = clocks_of(rows[0], at(DAY, 12)).outcome

    assert (date(2024, 7, 8), "operations_cs") == (clocks.next_due, clocks.owes)
    assert "received" == standing_of(rows[0], at(DAY, 12)).state


@pytest.mark.parametrize(("day", "status"), [(date(2024, 7, 8), "open"), (date(2024, 7, 9), "overdue")])
def test_day_seven_is_in_time(rows, day, status):
    """
    CPC-26.1 and CPC-25.1: on 8 July it is still open, on 9 July overdue and on the list of the administration.
    """
    clock = next(one for one in clocks_of(rows[0], at(day, 23)).outcome.clocks if one.name == "closing")

    assert status == clock.status
    assert ("admin_hr" if status == "overdue" else "") == clock.control


def test_on_a_closed_one_nothing_runs_on(over):
    """
    OMS-02.12: the warning that nobody gave was to be given by Tuesday; the clock stands as it stood at the closing.
    """
    put_where(over, at(date(2024, 8, 1)))
    told = {clock.name: clock for clock in clocks_of(over, at(date(2024, 8, 1))).outcome.clocks}

    assert ("open", at(date(2024, 7, 2))) == (told["warning"].status, told["warning"].due)
    assert "in_time" == told["closing"].status
    assert over.next_due is None


def test_what_others_have_changed_is_worked_out_anew(rows):
    """
    Columns that do not fit the events any more are put right, the others are left alone, and no version changes.
    """
    versions = list(Complaint.objects.order_by("pk").values_list("version", flat=True))
    Complaint.objects.filter(pk=rows[1].pk).update(next_due=None, next_by="")
    changed = refresh_clocks(Complaint.objects.all(), at(DAY, 12))
    rows[1].refresh_from_db()

    assert (1, 0) == (changed, refresh_clocks(Complaint.objects.all(), at(DAY, 12)))
    assert "store" == rows[1].next_by and rows[1].next_due
    assert versions == list(Complaint.objects.order_by("pk").values_list("version", flat=True))


def test_many_rows_cost_no_more_queries_than_few(rows, django_assert_max_num_queries):
    """
    The sweep reads complaints with their events in batches, and each day's policy once.
    """
    first = Complaint.objects.filter(pk=rows[0].pk)
    with django_assert_max_num_queries(9):
        refresh_clocks(first, at(DAY, 12))
    with django_assert_max_num_queries(9):
        refresh_clocks(Complaint.objects.all(), at(DAY, 12))


def test_a_policy_without_complaints_times_nothing(rows, settings):
    """
    Where the policy says nothing, nothing stands and nothing is due.
    """
    settings.VISITCORE = {"POLICY": "ABC"}
    row = rows[0]
    put_where(row, at(DAY) + timedelta(days=1))

    assert clocks_of(row, at(DAY)) is None and standing_of(row, at(DAY)) is None
    assert ("", "", None) == (row.state, row.next_by, row.next_due)
