from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from visitcore.blocks.checklist import Checklist, Item
from visitcore.blocks.table import Row, Table
from visitcore.blocks.term import Term
from visitcore.codec.policy import load_policy
from visitcore.decisions.verdict import Verdict
from visitcore.facts.assessment import PartnerAdmission
from visitcore.ground.text import Text
from visitcore.ground.unspecified import UNSPECIFIED
from visitcore.rules.partners import admit_partner

JVP = load_policy("JVP")
MET = {"address": "met", "personnel": "met", "equipment": "met"}
MARCH_4, MARCH_5, MARCH_6 = (date(2024, 3, day) for day in (4, 5, 6))


def asked(policy=JVP, *, on=MARCH_6, answers=MET, **facts):
    """
    The decision on one partner.
    """
    return admit_partner(PartnerAdmission(on=on, answers=answers, **facts), policy)


@pytest.mark.parametrize(
    ("answer", "verdict"),
    [
        ("met", Verdict.ALLOWED),
        ("vague", Verdict.REFUSED),
        ("not_met", Verdict.REFUSED),
        ("not_produced", Verdict.REFUSED),
        (None, Verdict.UNDETERMINED),
        ("perhaps", Verdict.UNDETERMINED),
    ],
)
def test_what_is_vague_counts_as_not_met(answer, verdict):
    """
    Only what is clearly met counts; a point not looked at, or answered in a way nobody knows, leaves it open.
    """
    assert verdict is asked(answers={**MET, "equipment": answer}).verdict


def test_each_point_is_told_by_its_own_rule():
    """
    What was not produced is cited from another clause than what was vague.
    """
    decision = asked(answers={"address": "vague", "personnel": "not_produced", "equipment": "met"})

    assert (("equipment",), ("address", "personnel")) == (decision.outcome.met, decision.outcome.not_met)
    assert [("JVP-04.3", False), ("JVP-05.1", False), ("JVP-04.3", True)] == [
        (finding.rule.id, finding.holds) for finding in decision.findings
    ]
    assert Text("Personnel: counts as not met", "人员：视为不具备条件") == decision.findings[1].says


def test_a_point_not_looked_at_hides_no_other():
    """
    Refused for what is not met, with what is missing still named.
    """
    decision = asked(answers={"address": "vague", "personnel": "met"})

    assert Verdict.REFUSED is decision.verdict
    assert ("answers.equipment",) == decision.missing


@pytest.mark.parametrize(
    ("admitted", "on", "verdict", "in_time"),
    [
        (MARCH_4, MARCH_6, Verdict.ALLOWED, True),
        (MARCH_6, MARCH_6, Verdict.REFUSED, False),
        (None, MARCH_4, Verdict.ALLOWED, None),
        (None, MARCH_6, Verdict.REFUSED, None),
        (datetime(2024, 3, 4, 15, 59, tzinfo=UTC), MARCH_6, Verdict.ALLOWED, True),
    ],
)
def test_admission_comes_before_the_first_negotiation(admitted, on, verdict, in_time):
    """
    The day before is in time, the day after is not; who is not admitted yet must be so by then.
    """
    decision = asked(on=on, admitted=admitted, negotiated=MARCH_5)

    assert (verdict, in_time) == (decision.verdict, decision.outcome.admitted_in_time)


def test_on_one_day_the_clock_decides():
    """
    Admission and negotiation on 5 March cannot be told apart by their day; by their hour they can.
    """
    ten, eleven = (datetime(2024, 3, 5, hour) for hour in (10, 11))
    by_day = asked(admitted=MARCH_5, negotiated=MARCH_5)

    assert (Verdict.UNDETERMINED, None) == (by_day.verdict, by_day.outcome.admitted_in_time)
    assert ("negotiated (an instant)", "admitted (an instant)") == by_day.missing
    assert ("JVP-04.4", None) == (by_day.findings[-1].rule.id, by_day.findings[-1].holds)
    assert Verdict.ALLOWED is asked(admitted=ten, negotiated=eleven).verdict
    assert Verdict.REFUSED is asked(admitted=eleven, negotiated=ten).verdict
    assert Verdict.REFUSED is asked(admitted=ten, negotiated=ten).verdict


def test_without_a_negotiation_only_the_inspection_counts():
    """
    Nothing is held against a day that nobody named.
    """
    decision = asked(admitted=MARCH_4)

    assert (Verdict.ALLOWED, None) == (decision.verdict, decision.outcome.admitted_in_time)


def test_the_day_asked_about_may_be_an_instant():
    """
    It is brought to the pack's local day.
    """
    decision = asked(on=datetime(2024, 3, 5, 16, 0, tzinfo=UTC), admitted=MARCH_4, negotiated=MARCH_5)

    assert MARCH_6 == decision.on
    assert Verdict.ALLOWED is decision.verdict


def test_answers_that_nobody_asked_for_are_missing(make):
    """
    A policy without a list of points, and no answers: nothing was looked at.
    """
    table = Table(
        inputs={"answer": ["met", "vague"]},
        rows=(Row(when={"answer": "met"}, then="met"), Row(when={"answer": "vague"}, then=UNSPECIFIED)),
    )
    policy = make.policy(make.pack(partners__admission=table))

    assert ("answers",) == asked(policy, answers={}).missing
    assert ("partners.admission[answer = vague]",) == asked(policy, answers={"address": "vague"}).missing
    assert ("partners.admission",) == asked(make.policy(make.pack(partners__admission=UNSPECIFIED))).missing


def test_a_day_left_open_is_named(make):
    """
    Where the company has to say by when admission comes, a negotiation makes it missing.
    """
    table = Table(inputs={"answer": ["met"]}, rows=(Row(when={}, then="met"),))
    points = Checklist(items=(Item(name="address"), Item(name="remarks", optional=True)))
    pack = make.pack(partners__admission=table, partners__inspection=points, partners__admission_before=UNSPECIFIED)
    hours = make.pack(partners__admission=table, partners__admission_before=Term(hours=2, before=True))

    assert ("partners.admission_before",) == asked(make.policy(pack), negotiated=MARCH_5).missing
    assert 2 == len(asked(make.policy(hours), answers={"address": "met"}, admitted=MARCH_4, negotiated=MARCH_5).missing)


answers = st.dictionaries(st.sampled_from(sorted(MET)), st.sampled_from(["met", "vague", "not_met", "not_produced"]))


@given(answers=answers, point=st.sampled_from(sorted(MET)))
def test_a_better_answer_never_makes_it_worse(answers, point):
    """
    Turning a point to met never turns a partner away.
    """
    before, after = asked(answers=answers), asked(answers={**answers, point: "met"})

    assert set(after.outcome.not_met) <= set(before.outcome.not_met)
    assert before.verdict is Verdict.REFUSED or after.verdict is not Verdict.REFUSED
