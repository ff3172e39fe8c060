import re
from datetime import date
from itertools import cycle

import pytest
from django.contrib import admin
from django.contrib.auth.models import User
from django.db import transaction
from django.forms import MultiWidget, modelform_factory
from django.http import QueryDict
from django.urls import NoReverseMatch, reverse
from visitcore_site.days import TODAY
from visitcore_site.rows import new

from visitcore_django.admin.given import SoundDays, by_key, day_of, is_key, keys, named_by, unfindable
from visitcore_django.models import Complaint, Customer, LedgerEntry, MealRequest, Visit, VisitReport

VALUES = ["x", "a\0b", "长" * 3000, "9" * 30, "10000", "2026-02-30T25:00", "0001-01-01", "NaN", "²"]
FEW = ["a\0b", "9" * 30, "长" * 3000]
PAGES = {
    model._meta.model_name: page
    for model, page in admin.site._registry.items()
    if model._meta.app_label == "visitcore_django"
}
NAMED = ("box", "chapter", "on", "start", "month", "customer", "meal", "visit", "matter", "every", "_to_field")
"""What screens read from an address besides the filters of their lists."""
POSTED = (
    "comment",
    "note",
    "token",
    "met",
    "grade",
    "act",
    "at",
    "handler",
    "start",
    "owner",
    "reason",
    "amount",
    "held",
)
"""What buttons and pages of their own read from what is sent."""


class Visitor:
    """
    Somebody who may everything, and what a screen answers; nothing that is done stays.
    """

    def __init__(self, client, office, name):
        self.client, self.page, self.name = client, PAGES[name], name
        client.force_login(User.objects.create_superuser("root"))
        model = self.page.model
        more = {"class_of": "normal"} if model is LedgerEntry else {}
        self.row = None if model._meta.proxy else new(model, office.li, office.customer(), **more)
        self.list = reverse(f"admin:visitcore_django_{name}_changelist")

    def ask(self, url, data=None, *, send=False):
        """
        What a screen answers; whatever it is, it is no fault of the site's.
        """
        with transaction.atomic():
            answer = self.client.post(url, data or {}) if send else self.client.get(url, data or {})
            transaction.set_rollback(True)

        assert answer.status_code < 500, (url, data)
        return getattr(answer, "context_data", None) or {}

    def parameters(self):
        """
        What the address of the list may name.
        """
        shown = self.ask(self.list).get("cl")
        if shown is None:
            return {"q", "p"}
        given = {name for one in shown.filter_specs for name in one.expected_parameters()}
        leafed = (
            {f"{shown.date_hierarchy}__{part}" for part in ("year", "month", "day")} if shown.date_hierarchy else set()
        )
        return {"q", "o", "p", "all", *given, *leafed}

    def forms(self):
        """
        The addresses of the forms.
        """
        yield reverse(f"admin:visitcore_django_{self.name}_add")
        if self.row is not None:
            yield reverse(f"admin:visitcore_django_{self.name}_change", args=[self.row.pk])

    def pages(self):
        """
        The addresses of every page, of the list and of the row.
        """
        for one in self.page.get_urls():
            for told in (
                {},
                {"object_id": self.row and self.row.pk},
                {"object_id": self.row and self.row.pk, "name": "x"},
            ):
                try:
                    yield reverse(f"admin:{one.name}", kwargs=told)
                except NoReverseMatch:
                    continue


def sent(context):
    """
    What a browser sends from a page with forms.
    """
    if not context.get("adminform"):
        return {}
    sets = [one.formset for one in context.get("inline_admin_formsets", [])]
    told = {}
    for form in (context["adminform"].form, *(form for one in sets for form in (one.management_form, *one.forms))):
        for field in form:
            value, widget = field.value(), field.field.widget
            if isinstance(widget, MultiWidget):
                told |= {
                    f"{field.html_name}_{place}": part or "" for place, part in enumerate(widget.decompress(value))
                }
            else:
                told[field.html_name] = "" if value is None else field.field.prepare_value(value)
    return told


@pytest.fixture(params=sorted(PAGES))
def visitor(request, client, office):
    """
    Somebody before each screen of the plugin.
    """
    return Visitor(client, office, request.param)


@pytest.mark.filterwarnings("ignore:.*received a naive datetime:RuntimeWarning")  # Django's own filter of days
def test_whatever_an_address_names_a_list_answers(visitor):
    """
    No filter, page or search makes it stumble, nor does what a screen reads besides.
    """
    values = cycle(VALUES)
    for name in sorted(visitor.parameters()):
        for value in (*FEW[:2], next(values), next(values)):
            visitor.ask(visitor.list, {name: value})
    for name, value in zip(NAMED, values, strict=False):
        visitor.ask(visitor.list, {name: value})


def test_whatever_is_ticked_a_list_answers(visitor):
    """
    Nor does what is ticked in it and what is to be done with that.
    """
    key = visitor.row and visitor.row.pk
    for value in FEW:
        visitor.ask(visitor.list, {"action": "delete_selected", "_selected_action": value}, send=True)
        visitor.ask(visitor.list, {"action": value, "_selected_action": key or "1"}, send=True)
    for action in (getattr(one, "__name__", one) for one in visitor.page.actions):
        for value in FEW:
            told = dict.fromkeys(POSTED, value) | {"action": action, "_selected_action": key or "1", "apply": "1"}
            visitor.ask(visitor.list, told, send=True)


def test_whatever_is_sent_a_form_answers(visitor):
    """
    Each field of a row in turn is something that nobody types, and then all of them are.
    """
    values = cycle(VALUES)
    for url in visitor.forms():
        told = sent(visitor.ask(url))
        for name in told if url.endswith("/change/") else ():
            visitor.ask(url, {**told, name: next(values)}, send=True)
        for value in FEW[:2]:
            visitor.ask(url, dict.fromkeys((*told, *NAMED), value), send=True)
            visitor.ask(url, dict.fromkeys((*told, *NAMED), value))


def test_whatever_is_sent_a_page_or_a_button_answers(visitor):
    """
    Also the pages of a screen's own, and each button that is there.
    """
    shown = visitor.ask(list(visitor.forms())[-1])
    buttons = [f"{visitor.list}{visitor.row.pk}/do/{one.name}/" for one in shown.get("visitcore_buttons", [])]
    for url in (*visitor.pages(), *buttons):
        for value in FEW[:2]:
            visitor.ask(url, dict.fromkeys(POSTED, value), send=True)
        visitor.ask(url, {**dict.fromkeys(POSTED, "x"), "token": "a\0b"}, send=True)
        visitor.ask(url, dict.fromkeys((*NAMED, "q"), "a\0b"))


def test_whatever_row_is_named_it_is_there_or_not(visitor):
    """
    A row that cannot be is a row that is not there.
    """
    for key in ("a%00b", "9" * 30, "x", "-1"):
        for tail in ("change/", "history/", "delete/", "do/x/"):
            visitor.ask(f"{visitor.list}{key}/{tail}")
            visitor.ask(f"{visitor.list}{key}/{tail}", send=True)


@pytest.mark.parametrize("term", ["a\0b", "长" * 3000, "9" * 30])
def test_whatever_is_typed_the_picker_answers(client, office, term):
    """
    The field that offers customers while one types finds nothing, and says no more.
    """
    client.force_login(User.objects.create_superuser("root"))
    of = {"app_label": "visitcore_django", "model_name": "complaint", "field_name": "customer"}
    answer = client.get(reverse("admin:autocomplete"), {**of, "term": term})

    assert [] == answer.json()["results"]


@pytest.mark.parametrize("value", ["xyz", "a\0b", "9" * 30])
def test_what_is_picked_and_cannot_be_is_said_at_its_field(client, office, value):
    """
    The form comes back with the fault, and with nothing picked.
    """
    client.force_login(User.objects.create_superuser("root"))
    answer = client.post(reverse("admin:visitcore_django_complaint_add"), {"customer": value, "token": "t"})
    form = answer.context_data["adminform"].form

    assert form.has_error("customer")
    assert value not in str(form["customer"])


@pytest.mark.parametrize(
    ("asked", "names"),
    [
        ("grade=A&owner=12&q=123456789012345678901", []),
        ("grade=a%00b", ["grade"]),
        ("owner=1234567890123456789", ["owner"]),
        ("start__year=2024&start__month=2&start__day=29", []),
        ("start__year=2023&start__month=2&start__day=29", ["start"]),
        ("start__year=0", ["start"]),
        ("start__year=10000", ["start"]),
        ("start__year=x", ["start"]),
    ],
)
def test_what_can_be_in_no_list_is_named(asked, names):
    """
    A character that nobody keeps, a number beyond any key, a day that never was.
    """
    assert names == list(unfindable(QueryDict(asked), "start"))


@pytest.mark.parametrize("year", ["0001", "1899", "2200", "9999"])
def test_a_day_in_a_year_that_nobody_means_is_said_at_its_field(office, year):
    """
    Before the database compares it with other rows, which no database does with the first and the last year.
    """
    visit = new(Visit, office.li, office.customer())
    form = modelform_factory(Visit, SoundDays, fields=["start"])({"start": f"{year}-01-01 00:00"}, instance=visit)

    assert [f"This lies in the year {int(year)}; give a day from 1900 to 2199."] == form.errors["start"]


def test_a_meal_on_a_day_that_nobody_means_is_weighed_in_words(client, office):
    """
    The form comes back with the fault instead of failing on what the rules say.
    """
    client.force_login(User.objects.create_superuser("root"))
    meal = new(MealRequest, office.li, office.customer())
    url = reverse("admin:visitcore_django_mealrequest_change", args=[meal.pk])
    told = sent(client.get(url).context_data)
    answer = client.post(url, {**told, "on": "0001-01-01"})

    assert 200 == answer.status_code
    assert answer.context_data["adminform"].form.has_error("on")


def test_an_address_that_nothing_can_match_leads_to_the_whole_list(client, office):
    """
    Whoever followed it is told, and sees the list.
    """
    client.force_login(User.objects.create_superuser("root"))
    url = reverse("admin:visitcore_django_customer_changelist")
    answer = client.get(url, {"grade": "a\0b"}, follow=True)

    assert [(f"{url}?e=1", 302)] == answer.redirect_chain
    assert re.search("nothing in this list can match", answer.content.decode())


def test_keys_are_told_from_anything_else(office):
    """
    A key is a number that a table may have; a column that points to a table has the keys of that.
    """
    customer = office.customer()
    new(Complaint, office.li, customer, handler=office.li)
    owner = Visit._meta.get_field("owner")

    assert ["1", "12"] == keys(Customer._meta.pk, ["1", "x", "12", "", "9" * 30, "²", None])
    assert is_key(owner, "7")
    assert not is_key(owner, "7.5")
    assert 1 == by_key(Complaint.objects.all(), "handler", str(office.li.pk)).count()
    assert not by_key(Complaint.objects.all(), "handler", "x").exists()
    new(VisitReport, office.li, customer)
    assert 1 == by_key(VisitReport.objects.all(), "visit__owner", str(office.li.pk)).count()
    assert customer == named_by(str(customer.pk), Customer.objects.all())
    assert named_by("x", Customer.objects.all()) is None
    assert named_by(None, Customer.objects.all()) is None


@pytest.mark.parametrize(
    ("text", "day"), [("2024-06-14", TODAY), ("2024-02-30", None), ("0001-01-01", None), ("", None)]
)
def test_days_are_told_from_anything_else(text, day):
    """
    A day that people plan on, or none.
    """
    assert day == day_of(text)
    assert day is None or isinstance(day, date)
