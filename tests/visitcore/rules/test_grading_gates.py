from datetime import date
from decimal import Decimal

import pytest

from visitcore.blocks.score import Part
from visitcore.ground.errors import PolicyError
from visitcore.ground.unspecified import UNSPECIFIED
from visitcore.rules.grading_gates import through_gates

GATE = {"factors": ("sales", "price"), "at_least": 60, "below": "A", "capped_at": "B"}
CREDIT = {"excluded": ("D",), "capped_at": "B"}


def part(name, points):
    """
    A factor with its points.
    """
    return Part(name=name, raw=points, points=Decimal(points), weight=Decimal(1), share=Decimal(points))


def passed(make, grade, parts, credit=None, **values):
    """
    What the gates of a policy leave of a grade.
    """
    policy = make.policy(make.pack(**{f"grading__{name}": value for name, value in values.items()}))
    return through_gates(policy.on(date(2024, 3, 25)), grade, [part(*each) for each in parts], credit)


@pytest.mark.parametrize(
    ("grade", "parts", "after", "seen"),
    [
        ("A", [("sales", 60), ("price", 60), ("trend", 0)], "A", 60),
        ("A", [("sales", 60), ("price", "59.99")], "B", Decimal("59.99")),
        ("A", [("sales", 10), ("price", 20)], "B", 10),
        ("A", [("trend", 0)], "A", None),
    ],
)
def test_the_weakest_factor_stands_at_the_gate(make, grade, parts, after, seen):
    """
    Exactly the least is enough, the weakest is shown, a factor that was left out is not held against anybody.
    """
    capped, findings, missing = passed(make, grade, parts, gate=GATE)

    assert (after, ()) == (capped, missing)
    assert [(seen, 60)] == [(finding.seen, finding.limit) for finding in findings]


def test_only_the_grade_named_meets_the_gate(make):
    """
    A lower grade is never raised or lowered.
    """
    assert ("B", (), ()) == passed(make, "B", [("sales", 0)], gate=GATE, credit_gate=CREDIT)


@pytest.mark.parametrize(
    ("credit", "after", "missing"), [("D", "B", ()), ("C", "A", ()), (None, "A", ("credit_grade",))]
)
def test_a_credit_grade_bars_the_best_grade(make, credit, after, missing):
    """
    One that is excluded caps, any other does not, and an unknown one leaves it open.
    """
    capped, findings, lacks = passed(make, "A", [("sales", 90)], credit, gate=GATE, credit_gate=CREDIT)

    assert (after, missing) == (capped, lacks)
    assert (None if missing else True) is findings[-1].holds


@pytest.mark.parametrize("gate", [{**CREDIT, "excluded": ()}, UNSPECIFIED])
def test_a_gate_that_names_nobody_is_none(make, gate):
    """
    Where the company excludes no credit grade, nobody has to know it.
    """
    assert ("A", (), ()) == passed(make, "A", [("sales", 90)], credit_gate=gate)


def test_a_credit_gate_may_name_its_own_grade(make):
    """
    Without a gate for factors it has to say which grade it shuts out; no other is touched.
    """
    own = {**CREDIT, "below": "S"}

    assert "B" == passed(make, "S", [], "D", credit_gate=own)[0]
    assert "C" == passed(make, "C", [], "D", credit_gate=own)[0]
    with pytest.raises(PolicyError, match="not said which grade"):
        passed(make, "A", [], "D", credit_gate=CREDIT)


def test_a_policy_without_gates_changes_nothing(make):
    """
    No gate, no finding.
    """
    assert ("A", (), ()) == passed(make, "A", [("sales", 0)], "D", other=1)
