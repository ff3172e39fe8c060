from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from visitcore.codec.policy import load_policy
from visitcore.facts.project import DecorationProject, ProjectCall
from visitcore.rules.decoration_lead import Lead, events_after, lead_standing

DYR = load_policy("DYR")
FRIDAY = date(2024, 3, 1)


def call(day, result="not_reached", **facts):
    """
    A recorded call so many days after the enquiry.
    """
    return ProjectCall(at=FRIDAY + timedelta(days=day), result=result, recorded=True, **facts)


def lead(*calls, on=60, policy=DYR, **days):
    """
    A lead so many days after the enquiry.
    """
    marks = {name: FRIDAY + timedelta(days=day) for name, day in days.items()}
    facts = DecorationProject(on=FRIDAY + timedelta(days=on), enquired=FRIDAY, calls=calls, **marks)
    return Lead.of(facts, policy.on(facts.on))


def standing(*calls, **how):
    """
    Its duties as name, day after the enquiry and status.
    """
    found = lead_standing(lead(*calls, **how)).duties
    return [(one.name, None if one.due is None else (one.due - FRIDAY).days, one.status) for one in found]


def test_a_company_may_count_working_days(tmp_path):
    """
    B3: from a Friday two working days end on Tuesday.
    """
    file = tmp_path / "own.toml"
    file.write_text(
        'extends = ["DYR"]\n[[parameter]]\nkey = "callbacks.lead.first"\n[[parameter.history]]\ncites = ["OWN-1"]\n'
        'term = { working_days = 2 }\n[[rule]]\nid = "OWN-1"\nclause = "1"\nkind = "guidance"\nstrength = "must"\n'
        'text = { en = "our own", zh = "本公司" }\n',
        encoding="utf-8",
    )
    policy = load_policy(file)

    assert [("first_call", 4, "open")] == standing(on=4, policy=policy)
    assert [("first_call", 4, "missed")] == standing(on=5, policy=policy)


def test_calls_after_measuring_are_not_calls_to_a_lead():
    """
    What comes after the end of the stage neither mends nor adds anything.
    """
    assert [("first_call", 2, "missed")] == standing(call(6), measured=5)
    assert [("first_call", 2, "done"), ("further_call", 4, "ended"), ("further_call", None, "ended")] == standing(
        call(1), call(5), measured=3
    )


def test_a_call_before_the_missed_visit_is_no_further_call():
    """
    After a visit that fell through only calls from that day on count.
    """
    agreed = call(1, "visit_agreed", visit_on=FRIDAY + timedelta(days=8), turned_up=False)

    assert [("first_call", 2, "done"), ("further_call", 11, "done"), ("further_call", 14, "missed")] == standing(
        agreed, call(7, "reached"), call(11)
    )


def test_attempts_of_one_day_count_each():
    """
    Three calls on one day are three; a call on the day of the missed visit is the first of the next two.
    """
    agreed = call(1, "visit_agreed", visit_on=FRIDAY + timedelta(days=8), turned_up=False)

    assert ["done", "done", "done"] == [status for *_, status in standing(call(1), call(1), call(1))]
    assert [("further_call", 11, "done"), ("further_call", 11, "missed")] == standing(agreed, call(8))[1:]


def test_given_up_on_hours_nobody_knows():
    """
    Mark and event call on one day: whether he was given up too early cannot be told.
    """
    found = lead_standing(lead(call(1, "reached"), call(4, "reached", event=True), judged_lost=4, lost=9))

    assert ("open", ("judged_lost (an instant)",)) == (found.duties[-1].status, found.missing)


def test_a_visit_without_its_day():
    """
    The day is missing; once another visit is agreed the first one no longer matters.
    """
    agreed = call(1, "visit_agreed")
    again = call(3, "visit_agreed", visit_on=FRIDAY + timedelta(days=90))

    assert ("calls[0].visit_on",) == lead_standing(lead(agreed)).missing
    assert () == lead_standing(lead(agreed, again)).missing


def test_a_result_that_the_table_does_not_know():
    """
    It is named, as is a result that was not given.
    """
    assert ("callbacks.lead.results[result = shouted]",) == lead_standing(lead(call(1, "shouted"))).missing
    assert ("calls[0].result",) == lead_standing(lead(call(1, None))).missing


@pytest.mark.parametrize(("day", "status"), [(29, "done"), (30, "done"), (31, "late")])
def test_the_event_call_to_a_doubtful_customer(day, status):
    """
    Thirty days after the mark, the last one included; a call before the mark does not count.
    """
    found = standing(
        call(1, "reached"), call(2, "reached", event=True), call(4 + day, "reached", event=True), maybe_lost=4
    )

    assert ("event_call", 34, status) == found[-1]


def test_judged_lost_ends_the_reminder():
    """
    From then on the event call is a must.
    """
    assert [("event_call", 34, "ended"), ("event_call_lost", None, "open")] == standing(
        call(1, "reached"), maybe_lost=4, judged_lost=9
    )[1:]


def test_event_calls_after_the_mark():
    """
    On the day of the mark it cannot be told, before it does not count.
    """
    calls = [call(2, event=True), call(4, event=True), call(5, event=True), call(6)]
    found, vague = events_after(calls, FRIDAY + timedelta(days=4), lead())

    assert ([calls[2]], ("judged_lost (an instant)",)) == ([*found], vague)


@given(st.integers(0, 40), st.integers(1, 10))
def test_a_later_call_is_never_less_late(day, more):
    """
    Nobody gains by calling later.
    """
    early, late = (lead_standing(lead(call(day + plus, "reached"))).duties[0] for plus in (0, more))

    assert early.late_by <= late.late_by
    assert (early.status == "late") <= (late.status == "late")


@given(st.lists(st.integers(0, 20), min_size=1, max_size=6), st.integers(0, 20))
def test_a_call_more_never_owes_more(days, extra):
    """
    Calls that were not answered: one more leaves no more of them owed.
    """
    owed = [
        sum(duty.status in ("open", "missed") for duty in lead_standing(lead(*map(call, sorted(calls)))).duties)
        for calls in (days, [*days, extra])
    ]

    assert owed[1] <= owed[0]
