import pytest
from django.contrib import admin
from visitcore_site.days import NOW, TODAY

from visitcore_django import desk
from visitcore_django.admin.approvals_filters import BoxFilter, KindFilter
from visitcore_django.models import Approval


@pytest.fixture
def asked(office):
    """
    An excuse of Li's that waits.
    """
    days = {"first_day": TODAY, "last_day": TODAY, "reason": "closed"}
    desk.request_excuse(office.customer(), by=office.li, at=NOW, **days)
    return Approval.objects.get()


def shown(rf, person, filter_class, value):
    """
    What a filter lets through.
    """
    request = rf.get("/")
    request.user = person
    params = {} if value is None else {filter_class.parameter_name: [value]}
    page = admin.site._registry[Approval]
    return list(filter_class(request, params, Approval, page).queryset(request, Approval.objects.all()))


@pytest.mark.parametrize(
    ("who", "box", "there"),
    [
        ("lead", None, True),
        ("lead", "waiting", True),
        ("lead", "asked", False),
        ("lead", "decided", False),
        ("lead", "all", True),
        ("li", None, False),
        ("li", "asked", True),
    ],
)
def test_each_tab_holds_its_own(rf, office, asked, who, box, there):
    """
    What waits for the lead was asked by Li.
    """
    assert there == (asked in shown(rf, getattr(office, who), BoxFilter, box))


def test_what_was_decided_stands_under_its_tab(rf, office, asked):
    """
    And waits no longer.
    """
    desk.approve(asked, by=office.lead, at=NOW)

    assert asked in shown(rf, office.lead, BoxFilter, "decided")
    assert asked not in shown(rf, office.lead, BoxFilter, None)


@pytest.mark.parametrize(("kind", "there"), [(None, True), ("excuse", True), ("visitplan", False), ("nonsense", True)])
def test_requests_are_told_apart_by_what_they_are_about(rf, office, asked, kind, there):
    """
    Plans, reports, excuses and all others.
    """
    assert there == (asked in shown(rf, office.lead, KindFilter, kind))
