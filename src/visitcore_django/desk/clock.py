"""
How a deadline runs, read off a decision: never worked out anew.
"""

from datetime import date, datetime
from typing import Any

from attrs import frozen

from visitcore import Decision
from visitcore.ground.days import days_between
from visitcore_django.facts.visits import local


@frozen(kw_only=True)
class Clock:
    """
    How something stands against its deadline.

    Attributes:
        decision: The decision, which says why.
        status: As of the decision: ``open``, ``overdue``, ``in_time``, ``late``, ``early``, ``done``, ``pending`` or
            ``undetermined``.
        due: Last good day or instant; ``None`` where there is no number.
        left: Days left, today not counted; ``None`` where it does not run any more, or has no number.
        late_by: How late, in days or hours, such as the decision says.
        missing: Names of mandatory fields that are empty.
    """

    decision: Decision[Any]
    status: str
    due: date | None
    left: int | None
    late_by: Any
    missing: tuple[str, ...]

    @property
    def due_day(self) -> date | None:
        """
        The local day of the deadline.
        """
        return day_of(self.due)


@frozen(kw_only=True)
class Standing:
    """
    How something stands against the deadline that is stored with it; for lists.

    Attributes:
        status: ``open``, ``overdue``, ``in_time``, ``late`` or ``done``.
        due: The day stored.
        left: Days left, today not counted, while it runs.
        late_by: Days late, where it is not handed in.
    """

    status: str
    due: date | None
    left: int | None = None
    late_by: int | None = None


def stored_clock(due: date | None, late: bool | None, handed_in: bool, on: date) -> Standing | None:
    """
    How something stands on a day by what was stored when it was decided; ``None`` where no deadline is known.

    Args:
        due: Last good day.
        late: Whether it came late.
        handed_in: Whether it is handed in.
        on: The day.
    """
    if due is None:
        return None
    if handed_in:
        return Standing(status={True: "late", False: "in_time"}.get(late, "done"), due=due)  # type: ignore[arg-type]
    if on > due:
        return Standing(status="overdue", due=due, late_by=days_between(due, on))
    return Standing(status="open", due=due, left=days_between(on, due))


def clock_of(decision: Decision[Any], on: date) -> Clock:
    """
    How the deadline of a plan or a report runs on a day.
    """
    held: Any = decision.outcome
    day = day_of(held.due)
    return Clock(
        decision=decision,
        status=held.status,
        due=held.due,
        left=days_between(on, day) if held.status == "open" and day is not None else None,
        late_by=held.late_by,
        missing=held.missing_fields or (),
    )


def day_of(moment: date | None) -> date | None:
    """
    The local day of a deadline.
    """
    if isinstance(moment, datetime):
        return (local(moment) if moment.tzinfo else moment).date()
    return moment
