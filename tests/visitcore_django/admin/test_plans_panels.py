from datetime import date

import pytest
from django.contrib import admin
from django.utils.translation import override
from visitcore_site.days import at

from visitcore_django import desk
from visitcore_django.admin.plans_panels import panels_of
from visitcore_django.models import VisitPlan

pytestmark = pytest.mark.usefixtures("today")


@pytest.fixture
def plan(office):
    """
    Li's plan of July.
    """
    return desk.save_plan(VisitPlan(owner=office.li, month=date(2024, 7, 1)), by=office.li)


def told(plan):
    """
    The panels by their titles.
    """
    return {str(panel.title): str(panel.body) for panel in panels_of(plan, admin.site)}


def test_who_is_still_due_is_named_with_the_clause(office, plan):
    """
    ABC-03.2a: an A customer is due by the end of July.
    """
    office.customer("A1", name="Huaning")
    panel = told(plan)["Still to be planned"]

    assert "1 visit is due in July 2024" in panel
    assert "Huaning (A1)" in panel
    assert "2024-07-31" in panel
    assert "ABC-03.2a" in panel


def test_many_are_counted_and_the_first_named(office, plan):
    """
    Fifty names are enough.
    """
    for number in range(52):
        office.customer(f"A{number:02}")
    panel = told(plan)["Still to be planned"]

    assert "52 visits are due" in panel
    assert "The first 50 are shown." in panel
    assert "A49" in panel
    assert "A50" not in panel
    with override("zh-hans"):
        assert "52 次。仅列出前 50 次。" in told(plan)["尚未列入计划"]


def test_what_is_missing_is_told_before_it_is_handed_in(office, plan):
    """
    ABC-04.1: the empty fields are named beside the deadline.
    """
    panel = told(plan)["Deadline"]

    assert "goal of the visit" in panel
    assert "16 days left" in panel


def test_after_handing_in_the_recorded_decision_is_told(office, plan):
    """
    What was decided then, not what would be decided now.
    """
    desk.plan_visit(office.customer(), by=office.li, start=at(date(2024, 7, 3)))
    desk.submit_plan(plan, by=office.li)
    panels = told(plan)

    assert "Deadline" not in panels
    assert "VPR-03.1" in panels["Why"]


def test_made_and_cancelled_visits_are_told(office, plan):
    """
    With the reason of the cancelled one.
    """
    visit = desk.plan_visit(office.customer(), by=office.li, start=at(date(2024, 7, 3)))
    desk.cancel_visit(visit, by=office.li, reason="closed for stocktaking")
    panel = told(plan)["Made and cancelled"]

    assert "0 made, 1 cancelled." in panel
    assert "closed for stocktaking" in panel


def test_a_visit_made_in_another_month_is_none_of_those_made(office, plan):
    """
    VPR-03.1: planned for July and made in June, the plan of July did not come to it.
    """
    visit = desk.plan_visit(office.customer(), by=office.li, start=at(date(2024, 7, 3)))
    visit.start = at(date(2024, 6, 13))
    desk.record_visit(visit, by=office.li)

    assert "Made and cancelled" not in told(plan)
