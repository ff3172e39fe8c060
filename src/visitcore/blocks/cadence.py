"""
Cadences: how often something must be done.
"""

from collections.abc import Iterator
from datetime import date, timedelta

from attrs import field, frozen
from attrs.validators import instance_of, optional

from visitcore.ground.calendar import WorkCalendar
from visitcore.ground.days import add_months
from visitcore.ground.period import Period
from visitcore.ground.problem import Problem
from visitcore.ground.span import Span

_WHOLE = optional(instance_of(int))


@frozen(kw_only=True)
class Every:
    """
    The time from one doing to the next; exactly one of the fields is set.

    Attributes:
        days: Calendar days.
        weeks: Weeks of seven days.
        months: Months; a day that the month does not have becomes its last.
        working_days: Working days; the day counted from is not one of them.
    """

    days: int | None = field(default=None, validator=_WHOLE)
    weeks: int | None = field(default=None, validator=_WHOLE)
    months: int | None = field(default=None, validator=_WHOLE)
    working_days: int | None = field(default=None, validator=_WHOLE)

    def after(self, day: date, calendar: WorkCalendar, times: int = 1) -> date:
        """
        The day that lies this long, or so many times as long, after *day*; it is never moved for a day off.

        Raises:
            ValueError: If no length is set.
        """
        if self.days is not None:
            return day + timedelta(days=self.days * times)
        if self.weeks is not None:
            return day + timedelta(weeks=self.weeks * times)
        if self.months is not None:
            return add_months(day, self.months * times)
        if self.working_days is not None:
            return calendar.add_workdays(day, self.working_days * times)
        raise ValueError("an interval without a length has no next day; set one of days, weeks, months, working_days")

    def problems(self) -> tuple[Problem, ...]:
        """
        What is wrong with the interval as written.
        """
        return tuple(self._problems())

    def _problems(self) -> Iterator[Problem]:
        lengths = {name: getattr(self, name) for name in ("days", "weeks", "months", "working_days")}
        given = {name: length for name, length in lengths.items() if length is not None}
        if len(given) != 1:
            found = " and ".join(given) or "none"
            yield Problem(
                "", f"an interval needs exactly one length, found {found}", f"set one of {', '.join(lengths)}"
            )
        for name, length in given.items():
            if length < 1:
                yield Problem(name, f"{length} leaves no time until the next one", "write 1 or more")


@frozen(kw_only=True)
class Cadence:
    """
    So many times in every calendar period, or again after an interval; exactly one of the two.

    Attributes:
        times: How often in the period; with an interval, once each.
        per: The calendar period counted in; what is done beyond *times* is not carried over.
        every: The interval since the last time.

    >>> twice_a_week = Cadence(times=2, per=Period.WEEK)
    >>> date(2024, 3, 10) in twice_a_week.span(date(2024, 3, 4))
    True
    >>> Cadence(every=Every(days=15)).next_after(date(2024, 3, 1), WorkCalendar())
    datetime.date(2024, 3, 16)
    """

    times: int = field(default=1, validator=instance_of(int))
    per: Period | None = field(default=None, validator=optional(instance_of(Period)))
    every: Every | None = field(default=None, validator=optional(instance_of(Every)))

    def span(self, day: date) -> Span[date]:
        """
        The calendar period that holds *day*.

        Raises:
            ValueError: If the cadence has an interval instead of a period.
        """
        if self.per is None:
            raise ValueError("a cadence without 'per' has no calendar period; ask next_after() instead")
        return self.per.span(day)

    def next_after(self, last: date, calendar: WorkCalendar, times: int = 1) -> date:
        """
        The last good day for the next time.

        Args:
            last: Day it was last done, or the day the duty began.
            calendar: Says which days are worked.
            times: How many intervals on; the months of several are added up before the month's end is looked at.

        Raises:
            ValueError: If the cadence has a period instead of an interval.
        """
        if self.every is None:
            raise ValueError("a cadence without 'every' has no interval; ask span() instead")
        return self.every.after(last, calendar, times)

    def problems(self) -> tuple[Problem, ...]:
        """
        What is wrong with the cadence as written.
        """
        return tuple(self._problems())

    def cited(self) -> tuple[str, ...]:
        """
        No rule stands on a part of a cadence.
        """
        return ()

    def _problems(self) -> Iterator[Problem]:
        if self.per is None and self.every is None:
            yield Problem("", "a cadence needs a window", 'write per = "month", or every = { days = 30 }')
        if self.per is not None and self.every is not None:
            yield Problem("", "a cadence has either a period or an interval, not both", "leave out 'per' or 'every'")
        if self.times < 1:
            yield Problem("times", f"{self.times} times asks for nothing", "write 1 or more")
        if self.every is not None:
            if self.times > 1:
                yield Problem(
                    "times", f"{self.times} times has no meaning with an interval", "leave it out, or count per period"
                )
            yield from (problem.inside("every") for problem in self.every.problems())
