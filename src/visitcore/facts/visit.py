"""
Visits, and the excuses for those that were not made.
"""

from datetime import date
from enum import Enum
from typing import Any

from attrs import field, frozen

from visitcore.facts.checked import checked
from visitcore.ground.span import Span
from visitcore.ground.text import Text


class VisitStatus(Enum):
    """
    How far a visit has come; only a completed one counts.
    """

    COMPLETED = "completed"
    PLANNED = "planned"
    CANCELLED = "cancelled"


def _status(word: Any) -> Any:
    try:
        return VisitStatus(word)
    except ValueError:  # no status, which the check of all facts tells
        return word


@frozen(kw_only=True, field_transformer=checked)
class Visit:
    """
    One visit to one customer.

    Attributes:
        customer: Code of the customer; empty where the visit stands in its customer's own record.
        start: Day or instant the visit began; a naive instant is local time.
        end: Day or instant it ended.
        status: Completed, planned or cancelled; its word will do.
        owner: Who made or will make it.
        purpose: What it was for.
    """

    customer: str = ""
    start: date
    end: date | None = None
    status: VisitStatus = field(default=VisitStatus.COMPLETED, converter=_status)
    owner: str | None = None
    purpose: str | None = None


@frozen(kw_only=True, field_transformer=checked)
class Excuse:
    """
    Days for which a customer need not be visited, and why.

    Attributes:
        customer: Code of the customer.
        span: The days excused.
        reason: Why; never empty.
    """

    customer: str
    span: Span[date]
    reason: str = field()

    @reason.validator
    def _not_empty(self, _attribute: object, reason: str) -> None:
        if not reason.strip():
            raise ValueError(
                Text("an excuse needs a reason; say why the visit was not made", "免访缺少原因；请写明未拜访的原因")
            )
