import pytest
from visitcore_site.days import TODAY

from visitcore_django.models import GradeAssessment, GradingRound


def test_there_is_one_round_a_day(row, refused):
    """
    Two rounds never stand on one day.
    """
    assert "2024-06-14" == str(row(GradingRound, on=TODAY))

    with refused("on"):
        row(GradingRound, on=TODAY)


def test_a_customer_is_graded_once_a_day(office, row, refused):
    """
    One grading a day for each customer.
    """
    row(GradeAssessment, on=TODAY)
    row(GradeAssessment, on=TODAY, customer=office.customer("C9"))

    with refused("visitcore_one_grading_a_day"):
        row(GradeAssessment, on=TODAY)


@pytest.mark.parametrize("state", ["proposed", "confirmed", "rejected"])
def test_another_grade_needs_a_reason(row, refused, state):
    """
    Only who replaces the grade worked out has to say why.
    """
    row(GradeAssessment, state=state, reason="")
    row(GradeAssessment, state="overridden", reason="a new plant")

    with refused("visitcore_asm_override_reason"):
        row(GradeAssessment, state="overridden", reason="")


def test_an_assessment_shows_the_grade_that_counts(row):
    """
    The grade given stands before the one proposed.
    """
    assert str(row(GradeAssessment)).endswith(": A")
    assert str(row(GradeAssessment, given="B")).endswith(": B")
