from datetime import UTC, date, datetime

from hypothesis import given
from hypothesis import strategies as st

from visitcore.codec.policy import load_policy
from visitcore.facts.complaint import Complaint, ComplaintEvent
from visitcore.rules.complaint_list import complaint_lines

STANDARD, CPC, OMS = load_policy("standard"), load_policy("CPC"), load_policy("OMS")
AT = datetime(2024, 7, 9, 2, 0, tzinfo=UTC)


def complaint(id_, *events, gravity="ordinary", **more):
    """
    A complaint with its events, each a kind and a moment.
    """
    return Complaint(
        id=id_, gravity=gravity, events=tuple(ComplaintEvent(kind=kind, at=at) for kind, at in events), **more
    )


def received(day, month=7):
    """
    The event that every complaint begins with.
    """
    return "received", date(2024, month, day)


def test_late_ones_come_first_then_the_next_deadline():
    """
    By how long they are late, then by when they are due, last what has no deadline any more.
    """
    known = [
        complaint("answered", received(8), ("customer_answered", date(2024, 7, 8))),
        complaint("next week", received(8)),
        complaint("late", received(1)),
        complaint("this week", received(4)),
        complaint("latest", received(1, month=6)),
    ]
    lines = complaint_lines(known, AT, STANDARD)

    assert ["latest", "late", "this week", "next week", "answered"] == [line.complaint.id for line in lines]
    assert ["overdue", "overdue", "open", "open", "nothing_timed"] == [line.status for line in lines]


def test_a_time_without_its_zone_keeps_it_in_the_list_as_undetermined():
    """
    The next deadline stays, and what is missing is named.
    """
    naive = ("found_major", datetime(2024, 7, 8, 15))
    (line,) = complaint_lines([complaint("1", received(8), naive, gravity="major")], AT, STANDARD)

    assert ("undetermined", "closing") == (line.status, line.next.name)
    assert ("complaint.events.found_major (an instant with its time zone)",) == line.missing


def test_a_closed_complaint_stays_while_something_is_owed():
    """
    Closed it is done, whether or not the answer is recorded; closed without a warning that was due, it is not.
    """
    end = [("customer_answered", date(2024, 7, 2)), ("closed", date(2024, 7, 2))]
    lines = complaint_lines(
        [
            complaint("1", received(1), *end),
            complaint("2", received(1), ("found_major", AT.replace(day=1)), *end, gravity="major"),
            complaint("3", received(1), end[1]),
        ],
        AT,
        STANDARD,
    )

    assert {"1": False, "2": True, "3": False} == {line.complaint.id: line.open for line in lines}


def test_without_a_table_a_person_says_how_grave_it_is():
    """
    A policy that has no table of signs takes the word of the sheet.
    """
    (line,) = complaint_lines([complaint("1", received(1), gravity="major")], AT, CPC)

    assert ("major", "received") == (line.gravity, line.stands.state)


def test_a_closed_complaint_shows_what_was_late_or_cannot_be_told():
    """
    A clock that was stopped late is named with its length, and one that cannot be told keeps it in the list.
    """
    answers = ("customer_answered", date(2024, 7, 9)), ("closed", date(2024, 7, 9))
    (late,) = complaint_lines([complaint("1", received(1), *answers)], AT, CPC)
    (unclear,) = complaint_lines([complaint("2", received(1), *answers, gravity="major")], AT, STANDARD)

    assert (False, [("closing", 1)]) == (late.open, [(one.name, one.late_by) for one in late.late])
    assert (True, "undetermined") == (unclear.open, unclear.status)


def test_a_deadline_that_cannot_be_told_goes_before_one_without_a_number():
    """
    Where nobody knows the signs, the warning within hours is shown and not the report that is only due promptly.
    """
    answers = ("customer_answered", date(2024, 7, 6)), ("closed", date(2024, 7, 6))
    unknown = complaint("1", received(1), *answers, gravity=None)

    assert ["warning", "warning"] == [complaint_lines([unknown], AT, one)[0].next.name for one in (STANDARD, OMS)]


@given(days=st.lists(st.integers(1, 28), max_size=6))
def test_a_list_says_of_each_what_it_says_of_it_alone(days):
    """
    Nothing depends on what else stands in the list.
    """
    known = [complaint(str(number), received(day)) for number, day in enumerate(days)]
    together = {line.complaint.id: (line.status, line.next) for line in complaint_lines(known, AT, OMS)}

    for one in known:
        alone = [(line.status, line.next) for line in complaint_lines([one], AT, OMS)]

        assert alone == [together[one.id] for _ in alone]
        assert (one.id in together) == bool(alone)


def test_the_list_is_that_of_its_moment():
    """
    What came in later is not in it, and what was closed later is still open.
    """
    known = [
        complaint("later", received(20)),
        complaint("closed later", received(1), ("closed", date(2024, 7, 25))),
        complaint("closed", received(1), ("closed", date(2024, 7, 5))),
    ]
    lines = {line.complaint.id: (line.open, line.status) for line in complaint_lines(known, AT, CPC)}

    assert {"closed later": (True, "overdue"), "closed": (False, "nothing_timed")} == lines
