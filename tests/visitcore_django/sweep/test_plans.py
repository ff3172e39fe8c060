from datetime import date

import pytest
from visitcore_site.days import LONG_BEFORE, at
from visitcore_site.sweeping import on

from visitcore_django import desk
from visitcore_django.models import Customer, Reminder, SweepRun, Visit, VisitPlan
from visitcore_django.sweep.plans import plans

MAY_31, JUNE_28, JUNE_30 = date(2024, 5, 31), date(2024, 6, 28), date(2024, 6, 30)


@pytest.fixture(autouse=True)
def customer(office):
    """
    A customer of Li's, so that he owes plans; the office sweeps since the middle of May.
    """
    SweepRun.objects.create(on=date(2024, 5, 15))
    return office.customer()


def submitted(customer, by, month):
    """
    A plan of that month, handed in.
    """
    plan = desk.plan_visit(customer, by=by, start=at(month.replace(day=3)), at=LONG_BEFORE).plan
    VisitPlan.objects.filter(pk=plan.pk).update(state="submitted", submitted_at=at(month))


def test_a_plan_is_called_to_mind_on_the_last_working_day(office, customer, reminders):
    """
    VPR-03.1: July's plan is due by Sunday the 30th; Li is reminded from Friday the 28th on.
    """
    submitted(customer, office.li, date(2024, 6, 1))
    plans(on(date(2024, 6, 27)), 0)
    assert [] == reminders("plan_due")
    plans(on(JUNE_28), 0)

    assert [("li", 0, JUNE_30)] == reminders("plan_due")


def test_a_plan_that_is_late_goes_to_the_lead(office, customer, reminders):
    """
    June's plan was due by the 31st of May; on the 1st of June Li and the lead are told.
    """
    plans(on(date(2024, 6, 1)), 0)

    assert [("li", 0, MAY_31), ("lead", 1, MAY_31)] == reminders("plan_overdue")


def test_a_plan_handed_in_closes_its_reminder(office, customer, reminders):
    """
    Handed in, even late, it is not called to mind any more; sent back, it is again.
    """
    plans(on(date(2024, 6, 3)), 0)
    submitted(customer, office.li, date(2024, 6, 1))
    plans(on(date(2024, 6, 3)), 0)
    assert [] == reminders("plan_overdue")
    VisitPlan.objects.update(state="returned")
    plans(on(date(2024, 6, 4)), 0)

    assert 2 == len(reminders("plan_overdue"))


def test_a_plan_that_came_in_time_and_was_sent_back_is_not_late(office, customer, reminders):
    """
    VPR-03.1: handed in on 31 May and sent back, June's plan is Li's to mend; the lead is told of nothing.
    """
    submitted(customer, office.li, date(2024, 6, 1))
    VisitPlan.objects.update(state="returned", submitted_at=at(MAY_31))
    plans(on(date(2024, 6, 20)), 0)

    assert [] == reminders("plan_overdue")
    assert [("li", 0, None)] == reminders("plan_due")
    assert "sent back" in Reminder.objects.get().says_en


def test_a_call_that_is_put_into_a_plan_sent_back_has_a_deadline(office, customer, reminders, settings):
    """
    CWV-05a: handed in by 1 July, the plan holds a call of the 16th since, which has to come by the 9th.
    """
    settings.VISITCORE = {"POLICY": "CWV"}
    submitted(customer, office.li, date(2024, 7, 1))
    plan = VisitPlan.objects.get()
    Visit.objects.update(handed_in_at=at(date(2024, 6, 20)), start=at(date(2024, 7, 30)))
    VisitPlan.objects.update(state="returned", submitted_at=at(date(2024, 6, 20)))
    plans(on(date(2024, 7, 4)), 0)
    assert [("li", 0, None)] == reminders("plan_due")
    desk.plan_visit(customer, by=office.li, start=at(date(2024, 7, 16)), at=LONG_BEFORE)
    assert plan == VisitPlan.objects.get()
    plans(on(date(2024, 7, 10)), 0)

    assert ("li", 0, date(2024, 7, 9)) in reminders("plan_overdue")


def test_the_same_sweep_again_opens_nothing(office, customer, reminders):
    """
    A draft begun meanwhile does not make a second reminder.
    """
    first = plans(on(date(2024, 6, 3)), 0)
    second = plans(on(date(2024, 6, 3)), 0)

    assert (2, 0) == (first.counts["opened"], second.counts["opened"])


def test_who_looks_after_nobody_owes_no_plan(office, reminders):
    """
    Only owners of active customers are reminded.
    """
    Customer.objects.update(active=False)
    plans(on(date(2024, 6, 3)), 0)

    assert [] == reminders("plan_overdue")


def test_a_policy_without_plans_asks_for_none(office, settings, reminders):
    """
    Where the policy is silent nobody is reminded.
    """
    settings.VISITCORE = {"POLICY": "ABC"}
    plans(on(date(2024, 6, 3)), 0)

    assert [] == reminders("plan_overdue")


def test_a_plan_due_before_the_first_sweep_is_held_against_nobody(office, customer, reminders):
    """
    An office that begins in June is not told of June's plan, which was due in May.
    """
    SweepRun.objects.all().delete()
    plans(on(date(2024, 6, 3)), 0)

    assert [] == reminders("plan_overdue")


def test_a_plan_of_calls_is_called_to_mind_before_the_first(office, customer, reminders, settings):
    """
    CWV-05a: Li's draft with a call on Tuesday 16 July is due by the 9th; who has no call yet is not reminded.
    """
    settings.VISITCORE = {"POLICY": "CWV"}
    office.customer("C2", owner=office.wang)
    desk.plan_visit(customer, by=office.li, start=at(date(2024, 7, 16)), at=LONG_BEFORE)
    plans(on(date(2024, 7, 10)), 0)

    assert {("li", date(2024, 7, 9))} == {(who, due) for who, rung, due in reminders("plan_overdue") if rung == 0}
