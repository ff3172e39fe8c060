from datetime import date

import pytest
from django.utils.translation import override
from visitcore_site.days import LONG_BEFORE, NOW, TODAY, at
from visitcore_site.rows import new

from visitcore_django import desk
from visitcore_django.admin.in_short import in_short
from visitcore_django.models import Excuse, PolicyVersion, ShipmentRequest, Visit


def told(row):
    """
    The lines by their labels.
    """
    return {str(label): str(value) for label, value in in_short(row)}


def test_a_plan_tells_its_visits(office):
    """
    Whose, for which month, and every visit with its customer.
    """
    plan = desk.plan_visit(
        office.customer(), by=office.li, start=at(date(2024, 7, 3)), purpose="coverage", at=LONG_BEFORE
    ).plan
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


def test_a_shipment_tells_who_decides_on_it_in_words(office):
    """
    CR-01.8: goods past the term wait for the sales department; no code of the policy stands there.
    """
    row = new(
        ShipmentRequest, office.li, office.customer(), class_of="hold", next_by="sales_department,regional_manager"
    )
    with override("zh-hans"):
        lines = told(row)

    assert ("100.00", "超款期") == (lines["货物金额"], lines["发票类别"])
    assert "销售部、区域经理" == lines["下一审批角色"]


def test_a_policy_tells_what_changes_and_not_its_file(office):
    """
    Whoever publishes reads the note; the file itself has a page.
    """
    row = new(PolicyVersion, office.li, office.customer(), note="A is visited weekly", name="own")
    lines = told(row)

    assert ("li", "own", "A is visited weekly") == (lines["author"], lines["name"], lines["what changes, and why"])
    assert not {"policy file", "fingerprint"} & lines.keys()
