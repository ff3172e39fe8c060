from datetime import date

import pytest
import time_machine
from django.contrib import admin
from visitcore_site.days import NOW, TODAY, at
from visitcore_site.sweeping import on

from visitcore_django import desk
from visitcore_django.admin.visits_form import TICKS
from visitcore_django.admin.visits_panels import panels_of, report_said, report_stands
from visitcore_django.desk.report_clocks import not_begun
from visitcore_django.models import SweepRun, Visit
from visitcore_django.sweep.papers import unreported


@pytest.fixture(autouse=True)
def clock():
    """
    The morning of the 14th of June.
    """
    with time_machine.travel(NOW, tick=False) as travel:
        yield travel


@pytest.fixture
def made(office):
    """
    A visit of Li's that was made on Thursday, 13 June.
    """
    visit = Visit(customer=office.customer(), owner=office.li, start=at(date(2024, 6, 13)))
    return desk.record_visit(visit, by=office.li)


def told(visit):
    """
    The panels by their titles.
    """
    return {str(panel.title): str(panel.body) for panel in panels_of(visit, [TICKS.open(TODAY)], admin.site)}


def test_a_made_visit_without_a_report_says_so(made):
    """
    With the deadline that runs: Monday, 17 June.
    """
    assert "none yet" in report_said(made)
    assert "3 days left" in told(made)["Report"]


def test_a_late_report_that_nobody_counts_says_so(office, made, clock):
    """
    Before the daily run has seen it, it is in no list of late reports; afterwards it is, and nothing is said.
    """
    assert "nobody is reminded" not in told(made)["Report"]

    clock.move_to(at(date(2024, 6, 18)))
    assert "1 day late" in told(made)["Report"]
    assert "nobody is reminded" in told(made)["Report"]

    SweepRun.objects.create(on=date(2024, 6, 3))
    unreported(on(date(2024, 6, 18)), 0)
    assert [made] == list(not_begun(date(2024, 6, 18)))
    assert "nobody is reminded" not in told(made)["Report"]


def test_a_planned_visit_has_no_report(office):
    """
    Nor is one asked for.
    """
    visit = desk.plan_visit(office.customer(), by=office.li, start=at(date(2024, 7, 3)))

    assert "–" == report_said(visit)
    assert "Report" not in told(visit)


def test_an_overdue_report_is_told(office, made, clock):
    """
    On Tuesday, 18 June, it is one day late.
    """
    report = desk.start_report(made, by=office.li)
    clock.move_to(at(date(2024, 6, 18)))

    assert "1 day late, was due by June 17, 2024" in report_stands(report)
    assert "1 day late" in told(made)["Report"]


def test_a_report_in_time_needs_no_more_words(office, made):
    """
    Its state is enough.
    """
    report = desk.start_report(made, by=office.li)
    report.text = "x"
    desk.submit_report(desk.save_report(report, by=office.li), by=office.li)

    assert "submitted" in report_stands(report)
    assert "due by" not in report_stands(report)


def test_a_visit_outside_the_plan_says_why_it_is_marked(made):
    """
    VPR-03.1, as we read it.
    """
    assert "VPR-03.1" in told(made)["Why"]


def test_a_cancelled_visit_has_no_lists_to_tick(office, made):
    """
    Nor a report to write.
    """
    desk.cancel_visit(made, by=office.li, reason="x")

    assert not {"How far the checklists are", "Report"} & set(told(made))
