from datetime import date

import pytest
from visitcore_site.days import at

from visitcore_django.facts.complaints import complaint_fact, event_fact, events_of, log_in, who_complains
from visitcore_django.models import Complaint, ComplaintEvent

DAY = date(2024, 7, 1)


@pytest.fixture
def row(office):
    """
    A complaint with two events.
    """
    told = {"customer": office.customer(), "problem": "lift", "received_at": at(DAY), "about": ["wang"], "times": 2}
    row = Complaint.objects.create(number="C1", flags={"repeat": True}, handler=office.cs, **told)
    for place, (kind, by) in enumerate((("received", office.li), ("reason_checked", office.wang)), start=1):
        ComplaintEvent.objects.create(complaint=row, place=place, kind=kind, at=at(DAY, 9 + place), by=by, role="store")
    return row


def test_a_complaint_is_told_with_everything_known_of_it(row):
    """
    Number, customer, problem, persons, signs, count, handler and events come over; what is empty is not known.
    """
    fact = complaint_fact(row)

    assert ("C1", "C1", "lift", 2, "cs") == (fact.id, fact.customer, fact.problem, fact.times, fact.handler)
    assert ("wang",) == fact.about and {"repeat": True} == fact.flags
    assert (None, None, None, None) == (fact.channel, fact.demand, fact.gravity, fact.receptionist)
    assert [("received", "li", "store"), ("reason_checked", "wang", "store")] == [
        (event.kind, event.by, event.role) for event in fact.events
    ]
    assert at(DAY, 10) == fact.events[0].at


def test_what_was_worked_out_is_no_judgement_of_a_person(row):
    """
    The class that the desk has stored is not told as if a person had judged it so.
    """
    row.gravity = "major"

    assert complaint_fact(row).gravity is None
    row.judged = "ordinary"
    assert "ordinary" == complaint_fact(row).gravity


def test_a_step_by_anothers_hand_is_told_as_his_who_asks(office, row):
    """
    What Wang did for the lead is the lead's own where the lead asks, and Wang's where anybody else does.
    """
    event = ComplaintEvent(kind="accepted", at=at(DAY, 12), by=office.wang, on_behalf_of=office.lead)

    assert "wang" == event_fact(event).by
    assert "wang" == event_fact(event, frozenset({"wang"})).by
    assert "lead" == event_fact(event, frozenset({"lead"})).by


def test_events_come_in_their_places(row, django_assert_num_queries):
    """
    In the order in which they were written down; what was fetched already is not read again.
    """
    fetched = Complaint.objects.prefetch_related("events").get(pk=row.pk)
    with django_assert_num_queries(0):
        places = [event.place for event in events_of(fetched)]

    assert [1, 2] == places
    assert [] == events_of(Complaint())


def test_without_a_customer_the_name_counts(office):
    """
    Whoever is no customer of ours goes by the name that was left, if any.
    """
    assert "Sun" == who_complains(Complaint(complainant="Sun"))
    assert who_complains(Complaint()) is None
    assert log_in(None) is None
