from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from visitcore_django.facts.plans import held_in, holds, planned_months
from visitcore_django.models import Visit, VisitPlan

JUNE = date(2024, 6, 1)
SHANGHAI = ZoneInfo("Asia/Shanghai")


def planned(office, *start, **more):
    """
    A visit that Li planned for June, and what it says now.
    """
    plan, _made = VisitPlan.objects.get_or_create(owner=office.li, month=JUNE)
    told = {"owner": office.li, "start": datetime(*start, tzinfo=SHANGHAI), "plan": plan, **more}
    return Visit.objects.create(customer=office.customer(), **told)


def asked():
    """
    Whether the database finds the one visit.
    """
    return Visit.objects.filter(held_in(planned_months())).exists()


@pytest.mark.parametrize(
    ("start", "held"),
    [
        ((2024, 5, 31, 23, 59), False),
        ((2024, 6, 1, 0, 0), True),
        ((2024, 6, 30, 23, 59), True),
        ((2024, 7, 1, 0, 0), False),
    ],
)
def test_a_plan_holds_the_visits_of_its_month(office, start, held):
    """
    VPR-03.1: the month begins and ends at midnight of the site, for the row and for the database alike.
    """
    assert (held, held) == (holds(planned(office, *start)), asked())


@pytest.mark.parametrize(("visitor", "held"), [("li", True), ("wang", False), (None, True)])
def test_a_plan_holds_the_visits_of_its_owner(office, visitor, held):
    """
    VPR-03.1: one whose visitor is gone is still the owner's, for it was planned as his.
    """
    visit = planned(office, 2024, 6, 20, owner=visitor and getattr(office, visitor))

    assert (held, held) == (holds(visit), asked())


def test_a_visit_without_a_plan_is_held_by_none(office):
    """
    Though there is a plan of its visitor for its month.
    """
    planned(office, 2024, 6, 20)
    Visit.objects.update(plan=None)

    assert (False, False) == (holds(Visit.objects.get()), asked())


def test_visits_are_asked_from_their_plan(office):
    """
    By the way that leads to them; where no month is asked, none is found.
    """
    planned(office, 2024, 6, 20)

    assert VisitPlan.objects.filter(held_in([JUNE], "visits__")).exists()
    assert not VisitPlan.objects.filter(held_in([], "visits__")).exists()


def test_each_month_that_has_a_plan_is_told_once(office):
    """
    Li and Wang both plan June.
    """
    VisitPlan.objects.create(owner=office.li, month=JUNE)
    VisitPlan.objects.create(owner=office.wang, month=JUNE)

    assert [JUNE] == list(planned_months())
