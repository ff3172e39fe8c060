"""
Decisions as plain data for JSON.
"""

from collections.abc import Mapping
from datetime import date, time
from decimal import Decimal
from enum import Enum
from typing import Any

from attrs import asdict, has

from visitcore.decisions.decision import Decision
from visitcore.decisions.finding import Finding
from visitcore.explain.names import in_people_words
from visitcore.ground.text import Text


def plain(value: Any) -> Any:
    """
    A value as JSON knows it: decimals as strings, days in ISO form, everything else by name.

    >>> plain({"short": Decimal("1E+2"), "rate": Decimal("67.5000"), "due": date(2024, 3, 5)})
    {'short': '100', 'rate': '67.5000', 'due': '2024-03-05'}
    """
    if value is None or isinstance(value, bool | int | str):
        return value
    if isinstance(value, Decimal):
        return _digits(value)
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, Mapping):
        return {str(name): plain(part) for name, part in value.items()}
    if isinstance(value, set | frozenset):
        return [plain(part) for part in sorted(value, key=str)]
    if isinstance(value, tuple | list):
        return [plain(part) for part in value]
    if has(type(value)):
        return {name.rstrip("_"): plain(part) for name, part in asdict(value, recurse=False).items() if name[0] != "_"}
    return str(value)


def _digits(value: Decimal) -> str:
    """
    Every digit of a number, but no zeros behind a whole one.
    """
    if not value:
        return "0"
    whole = value.to_integral_value()
    return format(whole if whole == value else value, "f")


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
        "message": plain_text(in_people_words(finding.says)),
        "citation": {"pack": citation.pack, "document": plain_text(citation.document), "clause": citation.clause},
        "origin": finding.origin.value,
    }


def plain_text(text: Text) -> dict[str, str]:
    """
    Words in both languages.
    """
    return {"en": text.en, "zh": text.zh}
