from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from visitcore_site.days import TODAY, at

from visitcore_django import desk
from visitcore_django.models import FAR, Visit

LIST = reverse("admin:visitcore_django_customer_changelist")


pytestmark = pytest.mark.usefixtures("today")


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


def test_a_row_says_for_when_a_visit_is_planned(office, client):
    """
    Beside the last good day, so that nobody plans it a second time.
    """
    row = office.customer("C1")
    desk.plan_visit(row, by=office.li, start=at(TODAY + timedelta(days=3), 9))
    desk.refresh_due(row, TODAY)
    client.force_login(office.li)

    assert f"planned for {TODAY + timedelta(days=3)}" in client.get(LIST).content.decode()


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
    assert (
        '<td class="field-days_overdue">45<span class="visitcore-code visitcore-day">since 2024-05-01</span></td>'
        in page
    )
    assert '2024-06-30</span><span class="visitcore-code">0 of 1 made</span>' in page
    assert '<td class="field-visited_last">never</td>' in page
    assert '<span class="visitcore-code">C1 · A</span>' in page
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


def test_a_search_that_finds_many_finds_them_all(office, client, monkeypatch):
    """
    Whether few or many are found makes no difference to what is shown.
    """
    from visitcore_django.admin import customers_list

    monkeypatch.setattr(customers_list, "FEW", 1)
    for code in ("C1", "C2", "D1"):
        office.customer(code, name="=1+1")
    client.force_login(office.li)

    assert ["C1", "C2"] == shown(client.get(LIST, {"q": "C"}))
    assert ["C1", "C2", "D1"] == shown(client.get(LIST, {"q": "=1+1"}))
    assert ["D1"] == shown(client.get(LIST, {"q": "d1"}))


@pytest.mark.parametrize("asked", [{}, {"when": "overdue", "grade": "A"}, {"q": "Customer"}])
def test_the_list_takes_as_many_queries_for_thirty_as_for_three(office, client, django_assert_max_num_queries, asked):
    """
    The number of queries does not grow with the rows; at most 19 whatever is asked for.
    """
    client.force_login(office.lead)
    counts = []
    for first, last in ((0, 3), (3, 30)):
        for number in range(first, last):
            desk.refresh_due(office.customer(f"C{number:02}", owner=[office.li, office.wang][number % 2]), TODAY)
        client.get(LIST, asked)
        with CaptureQueriesContext(connection) as seen, django_assert_max_num_queries(19):
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


def test_a_salesperson_sees_his_own_customers(office, client):
    """
    The list holds Li's customers and nobody else's.
    """
    office.customer("C1")
    office.customer("C2", owner=office.wang)
    client.force_login(office.li)

    assert ["C1"] == shown(client.get(LIST))


@pytest.mark.parametrize(
    ("asked", "order"),
    [
        ({}, ["act_by", "pk"]),
        ({"visited": "never"}, ["last_visit", "act_by", "pk"]),
        ({"o": "4"}, ["next_due", "pk"]),
        ({"o": "-4"}, ["-next_due", "-pk"]),
        ({"o": "6"}, ["last_visit", "act_by", "pk"]),
        ({"o": "-6"}, ["-last_visit", "-act_by", "-pk"]),
        ({"o": "-2"}, ["-act_by", "-pk"]),
        ({"o": "1"}, ["code"]),
    ],
)
def test_each_order_is_one_that_an_index_has(office, client, asked, order):
    """
    Whatever column one sorts by, there is an index with the very same columns all in one direction.
    """
    from visitcore_django.models import Customer

    client.force_login(office.li)
    found = client.get(LIST, asked).context["cl"].queryset.query.order_by
    plain = [name.removeprefix("-").replace("pk", "id") for name in order]

    assert tuple(order) == found
    assert plain == ["code"] or plain in [index.fields for index in Customer._meta.indexes]


def test_who_was_never_visited_comes_by_when_to_visit(office, client):
    """
    Under *never visited* the list is sorted as ever.
    """
    office.customer("later", act_by=date(2024, 6, 30))
    office.customer("sooner", act_by=date(2024, 5, 1))
    office.customer("nobody", act_by=FAR)
    office.customer("seen", act_by=date(2024, 4, 1), last_visit=date(2024, 1, 1))
    client.force_login(office.li)

    assert ["sooner", "later", "nobody"] == shown(client.get(LIST, {"visited": "never"}))


def test_a_long_list_says_that_there_is_more(office, client, monkeypatch):
    """
    Where more is found than is counted, the list asks to narrow it down.
    """
    from visitcore_django.admin import paging

    monkeypatch.setattr(paging, "MOST", 2)
    for number in range(3):
        office.customer(f"C{number}")
    client.force_login(office.li)

    assert "There are more than these 2" in client.get(LIST).content.decode()
