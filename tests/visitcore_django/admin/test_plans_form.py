from datetime import date

import pytest
from visitcore_site.days import at

from visitcore_django import desk
from visitcore_django.admin.plans_form import MonthFilter, PlannedForm, is_open, months
from visitcore_django.admin.visits_form import purpose_field
from visitcore_django.models import Visit, VisitPlan

pytestmark = pytest.mark.usefixtures("today")


def test_a_plan_is_begun_for_this_month_or_the_next_three():
    """
    From June on, each by its first day.
    """
    assert ["2024-06-01", "2024-07-01", "2024-08-01", "2024-09-01"] == [value for value, _ in months()]
    assert "July 2024" == months()[1][1]


@pytest.mark.parametrize(
    ("state", "opened"), [("draft", True), ("returned", True), ("submitted", False), ("approved", False)]
)
def test_a_plan_is_open_to_its_owner_until_it_is_handed_in(office, state, opened):
    """
    And to nobody else.
    """
    plan = VisitPlan(owner=office.li, month=date(2024, 7, 1), state=state)

    assert opened == is_open(plan, office.li)
    assert not is_open(plan, office.lead)
    assert is_open(None, office.li)


def test_the_customer_of_a_planned_visit_stays(office):
    """
    A forged other customer is not taken.
    """
    visit = desk.plan_visit(office.customer(), by=office.li, start=at(date(2024, 7, 3)))
    other = office.customer("C2")
    data = {"customer": other.pk, "start": "2024-07-04T09:00", "version": 0, "purpose": ""}
    form = PlannedForm(data, instance=visit)

    assert form.is_valid(), form.errors
    assert "C1" == form.save(commit=False).customer.code


def test_a_row_that_somebody_else_changed_is_told(office):
    """
    The version that was read must be the one that is there.
    """
    visit = desk.plan_visit(office.customer(), by=office.li, start=at(date(2024, 7, 3)))
    old = visit.version
    desk.change_planned(visit, by=office.li)
    form = PlannedForm({"start": "2024-07-04T09:00", "version": old}, instance=Visit.objects.get())

    assert "Somebody else" in str(form.errors)


def test_the_purpose_of_a_row_is_one_of_the_policy(db):
    """
    VPR-02.1 knows eight; what is kept already is offered in any case.
    """
    field = purpose_field(date(2024, 7, 1), one=True)

    assert 9 == len(field.widget.choices)
    field.prepare_value("coverage,competitor")
    assert "coverage,competitor" in [value for value, _ in field.widget.choices]


def test_plans_are_found_by_their_month(rf, office):
    """
    The past year and the months ahead; anything else is no month.
    """
    june, july = (VisitPlan.objects.create(owner=office.li, month=date(2024, month, 1)) for month in (6, 7))

    def shown(value):
        one = MonthFilter(rf.get("/"), {"month": [value]}, VisitPlan, None)
        return list(one.queryset(None, VisitPlan.objects.order_by("month")))

    assert [july] == shown("2024-07-01")
    assert [june, july] == shown("nonsense")
    assert ("2024-09-01", "2023-07-01") == (months(since=-11)[-1][0], months(since=-11)[0][0])
