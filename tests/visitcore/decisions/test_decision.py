from datetime import date
from typing import Any, TypeVar, get_type_hints

import pytest
from attrs import fields
from attrs.exceptions import FrozenInstanceError
from hypothesis import given
from hypothesis import strategies as st

from visitcore.codec.asking import decide
from visitcore.decisions import Decision, PolicyRef, Verdict, conclude
from visitcore.policy import Strength

DAY = date(2024, 6, 14)


@pytest.fixture(scope="session")
def book(make):
    """
    A policy as it stands on one day.
    """
    return make.policy(make.pack()).on(DAY)


def test_a_decision_cannot_be_built_without_a_finding(make):
    """
    There is no refusal without its reason, and no permission either.
    """
    with pytest.raises(ValueError, match="'visit_due' has no finding; say at least which rule was looked at"):
        make.decision()


def test_nothing_is_concluded_from_nothing(book):
    """
    Without a finding there is no verdict.
    """
    with pytest.raises(ValueError, match="has no finding"):
        conclude("visit_due", book, [])


def test_a_decision_is_never_changed(make):
    """
    What was decided stays as it was decided.
    """
    decision = make.decision(make.finding())

    with pytest.raises(FrozenInstanceError):
        decision.verdict = Verdict.REFUSED


def test_a_decision_names_its_day_and_policy(make, book):
    """
    The governing day and the fingerprint of the policy are those of the rulebook.
    """
    decision = conclude("visit_due", book, [make.finding()], outcome="x", provisional=True)

    assert DAY == decision.on
    assert PolicyRef("test", "0123456789abcdef") == decision.policy
    assert ("visit_due", "x", True) == (decision.name, decision.outcome, decision.provisional)


@pytest.mark.parametrize(
    ("findings", "missing", "verdict"),
    [
        ([(True, Strength.MUST)], (), Verdict.ALLOWED),
        ([(False, Strength.MUST)], (), Verdict.REFUSED),
        ([(False, Strength.REQUIRED)], (), Verdict.REFUSED),
        ([(False, Strength.SOFT)], (), Verdict.ALLOWED),
        ([(False, Strength.NOTE)], (), Verdict.ALLOWED),
        ([(None, Strength.MUST)], ("since",), Verdict.UNDETERMINED),
        ([(True, Strength.MUST)], ("since",), Verdict.UNDETERMINED),
        ([(False, Strength.SOFT)], ("since",), Verdict.UNDETERMINED),
        ([(False, Strength.MUST)], ("since",), Verdict.REFUSED),
        ([(True, Strength.MUST), (False, Strength.REQUIRED)], (), Verdict.REFUSED),
    ],
)
def test_the_verdict_follows_from_the_findings(make, book, findings, missing, verdict):
    """
    A broken duty refuses, whatever is missing; what is missing leaves it open; advice never refuses.
    """
    seen = [make.finding(holds, strength=strength) for holds, strength in findings]

    assert verdict is conclude("visit_due", book, seen, missing=missing).verdict


def test_a_verdict_that_is_given_counts(make, book):
    """
    Where the findings alone do not tell, the rule says what the verdict is.
    """
    decision = conclude("propose", book, [make.finding(False)], verdict=Verdict.REFERRED)

    assert Verdict.REFERRED is decision.verdict


@given(
    kept=st.lists(st.sampled_from([True, False, None]), min_size=1),
    soft=st.lists(st.sampled_from([True, False, None])),
    missing=st.lists(st.sampled_from(["since", "grade"]), max_size=2),
)
def test_advice_never_changes_the_verdict(make, book, kept, soft, missing):
    """
    With or without findings on advice, the verdict is the same.
    """
    duties = [make.finding(holds) for holds in kept]
    advice = [make.finding(holds, strength=Strength.SOFT) for holds in soft]
    verdict = conclude("visit_due", book, duties, missing=missing).verdict

    assert verdict is conclude("visit_due", book, [*advice, *duties], missing=missing).verdict


def test_a_checker_of_types_does_not_ask_whether_any_outcome_is_there():
    """
    What `decide` answers may be anything, and can be used as the first example of the README uses it.
    """
    assert isinstance(fields(Decision).outcome.type, TypeVar)
    assert Decision[Any] == get_type_hints(decide)["return"]
