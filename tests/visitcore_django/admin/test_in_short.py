from datetime import date

import pytest
from visitcore_site.days import NOW, TODAY, at

from visitcore_django import desk
from visitcore_django.admin.in_short import in_short
from visitcore_django.models import Excuse, Visit


def told(row):
    """
    The lines by their labels.
    """
    return {str(label): str(value) for label, value in in_short(row)}


def test_a_plan_tells_its_visits(office):
    """
    Whose, for which month, and every visit with its customer.
    """
    plan = desk.plan_visit(office.customer(), by=office.li, start=at(date(2024, 7, 3)), purpose="coverage").plan
    plan.values = {"goal": "sell"}
    lines = told(plan)

    assert ("li", "July 2024", "1") == (lines["salesperson"], lines["month"], lines["number of visits"])
    assert "2024-07-03 10:00  Customer C1 (C1)" in lines["visits"]
    assert "sell" == lines["Goal of the visit"]
    assert "note" not in lines


def test_a_report_tells_the_visit_and_its_words(office):
    """
    Whom, when, and what was written.
    """
    visit = Visit(customer=office.customer(), owner=office.li, start=at(date(2024, 6, 13)))
    report = desk.start_report(desk.record_visit(visit, by=office.li, at=NOW), by=office.li, at=NOW)
    report.text = "talked"
    lines = told(report)

    assert ("Customer C1 (C1)", "2024-06-13 10:00", "talked") == (lines["customer"], lines["start"], lines["report"])


@pytest.mark.parametrize("lang", ["en", "zh-hans"])
def test_anything_else_tells_its_columns(office, lang):
    """
    An excuse with its customer, days and reason; empty columns are left out.
    """
    days = {"first_day": TODAY, "last_day": TODAY, "reason": "closed"}
    lines = in_short(Excuse(customer=office.customer(), requested_by=office.li, **days))

    assert {"Customer C1 (C1)", "2024-06-14", "closed", "li"} == {str(value) for _label, value in lines}
