from datetime import date

import pytest
from visitcore_site.days import at

from visitcore_django import desk
from visitcore_django.models import Approval, DecisionRecord, VisitPlan

IN_TIME, TOO_LATE = at(date(2024, 6, 30), 23), at(date(2024, 7, 1), 0)


@pytest.fixture
def plan(office):
    """
    Li's plan for July with one visit.
    """
    visit = desk.plan_visit(office.customer(), by=office.li, start=at(date(2024, 7, 3)))
    return visit.plan


def test_a_plan_goes_to_the_lead_and_is_approved(office, plan):
    """
    A submitted plan waits for the lead, and is approved by him.
    """
    approval = desk.submit_plan(plan, by=office.li, at=IN_TIME)

    assert Approval.State.OPEN == approval.state
    assert VisitPlan.State.APPROVED == desk.approve_plan(approval, by=office.lead, at=TOO_LATE).state


@pytest.mark.parametrize(("moment", "verdict"), [(IN_TIME, "allowed"), (TOO_LATE, "refused")])
def test_a_plan_is_due_by_the_end_of_the_month_before(office, plan, moment, verdict):
    """
    VPR-03.1: on the last day of June the plan of July is in time, on the first of July it is late.
    """
    plan.values = {"goal": "x", "visit_plan": "x", "action_plan": "x"}
    plan.save()
    approval = desk.submit_plan(plan, by=office.li, at=moment)

    assert verdict == approval.decision.verdict


def test_nobody_approves_his_own_plan(office, plan):
    """
    The lead's own plan waits for somebody else.
    """
    own = desk.plan_visit(office.customer("C2", owner=office.lead), by=office.lead, start=at(date(2024, 7, 4))).plan
    approval = desk.submit_plan(own, by=office.lead, at=IN_TIME)

    with pytest.raises(desk.FourEyesError):
        desk.approve_plan(approval, by=office.lead, at=TOO_LATE)


def test_a_returned_plan_is_submitted_again(office, plan):
    """
    What is sent back with a word comes again as a new approval; the old one stays as history.
    """
    first = desk.submit_plan(plan, by=office.li, at=IN_TIME)
    desk.return_plan(first, by=office.lead, comment="too few", at=IN_TIME)
    plan.refresh_from_db()
    second = desk.submit_plan(plan, by=office.li, at=TOO_LATE)

    assert first.pk != second.pk
    assert ["returned", "open"] == [row.state for row in Approval.objects.order_by("pk")]
    assert 2 == DecisionRecord.objects.filter(name="plan_submission").count()


def test_submitting_twice_with_one_token_is_done_once(office, plan):
    """
    A double click hands the plan in once.
    """
    first = desk.submit_plan(plan, by=office.li, at=IN_TIME, token="t1")
    again = desk.submit_plan(plan, by=office.li, at=IN_TIME, token="t1")

    assert first == again
    assert 1 == DecisionRecord.objects.count()
