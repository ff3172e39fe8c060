from datetime import date
from decimal import Decimal

import pytest
import time_machine
from django.urls import reverse
from visitcore_site.days import NOW
from visitcore_site.meals import EATEN, asked_for

from visitcore_django import desk
from visitcore_django.models import Approval, Customer, MealSettlement

ADD = reverse("admin:visitcore_django_mealsettlement_add")
AFTER = date(2024, 6, 24)


@pytest.fixture(autouse=True)
def _clock():
    """
    Four days after the meal.
    """
    with time_machine.travel("2024-06-24T10:00:00+08:00", tick=False):
        yield


@pytest.fixture
def meal(office):
    """
    A tea party of staff for two important customers at 60 yuan in all, approved and held.
    """
    asked_for(office, customers=2)
    return desk.approve(Approval.objects.get(), by=office.cs, at=NOW)


def claimed(meal, office, **more):
    """
    What Li claims for it: 420 yuan for five customers and two of the company.
    """
    told = {"bill": Decimal(420), "drinks": Decimal(0), "customers": 5, "company_diners": 2, **more}
    return desk.claim_meal(MealSettlement(meal=meal, **told), by=office.li)


def page(client, row):
    """
    The page of a claim.
    """
    return client.get(reverse("admin:visitcore_django_mealsettlement_change", args=[row.pk])).content.decode()


def rows_of(answer):
    """
    The comparison, by what a row is called.
    """
    table = answer.partition("As approved and as claimed")[2].partition("</tbody>")[0]
    cells = [row.replace("<strong>", "").replace("</strong>", "") for row in table.split("<tr>")[2:]]
    told = [
        [part.partition("</t")[0] for part in row.replace('<th scope="row">', "<td>").split("<td>")[1:]]
        for row in cells
    ]
    return {name: rest for name, *rest in told}


def test_a_claim_stands_beside_what_was_approved(office, meal, client):
    """
    HM-05.3: approved were 60 yuan for two, claimed are 420 for seven, just the cap of 60 each.
    """
    row = claimed(meal, office)
    client.force_login(office.money)
    answer = page(client, row)

    assert {
        "bill": ["¥60.00", "¥420.00", "+¥360.00"],
        "drinks and fruit": ["¥0.00", "¥0.00", ""],
        "per person": ["¥30.00", "¥60.00", "+¥30.00"],
        "guests": ["2", "5", "+3"],
        "diners of the company": ["0", "2", "+2"],
        "cap per person": ["¥60.00", "¥60.00", ""],
        "cap for everybody": ["–", "¥420.00", ""],
        "over the cap": ["¥0.00", "¥0.00", ""],
    } == rows_of(answer)
    assert "By the rules ¥420.00 of ¥420.00 is paid." in answer


def test_what_is_over_the_cap_is_told_before_anything_is_settled(office, meal, client):
    """
    HM-05.3: of 500 yuan for seven, 420 are paid and 80 are not; whoever claims reads it at once.
    """
    client.force_login(office.li)
    told = {"bill": "500.00", "drinks": "0", "already_paid": "0", "customers": "5", "company_diners": "2"}
    answer = client.post(ADD, {"meal": meal.pk, **told, "token": "t1"}, follow=True).content.decode()

    assert ["¥0.00", "¥80.00", "+¥80.00"] == rows_of(answer)["over the cap"]
    assert 2 == answer.count("By the rules ¥420.00 of ¥500.00 is paid, and ¥80.00 is not.")
    assert "Why, as things stand" in answer


def test_what_is_missing_is_told_at_once(office, meal, client):
    """
    CFR-08.1: as long as nobody says whether the customer was filed, nobody can say what is paid.
    """
    Customer.objects.update(filed=None, filed_on=None)
    client.force_login(office.li)
    told = {"bill": "420", "drinks": "0", "already_paid": "0", "customers": "5", "company_diners": "2"}
    answer = client.post(ADD, {"meal": meal.pk, **told, "token": "t1"}, follow=True).content.decode()

    assert 2 == answer.count("What the rules pay cannot be told yet; still missing: filed")


def test_less_than_was_approved_is_told_too(office, meal, client):
    """
    One guest came, and 59 yuan were spent.
    """
    row = claimed(meal, office, bill=Decimal(59), customers=1, company_diners=0)
    client.force_login(office.money)
    told = rows_of(page(client, row))

    assert (["¥60.00", "¥59.00", "−¥1.00"], ["2", "1", "−1"]) == (told["bill"], told["guests"])


def test_once_it_is_paid_the_recorded_decision_stands_there(office, meal, client):
    """
    What would be paid is not told beside what was.
    """
    row = claimed(meal, office)
    desk.sign_meal(row, ticked=["noted", "signed"], by=office.cs)
    desk.settle_meal(row, by=office.money)
    client.force_login(office.money)
    answer = page(client, row)

    assert "By the rules" not in answer and "Why, as things stand" not in answer
    assert "<h2>Why</h2>" in answer
    assert ["¥60.00", "¥420.00", "+¥360.00"] == rows_of(answer)["bill"]


def test_a_new_claim_offers_the_meals_that_can_be_claimed(office, meal, client):
    """
    One's own, each with its figures; another's are not there, and one that is claimed is not either.
    """
    client.force_login(office.li)
    offered = f'<a href="{ADD}?meal={meal.pk}">'
    answer = client.get(ADD).content.decode()
    assert offered in answer and "¥60.00" in answer
    assert f"<td>{EATEN}</td>" in answer
    assert "not claimed yet are found here" in answer
    client.force_login(office.zhao)
    assert "None: a meal is claimed once it is approved" in client.get(ADD).content.decode()
    claimed(meal, office)
    client.force_login(office.li)

    assert offered not in client.get(ADD).content.decode()


def test_a_policy_that_is_silent_is_told(office, meal, client, settings):
    """
    Where the rules say nothing of meals any more the page says so.
    """
    row = claimed(meal, office)
    settings.VISITCORE = {"POLICY": "GFT"}
    client.force_login(office.money)
    answer = page(client, row)

    assert "What the rules pay" in answer
    assert EATEN < AFTER and "As approved and as claimed" not in answer
