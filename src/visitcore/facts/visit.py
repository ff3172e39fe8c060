"""
Visits, and the excuses for those that were not made.
"""

from datetime import date
from enum import Enum

from attrs import field, frozen

from visitcore.ground.span import Span


class VisitStatus(Enum):
    """
    How far a visit has come; only a completed one counts.
    """

    COMPLETED = "completed"
    PLANNED = "planned"
    CANCELLED = "cancelled"


@frozen(kw_only=True)
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
    status: VisitStatus = field(default=VisitStatus.COMPLETED, converter=VisitStatus)
    owner: str | None = None
    purpose: str | None = None


@frozen(kw_only=True)
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
            raise ValueError("an excuse needs a reason; say why the visit was not made")
