import pytest
import time_machine
from visitcore_site.days import NOW

from visitcore_django.admin.complaint_form import ActForm, ComplaintForm, HandForm, workers
from visitcore_django.models import Complaint


@pytest.fixture(autouse=True)
def _now(db):
    """
    It is 14 June 2024.
    """
    with time_machine.travel(NOW, tick=False):
        yield


def names(field):
    """
    What a field offers.
    """
    return [name for name, _words in field.choices]


def test_the_words_are_those_of_the_policy(settings):
    """
    CPC lists what can be wanted, OMS how it comes and for which part; what the policy does not list is written freely.
    """
    standard = ComplaintForm().fields
    settings.VISITCORE = {"POLICY": "OMS"}
    dealer = ComplaintForm().fields

    assert "price_reduction" in names(standard["demand"])
    assert not hasattr(standard["channel"], "choices")
    assert ["", "phone", "shop", "call_back"] == names(dealer["channel"])
    assert ["", "sales", "after_sales"] == names(dealer["area"])


def test_a_word_on_record_that_the_policy_does_not_know_stays():
    """
    What was chosen under an earlier policy is offered as long as it stands there.
    """
    assert "voucher" in names(ComplaintForm(instance=Complaint(demand="voucher")).fields["demand"])


def test_signs_are_ticked_as_they_are_on_record():
    """
    Those that are there are ticked; the box for all of them only where none is open.
    """
    some = ComplaintForm(instance=Complaint(flags={"door_block": True, "disturbance": None})).fields
    signs = [name for name in names(some["signs"]) if name != "repeat"]
    all_ = ComplaintForm(instance=Complaint(flags=dict.fromkeys(signs, False))).fields

    assert ["door_block"] == some["signs"].initial
    assert not some["signs_known"].initial and all_["signs_known"].initial


def test_without_signs_in_the_policy_those_on_record_stay(settings):
    """
    A policy that names no signs asks for none, and loses none.
    """
    settings.VISITCORE = {"POLICY": "ABC"}
    row = Complaint(number="C1", problem="x", received_at=NOW, flags={"door_block": True})
    form = ComplaintForm({"number": "C1", "problem": "x", "received_at": NOW}, instance=row)

    assert form.is_valid(), form.errors
    assert [] == names(form.fields["signs"])
    assert {"door_block": True} == row.flags


def test_a_letter_is_not_asked_for_unless_it_is_said():
    """
    On a new complaint the answer is no; on one that is on record it is what was said.
    """
    assert ComplaintForm().fields["reply_letter_only"].initial is False
    assert ComplaintForm(instance=Complaint(pk=1)).fields["reply_letter_only"].initial is None


def test_acts_are_those_of_the_policy(settings):
    """
    A remark always, and what the policy times; being closed only where there is no way.
    """
    complaint = Complaint(received_at=NOW)
    kinds = names(ActForm(complaint).fields["kind"])

    assert "legal_warned" in kinds and "closed" not in kinds
    settings.VISITCORE = {"POLICY": "ABC"}
    assert ["remark", "closed"] == names(ActForm(complaint).fields["kind"])


def test_it_is_handed_to_those_who_work_here(office):
    """
    Whoever has left is not offered, neither as the one it is about, unless that is on record.
    """
    office.zhao.is_active = False
    office.zhao.save()

    assert office.zhao not in workers() and office.wang in workers()
    assert not HandForm({"handler": office.zhao.pk}).is_valid() and HandForm({"handler": office.wang.pk}).is_valid()
    assert "zhao" not in names(ComplaintForm().fields["persons"])
    assert "zhao" in names(ComplaintForm(instance=Complaint(about=["zhao"])).fields["persons"])
