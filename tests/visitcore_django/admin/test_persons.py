import re
from html import unescape

import pytest
from django.contrib import admin
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.urls import reverse
from visitcore_site.days import TODAY
from visitcore_site.rows import new, tables

from visitcore_django.admin.persons import PersonField, PersonFilter, PersonsMixin, by_name
from visitcore_django.models import Customer, CustomerFigure, MealRequest, Team

LOGIN = "x9k7login"
SHOWN = [model for model in tables() if isinstance(admin.site._registry.get(model), PersonsMixin)]


@pytest.fixture
def chen(office):
    """
    A salesperson whose log-in says nothing about the name.
    """
    person = office.person(LOGIN, "Salesperson", office.team)
    person.last_name, person.first_name = "陈", "静"
    person.save()
    return person


def words_of(answer):
    """
    What is to be read on a page, without what a list offers to choose from.
    """
    page = re.sub(r"<(script|style|select)\b.*?</\1>", "", answer.content.decode(), flags=re.DOTALL)
    return unescape(re.sub(r"<[^>]*>", " ", page))


def address(model, what, *keys):
    """
    The address of a screen.
    """
    return reverse(f"admin:visitcore_django_{model._meta.model_name}_{what}", args=keys)


@pytest.mark.parametrize("model", SHOWN, ids=lambda model: model.__name__)
def test_no_screen_calls_a_person_by_the_log_in(office, client, chen, model):
    """
    Neither a list with its filters nor a page of a row, whichever column holds the person.
    """
    row = new(model, chen, office.customer(owner=chen))
    office.boss.is_superuser = True
    office.boss.save()
    client.force_login(office.boss)

    for page in (address(model, "changelist") + "?box=all", address(model, "change", row.pk)):
        assert LOGIN not in words_of(client.get(page))


def test_a_person_who_is_shown_is_no_way_to_a_page_that_one_may_not_open(office, client, chen):
    """
    A salesperson reads who asked and which team it is, and finds no link that ends in a refusal.
    """
    customer = office.customer(owner=chen)
    meal = new(MealRequest, chen, customer, state=MealRequest.State.APPROVED)
    client.force_login(chen)
    pages = [client.get(address(type(row), "change", row.pk)).content.decode() for row in (customer, meal)]

    assert "陈静" in pages[1]
    assert [] == re.findall(r'href="/admin/(?:auth/user|visitcore_django/team)/\d+/change/"', "".join(pages))


def test_a_row_that_is_shown_leads_to_its_page_where_that_may_be_opened(office, client, chen):
    """
    The customer of a meal is one click away.
    """
    customer = office.customer(owner=chen)
    meal = new(MealRequest, chen, customer, state=MealRequest.State.APPROVED)
    client.force_login(chen)
    page = client.get(address(MealRequest, "change", meal.pk)).content.decode()

    assert f'<a href="{address(Customer, "change", customer.pk)}">{customer}</a>' in page


def test_people_are_offered_by_their_names(office, client, chen):
    """
    The log-in stands beside the name, for two may have the same.
    """
    office.boss.is_superuser = True
    office.boss.save()
    client.force_login(office.boss)

    assert f"陈静 ({LOGIN})</option>" in client.get(address(Team, "add")).content.decode()
    assert "li" == PersonField(queryset=by_name(type(chen).objects.all())).label_from_instance(office.li)


def test_a_filter_of_people_offers_those_in_the_rows_that_one_sees(office, client, chen):
    """
    By their names, and nobody who asked for nothing.
    """
    new(MealRequest, chen, office.customer("C2", owner=chen))
    new(MealRequest, office.li, office.customer("C4"))
    new(MealRequest, office.zhao, office.customer("C3", owner=office.zhao))
    client.force_login(office.lead)
    answer = client.get(address(MealRequest, "changelist"))
    spec = next(one for one in answer.context["cl"].filter_specs if isinstance(one, PersonFilter))

    assert [(str(office.li.pk), "li"), (str(chen.pk), "陈静")] == spec.lookup_choices


def test_the_history_calls_people_by_their_names(office, client, chen):
    """
    The family name first, as everywhere; nothing beside the log-in of one without a name.
    """
    row = office.customer("C1")
    for person in (chen, office.li):
        LogEntry.objects.create(
            user=person,
            content_type=ContentType.objects.get_for_model(Customer),
            object_id=str(row.pk),
            object_repr="C1",
            action_flag=CHANGE,
            change_message="x",
        )
    client.force_login(office.lead)
    words = words_of(client.get(address(Customer, "history", row.pk)))

    assert f"{LOGIN} (陈静)" in words
    assert "静 陈" not in words
    assert "li (" not in words


def test_the_history_calls_its_row_as_its_page_does(office, client):
    """
    A figure in words and whose it is, above the history and on the way there.
    """
    figure = CustomerFigure.objects.create(customer=office.customer("C1"), name="sales", value="290", as_of=TODAY)
    client.force_login(office.lead)
    page = client.get(address(CustomerFigure, "history", figure.pk), headers={"accept-language": "en"})

    assert "sales = 290" not in page.content.decode()
    assert 2 <= page.content.decode().count("Sales · Customer C1 (C1)")
