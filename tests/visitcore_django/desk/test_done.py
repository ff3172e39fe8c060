from datetime import date, timedelta

import pytest
import time_machine
from visitcore_site.days import LONG_BEFORE, at
from visitcore_site.sweeping import on

from visitcore_django import desk
from visitcore_django.desk.done import close, close_done
from visitcore_django.models import Approval, CallBack, CallbackMatter, Complaint, Reminder, SweepRun, Visit
from visitcore_django.sweep.approvals import approvals
from visitcore_django.sweep.papers import promises, reports, unreported
from visitcore_django.sweep.plans import plans
from visitcore_django.sweep.service import callbacks, complaints
from visitcore_django.sweep.visits import visits

DAY = date(2024, 6, 20)


@pytest.fixture(autouse=True)
def _today(db):
    """
    It is Thursday, 20 June 2024; the office sweeps since the beginning of the year.
    """
    SweepRun.objects.create(on=date(2024, 1, 2))
    with time_machine.travel(at(DAY, 12), tick=False):
        yield


@pytest.fixture(autouse=True)
def customer(office, _today):
    """
    A customer of Li's.
    """
    return office.customer(since=date(2023, 1, 1))


def open_kinds():
    """
    The kinds of the reminders that are open, each once.
    """
    return set(Reminder.objects.filter(closed_on=None).values_list("kind", flat=True))


def visited(customer, day=date(2024, 6, 10)):
    """
    A visit of Li's that was made.
    """
    visit = Visit(customer=customer, owner=customer.owner, start=at(day, 10), end=at(day, 11), purpose="x")
    return desk.record_visit(visit, by=customer.owner)


def test_a_plan_handed_in_is_called_to_mind_no_longer(office, customer):
    """
    VPR-03.1: June's plan was late, and Li and the lead were told; whose plan it is, is told apart.
    """
    office.customer("W1", owner=office.wang)
    plan = desk.plan_visit(customer, by=office.li, start=at(date(2024, 6, 27)), at=LONG_BEFORE).plan
    plans(on(DAY), 0)
    before = Reminder.objects.filter(closed_on=None, kind="plan_overdue").count()
    desk.submit_plan(plan, by=office.li)
    left = Reminder.objects.filter(closed_on=None, kind="plan_overdue")

    assert (4, 2) == (before, left.count())
    assert not left.filter(to=office.li).exists() and left.filter(to=office.wang).exists()


def test_a_plan_that_was_not_there_yet_is_closed_too(office, customer):
    """
    Reminded before there was any plan, handed in without a sweep in between.
    """
    plans(on(DAY), 0)
    assert "plan_overdue" in open_kinds()
    plan = desk.plan_visit(customer, by=office.li, start=at(date(2024, 6, 27))).plan
    assert "plan_overdue" in open_kinds()
    desk.submit_plan(plan, by=office.li)

    assert "plan_overdue" not in open_kinds()


def test_a_visit_recorded_is_called_to_mind_no_longer(office, customer):
    """
    ABC-03.2a: the customer stood overdue, and after the visit does not.
    """
    desk.refresh_due(customer, DAY)
    visits(on(DAY), 0)
    assert "visit_overdue" in open_kinds()
    visited(customer)

    assert "visit_overdue" not in open_kinds()
    assert {DAY} == set(Reminder.objects.values_list("closed_on", flat=True))


def test_a_report_is_owed_until_it_is_handed_in(office, customer):
    """
    VPR-05.1: begun it is still asked for, handed in no longer.
    """
    visit = visited(customer)
    unreported(on(DAY), 0)
    report = desk.start_report(visit, by=office.li)
    assert "unreported_overdue" in open_kinds()
    report.text = "all well"
    desk.save_report(report, by=office.li)
    reports(on(DAY), 0)
    unreported(on(DAY), 0)
    assert "report_overdue" in open_kinds()
    desk.submit_report(report, by=office.li)

    assert not open_kinds()


def test_a_cancelled_visit_owes_no_report(office, customer):
    """
    What was not made is not reported on.
    """
    visit = visited(customer)
    unreported(on(DAY), 0)
    desk.cancel_visit(visit, by=office.li, reason="was not so")

    assert "unreported_overdue" not in open_kinds()


def test_a_report_begun_is_owed_no_longer_once_its_visit_is_cancelled(office, customer):
    """
    VPR-05.1: it was late; of a visit that was not made nobody reports.
    """
    visit = visited(customer)
    desk.start_report(visit, by=office.li)
    reports(on(DAY), 0)
    assert "report_overdue" in open_kinds()
    desk.cancel_visit(visit, by=office.li, reason="was not so")

    assert "report_overdue" not in open_kinds()


def test_an_excused_customer_is_called_to_mind_no_longer(office, customer):
    """
    The customer stood overdue; whoever approves the excuse leaves nothing to be reminded of.
    """
    desk.refresh_due(customer, DAY)
    visits(on(DAY), 0)
    assert "visit_overdue" in open_kinds()
    days = {"first_day": date(2023, 1, 1), "last_day": date(2024, 12, 31)}
    excuse = desk.request_excuse(customer, by=office.li, reason="closed for a year", **days)
    assert "visit_overdue" in open_kinds()
    desk.approve_excuse(Approval.objects.get(subject_id=excuse.pk, subject_kind="excuse"), by=office.lead)

    assert "visit_overdue" not in open_kinds()


def test_a_promise_kept_is_called_to_mind_no_longer(office, customer):
    """
    Two promises, of which one is kept.
    """
    rows = [desk.make_promise(customer, by=office.li, what=what, made=date(2024, 5, 20)) for what in "ab"]
    promises(on(DAY), 0)
    desk.keep_promise(rows[0], by=office.li)

    assert [rows[1].pk] == list(
        Reminder.objects.filter(closed_on=None, to=office.li).values_list("subject_id", flat=True)
    )


def test_a_step_closes_what_its_clock_asked_for(office, customer):
    """
    OMS-02.12: once brand and legal are warned, the warning is not called to mind; closing the case is, until it is.
    """
    told = {"problem": "x", "received_at": at(date(2024, 6, 13)), "flags": {"door_block": True}}
    row = desk.open_complaint(Complaint(customer=customer, **told), by=office.li, at=told["received_at"])
    complaints(on(DAY), 0)
    marks = {key.split(":")[3] for key in Reminder.objects.filter(closed_on=None).values_list("open_key", flat=True)}
    for kind in ("legal_warned", "brand_or_management_warned"):
        desk.note_complaint(row, kind, by=office.cs)
    left = {key.split(":")[3] for key in Reminder.objects.filter(closed_on=None).values_list("open_key", flat=True)}
    for move, by in (("check_reason", "li"), ("refuse_case", "lead"), ("explain", "li"), ("close_case", "cs")):
        desk.advance_complaint(row, move, by=getattr(office, by), met=["reason_explained"])

    assert {"warning", "closing"} <= marks
    assert "warning" not in left and "closing" in left
    assert not open_kinds()


def test_a_call_back_made_is_called_to_mind_no_longer(office, customer):
    """
    RCB-01.3a: on site with a signature, all is settled.
    """
    told = {"cause": "complaint", "class_of": "important", "complainant": "Sun", "reply_letter_only": False}
    matter = CallbackMatter(customer=customer, closed_at=at(date(2024, 6, 14)), **told)
    matter = desk.open_matter(matter, by=office.li)
    callbacks(on(DAY), 0)
    assert "callback_overdue" in open_kinds()
    sheet = {"content": "ok", "customer_signature": "Sun"}
    desk.call_back(matter, CallBack(made=at(DAY, 11), mode="on_site", resolved=True, values=sheet), by=office.lead)

    assert not open_kinds()


@pytest.mark.parametrize("answer", ["approve", "return", "withdraw"])
def test_an_approval_answered_is_called_to_mind_no_longer(office, customer, answer):
    """
    The lead was reminded of Li's plan; approved, sent back or taken back, it waits no longer.
    """
    plan = desk.plan_visit(customer, by=office.li, start=at(date(2024, 6, 27))).plan
    asked = desk.submit_plan(plan, by=office.li, at=at(date(2024, 6, 13)))
    approvals(on(DAY), 0)
    assert "approval_waiting" in open_kinds()
    if answer == "withdraw":
        desk.withdraw_plan(plan, by=office.li)
    elif answer == "approve":
        desk.approve_plan(asked, by=office.lead)
    else:
        desk.return_plan(asked, by=office.lead, comment="too few")

    assert "approval_waiting" not in open_kinds()


def test_a_deed_that_is_refused_closes_nothing(office, customer):
    """
    A plan that holds no visit is not handed in, and is asked for as before.
    """
    plan = desk.plan_visit(customer, by=office.li, start=at(date(2024, 6, 27))).plan
    plan.visits.all().delete()
    plans(on(DAY), 0)
    with pytest.raises(desk.DeskError):
        desk.submit_plan(plan, by=office.li)

    assert "plan_overdue" in open_kinds()


def test_the_next_sweep_asks_again_for_what_is_owed_again(office, customer):
    """
    A plan that is taken back was not handed in.
    """
    plan = desk.plan_visit(customer, by=office.li, start=at(date(2024, 6, 27))).plan
    plans(on(DAY), 0)
    desk.submit_plan(plan, by=office.li)
    desk.withdraw_plan(plan, by=office.li)
    plans(on(DAY), 0)

    assert "plan_overdue" in open_kinds()


def test_a_deed_about_nothing_that_is_called_to_mind_asks_nothing(office, django_assert_num_queries):
    """
    Users and the like cost no query.
    """
    with django_assert_num_queries(0):
        close_done([office.team.lead])


def test_nothing_is_closed_before_it_was_opened(office):
    """
    A clock that was set back leaves the day of the opening.
    """
    told = {"says_en": "x", "says_zh": "x", "subject_kind": "customer", "subject_id": 1, "open_key": "k"}
    row = Reminder.objects.create(kind="visit_due", to=office.li, opened_on=DAY, **told)
    close([row.pk], DAY - timedelta(days=1))
    row.refresh_from_db()

    assert (DAY, None) == (row.closed_on, row.open_key)
