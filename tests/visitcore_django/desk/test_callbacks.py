from datetime import date

import pytest
from visitcore_site.calling import CLOSED, FIFTH, FOURTH, SECOND, SHEET, called, last_decision, opened
from visitcore_site.days import at

from visitcore import FactsError
from visitcore_django import desk
from visitcore_django.models import CallBack


@pytest.fixture
def matter(office):
    """
    An important complaint of Li's customer, dealt with on 1 March 2024.
    """
    return opened(office, class_of="important")


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


def test_a_major_one_is_settled_by_the_company_manager(office):
    """
    RCB-01.3c: the company manager calls; the one who runs the company has the right to, by the groups as we make them.
    """
    matter = opened(office, class_of="major")
    called(matter, office.boss, day=SECOND)

    assert (True, "") == (matter.settled, matter.next_by)


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


def test_one_who_may_anything_calls_in_the_role_that_he_names(office, matter):
    """
    RCB-01.3c: a superuser calls back as the supervisor, as he signs in any role; another may not name it.
    """
    with pytest.raises(desk.NotAllowedError, match="do not act as"):
        called(matter, office.li, by_role="department_supervisor")
    office.li.is_superuser = True

    assert "department_supervisor" == called(matter, office.li, by_role="department_supervisor").by_role


def test_a_double_click_records_one(office, matter):
    """
    The same request twice is one call-back.
    """
    told = {"mode": "on_site", "resolved": True, "values": SHEET, "made": at(SECOND)}
    both = [desk.call_back(matter, CallBack(**told), by=office.lead, at=at(FIFTH), token="t") for _ in range(2)]

    assert both[0] == both[1]
    assert 1 == CallBack.objects.count()


def test_a_call_back_stays_with_its_matter_and_its_caller(office, matter):
    """
    Corrected afterwards, it proves what its sheet proves, and neither another matter nor another's call.
    """
    call = called(matter, office.li, values={})
    call.matter, call.by, call.valid, call.person = opened(office, code="C2"), office.wang, True, "Sun"
    kept = CallBack.objects.get(pk=desk.correct_call_back(call, by=office.li, at=at(FIFTH, 18)).pk)

    assert (matter, office.li, "Sun") == (kept.matter, kept.by, kept.person)
    assert kept.valid is not True


def test_one_calls_back_in_a_way_that_the_policy_lists(office, matter):
    """
    RCB: another way is refused with those that are known, new or corrected.
    """
    with pytest.raises(desk.DeskError, match=r"“pigeon” is not known here; write one of: .*phone"):
        called(matter, office.lead, mode="pigeon")
    callback = called(matter, office.lead)
    callback.mode = "pigeon"
    with pytest.raises(desk.DeskError, match="not known"):
        desk.correct_call_back(callback, by=office.lead, at=callback.made)


def test_two_call_backs_at_one_minute_are_told_what_contradicts(office):
    """
    RCB-01.5: of an event many are called back, each at a minute of his own, and one person at a later one.
    """
    event = opened(office, cause="community_event", complainant="", participants=10)
    first = called(event, office.li, person="Sun", resolved=None)
    with pytest.raises(desk.DeskError, match="2024-03-02 10:00 is on record in this matter already") as caught:
        called(event, office.li, person="Wu", resolved=None)
    assert "made" == caught.value.column
    with pytest.raises(desk.DeskError, match=r"not after the last call-back on record \(2024-03-02 10:00\)"):
        called(event, office.li, person="Sun", resolved=None)
    second = called(event, office.li, FOURTH, person="Wu", resolved=None)
    second.made = first.made
    with pytest.raises(desk.DeskError, match="on record in this matter already"):
        desk.correct_call_back(second, by=office.li, at=at(FIFTH, 18))
