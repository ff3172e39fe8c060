import pytest
from django.contrib import admin
from django.test import RequestFactory
from django.urls import reverse
from visitcore_site.rows import new

from visitcore_django.admin.asking import AskingAdmin
from visitcore_django.models import Gift, MealRequest, ShipmentRequest

PAGES = [admin.site._registry[model] for model in (MealRequest, Gift, ShipmentRequest)]


def request_of(person, **sent):
    """
    A request that hands something in, or only keeps it.
    """
    request = RequestFactory().post("/", sent)
    request.user = person
    return request


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.opts.model_name)
def test_what_is_asked_for_is_kept_or_handed_in(office, page):
    """
    One button beside *Save* while it is open, none once it waits; whoever works on it may do so in any state.
    """
    assert isinstance(page, AskingAdmin)
    row = new(page.model, office.li, office.customer())
    open_row, request, name = str(row.pk), request_of(office.li), page.asks[0]

    assert [name] == [sent for sent, _label in page.saves(request, open_row)]
    row.state = next(state for state in page.model.State.values if state not in page.open_in)
    row.save()
    assert [] == page.saves(request, open_row)
    assert (False, True) == (page.has_change_permission(request, row), page.may_work(request, row))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.opts.model_name)
def test_whoever_hands_in_is_led_to_the_page_that_says_why(office, page):
    """
    Nothing is deleted either.
    """
    row = new(page.model, office.li, office.customer())
    request = request_of(office.li, **{page.asks[0]: "1"})
    there = reverse(f"admin:visitcore_django_{page.opts.model_name}_change", args=[row.pk])

    assert [there, there] == [page.response_add(request, row).url, page.response_change(request, row).url]
    assert not page.has_delete_permission(request, row)
    assert not page.asked_for(request_of(office.li))
