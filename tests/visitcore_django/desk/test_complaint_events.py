from datetime import date

import pytest
from visitcore_site.days import at

from visitcore_django import desk
from visitcore_django.desk.complaint_events import add_event, demand_open, in_order, locked, settle
from visitcore_django.models import CallbackMatter, Complaint, ComplaintEvent

DAY = date(2024, 7, 1)


@pytest.fixture
def row(office):
    """
    A complaint that came in at ten.
    """
    told = Complaint(customer=office.customer(), problem="x", received_at=at(DAY))
    return desk.open_complaint(told, by=office.li, at=at(DAY))


def test_events_are_put_one_behind_the_other(office, row):
    """
    Each event gets the next place, and the list at hand grows with it.
    """
    events = list(row.events.all())
    add_event(row, events, "remark", by=office.li, at=at(DAY, 11), note="a")
    add_event(row, events, "remark", by=office.li, at=at(DAY, 12), note="b")

    assert [1, 2, 3] == [event.place for event in row.events.all()] == [event.place for event in events]


def test_nothing_is_written_before_what_is_on_record():
    """
    The same instant is in order, an earlier one is not; a time named ahead holds nothing up.
    """
    events = [ComplaintEvent(kind="received", at=at(DAY)), ComplaintEvent(kind="time_named", at=at(DAY, 20))]
    in_order(events, at(DAY), frozenset({"time_named"}))
    in_order([], at(DAY))

    with pytest.raises(desk.DeskError, match="2024-07-01 20:00"):
        in_order(events, at(DAY, 12))


def test_an_end_of_the_way_closes_it_once(office, row):
    """
    The first time it reaches an end it is closed and called back on; a later look changes neither.
    """
    events = list(row.events.all())
    for kind in ("reason_checked", "refused", "explained", "closed"):
        add_event(row, events, kind, by=None, at=at(DAY, 11))
    settle(row, events, at(DAY, 11))
    settle(row, events, at(DAY, 12))

    assert ("closed", at(DAY, 11)) == (row.state, row.closed_at)
    assert row == CallbackMatter.objects.get().complaint


def test_the_row_is_read_anew_when_it_is_held(row):
    """
    Whoever holds a complaint sees what others have written.
    """
    Complaint.objects.filter(pk=row.pk).update(problem="y")

    assert "y" == locked(row).problem


def test_only_what_is_closed_stays_as_it_is(row):
    """
    An open one may be changed; where the way ends with the end, one is told to take in a new complaint.
    """
    demand_open(row, at(DAY, 12))
    row.state, row.closed_at = "closed", at(DAY, 11)

    with pytest.raises(desk.DeskError, match="new complaint"):
        demand_open(row, at(DAY, 12))


AGAIN = """
extends = ["CPC"]
[[parameter]]
key = "complaints.flow"
  [[parameter.history]]
  cites = ["CPC-14.1"]
    [parameter.history.flow]
    start = "received"
    ends = ["closed"]
    states = ["received", "reopened", "closed"]
    moves = [
      { name = "close_case", from = ["received", "reopened"], to = "closed" },
      { name = "reopen_case", from = "closed", to = "reopened" },
    ]
"""


def test_a_way_that_leads_on_from_its_end_opens_it_again(office, row):
    """
    Where the company has such a step, the refusal names it; once it is taken, the complaint is open.
    """
    office.policy(AGAIN)
    desk.advance_complaint(row, "close_case", by=office.lead, at=at(DAY, 11))
    assert at(DAY, 11) == row.closed_at
    with pytest.raises(desk.DeskError, match="step: reopen case"):
        demand_open(row, at(DAY, 12))
    desk.advance_complaint(row, "reopen_case", by=office.lead, at=at(DAY, 12))
    demand_open(row, at(DAY, 12))
