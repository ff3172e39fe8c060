from datetime import date

import pytest
from visitcore_site.days import NOW, TODAY, at

from visitcore_django import desk
from visitcore_django.desk import owed
from visitcore_django.models import Complaint, Promise, Reminder, Visit, VisitPlan, VisitReport


def reminder(kind, key, mark="", **more):
    """
    An open reminder such as the sweep writes it.
    """
    told = {"says_en": "x", "says_zh": "x", "opened_on": TODAY, "subject_kind": "x", "subject_id": key}
    return Reminder(kind=kind, open_key=f"{kind}:x:{key}:{mark}:0:1", **told, **more)


@pytest.mark.parametrize(
    ("status", "active", "due", "overdue"),
    [
        ("due", True, True, False),
        ("overdue", True, True, True),
        ("met", True, False, False),
        ("due", False, False, False),
    ],
)
def test_a_visit_is_owed_as_the_customer_stands(office, status, active, due, overdue):
    """
    What was overdue and is due again is not overdue; who is no customer any more is not visited.
    """
    row = office.customer(due_status=status, active=active)
    told = [owed.is_owed(reminder(kind, row.pk), NOW) for kind in ("visit_due", "visit_overdue")]

    assert [due, overdue] == told


@pytest.mark.parametrize(
    ("status", "state", "told"),
    [
        ("completed", None, (True, False)),
        ("completed", "draft", (True, True)),
        ("completed", "returned", (True, True)),
        ("completed", "submitted", (False, False)),
        ("cancelled", "draft", (False, False)),
        ("cancelled", None, (False, False)),
    ],
)
def test_a_report_is_owed_until_it_is_handed_in(office, status, state, told):
    """
    Asked of the visit, one that is begun is still owed; asked of the report, one that is not there is not.
    """
    because = "x" if status == "cancelled" else ""
    visit = Visit.objects.create(
        customer=office.customer(), owner=office.li, start=NOW, status=status, cancelled_because=because
    )
    key = 0 if state is None else VisitReport.objects.create(visit=visit, state=state).pk

    assert told == (
        owed.is_owed(reminder("unreported_due", visit.pk), NOW),
        owed.is_owed(reminder("report_overdue", key), NOW),
    )


@pytest.mark.parametrize(
    ("state", "still"), [("draft", True), ("returned", True), ("submitted", False), ("approved", False)]
)
def test_a_plan_is_owed_until_it_is_handed_in(office, state, still):
    """
    By month and owner, so that it is known also where there was no plan when it was asked for; another's is not it.
    """
    plan = VisitPlan.objects.create(owner=office.li, month=date(2024, 6, 1), state=state)
    mark = owed.mark_of_plan(plan)

    assert still == owed.is_owed(reminder("plan_overdue", 0, mark), NOW)
    assert owed.is_owed(reminder("plan_overdue", 0, owed.plan_mark(plan.month, office.wang.pk)), NOW)
    assert owed.is_owed(reminder("plan_overdue", 0, owed.plan_mark(date(2024, 7, 1), office.li.pk)), NOW)


def test_a_promise_is_owed_until_it_is_kept(office):
    """
    And no longer.
    """
    told = {"customer": office.customer(), "owner": office.li, "made": TODAY}
    rows = [Promise.objects.create(what=what, kept=kept, **told) for what, kept in (("a", None), ("b", TODAY))]

    assert [True, False] == [owed.is_owed(reminder("promise_due", row.pk), NOW) for row in rows]


def test_a_complaint_owes_what_its_clocks_ask(office):
    """
    CPC-26.1: the closing runs, a clock of another name does not; one that is closed owes nothing.
    """
    told = {"customer": office.customer(), "problem": "x", "received_at": NOW}
    row = desk.open_complaint(Complaint(**told), by=office.li, at=NOW)
    marks = ("closing", "feedback")

    assert [True, False] == [owed.is_owed(reminder("complaint_due", row.pk, mark), at(TODAY, 12)) for mark in marks]
    Complaint.objects.update(closed_at=NOW)
    assert not owed.is_owed(reminder("complaint_due", row.pk, "closing"), at(TODAY, 12))


@pytest.mark.parametrize("kind", ["duty:duties.x", "month_end", "plan_due"])
def test_what_cannot_be_told_is_owed(office, kind):
    """
    What is done by word, and a key that does not show its mark, is left to whoever knows.
    """
    row = reminder(kind, 0)
    row.open_key = "0" * 64

    assert owed.is_owed(row, NOW)


def test_the_plans_of_others_are_not_read(office, django_assert_num_queries):
    """
    However many people have handed one in for the month, the database is asked for the plan of this one.
    """
    plan = VisitPlan.objects.create(owner=office.li, month=date(2024, 7, 1), state="submitted")
    row = reminder("plan_due", 0, owed.mark_of_plan(plan))
    with django_assert_num_queries(1) as asked:
        assert not owed.is_owed(row, NOW)

    assert "owner_id" in asked.captured_queries[0]["sql"].partition("WHERE")[2].partition("ORDER")[0]
