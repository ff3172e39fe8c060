from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from visitcore_django.admin.customers_filters import FILTERS
from visitcore_django.models import FAR

LIST = reverse("admin:visitcore_django_customer_changelist")


pytestmark = pytest.mark.usefixtures("today")


@pytest.fixture
def rows(office):
    """
    One customer of each standing; today is Friday 14 June 2024.
    """
    told = {
        "overdue": {"due_status": "overdue", "act_by": date(2024, 6, 1), "next_due": date(2024, 6, 30)},
        "today": {"due_status": "overdue", "act_by": date(2024, 6, 14), "next_due": date(2024, 6, 16)},
        "sunday": {"due_status": "due", "act_by": date(2024, 6, 16), "next_due": date(2024, 6, 16)},
        "monday": {"due_status": "due", "act_by": date(2024, 6, 17), "next_due": date(2024, 6, 17)},
        "month": {"due_status": "due", "act_by": date(2024, 6, 30), "next_due": date(2024, 6, 30), "grade": "B"},
        "july": {"due_status": "met", "act_by": date(2024, 7, 1), "next_due": date(2024, 7, 1), "active": False},
        "excused": {"due_status": "excused", "act_by": FAR, "next_due": date(2024, 6, 30)},
        "unknown": {"due_status": "undetermined", "act_by": FAR, "grade": "D"},
        "free": {"due_status": "not_applicable", "act_by": FAR, "grade": ""},
    }
    seen = {"last_visit": date(2024, 1, 5)}
    made = [office.customer(code, **(seen if code != "free" else {}), **columns) for code, columns in told.items()]
    office.customer("wang", owner=office.wang, due_status="met", act_by=date(2024, 9, 30), **seen)
    office.customer("zhao", owner=office.zhao, due_status="met", act_by=date(2024, 9, 30), **seen)
    return made


def codes(person, **asked):
    """
    The codes that the list holds.
    """
    client = Client()
    client.force_login(person)
    return {row.code for row in client.get(LIST, asked).context["cl"].result_list}


def offered(person, name):
    """
    What a filter offers, by its title's parameter.
    """
    client = Client()
    client.force_login(person)
    filters = client.get(LIST).context["cl"].filter_specs
    return [
        label for one in filters if getattr(one, "parameter_name", "") == name for _value, label in one.lookup_choices
    ]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"when": "overdue"}, {"overdue", "today"}),
        ({"when": "week"}, {"sunday"}),
        ({"when": "month"}, {"sunday", "monday", "month"}),
        ({"when": "met"}, {"july"}),
        ({"when": "excused"}, {"excused"}),
        ({"when": "undetermined"}, {"unknown"}),
        ({"when": "not_applicable"}, {"free"}),
        ({"when": "nonsense"}, set()),
        ({"visited": "never"}, {"free"}),
        ({"due": "2024-06"}, {"overdue", "today", "sunday", "monday", "month"}),
        ({"due": "2024-07"}, {"july"}),
        ({"grade": "B"}, {"month"}),
        ({"grade": "D"}, {"unknown"}),
        ({"grade": "none"}, {"free"}),
        ({"when": "month", "grade": "A"}, {"sunday", "monday"}),
        ({"active__exact": "0"}, {"july"}),
    ],
)
def test_each_filter_finds_its_customers(office, rows, asked, found):
    """
    The week ends on Sunday, the month on its last day; who is overdue stands under that and not under what is due.
    """
    assert found == codes(office.li, **asked)


def test_nonsense_in_the_month_is_left_aside(office, rows):
    """
    A month that is none of those offered filters nothing.
    """
    assert 9 == len(codes(office.li, due="2024-99"))


def test_by_owner_and_team_within_what_is_seen(office, rows):
    """
    A lead filters by the people of the team; naming somebody else's key finds nobody.
    """
    assert {"wang"} == codes(office.lead, owner=office.wang.pk)
    assert set() == codes(office.lead, owner=office.zhao.pk)
    assert {"zhao"} == codes(office.boss, team=office.other_team.pk)
    assert "zhao" not in codes(office.lead, team=office.other_team.pk)
    assert set() == codes(office.lead, owner="nonsense")
    assert set() == codes(office.boss, owner="none")


@pytest.mark.parametrize(
    ("person", "owner", "team"),
    [
        ("li", [], []),
        ("lead", ["li", "wang", "without an owner"], []),
        ("boss", ["li", "wang", "zhao", "without an owner"], ["East", "West", "without a team"]),
    ],
)
def test_people_and_teams_offered_are_those_seen(office, rows, person, owner, team):
    """
    A salesperson is offered nobody, a lead the team's, and who sees everything everybody with customers.
    """
    assert owner == offered(getattr(office, person), "owner")
    assert team == offered(getattr(office, person), "team")


def test_who_has_left_is_offered_while_customers_are_left_behind(office, rows):
    """
    The customers of somebody who left are found by the name.
    """
    office.wang.is_active = False
    office.wang.save()

    assert "wang" in offered(office.lead, "owner")


def test_the_grades_offered_are_those_of_the_policy(office):
    """
    ABC-03.2 knows A, B and C; under the distributor's rules it is the same, under a policy without classes none.
    """
    assert ["A", "B", "C", "without a grade"] == [str(one) for one in offered(office.li, "grade")]
    office.policy('name = "own"\nextends = ["PEN"]\n')
    assert ["without a grade"] == [str(one) for one in offered(office.li, "grade")]


def test_the_months_offered_are_those_ahead(office):
    """
    The current month and the five after it.
    """
    months = ["June 2024", "July 2024", "August 2024", "September 2024", "October 2024", "November 2024"]

    assert months == offered(office.li, "due")


def test_no_filter_reads_the_customers(office, rows, rf):
    """
    Offering what there is to choose from asks people, teams and policy, and of customers only whether there is one.
    """
    from django.contrib import admin

    from visitcore_django.models import Customer

    request = rf.get("/")
    request.user = office.boss
    with CaptureQueriesContext(connection) as seen:
        for one in FILTERS:
            if not isinstance(one, str):
                one(request, {}, Customer, admin.site._registry[Customer])

    read = [query["sql"] for query in seen if "visitcore_django_customer" in query["sql"]]
    assert all("EXISTS(SELECT 1" in sql for sql in read)
