from datetime import date
from decimal import Decimal

import pytest
from attrs import evolve

from visitcore.blocks.register import Field, Register
from visitcore.decisions.verdict import Verdict
from visitcore.facts.question import Record
from visitcore.ground.text import Text
from visitcore.ground.unspecified import UNSPECIFIED
from visitcore.policy import Strength
from visitcore.rules.files import check_record

FORM = Register(
    fields=(
        Field(name="place", label=Text("Place", "地点"), rule="DST-01"),
        Field(name="grade", one_of=("A", "B"), rule="DST-02"),
        Field(name="reason", when={"grade": "B"}, rule="DST-02"),
        Field(name="remarks", optional=True, rule="DST-01"),
    )
)
FULL = {"place": "office", "grade": "A"}


def asked(make, values, *, form=FORM, strength=Strength.REQUIRED):
    """
    The decision of a pack with one form.
    """
    rules = [make.rule(f"DST-0{number}", strength=strength, kind="register") for number in (1, 2, 3)]
    dated = make.dated(form, key="files.it", rules=tuple(rules))
    policy = make.policy(make.pack(rules=rules, files__it=(dated,)))
    return check_record(Record(key="files.it", on=date(2024, 3, 5), values=values), policy)


@pytest.mark.parametrize(
    ("values", "verdict", "missing", "wrong"),
    [
        (FULL, Verdict.ALLOWED, (), ()),
        ({**FULL, "place": " "}, Verdict.REFUSED, ("place",), ()),
        ({**FULL, "grade": "C"}, Verdict.REFUSED, (), ("grade",)),
        ({**FULL, "grade": "B"}, Verdict.REFUSED, ("reason",), ()),
        ({**FULL, "grade": "B", "reason": "moved"}, Verdict.ALLOWED, (), ()),
        ({}, Verdict.REFUSED, ("place", "grade"), ()),
        ({**FULL, "place": Decimal(0)}, Verdict.ALLOWED, (), ()),
        ({**FULL, "colour": "red"}, Verdict.ALLOWED, (), ()),
    ],
)
def test_a_record_carries_what_it_must(make, values, verdict, missing, wrong):
    """
    Blank counts as empty, a value beside the list as wrong, and a field may hang on another one.
    """
    decision = asked(make, values)

    assert (verdict, missing, wrong) == (decision.verdict, decision.outcome.missing, decision.outcome.wrong)


def test_each_fault_is_told_by_its_own_rule(make):
    """
    The empty field and the wrong one are each cited, with what was seen.
    """
    findings = asked(make, {"place": "", "grade": "C"}).findings

    assert [("DST-03", False), ("DST-01", False), ("DST-02", False)] == [(one.rule.id, one.holds) for one in findings]
    assert Text("missing: Place", "缺少：地点") == findings[1].says
    assert ("C", ("A", "B")) == (findings[2].seen, findings[2].limit)


def test_what_is_in_order_is_cited_too(make):
    """
    A rule all of whose fields are filled is kept.
    """
    kept = {one.rule.id: one.holds for one in asked(make, {"place": "office", "grade": "C"}).findings}

    assert {"DST-01": True, "DST-02": False, "DST-03": False} == kept


def test_a_closed_form_takes_no_other_field(make):
    """
    A field beside a closed form is refused by the form as a whole.
    """
    decision = asked(make, {**FULL, "colour": "red"}, form=evolve(FORM, closed=True))

    assert (Verdict.REFUSED, ("colour",)) == (decision.verdict, decision.outcome.unknown)
    assert "red" == decision.findings[-1].seen


def test_values_that_nobody_kept_are_missing(make):
    """
    Unknown is not the same as empty.
    """
    assert ("values",) == asked(make, None).missing
    assert ("files.it",) == asked(make, FULL, form=UNSPECIFIED).missing


def test_a_soft_form_is_told_and_not_refused(make):
    """
    Where no binding rule is broken, an empty field is only told.
    """
    decision = asked(make, {}, strength=Strength.SOFT)

    assert Verdict.ALLOWED is decision.verdict
    assert ("place", "grade") == decision.outcome.missing
