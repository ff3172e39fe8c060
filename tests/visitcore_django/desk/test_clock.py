from datetime import date, datetime

import pytest

from visitcore import PlanSubmission, ReportSubmission, load_policy
from visitcore.rules.planning import plan_submission, report_submission
from visitcore_django.desk.clock import clock_of, stored_clock

POLICY = load_policy("VPR")
JULY = date(2024, 7, 1)


@pytest.mark.parametrize(
    ("on", "status", "left", "late_by"),
    [
        (date(2024, 6, 27), "open", 3, 0),
        (date(2024, 6, 30), "open", 0, 0),
        (date(2024, 7, 1), "overdue", None, 1),
    ],
)
def test_the_days_left_are_counted_to_the_last_good_day(on, status, left, late_by):
    """
    VPR-03.1: the plan of July is due by 30 June; on the first of July it is one day late.
    """
    clock = clock_of(plan_submission(PlanSubmission(on=on, covers=JULY), POLICY), on)

    assert (date(2024, 6, 30), status, left) == (clock.due_day, clock.status, clock.left)
    assert late_by == (clock.late_by or 0)


def test_what_is_handed_in_has_no_days_left():
    """
    VPR-03.4a: visited on Thursday the 7th of March, the report is due on Monday the 11th; it came.
    """
    facts = ReportSubmission(on=date(2024, 3, 12), visited=date(2024, 3, 7), submitted=date(2024, 3, 11))
    clock = clock_of(report_submission(facts, POLICY), date(2024, 3, 12))

    assert ("in_time", date(2024, 3, 11), None) == (clock.status, clock.due_day, clock.left)


def test_an_instant_is_brought_to_its_day(settings):
    """
    A deadline with a clock falls on the local day.
    """
    clock = clock_of(plan_submission(PlanSubmission(on=JULY, covers=datetime(2024, 7, 1)), POLICY), JULY)

    assert date(2024, 6, 30) == clock.due_day


def test_the_mandatory_fields_that_are_empty_are_told():
    """
    ABC-04.1 wants three fields; an empty plan lacks them all.
    """
    facts = PlanSubmission(on=JULY, covers=JULY, values={"goal": "x"})
    clock = clock_of(plan_submission(facts, load_policy("standard")), JULY)

    assert ("visit_plan", "action_plan") == clock.missing


@pytest.mark.parametrize(
    ("late", "handed_in", "on", "told"),
    [
        (None, False, date(2024, 6, 27), ("open", 3, None)),
        (None, False, date(2024, 6, 30), ("open", 0, None)),
        (None, False, date(2024, 7, 2), ("overdue", None, 2)),
        (True, True, date(2024, 7, 2), ("late", None, None)),
        (False, True, date(2024, 7, 2), ("in_time", None, None)),
        (None, True, date(2024, 7, 2), ("done", None, None)),
    ],
)
def test_a_list_reads_the_deadline_that_was_stored(late, handed_in, on, told):
    """
    The same words as a decision, without asking the policy for every row.
    """
    found = stored_clock(date(2024, 6, 30), late, handed_in, on)

    assert told == (found.status, found.left, found.late_by)
    assert stored_clock(None, late, handed_in, on) is None
