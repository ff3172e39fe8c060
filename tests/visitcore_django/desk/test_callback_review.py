from datetime import date

import pytest
from visitcore_site.calling import FIFTH, FOURTH, OPINION, SECOND, SHEET, called, opened
from visitcore_site.days import at

from visitcore_django import desk
from visitcore_django.desk.callback_review import demand_opinion, waits_for_opinion
from visitcore_django.models import CallBack, CallbackMatter, DecisionRecord, Delegation
from visitcore_django.policies import running


@pytest.fixture
def matter(office):
    """
    A general complaint of Li's customer, dealt with on 1 March 2024; property assistants call back on it.
    """
    return opened(office, class_of="general")


@pytest.fixture
def callback(office, matter):
    """
    Li's call-back as an assistant, its sheet full but for the opinion.
    """
    return called(matter, office.li)


def sign(callback, by, **more):
    """
    Fill in the opinion on a call-back as it stands.
    """
    held = CallBack.objects.get(pk=callback.pk)
    held.values = {**held.values, **OPINION, **more}
    return desk.correct_call_back(held, by=by, at=at(FIFTH))


def closed(callback):
    """
    Whether the last decision on a sheet calls it closed.
    """
    return (
        DecisionRecord.objects.filter(name="callback_valid", subject_id=callback.pk).first().answer["outcome"]["closed"]
    )


def test_a_record_without_an_opinion_is_not_closed(office, matter, callback):
    """
    RCB-01.8: nothing more is owed by the caller, and the matter is not settled before the opinion is there.
    """
    matter.refresh_from_db()
    assert callback.valid and closed(callback) is False
    assert (False, None, "") == (matter.settled, matter.next_due, matter.next_by)
    sign(callback, office.cs)
    matter.refresh_from_db()

    assert closed(callback) is True
    assert matter.settled


@pytest.mark.parametrize("person", ["li", "lead"])
def test_the_caller_does_not_give_it_nor_one_without_the_role(office, matter, callback, person):
    """
    RCB-01.8: the customer service supervisor signs; neither the caller does, nor a head of another kind.
    """
    with pytest.raises(desk.NotAllowedError, match="somebody other than its caller"):
        sign(callback, getattr(office, person))
    matter.refresh_from_db()

    assert not matter.settled and closed(callback) is False


def test_it_does_not_come_with_the_call_back(office, matter):
    """
    A sheet that brings the opinion of its own caller is not taken.
    """
    with pytest.raises(desk.NotAllowedError, match="customer service supervisor"):
        called(matter, office.li, values={**SHEET, **OPINION})

    assert not CallBack.objects.exists()


def test_a_supervisor_who_called_back_himself_has_another_sign(office, matter):
    """
    Standing in for the assistant, he is the caller.
    """
    Delegation.objects.create(from_user=office.li, to_user=office.cs, first_day=SECOND, last_day=FIFTH)
    callback = called(matter, office.cs, by_role="property_assistant")

    with pytest.raises(desk.NotAllowedError):
        sign(callback, office.cs)


def test_no_caller_says_a_role_that_is_not_his(office, matter):
    """
    RCB-01.8: an assistant does not call himself a supervisor, of whom no opinion is asked.
    """
    with pytest.raises(desk.NotAllowedError, match="You do not act as department supervisor"):
        called(matter, office.li, by_role="department_supervisor")

    assert not CallBack.objects.exists()


def test_one_who_stands_in_for_the_supervisor_signs(office, matter, callback):
    """
    While the supervisor is away the lead signs for her, and the caller does not.
    """
    for deputy in (office.lead, office.li):
        Delegation.objects.create(from_user=office.cs, to_user=deputy, first_day=FOURTH, last_day=FIFTH)
    with pytest.raises(desk.NotAllowedError):
        sign(callback, office.li)
    sign(callback, office.lead)
    matter.refresh_from_db()

    assert matter.settled


def test_the_caller_corrects_the_rest_under_an_opinion(office, matter, callback):
    """
    What he does not touch is not held against him; to take the opinion away is.
    """
    sign(callback, office.cs)
    held = CallBack.objects.get()
    held.person = "Sun"
    desk.correct_call_back(held, by=office.li, at=at(FIFTH))
    held = CallBack.objects.get()
    held.values = SHEET

    with pytest.raises(desk.NotAllowedError):
        desk.correct_call_back(held, by=office.li, at=at(FIFTH))


def test_a_call_back_of_a_supervisor_needs_no_opinion(office):
    """
    RCB-01.8 speaks of the assistants' call-backs: an important complaint is called back on by the supervisor.
    """
    matter = opened(office, code="C2", class_of="important")
    called(matter, office.lead)
    matter.refresh_from_db()

    assert matter.settled


def test_a_policy_that_asks_for_none_waits_for_none(office, callback):
    """
    Where there is no such rule nobody waits, and nobody is kept from writing.
    """
    policy = running(SECOND).policy
    assert waits_for_opinion(callback, policy, SECOND)
    office.policy('extends = ["ABC"]', since=date(2024, 1, 1))
    silent = running(SECOND).policy

    assert not waits_for_opinion(callback, silent, SECOND)
    callback.values = {**SHEET, **OPINION}
    demand_opinion(callback, SHEET, silent, SECOND, by=office.li, on=FIFTH)
    with pytest.raises(desk.NotAllowedError):
        demand_opinion(callback, SHEET, policy, SECOND, by=office.li, on=FIFTH)


def test_nobody_is_called_back_again_while_an_opinion_is_missing(office, matter, callback):
    """
    Nothing is left to settle with the customer.
    """
    with pytest.raises(desk.DeskError, match="Nothing is left"):
        called(CallbackMatter.objects.get(), office.li, day=FOURTH)
