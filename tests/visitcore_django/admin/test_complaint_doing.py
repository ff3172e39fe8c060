import pytest
import time_machine
from django.contrib.messages import get_messages
from django.contrib.messages.storage.fallback import FallbackStorage
from visitcore_site.days import NOW

from visitcore_django import desk
from visitcore_django.admin.complaint_doing import hand, note, taking
from visitcore_django.models import Complaint, DecisionRecord


@pytest.fixture
def row(office):
    """
    A complaint that came in just now.
    """
    with time_machine.travel(NOW, tick=False):
        told = Complaint(problem="x", received_at=NOW, customer=office.customer())
        yield desk.open_complaint(told, by=office.li)


def sent(rf, user, **told):
    """
    What somebody sends with a button.
    """
    request = rf.post("/", told)
    request.user, request.session = user, {}
    request._messages = FallbackStorage(request)
    return request


def said(request):
    """
    What was told beside the answer.
    """
    return [(message.level_tag, str(message)) for message in get_messages(request)]


def test_a_step_that_is_allowed_says_where_it_stands_now(office, row, rf):
    """
    The sentence names the step and the new state.
    """
    assert "check reason" in taking("check_reason")(sent(rf, office.li), row)
    assert "reason_checked" == row.state


def test_a_step_that_is_refused_is_told_with_its_clause(office, row, rf):
    """
    CPC-07.1: the reason is checked by the store; the refusal is an error with its clause.
    """
    request = sent(rf, office.cs)

    assert taking("check_reason")(request, row) is None
    [(level, words)] = said(request)
    assert "error" == level and "CPC-07.1" in words


def test_a_signature_among_several_is_no_error(office, row, rf, settings):
    """
    DCP-05.3: the first of two signatures is told as one that others have to follow.
    """
    settings.VISITCORE = {"POLICY": "DCP"}
    told = ["found_major", "department_manager_told", "general_manager_told"]
    desk.advance_complaint(row, "escalate", by=office.cs, met=told)
    desk.advance_complaint(row, "meet", by=office.cs)
    request = sent(rf, office.cs, met=["solution_drafted", "approval_minuted"])

    assert taking("negotiate")(request, row) is None
    assert "warning" == said(request)[0][0]


def test_what_is_not_filled_in_is_told(office, row, rf):
    """
    An act that is not on the list, and nobody to hand it to, are told and change nothing.
    """
    for do, told in ((note, {"kind": "burnt"}), (hand, {"handler": ""})):
        request = sent(rf, office.lead, **told)

        assert do(request, row) is None
        assert "error" == said(request)[0][0]
    assert 1 == row.events.count()


def test_what_is_done_is_told(office, row, rf):
    """
    A remark and a new handler are told back.
    """
    assert "remark" in note(sent(rf, office.li, kind="remark", note="x"), row)
    assert "wang" in hand(sent(rf, office.lead, handler=office.wang.pk), row)


def test_a_step_that_asks_for_words_is_taken_with_them(office, row, rf):
    """
    CPC-07.1: without what the check has shown it is not taken, and the desk is not asked.
    """
    take = taking("check_reason", "what was found")
    silent = sent(rf, office.li, note=" ")

    assert take(silent, row) is None
    assert [("error", "Not taken: write down what was found.")] == said(silent)
    assert not DecisionRecord.objects.filter(name="complaint_step").exists()
    assert take(sent(rf, office.li, note="the lift is stuck"), row)
    assert "the lift is stuck" == row.events.last().note
