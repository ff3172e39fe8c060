from datetime import date

import pytest
import time_machine
from django.contrib.admin.sites import site
from visitcore_site.days import NOW
from visitcore_site.meals import asked_for

from visitcore_django import desk
from visitcore_django.models import Approval, MealRequest


def names(rf, person, row):
    """
    The buttons on a meal's page for somebody.
    """
    request = rf.get("/")
    request.user = type(person).objects.get(pk=person.pk)
    return [
        button.name for button in site.get_model_admin(MealRequest).buttons(request, MealRequest.objects.get(pk=row.pk))
    ]


pytestmark = pytest.mark.usefixtures("today")


def test_each_sees_the_next_steps_that_are_his(office, rf):
    """
    While it waits the manager answers, who asked may call it off, and an auditor may do nothing.
    """
    meal = asked_for(office)

    assert ["cancel"] == names(rf, office.li, meal)
    assert ["approve", "return", "cancel"] == names(rf, office.cs, meal)
    assert [] == names(rf, office.auditor, meal)


def test_a_returned_meal_is_asked_for_again(office, rf):
    """
    What came back is asked for again or called off.
    """
    meal = asked_for(office)
    desk.send_back(Approval.objects.get(), by=office.cs, comment="too dear", at=NOW)

    assert ["request", "cancel"] == names(rf, office.li, meal)


def test_a_meal_that_is_not_approved_is_not_claimed(office, rf):
    """
    HM-08.3: nothing would be paid for it, so no button leads there.
    """
    meal = asked_for(office)
    with time_machine.travel("2024-06-20T10:00:00+08:00", tick=False):
        assert "claim" not in names(rf, office.li, meal)


def test_an_approved_meal_is_claimed_from_its_day_on(office, rf):
    """
    The day before the meal there is nothing to claim; on its day there is.
    """
    meal = asked_for(office)
    desk.approve(Approval.objects.get(), by=office.cs, at=NOW)
    before = names(rf, office.li, meal)
    with time_machine.travel("2024-06-20T10:00:00+08:00", tick=False):
        after = names(rf, office.li, meal)

    assert (["cancel"], ["claim", "cancel"]) == (before, after)


def test_papers_are_made_up_for_what_was_held(office, rf):
    """
    HM-08.3: what was refused because it was held offers its papers; what is refused ahead does not.
    """
    held = asked_for(office, on=date(2024, 6, 13))
    ahead = asked_for(office, customer=office.customer("C2"), bill=61)

    assert "make_up" in names(rf, office.li, held)
    assert "make_up" not in names(rf, office.li, ahead)
