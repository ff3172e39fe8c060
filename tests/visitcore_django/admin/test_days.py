from datetime import datetime

import pytest
from django import forms
from django.contrib import admin
from django.db import models
from django.urls import reverse
from visitcore_site.rows import tables

from visitcore_django.admin.days import DayInput, DaysMixin, HourInput, WhenField, WhenInput

BOXES = {models.DateTimeField: WhenInput, models.DateField: DayInput, models.TimeField: HourInput}
SHOWN = [model for model in tables() if isinstance(admin.site._registry.get(model), DaysMixin)]


@pytest.mark.parametrize("model", SHOWN, ids=lambda model: model.__name__)
def test_days_have_one_kind_of_box_and_instants_another(office, rf, model):
    """
    On the form of every table, whichever column it is.
    """
    page = admin.site._registry[model]
    request = rf.get("/")
    request.user = office.boss
    for column in model._meta.concrete_fields:
        wanted = next((box for kind, box in BOXES.items() if isinstance(column, kind)), None)
        if column.editable and wanted is not None:
            field = page.formfield_for_dbfield(column, request)
            assert wanted is type(field.widget), column.name


@pytest.mark.parametrize(
    "page",
    [
        "customer_add",
        "complaint_add",
        "callback_add",
        "excuse_add",
        "promise_add",
        "mealrequest_add",
        "calendarday_add",
    ],
)
def test_no_form_has_a_box_of_the_other_kind(office, client, page):
    """
    What a browser shows: no day and time apart, no day to be typed as text.
    """
    office.boss.is_superuser = True
    office.boss.save()
    client.force_login(office.boss)
    text = client.get(reverse(f"admin:visitcore_django_{page}")).content.decode()

    assert 'type="date' in text
    assert "vDateField" not in text
    assert "vTimeField" not in text


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (datetime(2024, 6, 14, 9, 30), "2024-06-14T09:30"),
        (datetime(2024, 6, 14, 9, 30, 5), "2024-06-14T09:30:05"),
        (None, None),
        ("2024-06-14T09:30", "2024-06-14T09:30"),
    ],
)
def test_an_instant_keeps_its_seconds(value, shown):
    """
    Whoever saves a form without touching it changes nothing.
    """
    assert shown == WhenInput().format_value(value)


def test_what_the_browser_sends_is_read():
    """
    With and without seconds; what is no instant is told.
    """
    assert datetime(2024, 6, 14, 9, 30) == WhenField().clean("2024-06-14T09:30").replace(tzinfo=None)
    assert 5 == WhenField().clean("2024-06-14T09:30:05").second
    with pytest.raises(forms.ValidationError):
        WhenField().clean("some day")
