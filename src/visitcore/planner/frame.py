"""
The frame of a plan: days, hours and how many visits fit into a day.
"""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from operator import itemgetter
from typing import Any

from attrs import frozen

from visitcore.blocks.quota import Quota
from visitcore.blocks.range import Range
from visitcore.ground.calendar import WorkCalendar
from visitcore.ground.errors import PolicyError
from visitcore.ground.period import Period
from visitcore.ground.problem import Problem
from visitcore.ground.span import Span
from visitcore.ground.unspecified import UNSPECIFIED
from visitcore.policy.dated import Dated
from visitcore.policy.policy import Policy, Rulebook

CAPACITY, HOURS, LENGTH = "plans.capacity", "plans.hours", "plans.visit_length"


@frozen(kw_only=True)
class Frame:
    """
    Where visits can be put in a month.

    Attributes:
        month: The month.
        days: Its working days.
        slots: Start and end of the visits of one day, in order; as many as a person can make.
        provisional: Whether the month's working days are not announced yet.
    """

    month: Span[date]
    days: tuple[date, ...]
    slots: tuple[tuple[time, time], ...]
    provisional: bool

    @classmethod
    def open(cls, policy: Policy, month: date, calendar: WorkCalendar, capacity: int | None = None) -> "Frame":
        """
        The frame of the month that holds *month*.

        Args:
            policy: The policy; capacity, hours and visit length in force on the first of the month are read.
            month: Any day of the month.
            calendar: The working calendar.
            capacity: Visits a person can make in a day, where it shall not be the policy's; never more than the hours
                hold.

        Raises:
            PolicyError: If the policy leaves one of them open, or says what cannot be used.
        """
        span = Period.MONTH.span(month)
        assert span.since is not None  # a calendar period always has both ends
        book = policy.on(span.since)
        slots = _slots(told(book, HOURS, tuple), int(told(book, LENGTH, int, Decimal)))
        most = told(book, CAPACITY, Quota).at_most if capacity is None else capacity
        return cls(
            month=span,
            days=calendar.workdays(span),
            slots=slots if most is None else slots[: max(int(most), 0)],
            provisional=calendar.is_provisional(span.since),
        )

    def in_time(self, due_by: date, day: date) -> bool:
        """
        Whether *day* still does for a visit due by *due_by*: one that was due before the month can be made on any day.
        """
        return day <= due_by or (self.month.since is not None and due_by < self.month.since)


def told(book: Rulebook, key: str, *shapes: type) -> Any:
    """
    A value that no plan can do without.

    Raises:
        PolicyError: If the policy leaves it open.
    """
    held: Dated[Any] = book.read_as(key, *shapes)
    if held.value is UNSPECIFIED:
        raise PolicyError(book.policy.name, [Problem(key, "is left open", "set it in the company's own file")])
    return held.value


def _slots(windows: Sequence[Any], minutes: int) -> tuple[tuple[time, time], ...]:
    """
    Visits laid end to end into the windows, the earliest first; where windows overlap, no two visits do.
    """
    if minutes < 1:
        raise PolicyError(LENGTH, [Problem("", f"{minutes} minutes are no visit", "write 1 or more")])
    length = timedelta(minutes=minutes)
    day = date.min
    start = datetime.combine(day, time())
    found = []
    for opens, hours in sorted(_opened(windows), key=itemgetter(0)):
        start = max(start, datetime.combine(day, opens))
        while (start + length).date() == day and _within(hours, start, start + length):
            found.append((start.time(), (start + length).time()))
            start += length
    return tuple(found)


def _opened(windows: Sequence[Any]) -> list[tuple[time, Range]]:
    """
    The windows, each with the time at which it opens.
    """
    found: list[tuple[time, Range]] = []
    problems = []
    for place, window in enumerate(windows):
        try:
            hours = Range.parse(window, of="time")
        except (TypeError, ValueError) as error:
            problems.append(Problem(f"[{place}]", str(error)))
        else:
            found.append((time() if hours.low is None else hours.low[0], hours))
    if problems:
        raise PolicyError(HOURS, problems)
    return found


def _within(hours: Range, start: datetime, end: datetime) -> bool:
    moment = timedelta(microseconds=1)
    return (start + moment).time() in hours and (end - moment).time() in hours
