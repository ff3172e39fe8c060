from datetime import date

import pytest
from django.apps import apps
from visitcore_site.credit import LEDGER_A, Account
from visitcore_site.days import LONG_BEFORE, NOW, TODAY, at
from visitcore_site.meals import asked_for
from visitcore_site.together import locks

from visitcore_django import desk
from visitcore_django.desk.approvals import ANSWERS, RIGHTS
from visitcore_django.models import Approval, Gift, GiftItem, Visit, VisitPlan


@pytest.fixture
def asked(office):
    """
    Li's plan for July, handed in.
    """
    return a_plan(office)


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


ORDER = (
    *("Customer", "CreditAccount", "VisitPlan", "Visit", "VisitReport"),
    *("Excuse", "Gift", "MealRequest", "ShipmentRequest", "PolicyVersion", "Approval", "GiftItem"),
)
"""The order in which everybody at the desk locks rows, so that no two wait for each other."""


def a_plan(office):
    """
    Li's plan for July, handed in.
    """
    visit = desk.plan_visit(office.customer(), by=office.li, start=at(date(2024, 7, 3)), at=LONG_BEFORE)
    return desk.submit_plan(visit.plan, by=office.li, at=NOW)


def a_report(office):
    """
    Li's report on a visit of the day before, handed in.
    """
    visit = Visit(customer=office.customer(), owner=office.li, start=at(date(2024, 6, 13)))
    report = desk.start_report(desk.record_visit(visit, by=office.li, at=NOW), by=office.li, at=NOW)
    report.text = "x"
    return desk.submit_report(desk.save_report(report, by=office.li), by=office.li, at=NOW)


def an_excuse(office):
    """
    Li's excuse for July.
    """
    days = {"first_day": date(2024, 7, 1), "last_day": date(2024, 7, 31)}
    desk.request_excuse(office.customer(), by=office.li, reason="closed", at=NOW, **days)
    return Approval.objects.get()


def a_gift(office):
    """
    A pen of the three in the store.
    """
    item = GiftItem.objects.create(code="P", name="Pen", value=1)
    desk.move_stock(item, 3, by=office.money, at=NOW)
    desk.request_gift(Gift(customer=office.customer(), item=item, quantity=1, on=TODAY), by=office.li, at=NOW)
    return Approval.objects.get()


def a_meal(office):
    """
    A tea party.
    """
    asked_for(office)
    return Approval.objects.get()


def a_shipment(office):
    """
    Goods over the limit, which wait for a signature.
    """
    account = Account(office)
    account.tell(*LEDGER_A)
    account.ship("03-28", 25000, "I4")
    return Approval.objects.get()


YES, NO = desk.approve, desk.send_back


@pytest.mark.parametrize(
    ("wanted", "person", "deeds"),
    [
        (a_plan, "lead", [YES]),
        (a_plan, "lead", [NO, desk.submit_plan, desk.withdraw_plan]),
        (a_report, "lead", [YES]),
        (a_report, "lead", [NO, desk.submit_report, desk.withdraw_report]),
        (an_excuse, "lead", [YES]),
        (an_excuse, "lead", [NO, desk.resubmit_excuse]),
        (a_gift, "manager", [YES, desk.take_back_gift]),
        (a_gift, "manager", [NO, desk.request_gift, desk.cancel_gift]),
        (a_meal, "cs", [YES, desk.cancel_meal]),
        (a_meal, "cs", [NO, desk.request_meal, desk.cancel_meal]),
        (a_shipment, "manager", [YES]),
        (a_shipment, "manager", [NO, desk.change_shipment, desk.release_shipment, desk.withdraw_shipment]),
    ],
)
def test_everybody_locks_rows_in_one_order(office, monkeypatch, wanted, person, deeds):
    """
    Whatever becomes of what waits: an account before its shipment, a plan before its visits, a row before its approval.
    """
    asked, when = wanted(office), Approval.objects.get().requested_at
    for deed in deeds:
        with monkeypatch.context() as patched:
            seen = locks(patched)
            if deed in (YES, NO):
                deed(asked, by=getattr(office, person), comment="word", at=when)
            else:
                by = office.manager if deed is desk.take_back_gift else office.li
                deed(asked.subject, by=by, **({} if deed is desk.change_shipment else {"at": when}))
        first = list(dict.fromkeys(seen))

        assert first, deed.__name__
        assert first == sorted(first, key=ORDER.index), deed.__name__


@pytest.mark.parametrize("deed", [desk.change_planned, desk.drop_planned])
def test_a_plan_is_locked_before_its_visits(office, monkeypatch, deed):
    """
    As it is by the one who hands it in meanwhile.
    """
    visit = desk.plan_visit(office.customer(), by=office.li, start=at(date(2024, 7, 3)), at=LONG_BEFORE)
    seen = locks(monkeypatch)
    deed(visit, by=office.li)

    assert ["VisitPlan", "Visit"] == list(dict.fromkeys(seen))
