from datetime import date

import pytest
from visitcore_site.days import LONG_BEFORE, at

from visitcore_django import desk
from visitcore_django.models import Visit

THIRD, FOURTH = at(date(2024, 7, 3)), at(date(2024, 7, 4))


@pytest.fixture
def visit(office):
    """
    A visit of Li's, planned for the third of July.
    """
    return desk.plan_visit(office.customer(), by=office.li, start=THIRD, at=LONG_BEFORE)


def test_a_visit_is_for_what_the_policy_lists(office, visit):
    """
    VPR-02.1: another purpose is refused with those that are known, new or changed; several have commas between them.
    """
    for purpose in ("x", "coverage,x"):
        with pytest.raises(desk.DeskError, match="“x” is not known here; write one of: market_research") as caught:
            desk.plan_visit(visit.customer, by=office.li, start=FOURTH, purpose=purpose, at=LONG_BEFORE)
        assert "purpose" == caught.value.column
    visit.purpose = "x"
    with pytest.raises(desk.DeskError, match="not known"):
        desk.change_planned(visit, by=office.li, at=LONG_BEFORE)
    visit.purpose = "coverage,care_ties"

    assert "coverage,care_ties" == desk.change_planned(visit, by=office.li, at=LONG_BEFORE).purpose


def test_purposes_are_kept_without_the_blanks_between_them(office, visit):
    """
    VPR-02.1: typed with a blank behind the comma they are known all the same, and so is what is kept from before.
    """
    told = desk.plan_visit(visit.customer, by=office.li, start=FOURTH, purpose=" coverage, care_ties ,", at=LONG_BEFORE)
    assert "coverage,care_ties" == Visit.objects.get(pk=told.pk).purpose
    Visit.objects.update(purpose="own words, old")
    visit.refresh_from_db()

    assert "own words,old" == desk.change_planned(visit, by=office.li, at=LONG_BEFORE).purpose


def test_where_the_policy_lists_no_purposes_anything_goes(office, settings):
    """
    ABC says nothing of what a visit is for.
    """
    settings.VISITCORE = {"POLICY": "ABC"}

    assert (
        "x, y" == desk.plan_visit(office.customer(), by=office.li, start=FOURTH, purpose="x, y", at=LONG_BEFORE).purpose
    )


def test_a_purpose_that_an_earlier_policy_knew_stays(office, visit):
    """
    The visit is moved with it.
    """
    Visit.objects.update(purpose="own words")
    visit.refresh_from_db()
    visit.start = FOURTH

    assert "own words" == desk.change_planned(visit, by=office.li, at=LONG_BEFORE).purpose
