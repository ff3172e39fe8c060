from datetime import date

import pytest
from visitcore_site.days import at

from visitcore_django import desk
from visitcore_django.desk.planned import may_edit
from visitcore_django.models import StaleError, Visit, VisitPlan

THIRD, FOURTH = at(date(2024, 7, 3)), at(date(2024, 7, 4))


@pytest.fixture
def visit(office):
    """
    A visit of Li's, planned for the third of July.
    """
    return desk.plan_visit(office.customer(), by=office.li, start=THIRD)


def test_a_visit_is_put_into_the_plan_of_its_month(office, visit):
    """
    The plan of July is made with its first visit, and takes the second.
    """
    second = desk.plan_visit(office.customer("C2"), by=office.li, start=FOURTH, purpose="coverage")

    assert (office.li, date(2024, 7, 1), "draft") == (visit.plan.owner, visit.plan.month, visit.plan.state)
    assert second.plan == visit.plan
    assert ("planned", office.li) == (second.status, second.owner)


def test_a_double_click_plans_once(office):
    """
    The same token plans one visit.
    """
    customer = office.customer()
    first = desk.plan_visit(customer, by=office.li, start=THIRD, token="t")
    again = desk.plan_visit(customer, by=office.li, start=THIRD, token="t")

    assert first == again
    assert 1 == Visit.objects.count()


def test_the_same_visit_is_not_planned_twice(office, visit):
    """
    Same person, same customer, same time: told, not written.
    """
    with pytest.raises(desk.DeskError, match="already"):
        desk.plan_visit(visit.customer, by=office.li, start=THIRD)


def test_a_visit_does_not_end_before_it_starts(office):
    """
    Times in the wrong order are told.
    """
    with pytest.raises(desk.DeskError, match="ends before"):
        desk.plan_visit(office.customer(), by=office.li, start=FOURTH, end=THIRD)


def test_nobody_plans_a_visit_to_a_customer_he_does_not_see(office):
    """
    Wang's customer is outside what Li looks after.
    """
    with pytest.raises(desk.NotAllowedError):
        desk.plan_visit(office.customer(owner=office.wang), by=office.li, start=THIRD)


def test_an_approved_plan_takes_no_more_visits(office, visit):
    """
    It stays as it is, and it is told what can be done instead; so for changes and removals.
    """
    desk.approve(desk.submit_plan(visit.plan, by=office.li), by=office.lead)
    visit.refresh_from_db()

    with pytest.raises(desk.DeskError, match="recorded as made"):
        desk.plan_visit(visit.customer, by=office.li, start=FOURTH)
    with pytest.raises(desk.DeskError, match="recorded as made"):
        desk.change_planned(visit, by=office.li)
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
        desk.change_planned(moved, by=office.li)

    assert (visit.plan, THIRD) == (Visit.objects.get().plan, Visit.objects.get().start)


def test_a_planned_visit_is_moved_with_its_plan(office, visit):
    """
    Moved into August, it stands in the plan of August.
    """
    visit.start = at(date(2024, 8, 1))
    desk.change_planned(visit, by=office.li)

    assert date(2024, 8, 1) == Visit.objects.get().plan.month
    assert 2 == VisitPlan.objects.count()


def test_the_second_editor_of_a_planned_visit_is_told(office, visit):
    """
    Nothing is overwritten.
    """
    other = Visit.objects.get(pk=visit.pk)
    visit.purpose = "coverage"
    desk.change_planned(visit, by=office.li)

    with pytest.raises(StaleError):
        desk.change_planned(other, by=office.li)


def test_moving_onto_another_visit_is_told(office, visit):
    """
    Two visits of one person to one customer at one time are one too many.
    """
    other = desk.plan_visit(visit.customer, by=office.li, start=FOURTH)
    other.start = THIRD

    with pytest.raises(desk.DeskError, match="already"):
        desk.change_planned(other, by=office.li)


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
        desk.change_planned(visit, by=office.li)
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
    desk.change_planned(visit, by=office.li)
    desk.put_planned(Visit(customer=visit.customer, start=FOURTH, **brought), by=office.li)

    for kept in Visit.objects.all():
        assert ("planned", "", "") == (kept.status, kept.mark, kept.cancelled_because)
        assert office.li == kept.plan.owner


def test_a_planned_visit_of_others_is_not_taken_over(office):
    """
    Li calls Zhao's visit his own, with a customer of his: it is Zhao's, and is neither moved, taken out nor planned.
    """
    theirs = desk.plan_visit(office.customer("Z1", owner=office.zhao), by=office.zhao, start=THIRD)
    own = office.customer("L1")
    for step in (desk.change_planned, desk.drop_planned):
        mine = Visit.objects.get(pk=theirs.pk)
        mine.customer, mine.owner = own, office.li
        with pytest.raises(desk.NotAllowedError):
            step(mine, by=office.li)
    with pytest.raises(desk.DeskError, match="on record already"):
        desk.put_planned(mine, by=office.li)

    kept = Visit.objects.get()
    assert (office.zhao, theirs.customer, theirs.plan) == (kept.owner, kept.customer, kept.plan)


def test_nobody_plans_for_one_for_whom_he_cannot_act(office, visit):
    """
    Li sees his own customers alone: he neither puts a visit into Wang's plan nor gives him one; his lead may do both.
    """
    with pytest.raises(desk.NotAllowedError, match="wang"):
        desk.plan_visit(visit.customer, by=office.li, start=FOURTH, owner=office.wang)
    visit.owner = office.wang
    with pytest.raises(desk.NotAllowedError, match="wang"):
        desk.change_planned(visit, by=office.li)
    assert not VisitPlan.objects.filter(owner=office.wang).exists()

    desk.change_planned(visit, by=office.lead)
    assert office.wang == Visit.objects.get().plan.owner


def test_a_visit_stays_its_visitors_when_another_moves_it(office):
    """
    Zhao of the other team planned it; the manager of this one, who reviews it, moves it and needs not act for Zhao.
    """
    theirs = Visit.objects.create(customer=office.customer(), owner=office.zhao, start=THIRD)
    theirs.start = FOURTH

    assert office.zhao == desk.change_planned(theirs, by=office.lead).owner
