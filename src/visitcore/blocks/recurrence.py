"""
Recurrences: duties that come back on days of the calendar.
"""

import re
from collections.abc import Callable, Iterator
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from itertools import pairwise
from typing import Any

from attrs import field, frozen
from attrs.validators import deep_iterable, instance_of
from dateutil.rrule import rrulestr

from visitcore.ground.calendar import WorkCalendar
from visitcore.ground.problem import Problem
from visitcore.ground.span import Span

_PART = re.compile(r"\b([A-Z]+)=([^;\s]+)")
_BEGUN = re.compile(r"\bDTSTART[^:\s]*:(\d{4})")
_LEAP_YEAR = 2024
_YEARS_AHEAD = 8


@frozen(kw_only=True)
class Recurrence:
    """
    Days that come back by a rule of RFC 5545, each opening a window in which the duty is done.

    Unless the rule has a ``DTSTART`` of its own, or the caller gives a start, it begins anew on the first of January.

    Attributes:
        rrule: The rule, e.g. ``FREQ=MONTHLY;BYMONTHDAY=1``.
        days: Length of each window, the day that opens it included.
        working_days: Whether a day that is not worked opens no window.
        items: Things to be done in each window, every one of them.
        times: How often it is to be done in each window.

    >>> rating = Recurrence(rrule="FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=25", days=6)
    >>> str(rating.current_or_next(date(2024, 3, 30), WorkCalendar()))
    'from 2024-03-25 until 2024-03-31'
    """

    rrule: str = field(validator=instance_of(str))
    days: int = field(default=1, validator=instance_of(int))
    working_days: bool = field(default=False, validator=instance_of(bool))
    items: tuple[str, ...] = field(default=(), validator=deep_iterable(instance_of(str), instance_of(tuple)))
    times: int = field(default=1, validator=instance_of(int))

    def windows(self, span: Span[date], calendar: WorkCalendar, start: date | None = None) -> tuple[Span[date], ...]:
        """
        The windows of which any day lies in *span*, in order.

        Args:
            span: The days asked about.
            calendar: Says which days are worked.
            start: First day of the duty, from which intervals are counted; ``None`` for the first of January.

        Raises:
            ValueError: If the span has no beginning or no end, or the rule cannot be read.
        """
        if span.since is None or span.until is None:
            raise ValueError(f"the windows {span} cannot be listed; give the span both ends")
        last = span.until - timedelta(days=1)
        found = self._from(span.since, last.year, calendar, start)
        return tuple(window for window in found if window.overlaps(span))

    def current_or_next(self, day: date, calendar: WorkCalendar, start: date | None = None) -> Span[date]:
        """
        The window that holds *day*, else the next one.

        Args:
            day: The day asked about.
            calendar: Says which days are worked.
            start: First day of the duty, from which intervals are counted; ``None`` for the first of January.

        Raises:
            ValueError: If the rule names no day in the eight years after *day*, or cannot be read.
        """
        for window in self._from(day, day.year + _YEARS_AHEAD, calendar, start):
            return window
        raise ValueError(f"{self.rrule!r} names no day after {day}; check its UNTIL, COUNT and BY… parts")

    def problems(self) -> tuple[Problem, ...]:
        """
        What is wrong with the recurrence as written.
        """
        return tuple(self._problems())

    def cited(self) -> tuple[str, ...]:
        """
        No rule stands on a part of a recurrence.
        """
        return ()

    def _from(self, day: date, last_year: int, calendar: WorkCalendar, start: date | None) -> Iterator[Span[date]]:
        """
        The windows that end on *day* or later, in order, up to those that open in the last year.
        """
        length = timedelta(days=self.days)
        for year in range((day - length).year, last_year + 1):
            for opens in _days(self.rrule, year, start):
                if day < opens + length and (not self.working_days or calendar.is_workday(opens)):
                    yield Span(opens, opens + length)

    def _problems(self) -> Iterator[Problem]:
        for name, number in (("days", self.days), ("times", self.times)):
            if number < 1:
                yield Problem(name, f"{number} {name} ask for nothing", "write 1 or more")
        for item in dict.fromkeys(self.items):
            if self.items.count(item) > 1:
                yield Problem(
                    "items", f"the item {item!r} stands here {self.items.count(item)} times", "keep one of them"
                )
        first = _first_year(self.rrule)
        try:
            named = [day for year in range(first, first + 4) for day in _days(self.rrule, year, None)]
        except ValueError as error:
            yield Problem("rrule", str(error), 'write for example "FREQ=MONTHLY;BYMONTHDAY=1"')
            return
        if not named:
            yield Problem("rrule", f"{self.rrule!r} names no day in four years", "check its UNTIL and BY… parts")
        yield from self._unsteady()
        near = next((pair for pair in pairwise(named) if (pair[1] - pair[0]).days < self.days), None)
        if near is not None:
            yield Problem(
                "days",
                f"windows of {self.days} days run into each other",
                "make them shorter, or use a cadence",
                sample=f"{near[0]} and {near[1]}",
            )

    def _unsteady(self) -> Iterator[Problem]:
        """
        Rules whose days would hang on the first of January by accident.
        """
        parts = dict(_PART.findall(self.rrule.upper()))
        freq, interval = parts.get("FREQ", ""), parts.get("INTERVAL", "1")
        if freq in ("HOURLY", "MINUTELY", "SECONDLY"):
            yield Problem("rrule", f"{freq} is finer than a day", "use DAILY, and 'times' for how often")
        elif _BEGUN.search(self.rrule) is None:
            if freq == "WEEKLY" and "BYDAY" not in parts:
                yield Problem("rrule", f"{self.rrule!r} names no weekday", "add for example BYDAY=MO")
            if interval != "1" and not (freq == "MONTHLY" and 12 % int(interval) == 0):
                yield Problem(
                    "rrule",
                    f"an interval of {interval} begins anew every January",
                    "use a cadence with 'every', or say when it began: DTSTART:20240101 RRULE:FREQ=…",
                )


def _first_year(rule: str) -> int:
    begun = _BEGUN.search(rule)
    return int(begun[1]) if begun else _LEAP_YEAR


@lru_cache(maxsize=1024)
def _days(rule: str, year: int, start: date | None) -> tuple[date, ...]:
    """
    The days that a rule names in one year.

    Raises:
        ValueError: If the rule cannot be read.
    """
    for fault, what in _FAULTS:
        if fault(rule):
            raise ValueError(f"{rule!r} {what}")
    begin, end = datetime(year, 1, 1), datetime(year, 12, 31, 23, 59, 59)
    anchor = begin if start is None else datetime.combine(start, time())
    try:
        named = rrulestr(rule, dtstart=anchor, ignoretz=True).between(begin, end, inc=True)
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise ValueError(f"{rule!r} is no rule of RFC 5545: {error}") from error
    return tuple(dict.fromkeys(moment.date() for moment in named))


_FAULTS: tuple[tuple[Callable[[str], Any], str], ...] = (
    (lambda rule: "FREQ=" not in rule.upper(), "is no rule of RFC 5545: it has no FREQ"),
    (lambda rule: "TZID=" in rule.upper(), "carries a time zone; days have none, leave TZID out"),
    (re.compile(r"\bINTERVAL=(?:0+\b|-)", re.IGNORECASE).search, "never moves on; an INTERVAL is 1 or more"),
)
