"""
Cases that policy people write in TOML: a situation, a day, the expected answer.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from attrs import evolve, field, frozen

from visitcore.codec.asking import decide
from visitcore.codec.converter import strict_converter
from visitcore.codec.decision import plain
from visitcore.codec.faults import Invalid, problems_of
from visitcore.codec.policy import load_policy
from visitcore.codec.toml import read_toml
from visitcore.decisions.decision import Decision
from visitcore.decisions.verdict import Verdict
from visitcore.ground.errors import PolicyError
from visitcore.policy.policy import Policy


@frozen(kw_only=True)
class CaseFile:
    """
    A file of cases.

    Attributes:
        policy: Name of the policy or pack they are put to, or the file, seen from the folder of the cases.
        case: The cases.
    """

    policy: str
    case: "tuple[PolicyCase, ...]" = ()


@frozen(kw_only=True)
class PolicyCase:
    """
    One situation with the answer it must get.

    Attributes:
        name: What the case shows, in a sentence.
        rule: Rule that must be among the findings; empty for any.
        holds: Whether that rule must be found ``kept``, ``broken`` or ``open``; empty where it does not matter.
        decision: Name of the decision.
        facts: The facts.
        verdict: The verdict expected.
        outcome: Parts of the outcome that must be equal; decimals as text.
        missing: What must be missing, in full; ``None`` where it does not matter.
        provisional: Whether the answer is provisional; ``None`` where it does not matter.
    """

    name: str
    rule: str = ""
    holds: str = ""
    decision: str
    facts: Mapping[str, Any]
    verdict: Verdict
    outcome: Mapping[str, Any] = field(factory=dict)
    missing: tuple[str, ...] | None = None
    provisional: bool | None = None

    def differences(self, policy: Policy) -> tuple[str, ...]:
        """
        Where the policy's answer is not the one expected; empty where the case holds.
        """
        return tuple(_differences(self, decide(self.decision, self.facts, policy)))


def load_cases(path: Path) -> CaseFile:
    """
    The cases of a file.

    Raises:
        PolicyError: With every fault of the file.
    """
    try:
        cases = strict_converter().structure(read_toml(path), CaseFile)
    except Invalid as error:
        raise PolicyError(str(path), problems_of(error, file=str(path))) from None
    beside = path.parent / cases.policy
    return evolve(cases, policy=str(beside)) if beside.suffix == ".toml" else cases


def policy_of(cases: CaseFile) -> Policy:
    """
    The policy a file of cases is put to.
    """
    return load_policy(cases.policy)


def _differences(case: PolicyCase, decision: Decision[Any]) -> Iterator[str]:
    if decision.verdict is not case.verdict:
        told = "; ".join(finding.says.en for finding in decision.findings)
        got = f"got {decision.verdict.value} ({told}; missing {list(decision.missing)})"
        yield f"verdict: expected {case.verdict.value}, {got}"
    yield from _unequal("outcome", plain(case.outcome), plain(decision.outcome) or {})
    if case.missing is not None and case.missing != decision.missing:
        yield f"missing: expected {list(case.missing)}, got {list(decision.missing)}"
    if case.provisional is not None and case.provisional != decision.provisional:
        yield f"provisional: expected {case.provisional}, got {decision.provisional}"
    rules = [finding.rule.id for finding in decision.findings]
    if case.rule and case.rule not in rules:
        yield f"rule: expected a finding on {case.rule}, got {rules}"
    states = {_STATES[finding.holds] for finding in decision.findings if finding.rule.id == case.rule}
    if case.holds and case.holds not in states:
        yield f"holds: expected {case.rule} {case.holds}, got {' and '.join(sorted(states))}"


_STATES = {True: "kept", False: "broken", None: "open"}


def _unequal(path: str, expected: Any, got: Any) -> Iterator[str]:
    if isinstance(expected, dict) and isinstance(got, dict):
        for name, part in expected.items():
            yield from _unequal(f"{path}.{name}", part, got.get(name))
    elif isinstance(expected, list) and isinstance(got, list) and len(expected) == len(got):
        for place, (one, other) in enumerate(zip(expected, got, strict=True)):
            yield from _unequal(f"{path}[{place}]", one, other)
    elif expected != got and str(expected) != str(got):
        yield f"{path}: expected {expected!r}, got {got!r}"
