from datetime import date

import pytest
from django.contrib.admin import AdminSite

from visitcore_django.admin.policy_fields import Sheet
from visitcore_django.admin.policy_forms import PolicyAdmin, PolicyForm
from visitcore_django.models import VisitPlan


class PlanPage(PolicyAdmin):
    """
    A page of plans with nothing of its own.
    """

    sheets = (Sheet(column="values", title="What the plan says", registers=("plans.fields",)),)


@pytest.fixture
def page():
    """
    The page, on a site of its own.
    """
    return PlanPage(VisitPlan, AdminSite())


@pytest.fixture
def plan(office):
    """
    Li's plan of July.
    """
    return VisitPlan.objects.create(owner=office.li, month=date(2024, 7, 1), values={"goal": "sell", "old": 1})


def asked_by(rf, who):
    """
    A request of somebody's.
    """
    request = rf.get("/")
    request.user = who
    return request


def sent(page, request, plan, **answers):
    """
    The form with answers.
    """
    data = {"owner": plan.owner_id, "month": "2024-07-01", **answers}
    return page.get_form(request, plan, change=True)(data, instance=plan)


def test_the_fields_of_the_policy_stand_below_the_rows_own(page, rf, office, plan):
    """
    The column itself is not shown; its fields are, under their title, filled with what is stored.
    """
    request = asked_by(rf, office.li)
    (_, own), (title, policy) = page.get_fieldsets(request, plan)
    form = page.get_form(request, plan, change=True)(instance=plan)

    assert "What the plan says" == title
    assert ["values__goal", "values__visit_plan", "values__action_plan"] == policy["fields"]
    assert {"version", "token"} <= set(own["fields"])
    assert "values" not in form.fields
    assert "sell" == form["values__goal"].value()


def test_answers_go_into_the_column(page, rf, office, plan):
    """
    What an older policy asked for stays beside them.
    """
    form = sent(page, asked_by(rf, office.li), plan, values__goal="a", values__visit_plan="b", values__action_plan="c")

    assert form.is_valid(), form.errors
    assert {"goal": "a", "visit_plan": "b", "action_plan": "c", "old": 1} == form.save(commit=False).values


def test_an_empty_mandatory_field_is_told_at_the_field(page, rf, office, plan):
    """
    Without the action plan the form is not saved, and the field says why.
    """
    form = sent(page, asked_by(rf, office.li), plan, values__goal="a", values__visit_plan="b")

    assert not form.is_valid()
    assert ["values__action_plan"] == list(form.errors)
    assert "ABC-04.1" in str(form.errors["values__action_plan"])


def test_a_draft_may_leave_fields_empty(page, rf, office, plan):
    """
    What is saved as a draft need not be complete.
    """
    page.form = type("Draft", (PolicyForm,), {"is_draft": lambda self: True})
    form = sent(page, asked_by(rf, office.li), plan, values__goal="a")

    assert form.is_valid(), form.errors


def test_those_who_only_read_are_told_what_is_stored(page, rf, office, plan):
    """
    The auditor has no form, but a panel with the answers.
    """
    request = asked_by(rf, office.auditor)
    (panel,) = page.panels(request, plan)

    assert 1 == len(page.get_fieldsets(request, plan))
    assert "Goal of the visit" in panel.body
    assert "sell" in panel.body
    assert [] == page.panels(asked_by(rf, office.li), plan)


def test_the_policy_is_opened_once_a_request(page, rf, office, plan, django_assert_max_num_queries):
    """
    However often the form is built, the policy is looked up once.
    """
    request = asked_by(rf, office.boss)
    with django_assert_max_num_queries(2):
        page.asked(request, plan)
        page.asked(request, plan)


def test_markup_in_an_answer_is_text(page, rf, office, plan):
    """
    An answer with markup is shown as it was typed.
    """
    plan.values = {"goal": "<script>alert(1)</script>"}
    (panel,) = page.panels(asked_by(rf, office.auditor), plan)

    assert "<script>" not in panel.body
