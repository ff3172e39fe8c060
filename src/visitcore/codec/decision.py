"""
Decisions as plain data for JSON.
"""

from collections.abc import Mapping
from datetime import date, time, timedelta
from decimal import Decimal
from enum import Enum
from typing import Any

from attrs import asdict, has

from visitcore.decisions.decision import Decision
from visitcore.decisions.finding import Finding
from visitcore.ground.text import Text


def plain(value: Any) -> Any:
    """
    A value as JSON knows it: decimals as strings, days in ISO form, everything else by name.
    """
    if value is None or isinstance(value, bool | int | str):
        return value
    if isinstance(value, Decimal):
        return format(value.normalize(), "f") if value == value.to_integral_value() else format(value, "f")
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, timedelta):
        return str(value)
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, Mapping):
        return {str(name): plain(part) for name, part in value.items()}
    if isinstance(value, tuple | list | set | frozenset):
        return [plain(part) for part in value]
    if has(type(value)):
        return {name.rstrip("_"): plain(part) for name, part in asdict(value, recurse=False).items() if name[0] != "_"}
    return str(value)


def decision_to_dict(decision: Decision[Any]) -> dict[str, Any]:
    """
    A decision with exactly the keys that the command line promises.
    """
    return {
        "decision": decision.name,
        "policy": {"name": decision.policy.name, "hash": decision.policy.hash},
        "on": decision.on.isoformat(),
        "verdict": decision.verdict.value,
        "outcome": plain(decision.outcome),
        "findings": [finding_to_dict(finding) for finding in decision.findings],
        "missing": list(decision.missing),
        "provisional": decision.provisional,
    }


def finding_to_dict(finding: Finding) -> dict[str, Any]:
    """
    A finding with exactly the keys that the command line promises.
    """
    citation = finding.citation
    return {
        "rule": finding.rule.id,
        "holds": finding.holds,
        "strength": finding.strength.value,
        "seen": plain(finding.seen),
        "limit": plain(finding.limit),
        "unit": finding.unit,
        "message": plain_text(finding.says),
        "citation": {"pack": citation.pack, "document": plain_text(citation.document), "clause": citation.clause},
        "origin": finding.origin.value,
    }


def plain_text(text: Text) -> dict[str, str]:
    """
    Words in both languages.
    """
    return {"en": text.en, "zh": text.zh}
