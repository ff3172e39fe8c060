from collections import Counter
from datetime import date, timedelta
from itertools import pairwise

import pytest
from visitcore_site.days import LONG_BEFORE, NOW, at

from visitcore_django import desk
from visitcore_django.desk.drafting import draft_month, wanted_in
from visitcore_django.models import Excuse, Visit, VisitPlan

JULY = date(2024, 7, 1)
TWO_A_DAY = """
extends = ["standard"]

[[rule]]
id = "OWN-1"
clause = "1"
kind = "quota"
strength = "must"
text = { en = "Two visits a day.", zh = "每天两次。" }

[[parameter]]
key = "plans.capacity"
[[parameter.history]]
cites = ["OWN-1"]
quota = { at_most = 2, per = "day", of = "visits" }
"""


@pytest.fixture
def plan(office):
    """
    Li's plan of July, still empty.
    """
    return desk.save_plan(VisitPlan(owner=office.li, month=JULY), by=office.li)


def due_codes(plan):
    """
    The codes of those who are due in the month and not planned yet.
    """
    return [demand.customer.code for demand in wanted_in(plan, NOW).due]


def made(office, customer, day):
    """
    A visit that was made.
    """
    return desk.record_visit(Visit(customer=customer, owner=office.li, start=at(day)), by=office.li, at=NOW)


def test_the_month_holds_what_falls_due_in_it(office, plan):
    """
    ABC-03.2: an A customer is due in July; a B customer has until September, and a C customer until December.
    """
    office.customer("A1", grade="A")
    office.customer("B1", grade="B")
    made(office, office.customer("C1", grade="C"), date(2024, 5, 10))
    office.customer("W1", owner=office.wang)
    office.customer("X1", active=False)
    found = wanted_in(plan, NOW)

    assert ["A1"] == [demand.customer.code for demand in found.due]
    assert {"B1", "C1"} == {demand.customer.code for demand in found.later}


def test_a_planned_customer_is_not_wanted_again(office, plan):
    """
    What stands in the plan counts.
    """
    customer = office.customer("A1")
    assert ["A1"] == due_codes(plan)
    desk.plan_visit(customer, by=office.li, start=at(date(2024, 7, 3)), at=LONG_BEFORE)

    assert [] == due_codes(plan)


def test_an_excused_month_wants_no_visit(office, plan):
    """
    An approved excuse for all of July leaves nothing due.
    """
    days = {"first_day": JULY, "last_day": date(2024, 7, 31)}
    Excuse.objects.create(customer=office.customer("A1"), reason="closed", state="approved", **days)

    assert [] == due_codes(plan)


def test_the_draft_plans_each_on_a_working_day(office, plan):
    """
    Every A customer gets one visit in July, on a working day (July 2024 has no holiday), and never two at one time.
    """
    for number in range(30):
        office.customer(f"A{number:02}")
    told = draft_month(plan, by=office.li, at=NOW)
    visits = list(plan.visits.order_by("start"))
    days = {visit.start.astimezone(NOW.tzinfo).date() for visit in visits}

    assert (30, ()) == (told.planned, told.unfitted)
    assert 30 == len({visit.customer_id for visit in visits}) == len({visit.start for visit in visits})
    assert all(day.weekday() < 5 and day.month == 7 for day in days)
    assert all(visit.end > visit.start and visit.status == "planned" for visit in visits)


def test_a_month_is_drafted_over_all_its_days(office, plan):
    """
    Thirty visits over the 23 working days of July 2024: one or two a day, all within the hours of the policy.
    """
    for number in range(30):
        office.customer(f"A{number:02}")
    draft_month(plan, by=office.li, at=NOW)
    starts = [visit.start.astimezone(NOW.tzinfo) for visit in plan.visits.all()]

    assert {1: 16, 2: 7} == Counter(Counter(start.date() for start in starts).values())
    assert {9, 10} == {start.hour for start in starts}


def test_drafting_again_adds_nothing(office, plan):
    """
    What is planned already is kept and counts.
    """
    office.customer("A1")
    draft_month(plan, by=office.li, at=NOW)

    assert 0 == draft_month(plan, by=office.li, at=NOW).planned
    assert 1 == plan.visits.count()


def test_a_double_click_drafts_once(office, plan):
    """
    The same token drafts the month one time, and tells the second time what it told the first.
    """
    for number in range(150):
        office.customer(f"A{number:03}")
    office.customer("B1", grade="B")
    first, again = (draft_month(plan, by=office.li, at=NOW, token="t") for _ in range(2))

    assert first.planned == plan.visits.count() > 0
    assert (first.planned, first.waiting, first.provisional) == (again.planned, again.waiting, again.provisional)
    assert [one.customer.code for one in first.unfitted] == [one.customer.code for one in again.unfitted]
    assert first.unfitted


def test_the_draft_leaves_hours_that_are_taken(office, plan):
    """
    A visit agreed for the first hour of the first day keeps it.
    """
    for number in range(3):
        office.customer(f"A{number}")
    draft_month(plan, by=office.li, at=NOW)
    first = plan.visits.order_by("start").first()
    plan.visits.exclude(pk=first.pk).delete()
    draft_month(plan, by=office.li, at=NOW)
    hours = sorted((visit.start, visit.end) for visit in plan.visits.all())

    assert all(before[1] <= after[0] for before, after in pairwise(hours))


@pytest.mark.parametrize(("end", "every"), [(16, timedelta(days=1)), (0, timedelta(days=3))])
def test_nobody_is_in_two_places_at_once(office, plan, end, every):
    """
    Li is away from nine to four every day, or three days at a stretch: what finds no free hour is told, not planned.
    """
    other = office.customer("X", grade="C")
    starts = [JULY + timedelta(days=day) for day in range(0, 31, every.days)]
    for day in starts:
        told = {"start": at(day, 9), "end": at(day + every - timedelta(days=1), end or 20)}
        Visit.objects.create(customer=other, owner=office.li, plan=plan, status="planned", **told)
    for number in range(60):
        office.customer(f"A{number:02}")
    told = draft_month(plan, by=office.li, at=NOW)
    hours = sorted((visit.start, visit.end) for visit in plan.visits.all())

    assert all(before[1] <= after[0] for before, after in pairwise(hours))
    assert 60 == told.planned + len(told.unfitted)
    assert told.planned + len(starts) == len(hours)
    assert told.unfitted
    assert all("full" in one.why.en for one in told.unfitted)


def test_a_day_holds_as_many_visits_as_its_free_hours_allow(office, plan):
    """
    Two visits a day at most, and the first two hours of Monday 1 July taken by one: the other comes at eleven.
    """
    office.policy(TWO_A_DAY)
    told = {"start": at(JULY, 9), "end": at(JULY, 11), "status": "planned", "plan": plan}
    Visit.objects.create(customer=office.customer("X", grade="C"), owner=office.li, **told)
    for number in range(60):
        office.customer(f"A{number:02}")
    draft_month(plan, by=office.li, at=NOW)
    starts = [visit.start.astimezone(NOW.tzinfo) for visit in plan.visits.order_by("start")]

    assert [9, 11] == [start.hour for start in starts if start.date() == JULY]
    assert {2} == set(Counter(start.date() for start in starts).values())


def test_nothing_is_drafted_on_days_that_have_passed(office):
    """
    The plan of June, drafted on the 14th, begins on the 15th at the earliest.
    """
    office.customer("A1")
    plan = desk.save_plan(VisitPlan(owner=office.li, month=date(2024, 6, 1)), by=office.li)
    draft_month(plan, by=office.li, at=NOW)

    assert plan.visits.get().start > NOW + timedelta(hours=12)


def test_a_visit_that_was_made_this_month_counts(office):
    """
    An A customer seen on 3 June is not due in June any more.
    """
    made(office, office.customer("A1"), date(2024, 6, 3))
    plan = desk.save_plan(VisitPlan(owner=office.li, month=date(2024, 6, 1)), by=office.li)

    assert [] == due_codes(plan)


def test_what_does_not_fit_is_told_with_its_reason(office):
    """
    On the last working day of June (the 28th) only one day is left, and it holds no forty visits.
    """
    for number in range(40):
        office.customer(f"A{number:02}")
    plan = desk.save_plan(VisitPlan(owner=office.li, month=date(2024, 6, 1)), by=office.li)
    told = draft_month(plan, by=office.li, at=at(date(2024, 6, 27)))

    assert 40 == told.planned + len(told.unfitted)
    assert told.unfitted
    assert all("full" in one.why.en for one in told.unfitted)


def test_a_visit_cancelled_at_that_time_is_planned_again(office, plan):
    """
    The draft does not stumble over a visit cancelled at the very hour, which stays as it is with its reason.
    """
    office.customer("A1")
    draft_month(plan, by=office.li, at=NOW)
    desk.cancel_visit(plan.visits.get(), by=office.li, reason="x", at=NOW)

    assert 1 == draft_month(plan, by=office.li, at=NOW).planned
    assert [("cancelled", "x"), ("planned", "")] == sorted(plan.visits.values_list("status", "cancelled_because"))
    assert 1 == len(set(plan.visits.values_list("start", flat=True)))


def test_a_draft_is_the_owners_and_of_an_open_plan(office, plan):
    """
    Nobody else drafts it, and a submitted one is not filled.
    """
    office.customer("A1")
    with pytest.raises(desk.NotAllowedError):
        draft_month(plan, by=office.lead, at=NOW)
    draft_month(plan, by=office.li, at=NOW)
    desk.submit_plan(plan, by=office.li, at=NOW)

    with pytest.raises(desk.WrongStateError):
        draft_month(plan, by=office.li, at=NOW)


def test_a_policy_without_a_cadence_wants_nothing(office, plan, settings):
    """
    The meal rules alone know no cadence.
    """
    office.customer("A1")
    settings.VISITCORE = {"POLICY": "HM"}

    assert [] == due_codes(plan)
    assert 0 == draft_month(plan, by=office.li, at=NOW).planned


def test_the_number_of_queries_stays(office, plan, django_assert_num_queries):
    """
    Looking at what is wanted costs the same for three customers and for thirty.
    """
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    for number in range(3):
        office.customer(f"A{number:02}")
    with CaptureQueriesContext(connection) as few:
        wanted_in(plan, NOW)
    for number in range(3, 30):
        office.customer(f"A{number:02}")

    with django_assert_num_queries(len(few)):
        wanted_in(plan, NOW)


def test_what_is_due_later_is_spread_over_the_months_until_then(office):
    """
    ABC-03.2b: nine B customers have until September; July, August and September get three visits each.

    Drafting a month again adds nothing, and in the last month everybody has been planned once.
    """
    for number in range(9):
        office.customer(f"B{number}", grade="B")
    planned = []
    for month in (7, 8, 9):
        plan = desk.save_plan(VisitPlan(owner=office.li, month=date(2024, month, 1)), by=office.li)
        told = draft_month(plan, by=office.li, at=NOW)
        planned.append((told.planned, told.waiting))
        assert 0 == draft_month(plan, by=office.li, at=NOW).planned

    assert [(3, 6), (3, 3), (3, 0)] == planned
    assert 9 == Visit.objects.values("customer").distinct().count() == Visit.objects.count()


def test_what_is_due_in_the_month_is_never_put_off(office, plan):
    """
    ABC-03.2a: every A customer is due in July, however many there are.
    """
    for number in range(7):
        office.customer(f"A{number}", grade="A")

    assert (7, 0) == (draft_month(plan, by=office.li, at=NOW).planned, draft_month(plan, by=office.li, at=NOW).waiting)
