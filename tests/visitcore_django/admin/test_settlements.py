from datetime import date
from decimal import Decimal

import pytest
import time_machine
from django.urls import reverse
from visitcore_site.days import NOW
from visitcore_site.meals import asked_for

from visitcore_django import desk
from visitcore_django.models import Approval, MealRequest, MealSettlement

LIST = reverse("admin:visitcore_django_mealsettlement_changelist")
ADD = reverse("admin:visitcore_django_mealsettlement_add")
State = MealSettlement.State


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
    A tea party of Li's for 60 yuan, approved and held.
    """
    asked_for(office)
    return desk.approve(Approval.objects.get(), by=office.cs, at=NOW)


@pytest.fixture
def claim(office, meal):
    """
    What Li claims for it.
    """
    told = {"bill": Decimal(60), "drinks": Decimal(0), "customers": 1, "company_diners": 0}
    return desk.claim_meal(MealSettlement(meal=meal, **told), by=office.li)


def typed(meal, **more):
    """
    A claim as a browser sends it.
    """
    told = {"bill": "60.00", "drinks": "0", "already_paid": "0", "customers": "1", "company_diners": "0", "token": "t1"}
    return {"meal": meal.pk, **told, **more}


def page(row):
    """
    The address of a claim.
    """
    return reverse("admin:visitcore_django_mealsettlement_change", args=[row.pk])


def settle(client, row):
    """
    Press *Settle*.
    """
    url = reverse("admin:visitcore_django_mealsettlement_do", args=[row.pk, "settle"])
    return client.post(url, {"token": "t9"}, follow=True)


def sign(client, row, *ticks):
    """
    Tick what is signed, and save.
    """
    row.refresh_from_db()
    return client.post(
        page(row), {"ticked": list(ticks), "version": row.version, "token": f"s{row.version}"}, follow=True
    )


def test_a_claim_begins_with_the_figures_of_the_meal(office, meal, client):
    """
    The form opens with what was asked for; another's meal fills in nothing.
    """
    client.force_login(office.li)
    assert 'value="60.00"' in client.get(f"{ADD}?meal={meal.pk}").content.decode()
    client.force_login(office.zhao)
    assert 'value="60.00"' not in client.get(f"{ADD}?meal={meal.pk}").content.decode()


def test_a_meal_is_claimed_signed_and_paid_on_the_screen(office, meal, client):
    """
    HM-08.1: Li claims, the manager ticks noted and signed, finance settles; 60 yuan are paid and the page says why.
    """
    client.force_login(office.li)
    client.post(ADD, typed(meal))
    claim = MealSettlement.objects.get()
    client.force_login(office.cs)
    assert "expense signed" in client.get(page(claim)).content.decode()
    sign(client, claim, "noted", "signed")
    client.force_login(office.money)
    answer = settle(client, claim).content.decode()
    claim.refresh_from_db()

    assert (State.PAID, Decimal(60), ["noted", "signed"]) == (claim.state, claim.paid, claim.ticked)
    assert "Settled: ¥60.00 is paid." in answer
    assert "HM-08.3" in answer


def test_an_unsigned_claim_waits_for_the_manager(office, claim, client):
    """
    HM-08.1: unsigned it is not paid, and the page says who signs.
    """
    client.force_login(office.money)
    answer = settle(client, claim).content.decode()

    assert "customer service manager" in answer
    assert State.CLAIMED == MealSettlement.objects.get().state


def test_only_meals_that_can_be_paid_are_offered(office, meal, client):
    """
    An approved meal; neither one that waits, nor one that is still to come, nor one that is claimed.
    """
    waits = asked_for(office, customer=office.customer("C7", filed_on=date(2024, 1, 5)))
    ahead = asked_for(office, customer=office.customer("C8"), on=date(2024, 6, 25))
    MealRequest.objects.filter(pk=ahead.pk).update(state=MealRequest.State.APPROVED)
    client.force_login(office.li)
    asked = {"app_label": "visitcore_django", "model_name": "mealsettlement", "field_name": "meal", "term": ""}

    def offered():
        answer = client.get(reverse("admin:autocomplete"), asked).json()
        return [int(one["id"]) for one in answer["results"]]

    assert "requested" == waits.state
    assert [meal.pk] == offered()
    client.post(ADD, typed(meal))
    assert [] == offered()


def test_a_meal_that_was_not_approved_is_told_so(office, client):
    """
    HM-08.3: nothing is paid, and the message says why.
    """
    meal = asked_for(office)
    told = {"bill": Decimal(60), "drinks": Decimal(0), "customers": 1, "company_diners": 0}
    claim = desk.claim_meal(MealSettlement(meal=meal, **told), by=office.li)
    client.force_login(office.money)

    assert "The meal was not approved; nothing is paid, by HM-08.3." in settle(client, claim).content.decode()


def test_a_forged_settlement_of_ones_own_is_refused(office, claim, client):
    """
    Four eyes: who claimed sends the settlement by hand, and is forbidden it, though he has the right.
    """
    office.li.groups.add(office.groups["Finance"])
    client.force_login(office.li)

    assert 403 == settle(client, claim).status_code
    assert State.CLAIMED == MealSettlement.objects.get().state


def test_a_forged_signature_of_ones_own_is_not_taken(office, claim, client):
    """
    Who claims sends ticks with his form; they are no field of it.
    """
    client.force_login(office.li)
    client.post(page(claim), typed(claim.meal, ticked=["noted", "signed"], version=claim.version))

    assert [] == MealSettlement.objects.get().ticked


def test_an_auditor_and_a_lead_settle_nothing(office, claim, client):
    """
    Neither who only looks on nor who only leads may settle.
    """
    for person in (office.auditor, office.lead):
        client.force_login(person)
        assert 403 == settle(client, claim).status_code


def test_anothers_claim_does_not_exist(office, claim, client):
    """
    A guessed address answers 404, and another's meal is not claimed.
    """
    client.force_login(office.zhao)

    assert (404, 404) == (client.get(page(claim)).status_code, settle(client, claim).status_code)
    MealSettlement.objects.all().delete()
    client.post(ADD, typed(claim.meal))
    assert not MealSettlement.objects.exists()


def test_a_double_click_claims_once(office, meal, client):
    """
    The same form sent twice is one claim; a second form is told of the first.
    """
    client.force_login(office.li)
    for _ in range(2):
        assert 200 == client.post(ADD, typed(meal), follow=True).status_code
    again = client.post(ADD, typed(meal, token="t2")).content.decode()

    assert 1 == MealSettlement.objects.count()
    assert "already" in again


def test_a_new_figure_lifts_the_signature_on_the_screen(office, claim, client):
    """
    What Li corrects after it was signed is to be signed again.
    """
    client.force_login(office.cs)
    sign(client, claim, "noted", "signed")
    claim.refresh_from_db()
    client.force_login(office.li)
    client.post(page(claim), typed(claim.meal, bill="59", version=claim.version))
    claim.refresh_from_db()

    assert (Decimal(59), []) == (claim.bill, claim.ticked)


def test_the_second_editor_of_a_claim_is_told(office, claim, client):
    """
    A form of an older version is not saved.
    """
    client.force_login(office.li)
    desk.claim_meal(MealSettlement.objects.get(), by=office.li)
    answer = client.post(page(claim), typed(claim.meal, bill="1", version=claim.version)).content.decode()

    assert "Somebody else has changed this meanwhile" in answer
    assert Decimal(60) == MealSettlement.objects.get().bill


def test_a_paid_claim_can_only_be_looked_at(office, claim, client):
    """
    Once paid there is nothing to change, sign or settle.
    """
    desk.sign_meal(claim, ticked=["noted", "signed"], by=office.cs)
    desk.settle_meal(claim, by=office.money)
    for person in (office.li, office.cs, office.money):
        client.force_login(person)
        answer = client.get(page(claim)).content.decode()

        assert "¥60.00, settled by money" in answer
        assert 'name="bill"' not in answer
        assert 'name="ticked"' not in answer
        assert ">Settle<" not in answer


def test_the_list_tells_bill_and_what_was_paid(office, claim, client):
    """
    The list shows the bill in yuan, and no payment yet.
    """
    client.force_login(office.money)
    answer = client.get(LIST).content.decode()

    assert "¥60.00" in answer
    assert "</span> claimed</span>" in answer


@pytest.mark.parametrize("rows", [3, 30])
def test_a_list_takes_as_many_queries_for_many_claims(office, client, rows, django_assert_max_num_queries):
    """
    Thirty rows take as many queries as three.
    """
    for number in range(rows):
        meal = asked_for(office, customer=office.customer(f"D{number}"))
        told = {"bill": Decimal(60), "drinks": Decimal(0), "customers": 1, "company_diners": 0}
        desk.claim_meal(MealSettlement(meal=MealRequest.objects.get(pk=meal.pk), **told), by=office.li)
    client.force_login(office.lead)

    with django_assert_max_num_queries(21):
        client.get(LIST)


@pytest.mark.parametrize("text", ["<script>alert(1)</script>", "=1+1"])
def test_a_name_is_text_on_a_claim(office, claim, client, text):
    """
    Markup in the customer's name is shown as text.
    """
    claim.meal.customer.name = text
    claim.meal.customer.save()
    client.force_login(office.money)

    for url in (LIST, page(claim)):
        assert "<script>alert" not in client.get(url).content.decode()
