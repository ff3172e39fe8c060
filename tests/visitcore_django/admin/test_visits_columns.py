from datetime import UTC, date

import pytest
from django.contrib.admin import site
from visitcore_site.days import at

from visitcore_django.models import Visit, VisitReport


@pytest.fixture
def columns():
    """
    The columns as they are registered.
    """
    return site._registry[Visit]


def test_what_is_not_known_is_a_dash(columns):
    """
    An empty visit is told without a gap.
    """
    row = Visit()

    assert {"–"} == {columns.visited_by(row), columns.purposes(row)}


def test_a_visit_is_told_in_words(office, columns):
    """
    Its day at the place of the site, its visitor, its purposes, and why it was cancelled, as text.
    """
    start = at(date(2024, 6, 14), 0, 30).astimezone(UTC)
    row = Visit(owner=office.li, start=start, purpose="coverage", status="cancelled", cancelled_because="<b>")

    assert ("2024-06-14 00:30", "li") == (columns.day(row), columns.visited_by(row))
    assert "coverage" == columns.purposes(row)
    assert "cancelled" in columns.stands(row) and "&lt;b&gt;" in columns.stands(row)


def test_how_far_plan_and_report_are_is_told(row, columns):
    """
    A visit that no plan holds bears what the policy calls it; a report handed in is told as such.
    """
    visit = row(Visit, status="completed", mark="unplanned")
    VisitReport.objects.create(visit=visit, state="submitted")

    assert "outside" in columns.marked(visit) or "unplanned" in columns.marked(visit)
    assert "submitted" in columns.report_state(Visit.objects.get())
