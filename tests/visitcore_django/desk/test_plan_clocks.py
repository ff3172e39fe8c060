from datetime import date

import pytest
from visitcore_site.days import LONG_BEFORE, at

from visitcore_django import desk
from visitcore_django.desk.plan_clocks import counted_from, plan_clock
from visitcore_django.models import Visit
from visitcore_django.policies import running

MARCH, JULY = date(2024, 3, 1), date(2024, 7, 1)
CALL = date(2024, 3, 15)


@pytest.fixture
def plan(office):
    """
    Li's plan for July with one visit.
    """
    return desk.plan_visit(office.customer(), by=office.li, start=at(date(2024, 7, 3)), at=LONG_BEFORE).plan


@pytest.fixture
def calls(office, settings):
    """
    Li's plan of March with calls on the 15th and later, under the rules on calls.
    """
    settings.VISITCORE = {"POLICY": "CWV"}
    customer = office.customer()
    for day in (CALL, date(2024, 3, 25)):
        visit = desk.plan_visit(customer, by=office.li, start=at(day), at=LONG_BEFORE)
    return visit.plan


@pytest.mark.parametrize(("day", "left", "status"), [(27, 3, "open"), (30, 0, "open")])
def test_the_deadline_of_a_plan_runs(office, plan, day, left, status):
    """
    VPR-03.1: due by 30 June.
    """
    clock = plan_clock(plan, at(date(2024, 6, day)))

    assert (date(2024, 6, 30), left, status) == (clock.due_day, clock.left, clock.status)
    assert ("goal", "visit_plan", "action_plan") == clock.missing


def test_a_policy_without_a_word_on_plans_has_no_deadline(office, plan, settings):
    """
    The grading rules alone say nothing of plans.
    """
    settings.VISITCORE = {"POLICY": "CGR"}

    assert plan_clock(plan) is None


@pytest.mark.parametrize(("day", "status", "late_by"), [(8, "in_time", 0), (9, "late", 1)])
def test_a_plan_of_calls_is_due_a_week_before_the_first(office, calls, day, status, late_by):
    """
    CWV-05a: for a call on Friday 15 March the 8th is in time and the 9th is late.
    """
    desk.submit_plan(calls, by=office.li, at=at(date(2024, 3, day), 23))
    clock = plan_clock(calls, at(date(2024, 3, 20)))

    assert (date(2024, 3, 8), status, late_by) == (clock.due_day, clock.status, clock.late_by)


def test_the_decision_recorded_counts_from_the_call(office, calls):
    """
    CWV-05a: what is recorded when the plan is handed in is not late either.
    """
    approval = desk.submit_plan(calls, by=office.li, at=at(date(2024, 3, 8)))

    assert "in_time" == approval.decision.answer["outcome"]["status"]


def test_a_call_that_is_cancelled_counts_no_more(office, calls):
    """
    With the call of the 15th gone, the plan is due a week before that of the 25th.
    """
    Visit.objects.filter(start=at(CALL)).update(status=Visit.Status.CANCELLED, cancelled_because="ill")

    assert date(2024, 3, 18) == plan_clock(calls, at(date(2024, 3, 1))).due_day


def test_a_plan_without_calls_is_due_on_no_day(office, calls):
    """
    Nothing is counted before there is a call; by the month it is counted all the same.
    """
    Visit.objects.all().delete()

    assert plan_clock(calls, at(date(2024, 3, 1))) is None
    assert counted_from(MARCH, None, running(MARCH).policy) is None


def test_a_plan_by_the_month_is_due_without_visits(office):
    """
    VPR-03.1: the plan of July is due by the end of June, whatever it holds.
    """
    assert JULY == counted_from(JULY, None, running(JULY).policy)


def test_a_plan_that_only_comes_before_the_visit_runs_until_it_begins(office, calls, settings):
    """
    SDP-03.2a: handed in at nine for a call at ten it came beforehand; handed in at ten it did not.
    """
    settings.VISITCORE = {"POLICY": "SDP"}
    desk.submit_plan(calls, by=office.li, at=at(CALL, 9))

    assert "in_time" == plan_clock(calls, at(CALL, 12)).status
    calls.submitted_at = at(CALL, 10)
    assert "late" == plan_clock(calls, at(CALL, 12)).status


def again(office, plan, on):
    """
    How a plan that was handed in on 1 March and sent back stands when it is handed in again.
    """
    plan.refresh_from_db()
    approval = desk.submit_plan(plan, by=office.li, at=at(date(2024, 3, on), 12))
    clock, told = plan_clock(plan, at(date(2024, 3, 31))), approval.decision.answer["outcome"]
    assert (clock.status, clock.late_by) == (told["status"], told["late_by"])
    return clock.due_day, clock.status, clock.late_by


@pytest.fixture
def back(office, calls):
    """
    The plan of calls, handed in on 1 March and sent back.
    """
    approval = desk.submit_plan(calls, by=office.li, at=at(date(2024, 3, 1)))
    desk.send_back(approval, by=office.manager, comment="more", at=at(date(2024, 3, 2)))
    calls.refresh_from_db()
    return calls


@pytest.mark.parametrize(
    ("day", "due", "on", "stands"),
    [
        (14, date(2024, 3, 7), 13, ("late", 6)),
        (28, date(2024, 3, 21), 22, ("late", 1)),
        (28, date(2024, 3, 21), 21, ("in_time", 0)),
    ],
)
def test_a_call_put_in_later_counts_from_when_it_was_handed_in(office, back, day, due, on, stands):
    """
    CWV-05a: a call that came into a plan on its way back needs a week of its own, and takes none from the others.
    """
    desk.plan_visit(back.visits.first().customer, by=office.li, start=at(date(2024, 3, day)), at=at(date(2024, 3, 3)))
    clock = plan_clock(back, at(date(2024, 3, 3)))

    assert (due, "open") == (clock.due_day, clock.status)
    assert stands == again(office, back, on)[1:]


@pytest.mark.parametrize(
    ("day", "hour", "stands"),
    [(14, 10, ("late", 6)), (19, 10, ("late", 1)), (20, 10, ("in_time", 0)), (15, 16, ("in_time", 0))],
)
def test_a_call_that_is_moved_to_another_day_is_another(office, back, day, hour, stands):
    """
    CWV-05a: the call of 15 March, moved and handed in on the 13th, needs a week until its new day; an hour is none.
    """
    visit = back.visits.order_by("start").first()
    visit.start = at(date(2024, 3, day), hour)
    desk.change_planned(visit, by=office.li, at=at(date(2024, 3, 3)))

    assert stands == again(office, back, 13)[1:]


def test_a_plan_taken_back_counts_anew_with_every_call(office, back):
    """
    CWV-05a: handed in again and taken back, its first call of the 15th is due by the 8th once more.
    """
    desk.submit_plan(back, by=office.li, at=at(date(2024, 3, 4)))
    desk.withdraw_plan(back, by=office.li, at=at(date(2024, 3, 5)))

    assert (date(2024, 3, 8), "late", 1) == again(office, back, 9)


NO_LONGER = """
[[rule]]
id = "OWN-1"
clause = "1"
kind = "term"
strength = "required"
text = { en = "Plans come a week before the call.", zh = "走访计划应在走访前一周提交。" }

[[parameter]]
key = "plans.due"
[[parameter.history]]
cites = ["OWN-1"]
until = 2024-03-20
term = { weeks = 1, before = true }
"""


def test_a_call_on_a_day_without_a_term_is_due_on_no_day(office):
    """
    Until 20 March a plan is due a week before each call; one of the 25th is handed in all the same, and judged by none.
    """
    office.policy(NO_LONGER)
    plan = desk.plan_visit(office.customer(), by=office.li, start=at(date(2024, 3, 25)), at=LONG_BEFORE).plan
    told = desk.submit_plan(plan, by=office.li, at=at(date(2024, 3, 24)))

    assert told.decision is None
    assert plan_clock(plan, at(date(2024, 3, 24))) is None
