from datetime import date, timedelta

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from visitcore_site.days import NOW, TODAY, at

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


@pytest.fixture(autouse=True)
def _today():
    with time_machine.travel(NOW, tick=False):
        yield


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


def test_a_salesperson_sees_his_own_customers(office, client):
    """
    The list holds Li's customers and nobody else's.
    """
    office.customer("C1")
    office.customer("C2", owner=office.wang)
    client.force_login(office.li)

    assert ["C1"] == shown(client.get(LIST))


@pytest.mark.parametrize(
    ("person", "codes"),
    [("lead", ["C1", "C2"]), ("zhao", ["C3"]), ("cs", ["C1", "C2", "C3"]), ("auditor", ["C1", "C2", "C3"])],
)
def test_each_sees_the_customers_within_reach(office, person, codes):
    """
    A lead sees the team's, who looks after everything sees every one.
    """
    for code, owner in (("C1", office.li), ("C2", office.wang), ("C3", office.zhao)):
        office.customer(code, owner=owner)

    assert codes == shown(as_of(getattr(office, person)).get(LIST))


def test_the_page_of_anothers_customer_does_not_exist(office, client):
    """
    A guessed address of another salesperson's customer answers 404, to read and to write.
    """
    other = office.customer("C2", owner=office.wang)
    client.force_login(office.li)

    assert 404 == client.get(page_of(other)).status_code
    assert 404 == client.post(page_of(other), SENT).status_code


def test_the_longest_overdue_come_first(office, client):
    """
    First who is overdue, the longest first, then who is due, then who was visited, last who cannot be told.
    """
    for code, grade, since in (
        ("unknown", "D", 1),
        ("met", "A", 6),
        ("due", "B", 4),
        ("long", "A", 1),
        ("short", "A", 4),
    ):
        row = office.customer(code, grade=grade, since=date(2024, since, 1))
        if code == "met":
            Visit.objects.create(customer=row, start=at(date(2024, 6, 3)), status="completed")
        desk.refresh_due(row, TODAY)
    client.force_login(office.li)

    assert ["long", "short", "due", "met", "unknown"] == shown(client.get(LIST))


def test_a_row_says_how_the_customer_stands(office, client):
    """
    ABC-03.2a: nobody has visited an A customer since April, so that on 14 June it is overdue for 45 days.

    The first missed month is April, the visit is overdue since 1 May, and both days count.
    """
    row = office.customer(since=date(2024, 4, 1))
    desk.refresh_due(row, TODAY)
    client.force_login(office.li)
    page = client.get(LIST).content.decode()

    assert "✗</span> overdue" in page
    assert '<td class="field-days_overdue">45</td>' in page
    assert '<td class="field-progress">0 / 1</td>' in page
    assert "ABC-03.2a" in page
    assert "2024-06-30" in page
    assert reverse("admin:visitcore_django_customer_why", args=[row.pk]) in page


def test_an_unknown_grade_stays_in_the_list_with_what_is_missing(office, client):
    """
    A grade that no clause knows is told as such, not left out.
    """
    desk.refresh_due(office.customer(grade="D"), TODAY)
    client.force_login(office.li)
    page = client.get(LIST).content.decode()

    assert "?</span> cannot be told" in page
    assert "The policy knows no “D” as grade." in page


def test_a_status_of_another_day_says_so(office, client):
    """
    What was worked out yesterday is shown as of yesterday.
    """
    desk.refresh_due(office.customer(), TODAY - timedelta(days=1))
    client.force_login(office.li)

    assert "as of 2024-06-13" in client.get(LIST).content.decode()


def test_an_owner_is_called_by_the_full_name(office, client):
    """
    Where there is a full name, the list shows it and not the log-in.
    """
    office.li.first_name, office.li.last_name = "伟", "李"
    office.li.save()
    office.customer()
    client.force_login(office.li)

    assert '<td class="field-owned_by">李伟</td>' in client.get(LIST).content.decode()


@pytest.mark.parametrize(
    ("words", "codes"),
    [
        ("C1", ["C1", "C10"]),
        ("c1", ["C1", "C10"]),
        ("1", []),
        ("机电", ["C1"]),
        ("Ｃ１０", ["C10"]),
        ("C1 机电", ["C1"]),
    ],
)
def test_the_search_takes_the_beginning_of_the_code_or_a_part_of_the_name(office, client, words, codes):
    """
    Full-width figures and small letters find the code too; several words must all be found.
    """
    for code, name in (("C1", "华东机电公司"), ("C10", "长江贸易"), ("D2", "其他")):
        office.customer(code, name=name)
    client.force_login(office.li)

    assert codes == shown(client.get(LIST, {"q": words}))


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


@pytest.mark.parametrize("asked", [{}, {"when": "overdue", "grade": "A"}, {"q": "Customer"}])
def test_the_list_takes_as_many_queries_for_thirty_as_for_three(office, client, django_assert_max_num_queries, asked):
    """
    The number of queries does not grow with the rows; at most 18 whatever is asked for.
    """
    client.force_login(office.lead)
    counts = []
    for first, last in ((0, 3), (3, 30)):
        for number in range(first, last):
            desk.refresh_due(office.customer(f"C{number:02}", owner=[office.li, office.wang][number % 2]), TODAY)
        client.get(LIST, asked)
        with CaptureQueriesContext(connection) as seen, django_assert_max_num_queries(18):
            client.get(LIST, asked)
        counts.append(len(seen))

    assert counts[0] == counts[1]


def test_the_list_reads_no_more_than_it_shows(office, client):
    """
    The table is counted once and only so far as people leaf; no row has to be told apart, no visit or figure is read.
    """
    office.customer()
    client.force_login(office.boss)
    with CaptureQueriesContext(connection) as seen:
        client.get(LIST)
    asked = [query["sql"] for query in seen if "visitcore_django_customer" in query["sql"]]
    counted = [sql for sql in asked if "COUNT(" in sql]

    assert ["LIMIT 10001" in sql for sql in counted] == [True]
    assert not any("DISTINCT" in sql or "visitcore_django_visit" in sql for sql in asked)


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
