from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.utils.translation import override
from visitcore_site.days import NOW, TODAY, at

from visitcore.rules.complaint_clocks import Clock
from visitcore_django.admin import complaint_words as words
from visitcore_django.desk.complaint_rules import last_instant
from visitcore_django.models import Complaint

DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("due", "said"),
    [
        (last_instant(TODAY), "today"),
        (last_instant(TODAY + DAY), "1 day left"),
        (last_instant(TODAY + 3 * DAY), "3 days left"),
        (last_instant(TODAY - DAY), "late by 1 day"),
        (last_instant(TODAY - 2 * DAY), "late by 2 days"),
        (NOW, "0 h 0 min left"),
        (NOW + timedelta(hours=5, minutes=7), "5 h 7 min left"),
        (NOW + timedelta(hours=30), "1 d 6 h left"),
        (NOW - timedelta(minutes=1), "late by 0 h 1 min"),
    ],
)
def test_time_that_is_left_is_told_in_days_or_hours(due, said):
    """
    A deadline of a day counts days, one of an instant hours and minutes; the day itself is not late.
    """
    assert said == words.time_left(due, NOW)


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ({"status": "in_time"}, "done in time"),
        ({"status": "late", "late_by": 2}, "done, late by 2 days"),
        ({"status": "late", "late_by": Decimal("1.5")}, "done, late by 1 h 30 min"),
        ({"status": "overdue", "late_by": 1}, "late by 1 day"),
        ({"status": "overdue"}, "late"),
        ({"status": "open", "due": TODAY + 2 * DAY}, "2 days left"),
        ({"status": "open", "due": at(TODAY, 12)}, "2 h 0 min left"),
        ({"status": "open"}, "running"),
        ({"status": "not_started"}, "has not begun"),
        ({"status": "paused"}, "stands still for now"),
        ({"status": "undetermined", "missing": ("complaint.events.found_major",)}, "found major"),
    ],
)
def test_a_clock_says_how_it_stands(told, said):
    """
    Every way in which a clock can stand has its words.
    """
    assert said in words.clock_in_words(Clock(name="closing", **told), NOW)


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ({"status": "in_time"}, "done in time"),
        ({"status": "open", "due": at(TODAY, 12)}, "ended with the case"),
        ({"status": "pending"}, "ended with the case"),
        ({"status": "not_started"}, "ended with the case"),
        ({"status": "paused"}, "ended with the case"),
        ({"status": "overdue", "late_by": 2}, "not done, late by 2 days when the case was closed"),
    ],
)
def test_no_clock_runs_on_when_the_case_is_closed(told, said):
    """
    What was done stays as it was; what was not is over, and a late one says how late it was.
    """
    assert said == words.ended_in_words(Clock(name="closing", **told), NOW)


def test_what_happened_is_told_in_words():
    """
    States and acts go by the words of the policy, our own acts and signatures by ours.
    """
    assert "reason checked" == words.kind_in_words("reason_checked")
    assert "remark" == words.kind_in_words("remark")
    assert "signed: negotiate with the customer" == words.kind_in_words("negotiate_signed")


def test_whose_turn_it_is():
    """
    Several roles stand beside each other; no role at all is anybody's.
    """
    assert "store or store superior" == words.roles_named("store,store_superior")
    assert "anybody" == words.roles_named("") == words.roles_named(["*"])
    with override("zh-hans"):
        assert "门店 或 门店上级" == words.roles_named(["store", "store_superior"])


def test_a_complaint_without_a_way_is_open_or_closed():
    """
    Where there is no state, only whether it is over is told.
    """
    assert "received" == words.state_in_words(Complaint(state="received"))
    assert "not closed yet" == words.state_in_words(Complaint())
    assert "case closed" == words.state_in_words(Complaint(closed_at=NOW))


def test_moments():
    """
    A day without a time, an instant with it, and nothing where there is none.
    """
    assert "2024-06-14" == words.moment_in_words(TODAY) == words.moment_in_words(last_instant(TODAY))
    assert "2024-06-14 10:00" == words.moment_in_words(NOW)
    assert "" == words.moment_in_words(None)


def test_what_is_late_says_so_without_colour():
    """
    A sign and the word stand there, and what was typed is never run.
    """
    assert "⚠" in words.mark_late("late by 1 day", late=True)
    assert "1 day left" == words.mark_late("1 day left", late=False)
    assert "<b>" not in words.two_lines("<b>", "<b>")
    assert "late by" in words.due_lines(last_instant(TODAY - DAY), NOW)


def test_a_clause_is_told_with_its_document():
    """
    CPC-26.1 is told with its article; a rule that is not among the findings by its number.
    """
    from visitcore import Complaint as Fact
    from visitcore import ComplaintCase, ComplaintEvent, complaint_clocks, load_policy

    fact = Fact(events=(ComplaintEvent(kind="received", at=date(2024, 6, 1)),))
    decision = complaint_clocks(ComplaintCase(on=TODAY, complaint=fact), load_policy("CPC"))

    assert "art. 26 (CPC-26.1)" in words.clause_in(decision, "CPC-26.1")
    assert "XX-1" == words.clause_in(decision, "XX-1")
