from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from visitcore_site.days import NOW, TODAY

from visitcore_django import desk
from visitcore_django.models import Customer, CustomerFigure, Visit

LIST = reverse("admin:visitcore_django_customer_changelist")
ADD = reverse("admin:visitcore_django_customer_add")
XSS = "<script>alert(1)</script>"
SENT = {
    "code": "N1",
    "name": "New",
    "grade": "A",
    "owner": "",
    "team": "",
    "region": "",
    "since": "2024-06-01",
    "category": "",
    "active": "on",
    "figures-TOTAL_FORMS": "0",
    "figures-INITIAL_FORMS": "0",
}


pytestmark = pytest.mark.usefixtures("today")


def page_of(row):
    """
    The address of a customer's page.
    """
    return reverse("admin:visitcore_django_customer_change", args=[row.pk])


def shown(page):
    """
    The codes of the customers in the order of the list.
    """
    return [row.code for row in page.context["cl"].result_list]


def as_of(person):
    """
    Somebody's browser.
    """
    client = Client()
    client.force_login(person)
    return client


def test_the_page_of_anothers_customer_does_not_exist(office, client):
    """
    A guessed address of another salesperson's customer answers 404, to read and to write.
    """
    other = office.customer("C2", owner=office.wang)
    client.force_login(office.li)

    assert 404 == client.get(page_of(other)).status_code
    assert 404 == client.post(page_of(other), SENT).status_code


@pytest.mark.parametrize("name", [XSS, "=1+1", '"><img src=x onerror=alert(1)>'])
def test_a_strange_name_is_only_a_name(office, client, name):
    """
    Markup in name, code or category is shown as it is written, on every page of the customer.
    """
    row = office.customer(code=f"X{name[:20]}", name=name, category=name)
    CustomerFigure.objects.create(customer=row, name=name, value=name, as_of=TODAY)
    Visit.objects.create(customer=row, owner=office.li, start=NOW, purpose=name)
    client.force_login(office.lead)
    urls = [LIST, page_of(row)]
    urls += [
        reverse(f"admin:visitcore_django_customer_{page}", args=[row.pk]) for page in ("why", "plan_visits", "excuse")
    ]

    for url in urls:
        page = client.get(url).content.decode()
        assert "<script>alert" not in page
        assert "<img src=x" not in page
        assert "alert(1)" in page or "=1+1" in page


def test_a_new_customer_takes_the_team_of_its_owner(office):
    """
    A lead files a customer without a team; it belongs to the owner's, and how it stands is known at once.
    """
    answer = as_of(office.lead).post(ADD, {**SENT, "owner": office.li.pk})
    row = Customer.objects.get()

    assert 302 == answer.status_code
    assert (office.team, "due", date(2024, 6, 30)) == (row.team, row.due_status, row.next_due)


def test_a_double_click_files_one_customer(office):
    """
    The same form sent twice makes one customer.
    """
    client = as_of(office.lead)
    for _ in range(2):
        client.post(ADD, {**SENT, "owner": office.li.pk, "token": "t"})

    assert 1 == Customer.objects.count()


def test_changing_the_grade_changes_what_is_due(office):
    """
    ABC-03.2: from A to C, the next visit is due by the end of the half-year; nobody is overdue any more.
    """
    row = office.customer(since=date(2024, 4, 1))
    desk.refresh_due(row, TODAY)
    as_of(office.lead).post(page_of(row), {**SENT, "code": "C1", "grade": "C", "owner": office.li.pk, "version": 0})
    row.refresh_from_db()

    assert ("C", "due", date(2024, 6, 30), "ABC-03.2c") == (row.grade, row.due_status, row.next_due, row.due_rule)


def test_the_second_editor_is_told(office):
    """
    Who has not seen the last change is told so, and nothing is overwritten.
    """
    row = office.customer()
    row.name = "Newer"
    row.save()
    answer = as_of(office.lead).post(page_of(row), {**SENT, "code": "C1", "owner": office.li.pk, "version": 0})

    assert "Somebody else has changed this" in answer.content.decode()
    assert "Newer" == Customer.objects.get().name


def test_a_customer_is_not_given_to_somebody_out_of_sight(office):
    """
    A lead offers the people of the team as owners, and a forged owner of another team is refused.
    """
    row = office.customer()
    client = as_of(office.lead)
    form = client.get(page_of(row)).context["adminform"].form
    answer = client.post(page_of(row), {**SENT, "code": "C1", "owner": office.zhao.pk, "version": 0})

    assert office.zhao not in form.fields["owner"].queryset
    assert 200 == answer.status_code
    assert office.li == Customer.objects.get().owner


def test_a_salesperson_and_an_auditor_change_nothing(office):
    """
    Who may only look cannot save, however the request is made.
    """
    row = office.customer()
    for person in (office.li, office.auditor):
        assert 403 == as_of(person).post(page_of(row), {**SENT, "name": "X", "version": 0}).status_code
        assert 403 == as_of(person).post(ADD, SENT).status_code

    assert "Customer C1" == Customer.objects.get().name


def test_figures_are_added_and_none_is_changed(office):
    """
    A new figure is recorded beside the old ones; the form offers no old one to edit.
    """
    row = office.customer()
    CustomerFigure.objects.create(customer=row, name="sales", value="1", as_of=date(2024, 5, 1))
    sent = {**SENT, "code": "C1", "owner": office.li.pk, "version": 0, "figures-TOTAL_FORMS": "1"}
    new = {"figures-0-name": "sales", "figures-0-value": "2", "figures-0-as_of": "2024-06-14"}
    as_of(office.lead).post(page_of(row), {**sent, **new})

    assert ["1", "2"] == list(row.figures.order_by("as_of").values_list("value", flat=True))


def test_figures_of_anybody_elses_customer_are_not_added(office):
    """
    A salesperson may not record figures, not even by a forged form.
    """
    row = office.customer()
    new = {"figures-0-name": "sales", "figures-0-value": "2", "figures-0-as_of": "2024-06-14"}
    as_of(office.li).post(page_of(row), {**SENT, "version": 0, "figures-TOTAL_FORMS": "1", **new})

    assert not CustomerFigure.objects.exists()


def test_the_autocomplete_offers_only_what_is_seen(office):
    """
    Where a customer is chosen, another's is not offered.
    """
    office.customer("C1")
    office.customer("C2", owner=office.wang)
    asked = {"app_label": "visitcore_django", "model_name": "promise", "field_name": "customer", "term": "C"}
    found = as_of(office.li).get(reverse("admin:autocomplete"), asked).json()["results"]

    assert ["Customer C1 (C1)"] == [one["text"] for one in found]


def test_the_page_leads_to_what_one_does_for_a_customer(office):
    """
    The buttons lead to pages that know the customer; who may only look has none.
    """
    row = office.customer()
    buttons = dict(as_of(office.li).get(page_of(row)).context["visitcore_links"])

    assert f"{reverse('admin:visitcore_django_promise_add')}?customer={row.pk}" == buttons["New promise"]
    assert reverse("admin:visitcore_django_customer_plan_visits", args=[row.pk]) == buttons["Plan a visit"]
    assert [] == as_of(office.auditor).get(page_of(row)).context["visitcore_links"]
