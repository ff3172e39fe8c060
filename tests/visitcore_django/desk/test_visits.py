from datetime import date, timedelta
from functools import partial

import pytest
from visitcore_site.days import LONG_BEFORE, NOW, TODAY, at
from visitcore_site.office import Office
from visitcore_site.together import together

from visitcore_django import desk
from visitcore_django.facts.plans import holds
from visitcore_django.models import DecisionRecord, StaleError, Visit

EARLIER = at(date(2024, 6, 13))


def made(office, **more):
    """
    A visit of Li's, made the day before.
    """
    told = {"customer": office.customer(), "owner": office.li, "start": EARLIER, **more}
    return desk.record_visit(Visit(**told), by=office.li, at=NOW)


def test_a_visit_that_was_made_counts(office):
    """
    ABC-03.2a: one visit in June, and an A customer is met for June.
    """
    visit = made(office)

    assert ("completed", office.li) == (visit.status, visit.recorded_by)
    visit.customer.refresh_from_db()
    assert ("met", EARLIER.date(), 1) == (
        visit.customer.due_status,
        visit.customer.last_visit,
        visit.customer.done,
    )


def test_a_visit_without_a_plan_is_marked(office):
    """
    VPR-03.1 as we read it: a visit outside the plan is allowed and called unplanned; that decision is recorded.
    """
    visit = made(office)
    record = DecisionRecord.objects.get(subject_kind="visit", subject_id=visit.pk)

    assert "unplanned" == visit.mark
    assert ("look_up", "allowed", "VPR-03.1") == (record.name, record.verdict, record.rules)


def test_a_visit_of_the_plan_has_no_mark(office):
    """
    A planned visit that was made stands in its plan.
    """
    visit = desk.plan_visit(office.customer(), by=office.li, start=EARLIER, at=LONG_BEFORE)
    desk.record_visit(visit, by=office.li, at=NOW)

    assert ("", "completed") == (visit.mark, visit.status)
    assert not DecisionRecord.objects.filter(name="look_up").exists()


def test_a_visit_made_in_another_month_is_none_of_its_plan(office):
    """
    VPR-03.1: planned for 20 June in the plan that the lead approved, made on 25 July: the plan of June holds it not.
    """
    visit = desk.plan_visit(office.customer(), by=office.li, start=at(date(2024, 6, 20)), at=LONG_BEFORE)
    desk.approve(desk.submit_plan(visit.plan, by=office.li, at=NOW), by=office.lead, at=NOW)
    visit.start = at(date(2024, 7, 25))
    desk.record_visit(visit, by=office.li, at=at(date(2024, 7, 25), 12))
    kept = Visit.objects.get()

    assert (False, "unplanned") == (holds(kept), kept.mark)


@pytest.mark.parametrize("day", [date(2024, 6, 1), date(2024, 6, 30)])
def test_a_visit_made_on_another_day_of_its_month_is_one_of_the_plan(office, day):
    """
    VPR-03.1: the plan is one of a month, and the first and the last day of it are in the month.
    """
    visit = desk.plan_visit(office.customer(), by=office.li, start=at(date(2024, 6, 20)), at=LONG_BEFORE)
    plan, visit.start = visit.plan, at(day)
    desk.record_visit(visit, by=office.li, at=at(date(2024, 7, 1)))

    assert (plan, "") == (Visit.objects.get().plan, Visit.objects.get().mark)


def test_a_visit_by_another_is_none_of_its_plan(office):
    """
    VPR-03.1: the plan holds Li's visit; Wang's stands outside it.
    """
    visit = desk.plan_visit(office.customer(), by=office.li, start=EARLIER, at=LONG_BEFORE)
    visit.owner = office.wang
    desk.record_visit(visit, by=office.lead, at=NOW)

    assert (False, "unplanned") == (holds(Visit.objects.get()), Visit.objects.get().mark)


def test_a_visit_planned_for_one_customer_is_not_recorded_at_another(office):
    """
    VPR-03.1: the plan holds the visit to C1, which stays planned; the one to C2 is a visit of its own.
    """
    visit = desk.plan_visit(office.customer(), by=office.li, start=EARLIER, at=LONG_BEFORE)
    planned_for, visit.customer = visit.customer, office.customer("C2")
    with pytest.raises(desk.DeskError, match="new visit") as caught:
        desk.record_visit(visit, by=office.li, at=NOW)

    assert "customer" == caught.value.column
    kept = Visit.objects.get()
    assert ("planned", planned_for, visit.plan) == (kept.status, kept.customer, kept.plan)


@pytest.mark.parametrize(("column", "slip"), [("start", at(date(2024, 5, 20))), ("owner", "wang")])
def test_a_slip_that_is_corrected_leaves_the_visit_in_its_plan(office, column, slip):
    """
    VPR-03.1: planned by Li for 20 June and approved; recorded for 20 May, or as Wang's, and then as it was planned.
    """
    visit = desk.plan_visit(office.customer(), by=office.li, start=at(date(2024, 6, 20)), at=LONG_BEFORE)
    plan, planned = visit.plan, getattr(visit, column)
    desk.approve(desk.submit_plan(plan, by=office.li, at=NOW), by=office.lead, at=NOW)
    setattr(visit, column, office.wang if column == "owner" else slip)
    desk.record_visit(visit, by=office.lead, at=at(date(2024, 6, 21)))
    assert (False, "unplanned") == (holds(Visit.objects.get()), Visit.objects.get().mark)

    visit = Visit.objects.get()
    setattr(visit, column, planned)
    desk.record_visit(visit, by=office.lead, at=at(date(2024, 6, 21)))

    kept = Visit.objects.get()
    assert (plan, True, "") == (kept.plan, holds(kept), kept.mark)


def test_a_visit_that_lost_its_visitor_stays_in_the_plan_of_whoever_makes_it(office):
    """
    VPR-03.1: it is Li's plan, and Li made it.
    """
    visit = desk.plan_visit(office.customer(), by=office.li, start=EARLIER, at=LONG_BEFORE)
    Visit.objects.update(owner=None)
    desk.record_visit(Visit.objects.get(), by=office.li, at=NOW)

    assert (visit.plan, office.li, "") == (
        Visit.objects.get().plan,
        Visit.objects.get().owner,
        Visit.objects.get().mark,
    )


def test_a_policy_without_a_word_on_it_marks_nothing(office, settings):
    """
    ABC says nothing of visits outside the plan.
    """
    settings.VISITCORE = {"POLICY": "ABC"}

    assert "" == made(office).mark


@pytest.mark.parametrize(
    ("start", "end", "word"),
    [
        (NOW + timedelta(minutes=1), None, "ahead"),
        (EARLIER, NOW + timedelta(minutes=1), "ahead"),
        (EARLIER, EARLIER - timedelta(minutes=1), "ends before"),
    ],
)
def test_a_visit_ahead_or_backwards_was_not_made(office, start, end, word):
    """
    The clock of now and the order of the times are kept.
    """
    with pytest.raises(desk.DeskError, match=word):
        made(office, start=start, end=end)


def test_a_visit_that_ends_now_was_made(office):
    """
    The last minute is not ahead.
    """
    assert "completed" == made(office, end=NOW).status


def test_a_visit_is_recorded_once(office):
    """
    A double click records one visit; the same visit typed again is told.
    """
    customer = office.customer()
    visits = [Visit(customer=customer, owner=office.li, start=EARLIER) for _ in range(3)]
    first, again = (desk.record_visit(visit, by=office.li, at=NOW, token="t") for visit in visits[:2])

    assert first == again
    with pytest.raises(desk.DeskError, match="already"):
        desk.record_visit(visits[2], by=office.li, at=NOW)


def test_an_old_page_with_another_time_is_told(office):
    """
    The visit of the morning was recorded; the page sent again with one of the evening records nothing silently.
    """
    customer = office.customer()
    first, second = (Visit(customer=customer, owner=office.li, start=at(date(2024, 6, 13), hour)) for hour in (10, 17))
    desk.record_visit(first, by=office.li, at=NOW, token="t")

    with pytest.raises(desk.DeskError, match="sent before"):
        desk.record_visit(second, by=office.li, at=NOW, token="t")
    assert 1 == Visit.objects.count()


def test_a_planned_visit_recorded_by_a_double_click_is_recorded_once(office):
    """
    The second click reads the visit as the first has left it, and is still the same request.
    """
    visit = desk.plan_visit(office.customer(), by=office.li, start=EARLIER, at=LONG_BEFORE)
    desk.record_visit(visit, by=office.li, at=NOW, token="t")
    desk.record_visit(Visit.objects.get(), by=office.li, at=NOW, token="t")

    assert "completed" == Visit.objects.get().status


def test_another_salesperson_does_not_touch_a_made_visit(office):
    """
    Wang sees the customer now, and still does not change what Li recorded; the lead may.
    """
    visit = made(office)
    visit.customer.owner = office.wang
    visit.customer.save()

    with pytest.raises(desk.NotAllowedError):
        desk.record_visit(visit, by=office.wang, at=NOW)
    assert office.lead == desk.record_visit(visit, by=office.lead, at=NOW).recorded_by


def test_nobody_records_a_visit_to_a_customer_he_does_not_see(office):
    """
    Zhao is of another team.
    """
    with pytest.raises(desk.NotAllowedError):
        desk.record_visit(Visit(customer=office.customer(), start=EARLIER), by=office.zhao, at=NOW)


def test_an_auditor_records_nothing(office):
    """
    He reads everything and changes nothing.
    """
    with pytest.raises(desk.NotAllowedError):
        desk.record_visit(Visit(customer=office.customer(), start=EARLIER), by=office.auditor, at=NOW)


def test_the_second_editor_is_told(office):
    """
    Nothing is overwritten.
    """
    visit = made(office)
    other = Visit.objects.get(pk=visit.pk)
    desk.record_visit(visit, by=office.li, at=NOW)

    with pytest.raises(StaleError):
        desk.record_visit(other, by=office.li, at=NOW)


def test_a_cancelled_visit_counts_no_more(office):
    """
    With its reason kept, the customer owes a visit again.
    """
    visit = made(office)
    desk.cancel_visit(visit, by=office.li, reason=" typed by mistake ", at=NOW)
    visit.customer.refresh_from_db()

    assert ("cancelled", "typed by mistake") == (visit.status, visit.cancelled_because)
    assert 0 == visit.customer.done
    assert TODAY == visit.customer.due_on


def test_a_visit_is_cancelled_with_a_reason_and_once(office):
    """
    Without a reason nothing is cancelled; what is cancelled stays so.
    """
    visit = made(office)
    with pytest.raises(desk.DeskError, match="why"):
        desk.cancel_visit(visit, by=office.li, reason="  ", at=NOW)
    desk.cancel_visit(visit, by=office.li, reason="x", at=NOW)

    with pytest.raises(desk.WrongStateError):
        desk.cancel_visit(visit, by=office.li, reason="x", at=NOW)
    with pytest.raises(desk.WrongStateError):
        desk.record_visit(visit, by=office.li, at=NOW)


def test_a_visit_cancelled_by_mistake_is_recorded_anew(office):
    """
    The new one counts, and the cancelled one stays beside it with its reason and its report; a second is refused.
    """
    visit = made(office)
    report = desk.start_report(visit, by=office.li, at=NOW)
    desk.cancel_visit(visit, by=office.li, reason="wrong line", at=NOW)
    told = {"customer": visit.customer, "owner": office.li, "start": EARLIER}
    again = desk.record_visit(Visit(**told), by=office.li, at=NOW)
    visit.customer.refresh_from_db()

    assert ("completed", 1, "met") == (again.status, visit.customer.done, visit.customer.due_status)
    assert [("cancelled", "wrong line", report)] == [
        (row.status, row.cancelled_because, row.report) for row in Visit.objects.exclude(pk=again.pk)
    ]
    with pytest.raises(desk.DeskError, match="already"):
        desk.record_visit(Visit(**told), by=office.li, at=NOW)


@pytest.mark.django_db(transaction=True)
def test_two_who_record_at_once_see_each_other():
    """
    Two visits to one customer at the same moment both count in how the customer stands.
    """
    office = Office()
    for number in range(5):
        customer = office.customer(f"C{number}")
        visits = [Visit(customer=customer, owner=person, start=EARLIER) for person in (office.li, office.wang)]

        said = together(*(partial(desk.record_visit, visit, by=office.lead, at=NOW) for visit in visits))

        assert ["Visit", "Visit"] == [type(one).__name__ for one in said], said
        customer.refresh_from_db()
        assert 2 == customer.done


def test_nobody_records_a_visit_for_one_for_whom_he_cannot_act(office):
    """
    Li enters a visit of the general manager: refused, and the customer is not met by it.
    """
    customer = office.customer()
    with pytest.raises(desk.NotAllowedError, match="boss"):
        desk.record_visit(Visit(customer=customer, owner=office.boss, start=EARLIER), by=office.li, at=NOW)
    customer.refresh_from_db()

    assert ("", None) == (customer.due_status, customer.done)


def test_a_visit_of_others_is_not_taken_over(office):
    """
    Li calls Zhao's visit his own, with a customer of his: it is neither recorded nor cancelled.
    """
    theirs = desk.plan_visit(office.customer("Z1", owner=office.zhao), by=office.zhao, start=EARLIER, at=LONG_BEFORE)
    own = office.customer("L1")
    mine = Visit.objects.get(pk=theirs.pk)
    mine.customer, mine.owner = own, office.li

    with pytest.raises(desk.NotAllowedError):
        desk.record_visit(mine, by=office.li, at=NOW)
    with pytest.raises(desk.NotAllowedError):
        desk.cancel_visit(mine, by=office.li, reason="x", at=NOW)
    assert ("planned", theirs.customer) == (Visit.objects.get().status, Visit.objects.get().customer)


def test_a_visit_that_was_another_customers_counts_for_him_no_more(office):
    """
    ABC-03.2a: corrected to the other customer, it is that one who is met for June; the first is due again.
    """
    visit, other = made(office), office.customer("C2")
    first, visit.customer = visit.customer, other
    desk.record_visit(visit, by=office.li, at=NOW)
    for customer in (first, other):
        customer.refresh_from_db()

    assert (0, None) == (first.done, first.last_visit)
    assert ("met", 1, EARLIER.date()) == (other.due_status, other.done, other.last_visit)
    assert "met" != first.due_status


def test_a_visit_stands_in_no_plan_by_its_own_word(office):
    """
    VPR-03.1: said to be of a plan, marked as nothing, a visit that no plan holds is unplanned all the same.
    """
    planned = desk.plan_visit(office.customer("C2"), by=office.li, start=at(date(2024, 6, 12)), at=LONG_BEFORE)

    visit = made(office, plan=planned.plan, mark="x", cancelled_because="x")
    assert (None, "unplanned", "") == (visit.plan, visit.mark, visit.cancelled_because)
