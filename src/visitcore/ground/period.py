"""
Calendar periods: week, month, quarter, half-year, year.
"""

from datetime import date
from enum import Enum
from functools import lru_cache

from visitcore.ground.span import Span
from visitcore.ground.text import Text


class Period(Enum):
    """
    A kind of calendar period; weeks run from Monday to Sunday.

    >>> Period.QUARTER.span(date(2024, 2, 29))
    Span(since=datetime.date(2024, 1, 1), until=datetime.date(2024, 4, 1))
    """

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    HALF_YEAR = "half-year"
    YEAR = "year"

    __hash__ = object.__hash__  # there is only one of each; hashing its name every time would be slower

    def index(self, day: date) -> int:
        """
        The number of the period that holds *day*, counted without a gap from the beginning of the calendar.
        """
        months = _MONTHS.get(self)
        if months is not None:
            return (day.year * 12 + day.month - 1) // months
        if self is Period.WEEK:
            return (day.toordinal() - 1) // 7  # the first day of the calendar is a Monday
        return day.toordinal()

    def at(self, index: int) -> Span[date]:
        """
        The period with this number.
        """
        return _at(self, index)

    def span(self, day: date) -> Span[date]:
        """
        The period of this kind that holds *day*.
        """
        return self.at(self.index(day))

    def before(self, span: Span[date]) -> Span[date]:
        """
        The period directly before one of this kind.
        """
        assert span.since is not None  # a calendar period always has both ends
        return self.at(self.index(span.since) - 1)

    def after(self, span: Span[date]) -> Span[date]:
        """
        The period directly after one of this kind.
        """
        assert span.since is not None  # a calendar period always has both ends
        return self.at(self.index(span.since) + 1)

    @property
    def label(self) -> Text:
        """
        The period's name, as in "per month".
        """
        return _LABELS[self]


@lru_cache(maxsize=4096)
def _at(period: Period, index: int) -> Span[date]:
    return Span(_first(period, index), _first(period, index + 1))


def _first(period: Period, index: int) -> date:
    if period is Period.DAY:
        return date.fromordinal(index)
    if period is Period.WEEK:
        return date.fromordinal(index * 7 + 1)
    year, month = divmod(index * _MONTHS[period], 12)
    return date(year, month + 1, 1)


_MONTHS = {Period.MONTH: 1, Period.QUARTER: 3, Period.HALF_YEAR: 6, Period.YEAR: 12}
_LABELS = {
    Period.DAY: Text("day", "日"),
    Period.WEEK: Text("week", "周"),
    Period.MONTH: Text("month", "月"),
    Period.QUARTER: Text("quarter", "季度"),
    Period.HALF_YEAR: Text("half-year", "半年"),
    Period.YEAR: Text("year", "年"),
}
