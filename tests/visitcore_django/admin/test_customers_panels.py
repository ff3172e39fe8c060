from datetime import date

import pytest
from django.contrib import admin
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from visitcore_site.days import NOW, TODAY, at
from visitcore_site.rows import new

from visitcore_django import models
from visitcore_django.admin.customers_panels import panels_of

pytestmark = pytest.mark.usefixtures("today")


@pytest.fixture
def row(office):
    """
    A customer with something open of each kind.
    """
    made = office.customer(since=date(2024, 6, 1))
    models.CreditAccount.objects.create(
        customer=made, currency="CNY", limit=50000, outstanding=22500, headroom=27500, standing_on=TODAY
    )
    models.Complaint.objects.create(number="K1", customer=made, problem="broken", received_at=NOW)
    models.Complaint.objects.create(number="K2", customer=made, problem="mended", received_at=NOW, closed_at=NOW)
    models.Promise.objects.create(customer=made, what="late one", made=date(2024, 6, 3), due_by=date(2024, 6, 13))
    models.Promise.objects.create(customer=made, what="today's", made=TODAY, due_by=TODAY)
    models.Promise.objects.create(customer=made, what="kept one", made=TODAY, due_by=TODAY, kept=TODAY)
    models.GradeAssessment.objects.create(customer=made, on=date(2024, 1, 1), given="B", state="confirmed")
    models.GradeAssessment.objects.create(customer=made, on=date(2024, 5, 1), proposed="A", score="81.5")
    for day, value in ((1, "100"), (2, "200")):
        models.CustomerFigure.objects.create(customer=made, name="sales", value=value, as_of=date(2024, 6, day))
    return made


def panels(row, person):
    """
    The panels by their titles.
    """
    return {str(one.title): str(one.body) for one in panels_of(row, person, admin.site)}


def test_what_is_open_stands_below_the_form(office, row):
    """
    Standing, figures, grade, credit, complaints and promises, and what happened.
    """
    told = panels(row, office.manager)

    assert [
        "How it stands",
        "Figures of the customer",
        "Grade assessment",
        "Credit",
        "Open complaints",
        "Open promises",
        "The last twelve months",
    ] == list(told)
    assert "Visit once more by 2024-06-30." in told["How it stands"]
    assert "¥27,500.00" in told["Credit"]
    assert "K1 broken" in told["Open complaints"]
    assert "K2" not in told["Open complaints"]


def test_the_latest_figure_and_assessment_count(office, row):
    """
    Of several figures of a name the newest stands, and the newest assessment whatever became of it.
    """
    told = panels(row, office.manager)

    assert "200" in told["Figures of the customer"]
    assert "100" not in told["Figures of the customer"]
    assert "81.5" in told["Grade assessment"]


def test_a_promise_past_its_day_says_so(office, row):
    """
    One due yesterday is overdue with a sign, one due today is not; a kept one is not open.
    """
    told = panels(row, office.manager)["Open promises"]

    assert 1 == told.count("✗ overdue")
    assert "kept one" not in told


def test_only_tables_that_one_may_view(office, row):
    """
    Customer service does not see credit, finance does not see promises.
    """
    assert "Credit" not in panels(row, office.cs)
    assert "Open promises" not in panels(row, office.money)
    assert "Credit" in panels(row, office.money)


def test_the_latest_decision_on_each_question_is_shown(office, row):
    """
    Of two decisions on one question the newer is told, with the way to it.
    """
    old, grade, late = (
        new(models.DecisionRecord, office.li, row, name=name, rules=rules)
        for name, rules in (("visit_due", "ABC-03.1"), ("grade_customer", "CGR-02.2"), ("visit_due", "ABC-03.2a"))
    )
    told = panels(row, office.manager)["Latest decisions"]

    assert f"decisionrecord/{late.pk}/" in told and "ABC-03.2a" in told
    assert f"decisionrecord/{grade.pk}/" in told and "CGR-02.2" in told
    assert f"decisionrecord/{old.pk}/" not in told and "ABC-03.1" not in told


def test_where_there_is_nothing_there_is_no_panel(office):
    """
    A new customer has but its standing and an empty year.
    """
    assert ["How it stands", "The last twelve months"] == list(panels(office.customer("C9"), office.manager))


def test_who_is_not_active_is_not_followed_up(office):
    """
    The panel says so and asks for no visit.
    """
    told = panels(office.customer(active=False), office.manager)["How it stands"]

    assert "not active" in told
    assert "Visit" not in told


def test_the_page_takes_as_many_queries_however_much_there_is(office, row):
    """
    Ten more promises, complaints and visits cost no further query.
    """
    client = Client()
    client.force_login(office.manager)
    url = reverse("admin:visitcore_django_customer_change", args=[row.pk])
    counts = []
    for first in (0, 10):
        for number in range(first, first + 10):
            models.Promise.objects.create(customer=row, owner=office.li, what=f"{number}", made=TODAY)
            models.Complaint.objects.create(number=f"N{number}", customer=row, problem="x", received_at=NOW)
            models.Visit.objects.create(customer=row, owner=office.li, start=at(date(2024, 5, 1 + number)))
        client.get(url)
        with CaptureQueriesContext(connection) as seen:
            client.get(url)
        counts.append(len(seen))

    assert counts[0] == counts[1]
