from datetime import date

import pytest
from django.utils import translation
from visitcore_site.days import NOW, TODAY, at

from visitcore_django.models import Visit, VisitPlan, VisitReport
from visitcore_django.sheets.visits_told import another, marked, over_days, reported, strange_purpose


def test_a_visit_is_within_the_plan_or_outside(office, row):
    """
    By its plan; one that the policy marks by its mark, and one that is not there by nothing.
    """
    visit = row(Visit, start=NOW, plan=VisitPlan.objects.create(owner=office.li, month=date(2024, 6, 1)))
    with translation.override("zh-hans"):
        assert ("计划内", None) == (marked(visit), marked(Visit()))

        visit.plan = None

        assert "计划外" == marked(visit)

        visit.mark = "unplanned"

        assert "计划外" == marked(visit)


def test_how_far_the_report_is_stands_beside_a_visit_that_was_made(row):
    """
    None yet, or the state of the report; of a visit that is planned nothing.
    """
    visit = row(Visit, status="completed")
    assert ("none yet", None, None) == (reported(visit), reported(row(Visit)), reported(Visit()))

    report = row(VisitReport, visit=visit, state="submitted")
    assert report.get_state_display() == reported(visit)


@pytest.mark.parametrize(
    ("end", "told"),
    [
        (None, []),
        (at(TODAY, 17), []),
        (at(TODAY, 23, 59), []),
        (
            at(date(2024, 6, 21), 12, 55),
            ["Row 7: this visit lasts from 2024-06-14 09:00 to 2024-06-21 12:55"],
        ),
    ],
)
def test_a_visit_over_several_days_is_told(end, told):
    """
    With its row, its start and its end; one that is over by midnight is none.
    """
    assert told == [words.partition(",")[0] for words in over_days(Visit(start=at(TODAY, 9), end=end), 7)]


def test_another_visit_of_the_day_is_told(office, row):
    """
    Of the same person and status; a colleague's, or one that was cancelled, is none.
    """
    visit = row(Visit, start=at(TODAY, 9), status="completed")
    others = [
        row(Visit, person=office.wang, start=at(TODAY, 7), status="completed"),
        row(Visit, start=at(TODAY, 8), status="cancelled"),
    ]
    assert [] == another(visit, others, 2)

    others.append(row(Visit, start=at(TODAY, 10), status="completed"))
    [note] = another(visit, others, 2)
    assert "Row 2: a visit of the same person is there at 2024-06-14 10:00" == note.partition(";")[0]


def test_a_strange_purpose_is_kept_and_told():
    """
    Word for word.
    """
    assert "“tea” is no purpose that the policy knows" == strange_purpose("tea").partition(";")[0]
