from datetime import date, timedelta

import pytest
from django.utils import timezone
from visitcore_site.days import LONG_BEFORE, NOW, at

from visitcore_django import desk
from visitcore_django.desk.planned import may_edit
from visitcore_django.desk.waiting import waiting_for
from visitcore_django.models import StaleError, Visit, VisitPlan

THIRD, FOURTH = at(date(2024, 7, 3)), at(date(2024, 7, 4))


@pytest.fixture
def visit(office):
    """
    A visit of Li's, planned for the third of July.
    """
    return desk.plan_visit(office.customer(), by=office.li, start=THIRD, at=LONG_BEFORE)


def test_a_visit_is_put_into_the_plan_of_its_month(office, visit):
    """
    The plan of July is made with its first visit, and takes the second.
    """
    second = desk.plan_visit(office.customer("C2"), by=office.li, start=FOURTH, purpose="coverage", at=LONG_BEFORE)

    assert (office.li, date(2024, 7, 1), "draft") == (visit.plan.owner, visit.plan.month, visit.plan.state)
    assert second.plan == visit.plan
    assert ("planned", office.li) == (second.status, second.owner)


@pytest.mark.parametrize("deed", ["put", "move", "drop"])
def test_who_writes_in_a_plan_does_not_approve_it(office, visit, deed):
    """
    Four eyes: the lead puts a visit into Li's plan, moves one or takes one out; another one approves it.
    """
    other = desk.plan_visit(office.customer("C2"), by=office.li, start=FOURTH, at=LONG_BEFORE)
    if deed == "put":
        desk.plan_visit(office.customer("C3"), by=office.lead, start=FOURTH, at=LONG_BEFORE, owner=office.li)
    elif deed == "move":
        other.start += timedelta(hours=1)
        desk.change_planned(other, by=office.lead, at=LONG_BEFORE)
    else:
        desk.drop_planned(other, by=office.lead)
    approval = desk.submit_plan(visit.plan, by=office.li, at=LONG_BEFORE)

    assert [approval] == list(waiting_for(office.manager, LONG_BEFORE.date()))
    assert [] == list(waiting_for(office.lead, LONG_BEFORE.date()))
    with pytest.raises(desk.FourEyesError):
        desk.approve(approval, by=office.lead, at=LONG_BEFORE)
    assert "approved" == desk.approve(approval, by=office.manager, at=LONG_BEFORE).state


@pytest.mark.parametrize("start", [NOW - timedelta(minutes=1), NOW - timedelta(days=40)])
def test_nothing_is_planned_into_the_past(office, visit, start):
    """
    Neither a new visit nor one that is moved, whoever asks; what has been made is recorded.
    """
    other = office.customer("C2")
    with pytest.raises(desk.DeskError, match="lies in the past; record the visit as made") as caught:
        desk.plan_visit(other, by=office.li, start=start, at=NOW)
    with pytest.raises(desk.DeskError, match="lies in the past"):
        desk.plan_visit(other, by=office.li, start=start)
    with pytest.raises(desk.DeskError, match="lies in the past"):
        desk.put_planned(Visit(customer=visit.customer, start=start), by=office.li, at=NOW)
    visit.start = start
    with pytest.raises(desk.DeskError, match="lies in the past"):
        desk.change_planned(visit, by=office.li, at=NOW)

    assert "start" == caught.value.column
    assert [THIRD] == [row.start for row in Visit.objects.all()]


def test_a_visit_of_this_minute_is_planned(office):
    """
    Nobody types seconds.
    """
    assert desk.plan_visit(office.customer(), by=office.li, start=NOW, at=NOW + timedelta(seconds=59)).pk
    assert desk.plan_visit(office.customer("C2"), by=office.li, start=timezone.now() + timedelta(minutes=1)).pk


def test_a_planned_visit_whose_time_has_passed_keeps_its_time(office, visit):
    """
    Its note may still be written; it is not moved.
    """
    visit.note = "he was not there"

    assert "he was not there" == desk.change_planned(visit, by=office.li, at=THIRD + timedelta(days=1)).note


def test_a_double_click_plans_once(office):
    """
    The same token plans one visit.
    """
    customer = office.customer()
    first = desk.plan_visit(customer, by=office.li, start=THIRD, token="t", at=LONG_BEFORE)
    again = desk.plan_visit(customer, by=office.li, start=THIRD, token="t", at=THIRD + timedelta(days=1))

    assert first == again
    assert 1 == Visit.objects.count()


def test_the_same_visit_is_not_planned_twice(office, visit):
    """
    Same person, same customer, same time: told, not written.
    """
    with pytest.raises(desk.DeskError, match="already"):
        desk.plan_visit(visit.customer, by=office.li, start=THIRD, at=LONG_BEFORE)


def test_a_visit_does_not_end_before_it_starts(office):
    """
    Times in the wrong order are told.
    """
    with pytest.raises(desk.DeskError, match="ends before"):
        desk.plan_visit(office.customer(), by=office.li, start=FOURTH, end=THIRD, at=LONG_BEFORE)


def test_nobody_plans_a_visit_to_a_customer_he_does_not_see(office):
    """
    Wang's customer is outside what Li looks after.
    """
    with pytest.raises(desk.NotAllowedError):
        desk.plan_visit(office.customer(owner=office.wang), by=office.li, start=THIRD, at=LONG_BEFORE)


def test_an_approved_plan_takes_no_more_visits(office, visit):
    """
    It stays as it is, and it is told what can be done instead; so for changes and removals.
    """
    desk.approve(desk.submit_plan(visit.plan, by=office.li), by=office.lead)
    visit.refresh_from_db()

    with pytest.raises(desk.DeskError, match="recorded as made"):
        desk.plan_visit(visit.customer, by=office.li, start=FOURTH, at=LONG_BEFORE)
    with pytest.raises(desk.DeskError, match="recorded as made"):
        desk.change_planned(visit, by=office.li, at=LONG_BEFORE)
    with pytest.raises(desk.DeskError, match="recorded as made"):
        desk.drop_planned(visit, by=office.li)


def test_no_visit_leaves_an_approved_plan(office, visit):
    """
    Moved into August, whose plan is open, it would be gone from what the lead has approved for July.
    """
    desk.approve(desk.submit_plan(visit.plan, by=office.li), by=office.lead)
    moved = Visit.objects.get()
    moved.start = at(date(2024, 8, 1))
    with pytest.raises(desk.DeskError, match="2024-07 is approved"):
        desk.change_planned(moved, by=office.li, at=LONG_BEFORE)

    assert (visit.plan, THIRD) == (Visit.objects.get().plan, Visit.objects.get().start)


def test_a_planned_visit_is_moved_with_its_plan(office, visit):
    """
    Moved into August, it stands in the plan of August.
    """
    visit.start = at(date(2024, 8, 1))
    desk.change_planned(visit, by=office.li, at=LONG_BEFORE)

    assert date(2024, 8, 1) == Visit.objects.get().plan.month
    assert 2 == VisitPlan.objects.count()


def test_the_second_editor_of_a_planned_visit_is_told(office, visit):
    """
    Nothing is overwritten.
    """
    other = Visit.objects.get(pk=visit.pk)
    visit.purpose = "coverage"
    desk.change_planned(visit, by=office.li, at=LONG_BEFORE)

    with pytest.raises(StaleError):
        desk.change_planned(other, by=office.li, at=LONG_BEFORE)


def test_moving_onto_another_visit_is_told(office, visit):
    """
    Two visits of one person to one customer at one time are one too many.
    """
    other = desk.plan_visit(visit.customer, by=office.li, start=FOURTH, at=LONG_BEFORE)
    other.start = THIRD

    with pytest.raises(desk.DeskError, match="already"):
        desk.change_planned(other, by=office.li, at=LONG_BEFORE)


def test_a_planned_visit_is_taken_out(office, visit):
    """
    Out of an open plan it goes without a trace.
    """
    desk.drop_planned(visit, by=office.li)

    assert not Visit.objects.exists()


def test_a_made_visit_is_no_plan_any_more(office, visit):
    """
    What was made is neither moved nor taken out.
    """
    desk.record_visit(visit, by=office.li, at=FOURTH)

    with pytest.raises(desk.WrongStateError):
        desk.change_planned(visit, by=office.li, at=LONG_BEFORE)
    with pytest.raises(desk.WrongStateError):
        desk.drop_planned(visit, by=office.li)


def test_a_visit_is_changed_by_its_visitor_or_a_reviewer(office, visit):
    """
    Li and his lead may; Wang of the same team may not, though the customer were his.
    """
    visit.customer.owner = office.wang
    visit.customer.save()

    assert [True, True, False, True] == [may_edit(visit, who) for who in (office.li, office.lead, office.wang, None)]
    with pytest.raises(desk.NotAllowedError):
        desk.drop_planned(visit, by=office.wang)


def test_a_planned_visit_makes_itself_nowhere(office, visit):
    """
    What a row says of its own status, mark and plan counts for nothing, new or changed; it is planned.
    """
    other = VisitPlan.objects.create(owner=office.wang, month=date(2024, 7, 1), state="approved")
    brought = {"status": "completed", "mark": "x", "cancelled_because": "x", "plan": other}
    for name, value in brought.items():
        setattr(visit, name, value)
    desk.change_planned(visit, by=office.li, at=LONG_BEFORE)
    desk.put_planned(Visit(customer=visit.customer, start=FOURTH, **brought), by=office.li, at=LONG_BEFORE)

    for kept in Visit.objects.all():
        assert ("planned", "", "") == (kept.status, kept.mark, kept.cancelled_because)
        assert office.li == kept.plan.owner


def test_a_planned_visit_of_others_is_not_taken_over(office):
    """
    Li calls Zhao's visit his own, with a customer of his: it is Zhao's, and is neither moved, taken out nor planned.
    """
    theirs = desk.plan_visit(office.customer("Z1", owner=office.zhao), by=office.zhao, start=THIRD, at=LONG_BEFORE)
    own = office.customer("L1")
    for step in (desk.change_planned, desk.drop_planned):
        mine = Visit.objects.get(pk=theirs.pk)
        mine.customer, mine.owner = own, office.li
        with pytest.raises(desk.NotAllowedError):
            step(mine, by=office.li)
    with pytest.raises(desk.DeskError, match="on record already"):
        desk.put_planned(mine, by=office.li, at=LONG_BEFORE)

    kept = Visit.objects.get()
    assert (office.zhao, theirs.customer, theirs.plan) == (kept.owner, kept.customer, kept.plan)


def test_nobody_plans_for_one_for_whom_he_cannot_act(office, visit):
    """
    Li sees his own customers alone: he neither puts a visit into Wang's plan nor gives him one; his lead may do both.
    """
    with pytest.raises(desk.NotAllowedError, match="wang"):
        desk.plan_visit(visit.customer, by=office.li, start=FOURTH, owner=office.wang, at=LONG_BEFORE)
    visit.owner = office.wang
    with pytest.raises(desk.NotAllowedError, match="wang"):
        desk.change_planned(visit, by=office.li, at=LONG_BEFORE)
    assert not VisitPlan.objects.filter(owner=office.wang).exists()

    desk.change_planned(visit, by=office.lead, at=LONG_BEFORE)
    assert office.wang == Visit.objects.get().plan.owner


def test_a_visit_stays_its_visitors_when_another_moves_it(office):
    """
    Zhao of the other team planned it; the manager of this one, who reviews it, moves it and needs not act for Zhao.
    """
    theirs = Visit.objects.create(customer=office.customer(), owner=office.zhao, start=THIRD)
    theirs.start = FOURTH

    assert office.zhao == desk.change_planned(theirs, by=office.lead, at=LONG_BEFORE).owner
