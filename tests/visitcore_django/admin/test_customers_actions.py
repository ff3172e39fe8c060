from datetime import date

import pytest
from django.urls import reverse
from visitcore_site.days import NOW, at
from visitcore_site.purposes import PURPOSES_OF_JULY

from visitcore_django import desk
from visitcore_django.admin.customers_actions import PLAN as PLAN_ASKING
from visitcore_django.admin.customers_actions import ExcuseForm, PlanForm
from visitcore_django.admin.each_of_many import Done
from visitcore_django.models import Excuse, Visit, VisitPlan

PLAN = {"start": "2024-06-20T09:00", "minutes": "60", "purpose": "coverage", "token": "t"}
EXCUSE = {"first_day": "2024-06-01", "last_day": "2024-06-30", "reason": "closed", "token": "t"}


pytestmark = pytest.mark.usefixtures("today")


def done(form_class, customers, person, sent):
    """
    What comes of a form.
    """
    form = form_class(sent, person=person)
    assert form.is_valid(), form.errors
    return form.apply(customers)


def test_visits_of_one_person_follow_each_other(office):
    """
    Three customers of two people: the second one of Li's begins when the first ends, Wang's begins with the day.
    """
    rows = [office.customer("C1"), office.customer("C2"), office.customer("C3", owner=office.wang)]
    done(PlanForm, rows, office.lead, PLAN)
    visits = Visit.objects.order_by("customer__code")

    assert [at(date(2024, 6, 20), 9), at(date(2024, 6, 20), 10), at(date(2024, 6, 20), 9)] == [
        visit.start for visit in visits
    ]
    assert [office.li, office.li, office.wang] == [visit.owner for visit in visits]
    assert {"planned"} == {visit.status for visit in visits}
    assert {"coverage"} == {visit.purpose for visit in visits}


def test_where_the_visits_lie_and_what_comes_next_is_told(office):
    """
    Each plan that took one as a link, with how it stands and by when it is to be handed in, and each once.
    """
    rows = [office.customer("C1"), office.customer("C2"), office.customer("C3", owner=office.wang)]
    said = PLAN_ASKING.worked(done(PlanForm, rows, office.lead, {**PLAN, "start": "2024-07-03T09:00"}))
    plans = [reverse("admin:visitcore_django_visitplan_change", args=[plan.pk]) for plan in VisitPlan.objects.all()]

    assert said.startswith("3 visits are planned. Part of these plans, which have still to be handed in:")
    assert [1, 1] == [said.count(f'<a href="{page}">') for page in plans]
    assert "li July 2024</a>: draft, due by June 30, 2024" in said


def test_a_visit_is_planned_for_a_purpose_of_its_day(office):
    """
    Coverage is a purpose of today and none of the policy of July: it is told at its field, which offers those of July.
    """
    office.policy(PURPOSES_OF_JULY, since=date(2024, 7, 1))
    office.customer("C1")
    form = PlanForm({**PLAN, "start": "2024-07-03T09:00"}, person=office.lead)
    assert ["purpose"] == list(form.errors)
    offered = [value for value, _words in form.fields["purpose"].widget.choices]
    assert ["", "care_payment", "complaint"] == offered

    again = {**PLAN, "start": "2024-07-03T09:00", "purpose": "care_payment"}
    assert [] == done(PlanForm, [office.customer("C2")], office.lead, again).failed
    assert "care_payment" == Visit.objects.get().purpose


def test_without_minutes_all_begin_at_once(office):
    """
    Where nothing is said of how long each takes, all are planned for the same time, and no end is made up.
    """
    done(PlanForm, [office.customer("C1"), office.customer("C2")], office.lead, {**PLAN, "minutes": ""})

    assert {(at(date(2024, 6, 20), 9), None)} == set(Visit.objects.values_list("start", "end"))


def test_what_does_not_fit_into_the_day_is_told(office):
    """
    A visit that would run past midnight is not planned.
    """
    rows = [office.customer("C1"), office.customer("C2")]
    came = done(PlanForm, rows, office.lead, {**PLAN, "start": "2024-06-20T22:30"})

    assert ["C1"] == [row.code for row in came.worked]
    assert ["C2"] == [row.code for row, _why in came.failed]
    assert "day is full" in came.failed[0][1]


@pytest.mark.parametrize(
    ("start", "minutes", "why"),
    [
        ("2024-06-13T10:00", "60", "lies in the past"),
        ("2024-06-13T23:00", "60", "lies in the past"),
        ("2024-06-14T07:59", "60", "lies in the past"),
        ("2024-06-20T23:00", "60", "run past midnight"),
        ("2024-06-20T23:00", "59", ""),
        ("2024-06-20T23:00", "", ""),
    ],
)
def test_a_visit_is_planned_for_a_time_that_comes(office, start, minutes, why):
    """
    A day that is gone, and a visit that would not end on its day, are told at the field; the form is kept.
    """
    form = PlanForm({**PLAN, "start": start, "minutes": minutes}, person=office.lead)

    assert bool(why) is ("start" in form.errors)
    assert why in str(form.errors)


def test_a_double_click_plans_once(office):
    """
    The same form sent twice plans one visit to each.
    """
    rows = [office.customer("C1"), office.customer("C2")]
    for _ in range(2):
        assert 2 == len(done(PlanForm, rows, office.lead, PLAN).worked)

    assert 2 == Visit.objects.count()


def test_what_cannot_be_planned_is_told_and_the_rest_is(office):
    """
    Li's plan of June is approved and takes no more; Wang's does, and the reason is given for Li's.
    """
    VisitPlan.objects.create(owner=office.li, month=date(2024, 6, 1), state=VisitPlan.State.APPROVED)
    came = done(PlanForm, [office.customer("C1"), office.customer("C2", owner=office.wang)], office.lead, PLAN)

    assert ["C2"] == [row.code for row in came.worked]
    assert "recorded as made" in came.failed[0][1]


def test_the_same_visit_again_is_told(office):
    """
    A visit that is recorded for the same person and time is not planned a second time.
    """
    row = office.customer()
    done(PlanForm, [row], office.lead, {**PLAN, "token": "one"})
    came = done(PlanForm, [row], office.lead, {**PLAN, "token": "two"})

    assert [row] == [failed for failed, _why in came.failed]
    assert "at this time already" in came.failed[0][1]


@pytest.mark.parametrize(("person", "offered"), [("li", {"li"}), ("lead", {"li", "wang", "lead", "manager"})])
def test_visitors_are_those_whom_one_sees(office, person, offered):
    """
    A salesperson plans for himself, a lead for the team.
    """
    form = PlanForm(person=getattr(office, person))

    assert offered == {user.username for user in form.fields["visitor"].queryset}


def test_a_visitor_out_of_sight_is_refused(office):
    """
    A forged visitor of another team is not taken.
    """
    form = PlanForm({**PLAN, "visitor": office.zhao.pk}, person=office.lead)

    assert {"visitor"} == set(form.errors)


def test_each_customer_is_excused_on_its_own(office):
    """
    An excuse is asked for each; where there is one already, it is told.
    """
    first, second = office.customer("C1"), office.customer("C2")
    done(ExcuseForm, [first], office.li, {**EXCUSE, "token": "one"})
    came = done(ExcuseForm, [first, second], office.li, {**EXCUSE, "token": "two"})

    assert [second] == came.worked
    assert "already" in came.failed[0][1]
    assert 2 == Excuse.objects.filter(state="requested").count()


@pytest.mark.parametrize(("sent", "at_fault"), [({"last_day": "2024-05-31"}, "last_day"), ({"reason": " "}, "reason")])
def test_days_in_order_and_a_reason(office, sent, at_fault):
    """
    The fault is told at its field before anything is asked for.
    """
    form = ExcuseForm({**EXCUSE, **sent}, person=office.li)

    assert {at_fault} == set(form.errors)


def test_a_fault_of_the_program_is_not_swallowed(office):
    """
    Only what the desk refuses is told as a reason.
    """
    with pytest.raises(ZeroDivisionError):
        Done().try_for(office.customer(), lambda: 1 / 0)


def test_the_days_of_an_excuse_are_those_of_the_period(office):
    """
    ABC-03.2a: an A customer's visits are owed by the month; customers of several periods are left for the person.
    """
    first, second = office.customer("C1", since=date(2024, 6, 1)), office.customer("C2", "C", since=date(2024, 6, 1))
    desk.refresh_many([first, second], NOW.date())
    one, both = ExcuseForm(person=office.li, customers=[first]), ExcuseForm(person=office.li, customers=[first, second])

    assert (date(2024, 6, 1), date(2024, 6, 30)) == tuple(
        one.fields[name].initial for name in ("first_day", "last_day")
    )
    assert both.fields["first_day"].initial is None
    assert "whole period" in both.fields["last_day"].help_text


def test_who_excuses_part_of_a_period_is_told_that_the_visit_stays_owed(office):
    """
    Half of June excuses nothing, all of it does.
    """
    half = done(
        ExcuseForm, [office.customer("C1", since=date(2024, 6, 1))], office.li, {**EXCUSE, "last_day": "2024-06-20"}
    )
    whole = done(ExcuseForm, [office.customer("C2", since=date(2024, 6, 1))], office.li, {**EXCUSE, "token": "u"})

    assert ["C1"] == [row.code for row in half.worked]
    assert "from 2024-06-01 to 2024-06-30; a visit stays owed" in half.noted[0][1]
    assert [] == whole.noted


def test_plans_that_take_no_more_are_told_before_the_form_is_filled_in(office):
    """
    Li's plan of July waits for approval; the form for a customer of Li's says so at the time of the visit.
    """
    VisitPlan.objects.create(owner=office.li, month=date(2024, 7, 1), state=VisitPlan.State.SUBMITTED)
    VisitPlan.objects.create(owner=office.li, month=date(2024, 5, 1), state=VisitPlan.State.APPROVED)
    form = PlanForm(person=office.lead, customers=[office.customer()])

    assert form.fields["start"].help_text.endswith("li July 2024 (submitted)")
    assert (
        ""
        == PlanForm(person=office.lead, customers=[office.customer("C2", owner=office.wang)]).fields["start"].help_text
    )
