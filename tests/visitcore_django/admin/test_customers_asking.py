import pytest
from django.test import Client
from django.urls import reverse
from visitcore_site.days import NOW, TODAY

from visitcore_django import desk
from visitcore_django.admin import customers_asking
from visitcore_django.models import Approval, Customer, Excuse, Visit

LIST = reverse("admin:visitcore_django_customer_changelist")
PLAN = {"start": "2024-06-20T09:00", "minutes": "60", "apply": "x"}
EXCUSE = {"first_day": "2024-06-01", "last_day": "2024-06-30", "reason": "closed", "apply": "x"}


pytestmark = pytest.mark.usefixtures("today")


def sent(person, action, rows, **more):
    """
    What an action answers.
    """
    client = Client()
    client.force_login(person)
    return client.post(LIST, {"action": action, "_selected_action": [row.pk for row in rows], **more}, follow=True)


def told(answer):
    """
    The messages on a page.
    """
    return [str(message) for message in answer.context["messages"]]


@pytest.mark.parametrize("action", ["plan_visits", "excuse"])
def test_an_action_asks_before_it_does(office, action):
    """
    The first page names the customers and does nothing.
    """
    answer = sent(office.lead, action, [office.customer("C1"), office.customer("C2")])

    assert ["C1", "C2"] == [row.code for row in answer.context["customers"]]
    assert not Visit.objects.exists()
    assert not Excuse.objects.exists()


def test_visits_are_planned_for_the_selected(office):
    """
    Both are planned, and the list says so.
    """
    answer = sent(office.lead, "plan_visits", [office.customer("C1"), office.customer("C2")], **PLAN)

    assert ["2 visits are planned."] == [said.partition(" Part of")[0] for said in told(answer)]
    assert 2 == Visit.objects.filter(status="planned").count()


def test_what_could_not_be_planned_is_said_with_the_reason(office):
    """
    The customer is named, and its name is no markup.
    """
    row = office.customer(name="<b>C1</b>")
    desk.plan_visit(row, by=office.lead, start=NOW.replace(day=20, hour=9))
    (said,) = told(sent(office.lead, "plan_visits", [row], **PLAN))

    assert "&lt;b&gt;C1&lt;/b&gt; (C1): There is a visit of the same person" in said


def test_excuses_are_asked_for(office):
    """
    An excuse waits for each, for somebody else to approve.
    """
    answer = sent(office.li, "excuse", [office.customer("C1"), office.customer("C2")], **EXCUSE)

    assert "2 excuses are asked for" in told(answer)[0]
    assert 2 == Approval.objects.filter(state="open", permission="approve_excuse").count()


def test_recomputing_refreshes_the_columns(office):
    """
    What was never looked at is known afterwards.
    """
    row = office.customer()
    sent(office.li, "recompute", [row])
    row.refresh_from_db()

    assert ("overdue", TODAY) == (row.due_status, row.due_on)


@pytest.mark.parametrize(
    ("action", "more"), [("plan_visits", PLAN), ("excuse", EXCUSE), ("recompute", {})], ids=lambda value: str(value)[:8]
)
def test_naming_anothers_customer_changes_nothing(office, action, more):
    """
    A forged selection of another salesperson's customer does nothing to it.
    """
    other = office.customer("C2", owner=office.wang)
    sent(office.li, action, [office.customer("C1"), other], **more)
    sent(office.li, action, [other], **more)
    sent(office.li, action, [other], select_across="1", **more)

    assert not Visit.objects.filter(customer=other).exists()
    assert not Excuse.objects.filter(customer=other).exists()
    assert "" == Customer.objects.get(pk=other.pk).due_status


@pytest.mark.parametrize("action", ["plan_visits", "excuse", "recompute"])
def test_an_auditor_has_no_action(office, action):
    """
    Who changes nothing is offered nothing, and a forged request does nothing.
    """
    row = office.customer()
    sent(office.auditor, action, [row], **{**PLAN, **EXCUSE})

    assert not Visit.objects.exists()
    assert not Excuse.objects.exists()
    assert "" == Customer.objects.get().due_status


def test_too_many_at_once_are_told(office, monkeypatch):
    """
    A form takes so many and no more; nothing is done to some of them.
    """
    monkeypatch.setattr(customers_asking, "AT_ONCE", 1)
    answer = sent(office.lead, "plan_visits", [office.customer("C1"), office.customer("C2")], **PLAN)

    assert "Choose up to 1 customers" in told(answer)[0]
    assert not Visit.objects.exists()


def test_recomputing_takes_so_many_and_no_more(office, settings):
    """
    The sweep takes them all; one request takes a batch.
    """
    settings.VISITCORE = {"SWEEP_BATCH": 1}
    answer = sent(office.lead, "recompute", [office.customer("C1"), office.customer("C2")])

    assert "Choose up to 1 customers" in told(answer)[0]
    assert "" == Customer.objects.first().due_status


@pytest.mark.parametrize(("page", "answer", "kept"), [("plan_visits", PLAN, Visit), ("excuse", EXCUSE, Excuse)])
def test_one_customer_has_pages_of_its_own(office, client, page, answer, kept):
    """
    From a customer's page the same is asked and done for it alone; another's customer has no such page.
    """
    row, other = office.customer("C1"), office.customer("C2", owner=office.wang)
    mine, others = (reverse(f"admin:visitcore_django_customer_{page}", args=[one.pk]) for one in (row, other))
    client.force_login(office.li)

    assert 200 == client.get(mine).status_code
    assert 404 == client.get(others).status_code
    assert 404 == client.post(others, answer).status_code
    assert 302 == client.post(mine, answer).status_code
    assert [row] == [one.customer for one in kept.objects.all()]


@pytest.mark.parametrize("page", ["plan_visits", "excuse"])
def test_an_auditor_has_no_such_page(office, client, page):
    """
    Who may not do it does not get as far as the form.
    """
    client.force_login(office.auditor)
    url = reverse(f"admin:visitcore_django_customer_{page}", args=[office.customer().pk])

    assert 403 == client.get(url).status_code


def test_a_fault_is_told_at_its_field(office, client):
    """
    An empty form comes back with what is missing, and nothing is lost.
    """
    client.force_login(office.li)
    url = reverse("admin:visitcore_django_customer_excuse", args=[office.customer().pk])
    answer = client.post(url, {**EXCUSE, "reason": ""})

    assert {"reason"} == set(answer.context["form"].errors)
    assert 'value="2024-06-01"' in answer.content.decode()
