"""
The gates before the best grade: no weak factor, no credit grade that shuts it out.
"""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from visitcore.blocks.score import Part, Score
from visitcore.decisions.finding import Finding
from visitcore.ground.errors import PolicyError
from visitcore.ground.problem import Problem
from visitcore.ground.text import Text
from visitcore.policy.policy import Rulebook
from visitcore.rules.holding import hold

SCORE, GATE, CREDIT_GATE = "grading.score", "grading.gate", "grading.credit_gate"


def through_gates(
    book: Rulebook, grade: str, parts: Sequence[Part], credit_grade: Any
) -> tuple[str, tuple[Finding, ...], tuple[str, ...]]:
    """
    What the gates leave of a grade.

    Args:
        book: The rulebook of the day.
        grade: The grade by the score.
        parts: The factors with their points.
        credit_grade: The customer's credit grade, ``None`` where it is not known.

    Returns:
        The grade, what each gate found, and what is missing where a gate cannot tell.

    Raises:
        PolicyError: If credit grades are excluded and neither gate says from which grade.
    """
    after, findings = _past_factors(book, grade, parts)
    barred, more, missing = _past_credit(book, after, credit_grade)
    return barred, (*findings, *more), missing


def _past_factors(book: Rulebook, grade: str, parts: Sequence[Part]) -> tuple[str, tuple[Finding, ...]]:
    """
    The grade, capped where a factor that stands at the gate earns too little.
    """
    held = book.find(GATE)
    gate = None if held is None else held.value
    if held is None or not isinstance(gate, Mapping) or grade != gate["below"]:
        return grade, ()
    least, capped = Decimal(gate["at_least"]), str(gate["capped_at"])
    lowest = min((part for part in parts if part.name in gate["factors"]), key=lambda part: part.points, default=None)
    if lowest is None or lowest.points >= least:
        says = Text(f"every gate factor reaches {least}", f"各门槛因素均达到{least}")
        return grade, hold(held, True, says, seen=None if lowest is None else lowest.points, limit=least)
    name = _called(book, lowest.name)
    says = Text(
        f"{name.en} below {least}: {grade} is capped at {capped}", f"{name.zh}低于{least}，{grade}级降为{capped}级"
    )
    return capped, hold(held, True, says, seen=lowest.points, limit=least)


def _called(book: Rulebook, name: str) -> Text:
    """
    What the score calls a factor.
    """
    held = book.find(SCORE)
    factors = held.value.factors if held is not None and isinstance(held.value, Score) else ()
    return next((factor.label for factor in factors if factor.name == name and factor.label), Text(name, name))


def _past_credit(book: Rulebook, grade: str, credit_grade: Any) -> tuple[str, tuple[Finding, ...], tuple[str, ...]]:
    """
    The grade, capped where the customer's credit grade shuts the best one out; open where that is not known.
    """
    held, gate = book.find(CREDIT_GATE), book.find(GATE)
    bar = None if held is None else held.value
    if held is None or not isinstance(bar, Mapping) or not bar["excluded"]:
        return grade, (), ()
    best = bar.get("below", gate.value["below"] if gate is not None and isinstance(gate.value, Mapping) else None)
    if best is None:
        raise PolicyError(
            CREDIT_GATE, [Problem("below", "it is not said which grade is shut out", 'write below = "A"')]
        )
    if grade != best:
        return grade, (), ()
    if credit_grade is None:
        says = Text(f"without the credit grade {grade} cannot be told", f"资信等级未知，无法确定是否可评为{grade}级")
        return grade, hold(held, None, says), ("credit_grade",)
    if credit_grade not in bar["excluded"]:
        says = Text(f"credit grade {credit_grade} bars nothing", f"资信等级为{credit_grade}，不受限制")
        return grade, hold(held, True, says, seen=credit_grade), ()
    says = Text(f"credit grade {credit_grade} bars the best grade", f"资信等级为{credit_grade}，不得评为最高等级")
    return str(bar["capped_at"]), hold(held, True, says, seen=credit_grade), ()
