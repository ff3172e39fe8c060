"""
The frame of a plan: days, hours and how many visits fit into a day.
"""

from datetime import date, datetime, time, timedelta

from attrs import frozen

from visitcore.blocks.quota import Quota
from visitcore.blocks.range import Range
from visitcore.ground.calendar import WorkCalendar
from visitcore.ground.period import Period
from visitcore.ground.span import Span
from visitcore.policy.policy import Policy

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
            capacity: Visits a person can make in a day, where it shall not be the policy's.
        """
        span = Period.MONTH.span(month)
        assert span.since is not None  # a calendar period always has both ends
        book = policy.on(span.since)
        most = capacity
        if most is None:
            at_most = book.read_as(CAPACITY, Quota).value.at_most
            most = None if at_most is None else int(at_most)
        slots = _slots(tuple(book.read(HOURS).value), int(book.read(LENGTH).value))
        return cls(
            month=span,
            days=calendar.workdays(span),
            slots=slots[:most],
            provisional=calendar.is_provisional(span.since),
        )


def _slots(windows: tuple[str, ...], minutes: int) -> tuple[tuple[time, time], ...]:
    """
    Visits laid end to end into the windows.
    """
    length = timedelta(minutes=minutes)
    day = date.min
    found = []
    for window in windows:
        hours = Range.parse(window, of="time")
        start = datetime.combine(day, hours.sample())
        while (start + length).date() == day and _within(hours, start, start + length):
            found.append((start.time(), (start + length).time()))
            start += length
    return tuple(found)


def _within(hours: Range, start: datetime, end: datetime) -> bool:
    return start.time() in hours and (end - timedelta(microseconds=1)).time() in hours
