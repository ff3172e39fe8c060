from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from django.db import connection
from django.utils import timezone
from visitcore_site.days import at

from visitcore_django import desk
from visitcore_django.models import Complaint, ComplaintEvent, DecisionRecord

MONDAY, TUESDAY = date(2024, 7, 1), date(2024, 7, 2)


def test_the_second_editor_is_told(office, taken):
    """
    A complaint that somebody else has changed meanwhile is not overwritten.
    """
    from visitcore_django.models import StaleError

    mine = taken()
    theirs = Complaint.objects.get(pk=mine.pk)
    desk.correct_complaint(theirs, by=office.lead, at=at(TUESDAY))

    with pytest.raises(StaleError):
        desk.correct_complaint(mine, by=office.li, at=at(TUESDAY))


def test_a_complaint_that_has_a_customer_keeps_one(office, taken):
    """
    Emptied, it would go out of sight of the one who looks after the customer; named right, it goes to whose it is.
    """
    complaint, other = taken(by=office.lead), office.customer("C2")
    complaint.customer = None
    with pytest.raises(desk.DeskError, match="as a complaint of Customer C1") as told:
        desk.correct_complaint(complaint, by=office.lead, at=at(TUESDAY))
    complaint.customer = other

    assert "customer" == told.value.column
    assert other == desk.correct_complaint(complaint, by=office.lead, at=at(TUESDAY)).customer


def test_one_that_came_in_without_a_customer_may_stay_so(office, taken):
    """
    Who complains need not be a customer.
    """
    complaint = taken(customer=None, complainant="Sun")

    assert desk.correct_complaint(complaint, by=office.cs, at=at(TUESDAY)).customer is None


def test_it_is_handed_to_somebody_who_then_sees_it(office, taken):
    """
    The lead hands a complaint to Zhao of another team; it is on record, and Zhao sees it from then on.
    """
    from visitcore_django.people.scope import sees

    complaint = taken()
    before = sees(office.zhao, complaint)
    desk.assign_complaint(complaint, office.zhao, by=office.lead, at=at(TUESDAY))

    assert office.zhao == complaint.handler
    assert not before and sees(office.zhao, complaint)
    assert "zhao" == complaint.events.last().note


def test_it_is_not_handed_to_one_who_has_left(office, taken):
    """
    Whoever does not work here any more gets no complaint.
    """
    office.zhao.is_active = False
    office.zhao.save()

    with pytest.raises(desk.DeskError, match="does not work here"):
        desk.assign_complaint(taken(), office.zhao, by=office.lead, at=at(TUESDAY))


def test_a_warning_is_written_down_and_its_clock_stops(office, taken):
    """
    OMS-02.12: once brand division and legal are warned, only the end of the case is due.
    """
    complaint = taken(flags={"door_block": True})
    desk.note_complaint(complaint, "legal_warned", by=office.cs, at=at(MONDAY, 11))
    due = complaint.next_due
    desk.note_complaint(complaint, "brand_or_management_warned", by=office.cs, at=at(MONDAY, 12))

    assert at(TUESDAY) == due
    assert date(2024, 7, 8) == timezone.localdate(complaint.next_due)
    assert "received" == complaint.state


@pytest.mark.parametrize(("kind", "note"), [("remark", "  "), ("case_burnt", "x"), ("closed", "")])
def test_an_act_that_the_policy_does_not_know_is_refused(office, taken, kind, note):
    """
    An empty remark, an unknown act, and an end outside the way of the policy are not written down.
    """
    complaint = taken()

    with pytest.raises(desk.DeskError):
        desk.note_complaint(complaint, kind, by=office.li, note=note, at=at(TUESDAY))
    assert 1 == complaint.events.count()


def test_events_are_never_changed(taken):
    """
    What happened stays as it was written down.
    """
    from visitcore_django.models import AppendOnlyError

    event = taken().events.get()
    event.note = "otherwise"

    with pytest.raises(AppendOnlyError):
        event.save()
    with pytest.raises(AppendOnlyError):
        ComplaintEvent.objects.update(note="otherwise")


def test_the_one_whom_it_is_about_gets_it_not(office, taken, settings):
    """
    OMS-02.3: a complaint about Wang is not handed to Wang.
    """
    settings.VISITCORE = {"POLICY": "OMS"}
    complaint = taken(about=["wang"], area="sales")

    with pytest.raises(desk.DeskError, match="about wang"):
        desk.assign_complaint(complaint, office.wang, by=office.lead, at=at(TUESDAY))
    complaint.about = []  # forgotten in memory alone
    with pytest.raises(desk.DeskError, match="about wang"):
        desk.assign_complaint(complaint, office.wang, by=office.lead, at=at(TUESDAY))


@pytest.mark.parametrize("about", [[], ["wang"]])
def test_the_one_whom_it_is_about_takes_his_name_off_it_nowhere(office, taken, settings, about):
    """
    OMS-02.3: Li corrects nothing in a complaint about himself, and so gets no part in it that way; the lead may.
    """
    settings.VISITCORE = {"POLICY": "OMS"}
    row = taken(about=["li"], area="sales")
    mine = Complaint.objects.get()
    mine.about = about
    with pytest.raises(desk.NotAllowedError, match="about you"):
        desk.correct_complaint(mine, by=office.li, at=at(TUESDAY))

    assert ["li"] == Complaint.objects.get().about
    assert "refused" == desk.advance_complaint(row, "take_up", by=office.li, at=at(TUESDAY)).verdict
    row.about = []
    desk.correct_complaint(row, by=office.lead, at=at(TUESDAY))
    assert [] == Complaint.objects.get().about


def test_without_a_word_on_it_in_the_policy_his_name_stays_all_the_same(office, taken):
    """
    CPC keeps nobody out, but nobody passes a case about himself: so the name is not his to take off there either.
    """
    row = taken(about=["li"])
    row.about = []

    with pytest.raises(desk.NotAllowedError, match="about you"):
        desk.correct_complaint(row, by=office.li, at=at(TUESDAY))


def test_the_one_whom_it_is_about_has_no_part_in_it_but_his_word(office, taken, settings):
    """
    OMS-02.3: Li neither hands it to somebody nor writes an act down that stops a clock; a remark he may write.
    """
    settings.VISITCORE = {"POLICY": "OMS"}
    row = taken(about=["li"], area="sales", flags={"door_block": True})
    with pytest.raises(desk.NotAllowedError, match="stay out"):
        desk.assign_complaint(row, office.wang, by=office.li, at=at(TUESDAY))
    with pytest.raises(desk.NotAllowedError, match="stay out"):
        desk.note_complaint(row, "legal_warned", by=office.li, at=at(TUESDAY))

    assert "remark" == desk.note_complaint(row, by=office.li, note="it was not so", at=at(TUESDAY)).kind


def test_when_it_came_in_stays_as_it_is_on_record(office, taken):
    """
    Under CPC until 5 July: called one of the 5th, when ABC has no way for complaints, it is not closed past its way.
    """
    office.policy('extends = ["ABC"]', since=date(2024, 7, 5))
    row, day = taken(), at(date(2024, 7, 5))
    moved = Complaint.objects.get()
    moved.received_at = day
    with pytest.raises(desk.DeskError, match="2024-07-01 10:00, which stays"):
        desk.correct_complaint(moved, by=office.li, at=day)
    with pytest.raises(desk.DeskError, match="knows no act"):
        desk.note_complaint(moved, "closed", by=office.li, at=day)

    row.refresh_from_db()
    assert (at(MONDAY), at(MONDAY), None) == (row.received_at, row.events.get().at, row.closed_at)


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif("connection.vendor == 'sqlite'", reason="SQLite lets one clerk write at a time")
def test_of_many_who_take_the_same_step_one_does():
    """
    Ten clerks press the same button at once: one step is taken, nine are refused.
    """
    told = Complaint(complainant="Sun", problem="x", received_at=at(MONDAY))
    complaint = desk.open_complaint(told, by=None, at=at(MONDAY))

    def press(_clerk):
        try:
            return desk.advance_complaint(Complaint.objects.get(), "check_reason", by=None, at=at(TUESDAY)).verdict
        finally:
            connection.close()

    with ThreadPoolExecutor(10) as clerks:
        verdicts = sorted(clerks.map(press, range(10)))

    assert ["allowed", *["refused"] * 9] == verdicts
    assert 2 == complaint.events.count()


def test_a_complaint_of_others_is_not_taken_over(office, taken):
    """
    Wang says that he received it, or that it is of a customer of his: it is Li's.
    """
    row = taken()
    for column, value in (("receptionist", office.wang), ("customer", office.customer("W1", owner=office.wang))):
        mine = Complaint.objects.get(pk=row.pk)
        setattr(mine, column, value)
        with pytest.raises(desk.NotAllowedError):
            desk.correct_complaint(mine, by=office.wang, at=at(TUESDAY))


def test_a_word_on_record_stays_and_no_other_comes_in(office, taken):
    """
    What was said under an earlier policy stays; something new is one of the words listed.
    """
    taken()
    Complaint.objects.update(channel="pigeon")
    row = Complaint.objects.get()

    assert "pigeon" == desk.correct_complaint(row, by=office.lead, at=at(TUESDAY)).channel
    row.refresh_from_db()
    row.judged = "huge"
    with pytest.raises(desk.DeskError, match="“huge” is not known here; write one of: major, ordinary"):
        desk.correct_complaint(row, by=office.lead, at=at(TUESDAY))


def test_a_closed_complaint_stays_as_it_is(office, over):
    """
    Its class, its words and its handler stay; no act is written down on it any more, and no decision is added.
    """
    before, decided = Complaint.objects.values().get(), DecisionRecord.objects.count()
    over.judged, over.text = "major", "never said"
    for refused in (
        lambda: desk.correct_complaint(over, by=office.lead, at=at(TUESDAY)),
        lambda: desk.assign_complaint(over, office.wang, by=office.lead, at=at(TUESDAY)),
        lambda: desk.note_complaint(over, "legal_warned", by=office.cs, at=at(TUESDAY)),
    ):
        with pytest.raises(desk.DeskError, match="closed already"):
            refused()

    assert (before, decided) == (Complaint.objects.values().get(), DecisionRecord.objects.count())


def test_a_remark_is_written_on_a_closed_complaint(office, over):
    """
    What is learnt later is remembered, and nothing runs again.
    """
    desk.note_complaint(over, by=office.li, note="she called again", at=at(TUESDAY))

    assert ("remark", None) == (over.events.last().kind, over.next_due)
    assert at(MONDAY, 14) == over.closed_at
