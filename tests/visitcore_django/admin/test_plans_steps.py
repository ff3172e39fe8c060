from datetime import date

import pytest
from django.urls import reverse
from visitcore_site.days import at

from visitcore_django import desk
from visitcore_django.models import Approval, VisitPlan

State = VisitPlan.State


pytestmark = pytest.mark.usefixtures("today")


@pytest.fixture
def plan(office):
    """
    Li's plan of July, with nothing in it.
    """
    return desk.save_plan(VisitPlan(owner=office.li, month=date(2024, 7, 1)), by=office.li)


def press(client, person, row, name):
    """
    What somebody reads after pressing a button of the plan's page.
    """
    client.force_login(person)
    where = reverse("admin:visitcore_django_visitplan_do", args=[row.pk, name])
    return [str(one) for one in client.post(where, {"token": name}, follow=True).context["messages"]]


def test_a_draft_tells_what_it_leaves_for_later(office, client, plan):
    """
    ABC-03.2: of four B customers due by September one gets its visit in July, and the A customer gets its own.
    """
    office.customer("A1", grade="A")
    for number in range(4):
        office.customer(f"B{number}", grade="B")

    said = press(client, office.li, plan, "draft")
    assert "3 visits that are due later are left for the months to come." in said
    assert "2 visits put into the plan." in said
    assert "What they are for is yours to say: choose a purpose for each in the plan." in said


@pytest.mark.parametrize(
    ("state", "names"),
    [
        (State.DRAFT, ["draft", "submit"]),
        (State.RETURNED, ["draft", "resubmit"]),
        (State.SUBMITTED, ["withdraw"]),
        (State.APPROVED, []),
    ],
)
def test_the_owner_is_offered_what_can_be_done_now(office, client, plan, state, names):
    """
    In each state; a colleague who sees the plan is offered none of it.
    """
    plan.state = state
    plan.save()
    page = reverse("admin:visitcore_django_visitplan_change", args=[plan.pk])

    for person, offered in ((office.li, names), (office.auditor, [])):
        client.force_login(person)
        assert offered == [one.name for one in client.get(page).context["visitcore_buttons"]]


def test_what_was_taken_back_counts_as_not_handed_in(office, client, plan):
    """
    And the page says so.
    """
    office.customer()
    desk.draft_month(plan, by=office.li)
    desk.submit_plan(plan, by=office.li)

    assert ["Taken back; it counts as not handed in."] == press(client, office.li, plan, "withdraw")
    plan.refresh_from_db()
    assert State.DRAFT == plan.state


def test_why_a_plan_was_sent_back_stands_above_it(office, client, plan):
    """
    Before the fields, not only in the table of the approvals below.
    """
    desk.plan_visit(office.customer(), by=office.li, start=at(date(2024, 7, 3)))
    desk.submit_plan(plan, by=office.li)
    desk.send_back(Approval.objects.get(), by=office.lead, comment="Two visits lack a purpose.")
    client.force_login(office.li)
    page = client.get(reverse("admin:visitcore_django_visitplan_change", args=[plan.pk])).content.decode()

    assert page.index("Two visits lack a purpose.") < page.index("<fieldset")
