from datetime import date
from functools import partial

import pytest
from visitcore_site.cadences import TIMES
from visitcore_site.days import NOW, at
from visitcore_site.office import Office
from visitcore_site.together import meanwhile

from visitcore_django import desk
from visitcore_django.desk import due
from visitcore_django.desk.replaying import Outcome, Replayer
from visitcore_django.models import Approval, Customer, DecisionRecord, Excuse, StaleError, Visit

JUNE = {"first_day": date(2024, 6, 1), "last_day": date(2024, 6, 30)}
MAY = {"first_day": date(2024, 5, 1), "last_day": date(2024, 5, 31)}


@pytest.fixture
def excuse(office):
    """
    Li asks that a customer need not be visited in June.
    """
    customer = office.customer(since=date(2024, 6, 1))
    return desk.request_excuse(customer, by=office.li, reason="closed for repairs", at=NOW, **JUNE)


def waiting():
    """
    The approval that waits.
    """
    return Approval.objects.get(state=Approval.State.OPEN)


def test_an_excuse_waits_for_somebody_with_the_right(office, excuse):
    """
    Asking makes an excuse that does not count yet, and an approval for those who approve excuses.
    """
    assert Excuse.State.REQUESTED == excuse.state
    assert ("approve_excuse", office.li, excuse.customer) == (
        waiting().permission,
        waiting().requested_by,
        waiting().customer,
    )


def test_approving_refreshes_the_due_columns_and_is_recorded(office, excuse):
    """
    ABC-03.2a: once the lead has approved June, no visit of June is owed, and the record says why.
    """
    done = desk.approve(waiting(), by=office.lead, at=NOW)
    record = DecisionRecord.objects.get()

    assert Excuse.State.APPROVED == done.state
    assert "excused" == Customer.objects.get().due_status
    assert ("visit_due", "excuse", excuse.pk) == (record.name, record.subject_kind, record.subject_id)
    assert "ABC-03.2a" in record.rules


def test_the_record_says_what_the_row_says_after_a_change_of_policy(office):
    """
    Once a month until May, three times since: each month was kept as it was asked for, and replay says so again.
    """
    for times, since in ((1, date(2024, 1, 1)), (3, date(2024, 6, 1))):
        office.policy(TIMES.format(times=times), since=since)
    customer = office.customer(since=date(2024, 1, 1))
    for month in range(1, 6):
        Visit.objects.create(customer=customer, owner=office.li, start=at(date(2024, month, 5)), status="completed")
    days = {"first_day": date(2024, 7, 1), "last_day": date(2024, 7, 31)}
    desk.request_excuse(customer, by=office.li, reason="closed for repairs", at=NOW, **days)
    desk.approve(waiting(), by=office.lead, at=NOW)
    row, record = Customer.objects.get(), DecisionRecord.objects.get()
    told = record.answer["outcome"]

    assert ("due", 0, None) == (row.due_status, row.missed, row.overdue_since)
    assert ("due", 0, None) == (told["status"], told["missed"], told["overdue_since"])
    assert Outcome.SAME is Replayer().replay(record).outcome

    record.earlier = record.earlier[:1]

    assert Outcome.DIFFERS is Replayer().replay(record).outcome


@pytest.mark.parametrize("person", ["li", "wang", "zhao", "auditor", "money"])
def test_nobody_approves_who_may_not(office, excuse, person):
    """
    Neither the one who asked, nor another salesperson, nor the auditor approves an excuse.
    """
    with pytest.raises(desk.NotAllowedError):
        desk.approve(waiting(), by=getattr(office, person), at=NOW)

    assert Excuse.State.REQUESTED == Excuse.objects.get().state


def test_a_lead_does_not_approve_his_own(office):
    """
    The lead's own excuse waits for the manager.
    """
    customer = office.customer(owner=office.lead)
    desk.request_excuse(customer, by=office.lead, reason="x", at=NOW, **JUNE)

    with pytest.raises(desk.FourEyesError):
        desk.approve(waiting(), by=office.lead, at=NOW)
    assert Excuse.State.APPROVED == desk.approve(waiting(), by=office.manager, at=NOW).state


def test_what_is_sent_back_is_asked_for_again(office, excuse):
    """
    A returned excuse is mended and asked for again; both approvals stay as history.
    """
    desk.send_back(waiting(), by=office.lead, comment="until when?", at=NOW)
    excuse.refresh_from_db()
    excuse.last_day = date(2024, 6, 20)
    desk.resubmit_excuse(excuse, by=office.li, at=NOW)

    assert ["returned", "open"] == [row.state for row in Approval.objects.order_by("pk")]
    assert date(2024, 6, 20) == Excuse.objects.get().last_day


def test_what_is_sent_back_stands_in_nobodys_way(office, excuse):
    """
    The same days are asked for in another excuse while the first lies returned.
    """
    desk.send_back(waiting(), by=office.lead, comment="until when?", at=NOW)
    days = {"first_day": excuse.first_day, "last_day": excuse.last_day}
    desk.request_excuse(excuse.customer, by=office.li, reason="being rebuilt", at=NOW, **days)

    assert ["returned", "requested"] == [row.state for row in Excuse.objects.order_by("pk")]


def test_only_what_was_sent_back_is_asked_for_again(office, excuse):
    """
    An excuse that waits is not asked for a second time.
    """
    with pytest.raises(desk.WrongStateError):
        desk.resubmit_excuse(excuse, by=office.li, at=NOW)


def test_an_outdated_excuse_is_not_asked_for_again(office, excuse):
    """
    Who has not seen the last change is told so, and nothing is overwritten.
    """
    desk.send_back(waiting(), by=office.lead, comment="until when?", at=NOW)
    with pytest.raises(StaleError):
        desk.resubmit_excuse(excuse, by=office.li, at=NOW)

    assert Excuse.State.RETURNED == Excuse.objects.get().state


@pytest.mark.parametrize(
    "told",
    [
        {"reason": "  "},
        {"first_day": date(2024, 6, 30), "last_day": date(2024, 6, 29)},
    ],
)
def test_days_in_order_and_a_reason(office, told):
    """
    An excuse without a reason, or that ends before it begins, is not taken.
    """
    with pytest.raises(desk.DeskError):
        desk.request_excuse(office.customer(), by=office.li, at=NOW, **{"reason": "x", **JUNE, **told})

    assert not Excuse.objects.exists()


@pytest.mark.parametrize(
    ("first", "last", "taken"),
    [(date(2024, 5, 1), date(2024, 5, 31), True), (date(2024, 6, 30), date(2024, 7, 1), False)],
)
def test_days_are_excused_once(office, excuse, first, last, taken):
    """
    Days next to an excuse may be asked for, days within one may not.
    """
    try:
        desk.request_excuse(excuse.customer, by=office.li, first_day=first, last_day=last, reason="x", at=NOW)
    except desk.DeskError:
        assert not taken

    assert 1 + taken == Excuse.objects.count()


def test_a_double_click_asks_once(office):
    """
    The same token asks for one excuse.
    """
    customer = office.customer()
    first = desk.request_excuse(customer, by=office.li, reason="x", at=NOW, token="t", **JUNE)
    again = desk.request_excuse(customer, by=office.li, reason="x", at=NOW, token="t", **JUNE)

    assert first == again
    assert 1 == Approval.objects.count()


def test_nobody_excuses_anothers_customer(office):
    """
    Li cannot ask for Wang's customer.
    """
    with pytest.raises(desk.NotAllowedError):
        desk.request_excuse(office.customer(owner=office.wang), by=office.li, reason="x", at=NOW, **JUNE)


def test_a_clock_set_back_is_told(office, excuse):
    """
    An answer from before the request is refused.
    """
    with pytest.raises(desk.DeskError, match="clock"):
        desk.approve(waiting(), by=office.lead, at=NOW.replace(hour=9))


@pytest.mark.django_db(transaction=True)
def test_a_visit_recorded_while_an_excuse_is_approved_counts(monkeypatch):
    """
    ABC-03.2a: with May excused and June visited, nothing is missed: whoever comes second sees what the first wrote.
    """
    office = Office()
    customer = office.customer(since=MAY["first_day"])
    desk.request_excuse(customer, by=office.li, reason="closed", at=NOW, **MAY)
    visit = Visit(customer=customer, owner=office.li, start=at(date(2024, 6, 13)))
    recorded = meanwhile(monkeypatch, due, "due_of", partial(desk.record_visit, visit, by=office.li, at=NOW))

    desk.approve(waiting(), by=office.lead, at=NOW)

    assert visit == recorded()
    customer.refresh_from_db()
    assert (1, 0) == (customer.done, customer.missed)


def test_whoever_set_the_days_does_not_approve_them(office, excuse):
    """
    The lead lengthened what was sent back and asked again; Li asks a third time: the days are the lead's all the same.
    """
    for person, last in ((office.lead, date(2024, 12, 31)), (office.li, None)):
        desk.send_back(waiting(), by=office.manager, comment="shorter, please", at=NOW)
        again = Excuse.objects.get()
        again.last_day = last or again.last_day
        desk.resubmit_excuse(again, by=person, at=NOW)

    with pytest.raises(desk.FourEyesError):
        desk.approve(waiting(), by=office.lead, at=NOW)
    assert "approved" == desk.approve(waiting(), by=office.manager, at=NOW).state


def test_an_excuse_of_others_is_not_taken_over(office):
    """
    Li puts a customer of his into what was sent back to Zhao: it stays Zhao's, and with its customer.
    """
    theirs = desk.request_excuse(office.customer("Z1", owner=office.zhao), by=office.zhao, reason="x", at=NOW, **JUNE)
    desk.send_back(waiting(), by=office.boss, comment="why?", at=NOW)
    mine = Excuse.objects.get()
    mine.customer = office.customer("L1")
    with pytest.raises(desk.NotAllowedError, match="outside"):
        desk.resubmit_excuse(mine, by=office.li, at=NOW)

    mine = Excuse.objects.get()
    mine.customer = mine.customer.__class__.objects.get(code="L1")
    with pytest.raises(desk.NotAllowedError, match="outside"):
        desk.resubmit_excuse(mine, by=office.zhao, at=NOW)
    assert ("returned", theirs.customer) == (Excuse.objects.get().state, Excuse.objects.get().customer)
