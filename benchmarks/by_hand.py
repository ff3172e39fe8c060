"""
What a function written by hand answers with: the same fields as a decision of the library.
"""

from datetime import date
from typing import Any

from attrs import frozen


@frozen
class Words:
    """
    One sentence in both languages.
    """

    en: str
    zh: str


@frozen
class Place:
    """
    Where a rule stands.
    """

    pack: str
    document: Words
    clause: str


@frozen
class Named:
    """
    Which policy answered.
    """

    name: str
    hash: str


@frozen(kw_only=True)
class ByHandFinding:
    """
    The same fields as a finding of the library.
    """

    rule: str
    holds: bool | None
    strength: str
    seen: Any
    limit: Any
    unit: str
    message: Words
    citation: Place
    origin: str


@frozen(kw_only=True)
class ByHandDecision:
    """
    The same fields as a decision of the library.
    """

    decision: str
    policy: Named
    on: date
    verdict: str
    outcome: Any
    findings: tuple[ByHandFinding, ...]
    missing: tuple[str, ...]
    provisional: bool
