"""
What of a decision is stored beside a row, for lists.
"""

from decimal import ROUND_HALF_EVEN, Decimal
from typing import Any

from visitcore import Decision
from visitcore.facts.money import CENT

MISSING_ROOM = 200
"""What a column for missing facts holds."""


def deciding_rule(decision: Decision[Any], key: str = "") -> str:
    """
    The rule that decided: the first binding one that is broken, else the one under *key*, else the first looked at.
    """
    broken = [finding for finding in decision.findings if finding.breaks]
    at_key = [finding for finding in decision.findings if finding.against.key == key]
    rule: str = next(iter((*broken, *at_key, *decision.findings))).rule.id
    return rule


def telling(decision: Decision[Any]) -> str:
    """
    What is missing, by name, with commas between; as much as a column holds.
    """
    return ",".join(decision.missing)[:MISSING_ROOM]


def cents(amount: Decimal | None, rounding: str = ROUND_HALF_EVEN) -> Decimal | None:
    """
    An amount in whole cents, for a column.
    """
    return None if amount is None else Decimal(amount).quantize(CENT, rounding)
