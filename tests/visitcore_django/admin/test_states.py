from decimal import Decimal

import pytest
from django.db import connection
from django.db.models import QuerySet
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation
from visitcore_site.days import NOW, TODAY
from visitcore_site.meals import asked_for, tea_party

from visitcore_django import desk
from visitcore_django.admin.states import LOOKS, broken, state_badge, there_are
from visitcore_django.models import DecisionRecord, Gift, GiftItem, MealRequest, MealSettlement, ShipmentRequest

MEALS = reverse("admin:visitcore_django_mealrequest_changelist")


def in_the_designated_restaurant(office, **more):
    """
    A banquet of staff for an important customer in the designated restaurant, said to be no special case.
    """
    told = {"occasion": "banquet", "designated_restaurant": True, "special": False, "reason": "contract", **more}
    return asked_for(office, **told)


def test_what_is_refused_says_in_words_what_is_not_kept(office):
    """
    HM-05.2: the place and the number of the rule, not what was left empty besides.
    """
    row = MealRequest.objects.get(pk=in_the_designated_restaurant(office, drinks=None).pk)

    with translation.override("zh-hans"):
        assert "在指定餐厅用餐，而此类用餐仅特殊情况下可安排在那里，此次注明不属特殊情况（HM-05.2）" == broken(row)


def test_several_rules_stand_one_after_the_other(office):
    """
    Over the cap as well: both are told.
    """
    told = broken(MealRequest.objects.get(pk=in_the_designated_restaurant(office, bill=Decimal(101)).pk))

    assert told.startswith("101.00 for 1 people, at most 100.00: 1.00 too much (HM-05.2); in the designated restaurant")


def test_the_last_refusal_counts(office):
    """
    The place was mended and the bill is too high now; once asked for in order, nothing is broken.
    """
    row = in_the_designated_restaurant(office)
    row.designated_restaurant, row.bill = False, Decimal(101)
    row = MealRequest.objects.get(pk=desk.request_meal(row, by=office.li, at=NOW).pk)
    assert "101.00 for 1 people, at most 100.00: 1.00 too much (HM-05.2)" == broken(row)
    row.bill = Decimal(100)

    assert "" == broken(MealRequest.objects.get(pk=desk.request_meal(row, by=office.li, at=NOW).pk))


def test_the_list_tells_it_and_so_does_its_sheet(office, client):
    """
    Below the state on the screen; in the sheet in a column of its own, beside a state that can be sorted by.
    """
    in_the_designated_restaurant(office)
    client.force_login(office.li)
    page = client.get(MEALS).content.decode()
    sheet = client.get(MEALS + "export/", {"as": "csv"}).content.decode()

    assert "this is said to be none (HM-05.2)</div>" in page
    assert "Not kept" in sheet.splitlines()[0]
    assert "refused by the rules," in sheet and "this is said to be none (HM-05.2)" in sheet


@pytest.mark.parametrize(
    "answer", [[], "x", {"findings": None}, {"findings": [{}]}, {"findings": [{"holds": False, "strength": "x"}]}]
)
def test_an_answer_that_somebody_altered_leaves_the_list_as_it_is(office, client, answer):
    """
    The meal stands there without a reason; replay tells that the record was changed.
    """
    row = in_the_designated_restaurant(office)
    QuerySet(DecisionRecord).update(answer=answer)
    client.force_login(office.li)

    assert 200 == client.get(MEALS).status_code
    assert "" == broken(MealRequest.objects.get(pk=row.pk))


def test_the_list_costs_the_same_for_many(office, client):
    """
    One refused meal or eleven: the same number of queries.
    """
    client.force_login(office.li)
    customer = in_the_designated_restaurant(office).customer
    client.get(MEALS)
    with CaptureQueriesContext(connection) as few:
        client.get(MEALS)
    for _number in range(10):
        desk.request_meal(tea_party(customer, bill=Decimal(61)), by=office.li, at=NOW)
    with CaptureQueriesContext(connection) as many:
        client.get(MEALS)

    assert len(few) == len(many)


def test_a_gift_says_it_too(office, settings):
    """
    RCP-03.7: gifts are arranged by the supervisor.
    """
    settings.VISITCORE = {"POLICY": "RCP"}
    tea = GiftItem.objects.create(code="TEA", name="Tea", value=80, stock=5)
    gift = Gift(customer=office.customer(), item=tea, quantity=2, on=TODAY, arranged_by="salesperson")
    row = desk.request_gift(gift, by=office.li, at=NOW)

    assert "(RCP-03.7)" in broken(Gift.objects.get(pk=row.pk))


@pytest.mark.parametrize("model", [Gift, MealRequest, MealSettlement, ShipmentRequest])
def test_every_state_is_a_word_with_its_sign(model):
    """
    What is over and done with has no look of its own.
    """
    done = {"cancelled", "taken_back"}
    for state in model.State:
        badge = state_badge(model(state=state))

        assert f"</span> {state.label}</span>" in badge
        assert (state in LOOKS) is (state not in done)


def test_only_what_says_something_has_a_place_on_the_page():
    """
    An empty word, a sum of nothing and what nobody knows do not; a no does, and what has no column always does.
    """
    row = ShipmentRequest(next_by="", cash=Decimal(0), plan=None, class_of="first")
    asked = ("state", ("waits_for", "next_by"), ("cash", "cash"), ("plan", "plan"), ("class_shown", "class_of"))

    assert ("state", "class_shown") == there_are(row, *asked)
    row.plan = False
    assert ("state", "plan", "class_shown") == there_are(row, *asked)
