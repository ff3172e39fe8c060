from datetime import date

import pytest
from django.urls import reverse
from visitcore_site.days import TODAY

from visitcore_django import desk
from visitcore_django.models import Customer, CustomerFigure, GradeAssessment, GradingRound

PAGE = "admin:visitcore_django_gradinground_"
LIST, ADD = reverse(f"{PAGE}changelist"), reverse(f"{PAGE}add")
GRADES = reverse("admin:visitcore_django_gradeassessment_changelist")
FIGURES = {"sales_points": "90", "price_index": "0.95", "collection_rate": "0.95", "first_cooperation": "2020-01-01"}
ENGLISH = {"headers": {"accept-language": "en"}}


pytestmark = pytest.mark.usefixtures("today")


@pytest.fixture
def held(office):
    """
    A round of today; one customer with figures, one without, one of another team.
    """
    customer = office.customer("C1", grade="B")
    for name, value in FIGURES.items():
        CustomerFigure.objects.create(customer=customer, name=name, value=value, as_of=TODAY)
    office.customer("C2", grade="B")
    office.customer("W1", grade="B", owner=office.zhao)
    return desk.open_round(TODAY, by=office.manager)


def of(row):
    """
    The page of a round.
    """
    return reverse(f"{PAGE}change", args=[row.pk])


def press(client, person, row, name):
    """
    Press a button as somebody.
    """
    client.force_login(person)
    return client.post(reverse(f"{PAGE}do", args=[row.pk, name]), follow=True, **ENGLISH)


def test_a_round_is_opened(office, client):
    """
    By the manager, for today; a double click is one round, and CGR-05.1: outside its days it is pointed out.
    """
    client.force_login(office.manager)
    told = {"on": "2024-06-14", "token": "t1"}
    first, _again = (client.post(ADD, told, follow=True, **ENGLISH).content.decode() for _time in range(2))

    assert "lies outside the days of the rating (CGR-05.1)" in first
    assert (TODAY, office.manager) == (GradingRound.objects.get().on, GradingRound.objects.get().opened_by)


def test_a_day_that_lies_ahead_is_told(office, client):
    """
    The form says why, and opens nothing.
    """
    client.force_login(office.manager)
    shown = client.post(ADD, {"on": "2024-06-15", "token": "t1"}, **ENGLISH).content.decode()

    assert "The grading day lies ahead" in shown
    assert 0 == GradingRound.objects.count()


def test_a_round_is_graded_and_told(office, client, held):
    """
    How many are proposed and how many cannot be told; from which grade to which; what is missing; by which rules.
    """
    shown = press(client, office.manager, held, "grade").content.decode()

    assert "1 grades proposed, 1 cannot be told, 0 stay as they are." in shown
    assert "<td>B</td><td>A</td><td>1</td>" in shown
    assert "Not known: Price index." in shown
    assert "weight 30" in shown
    assert f"{GRADES}?round__id__exact={held.pk}&amp;moved=changed" in shown
    assert 200 == client.get(GRADES, {"round__id__exact": held.pk, "moved": "changed"}).status_code


def test_the_counts_are_those_of_ones_own_customers(office, client, held):
    """
    The auditor sees all three, the manager of the east two.
    """
    desk.grade_round(held, by=None)
    for person, count in ((office.auditor, 3), (office.manager, 2)):
        client.force_login(person)
        [row] = client.get(LIST).context["cl"].result_list

        assert count == row.counts["graded"]


def test_a_round_is_closed_when_nothing_waits(office, client, held):
    """
    While a grade waits it says so, and who would lose his; once nobody would, it closes and offers nothing more.
    """
    press(client, office.manager, held, "grade")
    assert "1 proposed grades wait" in press(client, office.manager, held, "close").content.decode()
    desk.confirm_grade(GradeAssessment.objects.get(proposed="A"), by=office.manager)
    Customer.objects.get(code="W1").delete()
    refused = press(client, office.manager, held, "close").content.decode()
    desk.reject_grade(GradeAssessment.objects.get(customer__code="C2"), by=office.manager, reason="stays")
    shown = press(client, office.manager, held, "close").content.decode()

    assert "were left out and become unrated by CGR-06.2" in refused
    assert "The round is closed." in shown
    assert "/do/" not in shown and "unrate" not in shown


@pytest.mark.parametrize("deed", ["grade", "close"])
@pytest.mark.parametrize("who", ["li", "boss", "auditor"])
def test_a_forged_press_is_refused(office, client, held, deed, who):
    """
    Who sees rounds and may not grade does nothing.
    """
    assert 403 == press(client, getattr(office, who), held, deed).status_code
    assert 0 == GradeAssessment.objects.count()


def test_who_may_not_grade_opens_no_round(office, client):
    """
    No form, and a forged one is refused.
    """
    client.force_login(office.boss)

    assert 403 == client.post(ADD, {"on": "2024-06-14"}).status_code


def test_a_round_is_neither_changed_nor_deleted_by_hand(office, client, held):
    """
    Its day stays.
    """
    client.force_login(office.manager)

    assert 403 == client.post(of(held), {"on": "2024-06-01"}).status_code
    assert 403 == client.post(reverse(f"{PAGE}delete", args=[held.pk]), {"post": "yes"}).status_code
    assert 404 == client.get(reverse(f"{PAGE}change", args=[999])).status_code


def test_odd_figures_are_told_by_customer(office, client, held, monkeypatch):
    """
    Who cannot be reckoned with is named, and the others are graded.
    """
    from visitcore_django.desk import grading

    plain = grading.grade_customer

    def odd(facts, policy):
        if facts.customer.code == "C2":
            raise ValueError("a figure beyond any amount")
        return plain(facts, policy)

    monkeypatch.setattr(grading, "grade_customer", odd)
    shown = press(client, office.manager, held, "grade").content.decode()

    assert "Customer C2 (C2): a figure beyond any amount" in shown
    assert "1 grades proposed" in shown


def test_a_policy_without_grades_is_told(office, client, held):
    """
    The page opens, and grading says why it cannot.
    """
    office.policy('extends = ["ABC"]')

    assert "says nothing about" in press(client, office.manager, held, "grade").content.decode()


def test_the_list_takes_as_many_queries_for_thirty_as_for_three(office, client, held, django_assert_max_num_queries):
    """
    All rounds of a page are counted at once.
    """
    for number in range(1, 31):
        GradingRound.objects.create(on=date(2024, 5, number), opened_by=office.manager)
    client.force_login(office.auditor)
    client.get(LIST)

    with django_assert_max_num_queries(12):
        client.get(LIST)
