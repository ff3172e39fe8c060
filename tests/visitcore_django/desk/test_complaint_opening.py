from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from django.db import connection
from visitcore_site.days import at
from visitcore_site.together import together

from visitcore_django import desk
from visitcore_django.models import Complaint, Customer, DecisionRecord

MONDAY, TUESDAY = date(2024, 7, 1), date(2024, 7, 2)


def test_a_complaint_without_a_number_gets_one(taken):
    """
    Two complaints without a number get two different ones; a number that was given is kept.
    """
    first, second, third = taken("a"), taken("b"), taken("c", number="TS-7")

    assert first.number and second.number and first.number != second.number
    assert "TS-7" == third.number


def test_a_number_that_is_taken_is_refused_with_words(taken):
    """
    Nobody gives the number of another complaint again.
    """
    taken("a", number="TS-7")

    with pytest.raises(desk.DeskError, match="TS-7 is taken") as caught:
        taken("b", number="TS-7")

    assert "number" == caught.value.column
    assert 1 == Complaint.objects.count()


def test_it_begins_with_its_receipt_and_waits_for_the_store(taken):
    """
    CPC-07.1: a complaint begins as received, and the store takes the first step.
    """
    complaint = taken()

    assert ["received"] == [event.kind for event in complaint.events.all()]
    assert "received" == complaint.state
    assert "store" == complaint.next_by


def test_it_is_due_seven_days_after_it_came_in(taken):
    """
    CPC-26.1: received on 1 July, it is to be closed by the end of 8 July.
    """
    assert at(date(2024, 7, 8), 23, 59) < taken().next_due < at(date(2024, 7, 9), 0)


def test_what_is_on_record_already_is_said_and_opened_all_the_same_with_a_reason(taken):
    """
    The same customer on the same problem is on record; with a reason it is opened beside, linked, and counted.
    """
    first = taken("lift  stuck")

    with pytest.raises(desk.OnRecordError, match=first.number):
        taken("Lift stuck")
    again = taken("Lift stuck", even_so="another lift")

    assert first == again.same_as
    assert 2 == again.times
    assert "another lift" in again.events.get(kind="received").note


def test_a_complaint_of_nobody_known_is_opened(taken):
    """
    Without a customer and a name it cannot be told whether it is on record: it is opened, uncounted, and that is kept.
    """
    first, second = (taken(customer=None) for _ in range(2))

    assert [(None, None)] * 2 == [(row.times, row.same_as) for row in (first, second)]
    assert {"undetermined"} == set(
        DecisionRecord.objects.filter(name="same_complaint").values_list("verdict", flat=True)
    )


def test_opening_twice_with_one_token_is_done_once(taken):
    """
    A double click opens one complaint.
    """
    assert taken(token="t1") == taken(token="t1")
    assert 1 == Complaint.objects.count()


def test_nobody_opens_one_for_a_customer_whom_he_does_not_look_after(office, taken):
    """
    A salesperson of another team takes no complaint of Li's customer in.
    """
    with pytest.raises(desk.NotAllowedError):
        taken(by=office.zhao)


def test_it_cannot_have_come_in_later_than_now(office):
    """
    With the clock set back, a complaint of tomorrow is refused with words.
    """
    told = Complaint(customer=office.customer(), problem="x", received_at=at(TUESDAY))

    with pytest.raises(desk.DeskError, match="later than now"):
        desk.open_complaint(told, by=office.li, at=at(MONDAY))


def test_a_policy_without_complaints_keeps_the_record_all_the_same(office, taken, settings):
    """
    Under a policy that says nothing of complaints one is taken in, noted and closed by hand.
    """
    settings.VISITCORE = {"POLICY": "ABC"}
    complaint = taken()
    desk.note_complaint(complaint, by=office.li, note="spoken to", at=at(TUESDAY))
    desk.note_complaint(complaint, "closed", by=office.li, at=at(TUESDAY, 12))

    with pytest.raises(desk.DeskError, match="closed already"):
        desk.note_complaint(complaint, "closed", by=office.li, at=at(TUESDAY, 13))
    assert ["received", "remark", "closed"] == [event.kind for event in complaint.events.all()]
    assert at(TUESDAY, 12) == complaint.closed_at
    assert ("", None, "") == (complaint.state, complaint.next_due, complaint.gravity)


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif("connection.vendor == 'sqlite'", reason="SQLite lets one clerk write at a time")
def test_many_clerks_at_once_get_a_number_each():
    """
    Twenty complaints taken in at once get twenty numbers.
    """

    def take(clerk):
        try:
            told = Complaint(complainant=f"Sun {clerk}", problem="x", received_at=at(MONDAY))
            return desk.open_complaint(told, by=None, at=at(MONDAY)).number
        finally:
            connection.close()

    with ThreadPoolExecutor(10) as clerks:
        numbers = set(clerks.map(take, range(20)))

    assert 20 == len(numbers) == Complaint.objects.count()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("known", [True, False])
def test_of_many_who_take_in_the_same_one_does(known):
    """
    Four clerks take in the same complaint at once, of a customer on file or of a name: one is opened, three are told.
    """
    customer = Customer.objects.create(code="C1") if known else None

    def take(_clerk):
        told = Complaint(customer=customer, complainant="Sun", problem="lift stuck", received_at=at(MONDAY))
        return lambda: desk.open_complaint(told, by=None, at=at(MONDAY))

    said = together(*map(take, range(4)))

    assert ["Complaint", *["OnRecordError"] * 3] == sorted(type(one).__name__ for one in said), said
    assert 1 == Complaint.objects.count()


def test_a_complaint_closes_itself_nowhere(office, taken):
    """
    What a row says of its own state, gravity, end and handler counts for nothing, new or corrected; its words are kept.
    """
    brought = {"state": "closed", "closed_at": at(TUESDAY), "gravity": "general", "times": 9, "next_by": "boss"}
    plain, row = taken("a"), taken("b", **brought)
    assert [(getattr(plain, name)) for name in brought] == [getattr(row, name) for name in brought]

    for name, value in {**brought, "handler": office.wang, "number": "TS-1", "text": "in his words"}.items():
        setattr(row, name, value)
    desk.correct_complaint(row, by=office.li, at=at(TUESDAY))
    kept = Complaint.objects.get(pk=row.pk)
    assert (None, None, "in his words") == (kept.closed_at, kept.handler, kept.text)
    assert (plain.state, plain.times) == (kept.state, kept.times)
    assert "TS-1" != kept.number
    with pytest.raises(desk.DeskError, match="on record already"):
        desk.open_complaint(row, by=office.li, at=at(TUESDAY))


@pytest.mark.parametrize(
    ("policy", "column"), [("CPC", "demand"), ("OMS", "channel"), ("OMS", "area"), ("OMS", "judged")]
)
def test_a_word_that_the_policy_does_not_list_is_refused(taken, settings, policy, column):
    """
    CPC lists demands, OMS channels, parts of the business and classes: the words are named, and nothing is taken in.
    """
    settings.VISITCORE = {"POLICY": policy}
    with pytest.raises(desk.DeskError, match="“pigeon” is not known here; write one of: ") as caught:
        taken(**{column: "pigeon"})

    assert column == caught.value.column
    assert not Complaint.objects.exists()


def test_without_a_list_anything_is_said_of_a_complaint(taken, settings):
    """
    ABC knows no ways in which a complaint comes.
    """
    settings.VISITCORE = {"POLICY": "ABC"}

    assert "pigeon" == taken(channel="pigeon").channel
