from datetime import date

import pytest
from django.apps import apps
from visitcore_site.days import LONG_BEFORE, NOW, at

from visitcore_django import desk
from visitcore_django.desk.approvals import ANSWERS, RIGHTS
from visitcore_django.models import Approval, VisitPlan


@pytest.fixture
def asked(office):
    """
    Li's plan for July, handed in.
    """
    visit = desk.plan_visit(office.customer(), by=office.li, start=at(date(2024, 7, 3)), at=LONG_BEFORE)
    return desk.submit_plan(visit.plan, by=office.li, at=NOW)


def test_approving_moves_what_it_is_about(office, asked):
    """
    One function approves whatever waits: here, a plan.
    """
    desk.approve(asked, by=office.lead, comment="good", at=NOW)

    assert VisitPlan.State.APPROVED == VisitPlan.objects.get().state
    assert Approval.State.APPROVED == Approval.objects.get().state


def test_sending_back_moves_what_it_is_about(office, asked):
    """
    One function sends back whatever waits.
    """
    desk.send_back(asked, by=office.lead, comment="too few", at=NOW)

    assert VisitPlan.State.RETURNED == VisitPlan.objects.get().state
    assert "too few" == Approval.objects.get().comment


@pytest.mark.parametrize("answer", [desk.approve, desk.send_back])
def test_nobody_answers_his_own(office, asked, answer):
    """
    Whichever way it comes, one's own request is left alone, and nothing is half done.
    """
    with pytest.raises(desk.FourEyesError):
        answer(asked, by=office.li, comment="x", at=NOW)
    assert VisitPlan.State.SUBMITTED == VisitPlan.objects.get().state
    assert Approval.State.OPEN == Approval.objects.get().state


def test_every_answer_is_to_a_table_of_the_plugin():
    """
    What can be answered is kept in a table, and each has a yes and a no of its own.
    """
    for kind, (yes, no) in ANSWERS.items():
        assert apps.get_model("visitcore_django", kind)
        assert yes is not no


def test_every_right_that_is_asked_for_is_one_of_those(office, asked):
    """
    One for each table of what waits, the plan's among them.
    """
    assert len(ANSWERS) == len(set(RIGHTS))
    assert asked.permission in RIGHTS
