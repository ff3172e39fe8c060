import pytest
from django.contrib.admin import site
from django.test import RequestFactory
from visitcore_site.days import TODAY

from visitcore_django.admin.reminder_filters import StateFilter, WhoseFilter
from visitcore_django.models import Reminder


@pytest.fixture
def rows(office):
    """
    Reminders of Li's, of a role, and of Wang's; one is done.
    """
    told = {"says_en": "x", "says_zh": "x", "opened_on": TODAY, "subject_kind": "customer", "subject_id": 1}
    told["kind"] = "visit_due"
    Reminder.objects.create(to=office.li, to_role="li", **told)
    Reminder.objects.create(to=None, to_role="salesperson", **told)
    Reminder.objects.create(to=office.wang, to_role="wang", closed_on=TODAY, **told)


def found(kind, user, **query):
    """
    What a filter lets through.
    """
    request = RequestFactory().get("/", query)
    request.user = user
    model_admin = site.get_model_admin(Reminder)
    one = kind(request, {name: [value] for name, value in query.items()}, Reminder, model_admin)
    return sorted(one.queryset(request, Reminder.objects.all()).values_list("to_role", flat=True))


def test_mine_are_those_for_me_and_for_my_roles(office, rows):
    """
    What is for nobody in particular is for those who act in the role.
    """
    assert ["li", "salesperson"] == found(WhoseFilter, office.li)
    assert ["li", "salesperson", "wang"] == found(WhoseFilter, office.li, whose="all")


def test_the_open_ones_come_first(office, rows):
    """
    Open unless the others are asked for; nonsense in the address counts as nothing.
    """
    assert ["li", "salesperson"] == found(StateFilter, office.li)
    assert ["wang"] == found(StateFilter, office.li, **{"is": "done"})
    assert ["li", "salesperson"] == found(StateFilter, office.li, **{"is": "nonsense"})
