from datetime import date

from visitcore.codec.facts import facts_to_dict, structure_facts
from visitcore.facts.complaint import Complaint, ComplaintCase, ComplaintEvent


def test_the_first_event_of_a_kind_is_found():
    """
    A later one of the same kind does not take its place.
    """
    events = (ComplaintEvent(kind="received", at=date(2024, 7, 1)), ComplaintEvent(kind="received"))
    complaint = Complaint(events=events)

    assert events[0] is complaint.first("received")
    assert complaint.first("closed") is None


def test_a_complaint_comes_back_from_plain_data():
    """
    Written out and read again, it is the same.
    """
    event = ComplaintEvent(kind="received", at=date(2024, 7, 1), by="Li", role="store")
    complaint = Complaint(id="7", flags={"repeat": None, "door_block": True}, about=("Li",), events=(event,))
    case = ComplaintCase(on=date(2024, 7, 2), complaint=complaint)

    assert case == structure_facts(facts_to_dict(case), ComplaintCase)
