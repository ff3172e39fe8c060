from datetime import UTC, timedelta

import pytest
from django.db.models import ProtectedError
from visitcore_site.days import NOW, TODAY, at

from visitcore_django.models import Complaint, ComplaintEvent


def test_a_complaint_is_closed_after_it_came_in(row, refused):
    """
    It may be closed the moment it comes in, and not a second before.
    """
    row(Complaint, closed_at=NOW)

    with refused("visitcore_cmp_closed_after"):
        row(Complaint, closed_at=NOW - timedelta(seconds=1))


def test_a_number_stands_once(row, refused):
    """
    Two complaints never carry one number.
    """
    row(Complaint, number="K")
    with refused("number"):
        row(Complaint, number="K")

    assert "K late" == str(Complaint.objects.get())


def test_a_complaint_has_a_number(row, refused):
    """
    Without a number it could not be named.
    """
    with refused("visitcore_cmp_has_number"):
        row(Complaint, number="")


def test_one_event_stands_at_a_place(row, refused):
    """
    Two clerks cannot both write the second event of a complaint; each complaint counts for itself.
    """
    first = row(ComplaintEvent, place=1)
    row(ComplaintEvent, complaint=first.complaint, place=2)
    row(ComplaintEvent, place=1)

    with refused("visitcore_cev_one_a_place"):
        row(ComplaintEvent, complaint=first.complaint, place=1)
    assert "received 2024-06-14" == str(first)


def test_events_keep_their_complaint(row):
    """
    A complaint with a history is not deleted from under it.
    """
    event = row(ComplaintEvent)

    with pytest.raises(ProtectedError):
        event.complaint.delete()


def test_an_event_bears_the_day_at_the_place_of_the_site():
    """
    At half past midnight in Shanghai it is still the day before in Greenwich; people go by their own calendar.
    """
    moment = at(TODAY, 0, 30).astimezone(UTC)

    assert f"received {TODAY}" == str(ComplaintEvent(kind="received", at=moment))
