import json
from datetime import date

import pytest
from django.db import connection
from django.urls import reverse
from visitcore_site.days import TODAY

from visitcore import decide, load_policy
from visitcore_django import desk
from visitcore_django.admin.decisions_told import days_panels, facts_of, in_json
from visitcore_django.models import CalendarDay, CustomerFigure, DecisionRecord

pytestmark = pytest.mark.usefixtures("today")


@pytest.fixture
def record(office):
    """
    The grading of a customer of Li's, ranked among two, on a company day.
    """
    CalendarDay.objects.create(day=TODAY, works=True, reason="stocktaking")
    for code, sales in (("C1", "10"), ("C2", "20")):
        customer = office.customer(code, since=date(2020, 1, 1))
        for name, value in (("sales", sales), ("price_index", "0.95"), ("collection_rate", "1")):
            CustomerFigure.objects.create(customer=customer, name=name, value=value, as_of=TODAY)
    desk.grade_round(desk.open_round(TODAY, by=office.manager), by=office.manager)
    return DecisionRecord.objects.get(customer__code="C1")


def test_the_json_is_enough_to_decide_again(office, client, record):
    """
    Facts with the sales of all in their place: the library alone comes to the same answer.
    """
    client.force_login(office.auditor)
    page = reverse("admin:visitcore_django_decisionrecord_json", args=[record.pk])
    told = json.loads(client.get(page).content)

    assert ["10", "20"] == told["facts"]["cohort_sales"]
    again = decide(told["decision"], told["facts"], load_policy(told["policy"]["name"]))
    assert again.outcome.grade == told["answer"]["outcome"]["grade"]
    assert str(again.outcome.score) == told["answer"]["outcome"]["score"]


def test_the_policies_that_ran_before_come_with_their_files(office, record):
    """
    A decision that looks back is taken again with them; the one of the settings has a name and no file.
    """
    version = office.policy('extends = ["ABC"]\n')
    first = {"until": "2024-01-01", "name": "standard", "hash": "x", "version": None}
    second = {"until": "2024-06-01", "name": "own", "hash": "y", "version": version.pk}
    record.earlier = [first, second]

    assert [{**first, "file": None}, {**second, "file": version.toml}] == in_json(record)["earlier_policies"]


def test_facts_that_were_changed_are_told_as_they_stand(record):
    """
    What is kept once for many is brought back; where somebody has changed it, the record alone is told.
    """
    assert ["10", "20"] == facts_of(record)["cohort_sales"]
    with connection.cursor() as cursor:
        cursor.execute("UPDATE visitcore_django_sharedfacts SET content = %s", ['["99"]'])

    assert record.facts == facts_of(record) == in_json(record)["facts"]


def test_the_days_laid_over_the_calendar_are_told(record):
    """
    Day, whether it works, and why; nothing where there were none.
    """
    assert "stocktaking" in next(days_panels(record)).body
    record.calendar = []
    assert [] == list(days_panels(record))
