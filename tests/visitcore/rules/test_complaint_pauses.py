from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from visitcore.blocks.term import Term
from visitcore.facts.complaint import Complaint, ComplaintCase, ComplaintEvent
from visitcore.rules.complaint_clocks import complaint_clocks

RUN = {"from": "received", "to": ("answered",), "owes": "store", "pause": "waiting", "resume": "back"}
JULY_1, TEN = date(2024, 7, 1), datetime(2024, 5, 6, 2, tzinfo=UTC)
HOUR = timedelta(hours=1)


def july(day):
    """
    A day of July 2024.
    """
    return JULY_1 + timedelta(days=day - 1)


@pytest.fixture
def clock(make):
    """
    The clock of a policy of its own that may stand still, for events that are each a kind and a moment.
    """

    def of(term, on, *events):
        runs = (make.dated(RUN, key="complaints.runs.own"),)
        policy = make.policy(make.pack(complaints__runs__own=runs, complaints__clock__own=term))
        told = tuple(ComplaintEvent(kind=kind, at=at) for kind, at in events)
        decision = complaint_clocks(ComplaintCase(on=on, complaint=Complaint(events=told)), policy)
        return decision.outcome.clocks[0]

    return of


def seven(clock, on, *events):
    """
    How a term of seven days from 1 July stands, and by when it is due.
    """
    told = clock(Term(days=7), july(on), ("received", JULY_1), *((kind, july(day)) for kind, day in events))
    return told.status, told.due


@pytest.mark.parametrize(
    ("on", "events", "status", "due"),
    [
        (20, [("waiting", 3), ("back", 15)], "open", 20),
        (21, [("back", 15), ("waiting", 3)], "overdue", 20),
        (30, [("waiting", 2), ("answered", 20)], "in_time", 26),
        (41, [("answered", 20), ("waiting", 25), ("back", 41)], "late", 8),
        (20, [("waiting", 15)], "overdue", 8),
        (20, [("waiting", 10), ("back", 16)], "overdue", 8),
        (12, [("waiting", 15)], "overdue", 8),
        (12, [("waiting", 8)], "paused", None),
        (10, [("waiting", -4), ("back", 3)], "open", 10),
        (12, [("waiting", -4), ("back", -2)], "overdue", 8),
    ],
)
def test_a_pause_ends_with_the_clock_and_revives_nothing(clock, on, events, status, due):
    """
    Cut where it began and was stopped, none after it had run out, in whatever order the events are written.
    """
    assert (status, None if due is None else july(due)) == seven(clock, on, *events)


@pytest.mark.parametrize(
    ("pause", "on", "due", "status"),
    [
        ((date(2024, 3, 4), date(2024, 3, 5)), date(2024, 3, 5), date(2024, 3, 5), "open"),
        ((date(2024, 3, 2), date(2024, 3, 3)), date(2024, 3, 5), date(2024, 3, 4), "overdue"),
        ((date(2024, 3, 1), date(2024, 3, 4)), date(2024, 3, 5), date(2024, 3, 5), "open"),
    ],
)
def test_working_days_are_given_back_as_working_days(clock, pause, on, due, status):
    """
    From a Friday the one working day is Monday, or Tuesday where Monday stood still; a weekend gives nothing back.
    """
    waiting, back = pause
    told = clock(Term(working_days=1), on, ("received", date(2024, 3, 1)), ("waiting", waiting), ("back", back))

    assert (status, due) == (told.status, told.due)


def test_hours_stand_still_by_the_clock(clock):
    """
    A second beginning changes nothing, and a day alone cannot be counted in hours.
    """
    events = [("received", TEN), ("waiting", TEN + HOUR), ("waiting", TEN + 2 * HOUR), ("back", TEN + 6 * HOUR)]

    assert TEN + 29 * HOUR == clock(Term(hours=24), TEN + 9 * HOUR, *events).due
    assert ("complaint.events.waiting (an instant with its time zone)",) == clock(
        Term(hours=24), TEN + 9 * HOUR, events[0], ("waiting", TEN.date())
    ).missing
    assert ("complaint.events.waiting.at",) == clock(Term(days=7), TEN, events[0], ("waiting", None)).missing


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(begin=st.integers(1, 30), length=st.integers(0, 20), answer=st.integers(1, 40))
def test_a_pause_never_makes_it_later(clock, begin, length, answer):
    """
    Nothing is late by more for having stood still, and a pause that began too late changes nothing.
    """
    plain = ("received", JULY_1), ("answered", july(answer))
    pause = ("waiting", july(begin)), ("back", july(begin + length))
    without, paused = (clock(Term(days=7), july(60), *events) for events in (plain, [*plain, *pause]))

    assert paused.late_by <= without.late_by
    assert begin <= 8 or paused == without
