from datetime import date

import pytest
from visitcore_site.days import at

from visitcore_django import desk
from visitcore_django.models import DecisionRecord

MONDAY, TUESDAY = date(2024, 7, 1), date(2024, 7, 2)
SIGNS = (
    "repeat",
    "to_manufacturer",
    "door_block",
    "disturbance",
    "return_or_exchange",
    "negative_media",
    "other_severe",
)
NONE_OF_THEM = dict.fromkeys(SIGNS, False)


@pytest.mark.parametrize(
    ("flags", "gravity"),
    [(NONE_OF_THEM, "ordinary"), ({**NONE_OF_THEM, "door_block": True}, "major"), ({}, "")],
)
def test_it_is_classed_by_its_signs(taken, flags, gravity):
    """
    OMS-02.11: one sign makes it major, none makes it ordinary; signs that nobody looked at leave it open.
    """
    complaint = taken(flags=flags)

    assert gravity == complaint.gravity
    assert DecisionRecord.objects.filter(name="classify_complaint", subject_id=complaint.pk).exists()


def test_a_major_one_starts_the_clock_of_the_warning(taken):
    """
    OMS-02.12: found to be major at 10:00, it is to be reported by 10:00 of the next day.
    """
    complaint = taken(flags={"door_block": True})

    assert "found_major" in [event.kind for event in complaint.events.all()]
    assert at(TUESDAY) == complaint.next_due


def test_a_sign_that_is_learnt_of_later_makes_it_major(office, taken):
    """
    A corrected complaint is classed again, and found major from then on.
    """
    complaint = taken(flags=NONE_OF_THEM)
    complaint.flags = {**NONE_OF_THEM, "negative_media": True}
    desk.correct_complaint(complaint, by=office.li, at=at(TUESDAY))

    assert "major" == complaint.gravity
    assert at(TUESDAY) == complaint.events.get(kind="found_major").at


def test_the_second_on_the_same_matter_is_major(office, taken):
    """
    OMS-02.11: a repeated complaint is major; it is told by its count where nobody ticked it.
    """
    others = {name: False for name in SIGNS if name != "repeat"}
    first = taken(flags=others)
    again = taken(even_so="it came back", flags=others)

    assert "major" == again.gravity
    assert "major" != first.gravity
