"""
A verdict with everything it rests on.
"""

from collections.abc import Sequence
from datetime import date
from typing import Any, Generic, TypeVar

from attrs import field, frozen

from visitcore.decisions.finding import Finding
from visitcore.decisions.verdict import Verdict
from visitcore.policy.policy import PolicyRef, Rulebook

T_co = TypeVar("T_co", covariant=True)


@frozen(kw_only=True, eq=False)
class Decision(Generic[T_co]):
    """
    The answer to one question, on one day, by one policy.

    Attributes:
        name: Name of the decision, e.g. ``visit_due``.
        verdict: The answer in one word.
        outcome: What was worked out; ``None`` where nothing could be, which a checker of types is told by ``T | None``.
        on: The governing day: the rules of this day were applied.
        policy: Which policy decided.
        findings: Everything that was held against a rule; never empty.
        missing: Facts that are missing and policy keys that are not set, by name.
        provisional: Whether it leans on a calendar year that is not announced yet.
    """

    name: str
    verdict: Verdict
    outcome: T_co = field(default=None)
    on: date
    policy: PolicyRef
    findings: tuple[Finding, ...] = field()
    missing: tuple[str, ...] = ()
    provisional: bool = False

    @findings.validator
    def _not_empty(self, _attribute: object, findings: tuple[Finding, ...]) -> None:
        if not findings:
            raise ValueError(f"decision {self.name!r} has no finding; say at least which rule was looked at")


def conclude(
    name: str,
    book: Rulebook,
    findings: Sequence[Finding],
    *,
    outcome: Any = None,
    missing: Sequence[str] = (),
    verdict: Verdict | None = None,
    provisional: bool = False,
) -> Decision[Any]:
    """
    Draw the verdict from the findings.

    A broken binding rule refuses, whatever else is missing; a missing fact or value leaves it undetermined; what is
    left is allowed.

    Args:
        name: Name of the decision.
        book: The rulebook of the governing day.
        findings: What was held against the rules.
        outcome: What was worked out.
        missing: Names of missing facts and of policy keys to set.
        verdict: The verdict where the findings alone do not give it.
        provisional: Whether an unannounced calendar year was used.
    """
    if verdict is None:
        if any(finding.breaks for finding in findings):
            verdict = Verdict.REFUSED
        else:
            verdict = Verdict.UNDETERMINED if missing else Verdict.ALLOWED
    return Decision(
        name=name,
        verdict=verdict,
        outcome=outcome,
        on=book.on,
        policy=book.policy.ref,
        findings=tuple(findings),
        missing=tuple(missing),
        provisional=provisional,
    )
