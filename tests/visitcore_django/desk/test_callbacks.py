from datetime import date
from functools import partial

import pytest
from visitcore_site.days import at
from visitcore_site.office import Office
from visitcore_site.together import together

from visitcore import FactsError
from visitcore_django import desk
from visitcore_django.desk import DeskError
from visitcore_django.models import CallBack, CallbackMatter, DecisionRecord

CLOSED, SECOND, FOURTH, FIFTH = date(2024, 3, 1), date(2024, 3, 2), date(2024, 3, 4), date(2024, 3, 5)
SHEET = {"content": "all well", "customer_signature": "Mrs Sun", "opinion": "good", "supervisor_signature": "cs"}


@pytest.fixture
def matter(office):
    """
    An important complaint of Li's customer, dealt with on 1 March 2024.
    """
    return opened(office, class_of="important")


def opened(office, cause="complaint", code="C1", **more):
    """
    A matter dealt with on 1 March, by somebody who left a name.
    """
    told = {"closed_at": at(CLOSED), "complainant": "Sun", "anonymous": None, "reply_letter_only": False, **more}
    row = CallbackMatter(cause=cause, customer=office.customer(code), **told)
    return desk.open_matter(row, by=office.li, at=at(CLOSED))


def called(matter, by, day=SECOND, **more):
    """
    A call-back on site after which nothing is left, with a full sheet, unless something else is said.
    """
    told = {"mode": "on_site", "resolved": True, "values": SHEET, "made": at(day), **more}
    return desk.call_back(matter, CallBack(**told), by=by, at=at(FIFTH, 18))


def last_decision(matter):
    """
    What was decided last of a matter.
    """
    return DecisionRecord.objects.filter(name="callback_due", subject_id=matter.pk).first()


def test_a_complaint_is_called_back_on_within_three_days(matter):
    """
    RCB-01.3a: dealt with on 1 March 2024, the call-back is due on 4 March; RCB-01.3c: by the department supervisor.
    """
    assert at(FOURTH, 23, 59) < matter.next_due < at(FIFTH, 0)
    assert "department_supervisor" == matter.next_by
    assert not matter.settled
    assert matter.case


def test_a_number_given_by_the_desk_is_never_one_that_somebody_gave(office, matter):
    """
    Somebody called a matter by the number that the next one would get: the next one gets another.
    """
    year, _dash, last = matter.case[1:].partition("-")
    taken = opened(office, code="C2", case=f"M{year}-{int(last) + 2:06d}")
    third = opened(office, code="C3")

    assert third.pk == matter.pk + 2
    assert taken.case != third.case
    assert third.case.startswith(taken.case)


@pytest.mark.django_db(transaction=True)
def test_a_number_is_given_to_one_of_two_at_once():
    """
    Two clerks give the same number at the same moment: one matter is opened, and the other clerk is told.
    """
    office = Office()
    said = together(*(partial(opened, office, code=code, case="TS-7") for code in ("C1", "C2")))

    assert ["CallbackMatter", "DeskError"] == sorted(type(one).__name__ for one in said), said
    assert "TS-7 is taken" in str(next(one for one in said if isinstance(one, desk.DeskError)))


def test_a_call_back_settles_it(office, matter):
    """
    RCB-01.9b: once nothing is left to settle, nothing is due.
    """
    callback = called(matter, office.lead)

    assert callback.valid
    assert "department_supervisor" == callback.by_role
    assert matter.settled and matter.next_due is None
    assert "allowed" == last_decision(matter).verdict


def test_the_wrong_caller_is_told(office, matter):
    """
    RCB-01.3c: an important complaint called back on by an assistant is refused, and stays on record.
    """
    callback = called(matter, office.li)
    told = last_decision(matter)

    assert callback.pk
    assert "refused" == told.verdict
    assert "RCB-01.3c" in told.rules
    assert (False, "department_supervisor") == (matter.settled, matter.next_by)


@pytest.mark.parametrize(
    ("mode", "values"),
    [("on_site", {"content": "x"}), ("phone", {"content": "x"})],
)
def test_a_call_back_that_is_not_proved_settles_nothing(office, matter, mode, values):
    """
    RCB-01.7: on site without a signature, or by phone without its mark, it is not valid and still owed.
    """
    callback = called(matter, office.lead, mode=mode, values=values)

    assert callback.valid is False
    assert not matter.settled


def test_a_sheet_that_is_put_right_settles_it(office, matter):
    """
    The signature that was forgotten is filled in afterwards.
    """
    callback = called(matter, office.lead, values={"content": "x"})
    callback.values = SHEET
    desk.correct_call_back(callback, by=office.lead, at=at(FIFTH))
    matter.refresh_from_db()

    assert callback.valid and matter.settled


def test_what_is_left_is_due_on_the_day_appointed(office, matter):
    """
    RCB-01.9a: what cannot be answered at once is due at the time appointed, and is called back on again.
    """
    called(matter, office.lead, resolved=False, next_at=at(FOURTH, 15))

    assert FOURTH == matter.next_due.date()
    assert not matter.settled

    called(matter, office.lead, day=FOURTH, mode="phone", values={"content": "x", "mark": "phone_callback"})

    assert matter.settled


def test_one_who_left_no_name_is_not_called_back(office):
    """
    RCB-01.13: an anonymous complaint needs no call-back.
    """
    matter = opened(office, complainant="", anonymous=True)

    assert matter.settled and matter.next_due is None


@pytest.mark.parametrize("name", ["Sun", " Sun"])
def test_one_who_is_named_is_not_anonymous(office, matter, name):
    """
    RCB-01.13 spares those who left no name; a name and no name at once is refused, and nothing is kept.
    """
    with pytest.raises(DeskError, match="named is not anonymous"):
        opened(office, code="C2", class_of="general", complainant=name, anonymous=True)
    matter.anonymous = True
    with pytest.raises(DeskError, match="named is not anonymous"):
        desk.correct_matter(matter, by=office.lead, at=at(FIFTH))

    assert [None] == list(CallbackMatter.objects.values_list("anonymous", flat=True))


def test_what_is_not_known_is_not_guessed(office):
    """
    Whether a superior body only asks for a written reply has to be said before a day is told.
    """
    matter = opened(office, reply_letter_only=None)

    assert not matter.settled and matter.next_due is None
    assert "undetermined" == last_decision(matter).verdict


def test_repairs_are_called_back_on_within_a_month(office):
    """
    RCB-01.4: a repair of 1 March is called back on by 1 April, by the assistant of the area.
    """
    matter = opened(office, "repair_work")

    assert at(date(2024, 4, 1), 23, 59) < matter.next_due < at(date(2024, 4, 2), 0)
    assert "area_property_assistant" == matter.next_by


def test_a_cause_that_the_policy_does_not_know_is_refused(office):
    """
    After a thing for which the policy has no term there is no call-back.
    """
    with pytest.raises(desk.DeskError, match="no call-back after"):
        opened(office, "birthday")
    assert not CallbackMatter.objects.exists()


def test_times_that_cannot_be_are_refused_with_words(office, matter):
    """
    A call-back ahead of now, before its matter, before the last one, or with a next one before it.
    """
    called(matter, office.lead, day=SECOND, resolved=False, next_at=at(FOURTH))
    for told, error in (
        ({"made": at(FIFTH, 19)}, desk.DeskError),
        ({"made": at(date(2024, 2, 28))}, desk.DeskError),
        ({"made": at(SECOND)}, desk.DeskError),
        ({"made": at(FOURTH), "next_at": at(FOURTH)}, desk.DeskError),
    ):
        with pytest.raises(error):
            called(matter, office.lead, **told)
    assert 1 == matter.callbacks.count()


def test_a_call_back_before_its_matter_is_refused(office, matter):
    """
    Nobody is called back before the matter is dealt with.
    """
    with pytest.raises(FactsError):
        called(matter, office.lead, made=at(date(2024, 2, 28)))
    assert not CallBack.objects.exists()


def test_a_settled_matter_is_not_called_back_on_again(office, matter):
    """
    Two clerks at once: the second is told that nothing is left.
    """
    called(matter, office.lead)

    with pytest.raises(desk.DeskError, match="Nothing is left"):
        called(matter, office.lead, day=FOURTH)


def test_it_is_not_for_everybody(office, matter):
    """
    A salesperson of another team and the auditor record no call-back.
    """
    for person in (office.zhao, office.auditor):
        with pytest.raises(desk.NotAllowedError):
            called(matter, person)


def test_one_who_stands_in_calls_in_the_others_role(office, matter):
    """
    For the lead, who is away, Li calls back as the supervisor.
    """
    from visitcore_django.models import Delegation

    Delegation.objects.create(from_user=office.lead, to_user=office.li, first_day=CLOSED, last_day=FIFTH)

    assert "department_supervisor" == called(matter, office.li).by_role


def test_a_double_click_records_one(office, matter):
    """
    The same request twice is one call-back.
    """
    told = {"mode": "on_site", "resolved": True, "values": SHEET, "made": at(SECOND)}
    both = [desk.call_back(matter, CallBack(**told), by=office.lead, at=at(FIFTH), token="t") for _ in range(2)]

    assert both[0] == both[1]
    assert 1 == CallBack.objects.count()


def test_a_matter_settles_itself_nowhere(office, matter):
    """
    RCB-01.3a: what a row says of its own deadline, of what is left and of the complaint behind it counts for nothing.
    """
    due = matter.next_due
    matter.settled, matter.next_due, matter.next_by, matter.problem = True, None, "", "the lift"
    kept = desk.correct_matter(matter, by=office.li, at=at(SECOND))

    assert (False, due, "department_supervisor", "the lift") == (
        kept.settled,
        kept.next_due,
        kept.next_by,
        kept.problem,
    )
    with pytest.raises(desk.DeskError, match="on record already"):
        desk.open_matter(matter, by=office.li, at=at(SECOND))


def test_a_matter_of_others_is_not_taken_over(office):
    """
    Wang names himself as the caller, or a customer of his: the matter is Li's.
    """
    matter = opened(office)
    for column, value in (("caller", office.wang), ("customer", office.customer("W1", owner=office.wang))):
        mine = CallbackMatter.objects.get(pk=matter.pk)
        setattr(mine, column, value)
        with pytest.raises(desk.NotAllowedError):
            desk.correct_matter(mine, by=office.wang, at=at(SECOND))


def test_a_call_back_stays_with_its_matter_and_its_caller(office, matter):
    """
    Corrected afterwards, it proves what its sheet proves, and neither another matter nor another's call.
    """
    call = called(matter, office.li, values={})
    call.matter, call.by, call.valid, call.person = opened(office, code="C2"), office.wang, True, "Sun"
    kept = CallBack.objects.get(pk=desk.correct_call_back(call, by=office.li, at=at(FIFTH, 18)).pk)

    assert (matter, office.li, "Sun") == (kept.matter, kept.by, kept.person)
    assert kept.valid is not True
