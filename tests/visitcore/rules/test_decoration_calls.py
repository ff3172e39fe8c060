from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from visitcore.codec.policy import load_policy
from visitcore.decisions.verdict import Verdict
from visitcore.facts.project import DecorationProject, ProjectCall
from visitcore.ground.errors import FactsError
from visitcore.rules.decoration_calls import decoration_calls

DYR = load_policy("DYR")
FRIDAY = date(2024, 3, 1)


def called(day, **facts):
    """
    A recorded call so many days after the enquiry.
    """
    return ProjectCall(at=FRIDAY + timedelta(days=day), **{"result": "reached", "recorded": True, **facts})


def asked(*calls, on=30, policy=DYR, **facts):
    """
    The decision so many days after the enquiry.
    """
    return decoration_calls(
        DecorationProject(on=FRIDAY + timedelta(days=on), enquired=FRIDAY, calls=calls, **facts), policy
    )


@pytest.mark.parametrize(
    ("facts", "stage"),
    [
        ({}, "enquired"),
        ({"measured": date(2024, 3, 3)}, "measured"),
        ({"measured": date(2024, 4, 3)}, "enquired"),
        ({"measured": date(2024, 3, 3), "work_start": date(2024, 3, 31)}, "construction"),
        ({"work_start": date(2024, 3, 5), "work_end": date(2024, 3, 31)}, "construction"),
        ({"work_start": date(2024, 3, 5), "work_end": date(2024, 3, 30)}, "done"),
        ({"lost": date(2024, 3, 20)}, "lost"),
    ],
)
def test_the_stage_of_a_day(facts, stage):
    """
    A stage begins on its day; the last day of the work still belongs to it.
    """
    assert stage == asked(called(1), checks=(), summaries=(), **facts).outcome.stage


def test_a_call_before_the_first_enquiry_is_a_mistake():
    """
    The fault names the call and both days, in both languages.
    """
    with pytest.raises(FactsError, match=r"calls\[0\].at: 2024-02-29 lies before enquired") as caught:
        asked(called(-1))

    assert "早于" in caught.value.in_("zh")


def test_calls_of_tomorrow_do_not_count_yet():
    """
    Neither as done, nor as calls whose record is not known.
    """
    decision = asked(called(1), called(9, recorded=None), on=5)

    assert (Verdict.ALLOWED, 1) == (decision.verdict, decision.outcome.counted)


def test_attempts_need_not_count(tmp_path):
    """
    A company may count answered calls only; then what came of each has to be known.
    """
    file = tmp_path / "own.toml"
    file.write_text(
        'extends = ["DYR"]\n[[parameter]]\nkey = "callbacks.lead.attempts_count"\n[[parameter.history]]\n'
        'cites = ["OWN-1"]\nvalue = false\n[[rule]]\nid = "OWN-1"\nclause = "1"\nkind = "guidance"\nstrength = "must"\n'
        'text = { en = "our own", zh = "本公司" }\n',
        encoding="utf-8",
    )
    policy, calls = load_policy(file), (called(1, result="not_reached"), called(4, result="no_time_soon"))

    assert (2, 1) == (asked(*calls, on=5).outcome.counted, asked(*calls, on=5, policy=policy).outcome.counted)
    assert ("calls[0].result",) == asked(called(1, result=None), policy=policy).missing


def test_a_naive_instant_is_local_time():
    """
    Nothing here runs by the clock, so a time without its zone will do.
    """
    facts = DecorationProject(
        on=date(2024, 3, 4),
        enquired=datetime(2024, 3, 1, 23, 59),
        calls=(ProjectCall(at=datetime(2024, 3, 3, 23, 59), result="reached", recorded=True),),
    )

    assert "done" == decoration_calls(facts, DYR).outcome.duties[0].status


RESULTS = ["not_reached", "no_time_soon", "reached", "declined"]
calls = st.lists(st.tuples(st.integers(0, 20), st.sampled_from(RESULTS), st.booleans()), max_size=6)


@given(calls, st.randoms())
def test_the_order_in_which_calls_are_given_does_not_matter(given_, random):
    """
    One call a day, shuffled.
    """
    one_a_day = [
        called(day, result=result, recorded=kept) for day, result, kept in {one[0]: one for one in given_}.values()
    ]
    shuffled = list(one_a_day)
    random.shuffle(shuffled)

    assert asked(*one_a_day).outcome == asked(*shuffled).outcome


@given(calls)
def test_a_call_without_a_record_changes_nothing_but_its_count(given_):
    """
    Left out or not recorded is the same.
    """
    every = [called(day, result=result, recorded=kept) for day, result, kept in given_]
    recorded = [call for call in every if call.recorded]
    one, other = asked(*every), asked(*recorded)

    assert (one.verdict, one.outcome.duties) == (other.verdict, other.outcome.duties)
    assert len(every) - len(recorded) == one.outcome.unrecorded


EVENT = {"event": True}
MARK, GIVEN_UP = FRIDAY + timedelta(days=5), FRIDAY + timedelta(days=9)


@pytest.mark.parametrize(
    ("calls", "facts", "verdict", "last"),
    [
        ([called(1, result="declined")], {"lost": GIVEN_UP}, Verdict.REFUSED, "missed"),
        ([called(1), called(2), called(6, **EVENT)], {"lost": GIVEN_UP}, Verdict.REFUSED, "missed"),
        ([called(1), called(6, **EVENT)], {"lost": GIVEN_UP, "judged_lost": MARK}, Verdict.REFUSED, "done"),
        (
            [called(1), called(6, **EVENT), called(10)],
            {"lost": GIVEN_UP, "judged_lost": MARK},
            Verdict.REFUSED,
            "done",
        ),
        (
            [called(1), called(2), called(6, **EVENT)],
            {"lost": GIVEN_UP, "judged_lost": FRIDAY + timedelta(days=10)},
            Verdict.REFUSED,
            "missed",
        ),
        ([called(1), called(2), called(6, **EVENT)], {"lost": GIVEN_UP, "judged_lost": MARK}, Verdict.ALLOWED, "done"),
        ([called(1)], {"lost": FRIDAY + timedelta(days=31)}, Verdict.ALLOWED, "done"),
        ([called(1)], {"measured": FRIDAY + timedelta(days=8), "lost": GIVEN_UP}, Verdict.UNDETERMINED, "unspecified"),
    ],
)
def test_a_customer_is_not_given_up_before_he_may_be(calls, facts, verdict, last):
    """
    Without three calls by then, the mark, and an event call after it, giving a lead up is a breach.
    """
    decision = asked(*calls, **facts)

    assert (verdict, last) == (decision.verdict, decision.outcome.duties[-1].status)


def test_without_a_call_no_record_is_found_kept():
    """
    Nothing is ticked on nothing; one recorded call is.
    """
    none, one = (asked(*calls, on=1).findings[0] for calls in ((), (called(1),)))

    assert ("DYR-04.11", None, "尚无回访") == (none.rule.id, none.holds, none.says.zh)
    assert ("DYR-04.11", True) == (one.rule.id, one.holds)
