from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from visitcore.codec.policy import load_policy
from visitcore.decisions.verdict import Verdict
from visitcore.facts.project import DecorationProject, ProjectCall
from visitcore.ground.errors import FactsError
from visitcore.rules.decoration_lost import mark_lost

DYR = load_policy("DYR")
FRIDAY = date(2024, 3, 1)


def asked(*calls, on=60, judged=7, policy=DYR, **facts):
    """
    The decision on calls given as day after the enquiry and whether an event was the reason.
    """
    made = [
        ProjectCall(at=FRIDAY + timedelta(days=day), event=event, result="not_reached", recorded=kept)
        for day, event, kept in calls
    ]
    mark = None if judged is None else FRIDAY + timedelta(days=judged)
    return mark_lost(
        DecorationProject(
            on=FRIDAY + timedelta(days=on), enquired=FRIDAY, judged_lost=mark, calls=tuple(made), **facts
        ),
        policy,
    )


@given(
    st.lists(st.tuples(st.integers(0, 40), st.booleans(), st.booleans()), max_size=6), st.none() | st.integers(0, 20)
)
def test_nobody_is_given_up_without_three_calls_and_one_with_an_event_after_the_mark(calls, judged):
    """
    Whatever was called when, only recorded calls open the way.
    """
    recorded = [(day, event) for day, event, kept in calls if kept]
    after = [day for day, event in recorded if event and judged is not None and day > judged]
    decision = asked(*calls, judged=judged)

    assert (decision.verdict is Verdict.ALLOWED) == (len(recorded) >= 3 and bool(after))
    assert (decision.verdict is Verdict.ALLOWED) == (decision.outcome.stage == "lost")


def test_the_number_of_calls_is_a_setting(tmp_path):
    """
    A company may ask for two.
    """
    file = tmp_path / "own.toml"
    file.write_text(
        'extends = ["DYR"]\n[[parameter]]\nkey = "callbacks.lead.min_calls"\n[[parameter.history]]\ncites = ["OWN-1"]\n'
        'quota = { at_least = 2 }\n[[rule]]\nid = "OWN-1"\nclause = "1"\nkind = "guidance"\nstrength = "must"\n'
        'text = { en = "our own", zh = "本公司" }\n',
        encoding="utf-8",
    )
    calls = [(1, False, True), (9, True, True)]

    assert Verdict.REFUSED is asked(*calls).verdict
    assert Verdict.ALLOWED is asked(*calls, policy=load_policy(file)).verdict


def test_a_mark_of_tomorrow_is_none_yet():
    """
    Nor does an event call of tomorrow count.
    """
    calls = [(1, False, True), (2, False, True), (8, True, True)]

    assert ("judged_lost", "event_call") == asked(*calls, on=9, judged=10).outcome.why
    assert ("min_calls", "event_call") == asked(*calls, on=7).outcome.why


def test_what_is_not_known_keeps_it_open():
    """
    Whether a call was recorded, and a mistake in the days.
    """
    assert ("calls[0].recorded",) == asked((1, False, None)).missing
    with pytest.raises(FactsError, match="judged_lost"):
        asked(judged=-1)


@pytest.mark.parametrize(
    ("lost", "verdict"), [(59, Verdict.NOT_APPLICABLE), (60, Verdict.ALLOWED), (61, Verdict.ALLOWED)]
)
def test_who_was_given_up_is_not_given_up_again(lost, verdict):
    """
    The question ends with the day of giving up; on that day it is still asked.
    """
    calls = [(1, False, True), (2, False, True), (9, True, True)]

    assert verdict is asked(*calls, lost=FRIDAY + timedelta(days=lost)).verdict
