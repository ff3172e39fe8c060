from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from visitcore.codec.complaint_checks import Reading, completed, faults
from visitcore.facts.complaint import Complaint, ComplaintEvent

SHANGHAI = ZoneInfo("Asia/Shanghai")
READING = Reading(zone=SHANGHAI, at=datetime(2024, 7, 9, 10, tzinfo=SHANGHAI))


def complaint(**moments):
    """
    A complaint with an event for each moment.
    """
    return Complaint(id="T1", events=tuple(ComplaintEvent(kind=kind, at=at) for kind, at in moments.items()))


def test_every_complaint_came_in_at_some_time():
    """
    Where nobody says when, the event is there without its moment.
    """
    one = completed(complaint(accepted=date(2024, 7, 2)), READING)

    assert [("received", None), ("accepted", date(2024, 7, 2))] == [(event.kind, event.at) for event in one.events]


def test_times_are_local_only_where_that_is_said():
    """
    A time with an offset keeps it, and a day stays a day.
    """
    naive, aware = datetime(2024, 7, 2, 9), datetime(2024, 7, 3, 1, tzinfo=UTC)
    one = complaint(received=date(2024, 7, 1), accepted=naive, routed=aware)
    local = completed(one, Reading(zone=SHANGHAI, local_times=True))

    assert one == completed(one, READING)
    assert [date(2024, 7, 1), naive.replace(tzinfo=SHANGHAI), aware] == [event.at for event in local.events]
    assert aware.tzinfo == local.events[2].at.tzinfo


@pytest.mark.parametrize(
    ("moments", "names"),
    [
        ({"received": date(2024, 7, 5), "closed": date(2024, 7, 4)}, ["closed"]),
        ({"received": date(2024, 7, 5), "closed": date(2024, 7, 5)}, []),
        ({"received": datetime(2024, 7, 5, 9), "closed": date(2024, 7, 5)}, []),
        ({"received": datetime(2024, 7, 5, 9), "closed": datetime(2024, 7, 5, 8, 59)}, ["closed"]),
        ({"received": datetime(2024, 7, 5, 9), "closed": datetime(2024, 7, 5, 1, tzinfo=UTC)}, []),
        ({"received": datetime(2024, 7, 9, 10, 1)}, ["received"]),
        ({"received": datetime(2024, 7, 9, 10)}, []),
        ({"received": date(2024, 7, 9)}, []),
        ({"received": date(2024, 7, 10)}, ["received"]),
        ({"received": date(2024, 7, 1), "closed": date(2024, 7, 10)}, []),
    ],
)
def test_nothing_happens_before_it_came_in_and_nothing_comes_in_later_than_is_asked_about(moments, names):
    """
    Within a day only what both sides know by the clock is before or after.
    """
    assert names == [fault.name for fault in faults(complaint(**moments), READING)]


@pytest.mark.parametrize(("gravity", "names"), [(None, []), ("major", []), ("ordinary", []), ("严重", ["gravity"])])
def test_a_class_that_nobody_knows_is_a_fault(gravity, names):
    """
    Unless the policy knows it.
    """
    one = Complaint(id="T1", gravity=gravity)

    assert names == [fault.name for fault in faults(one, READING)]
    assert [] == list(faults(one, Reading(zone=SHANGHAI, gravities={"major", "ordinary", "严重"})))
