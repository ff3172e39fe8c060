"""
Calendar periods: week, month, quarter, half-year, year.
"""

from datetime import date, timedelta
from enum import Enum

from dateutil.relativedelta import relativedelta

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

    def span(self, day: date) -> Span[date]:
        """
        The period of this kind that holds *day*.
        """
        first = self._first(day)
        return Span(first, self._next_first(first))

    def before(self, span: Span[date]) -> Span[date]:
        """
        The period directly before one of this kind.

        Raises:
            ValueError: If the span has no beginning, which no calendar period lacks.
        """
        if span.since is None:
            raise ValueError(f"no {self.value} lies before the span {span}; give it a first day")
        return self.span(span.since - timedelta(days=1))

    def after(self, span: Span[date]) -> Span[date]:
        """
        The period directly after one of this kind.

        Raises:
            ValueError: If the span has no end, which no calendar period lacks.
        """
        if span.until is None:
            raise ValueError(f"no {self.value} lies after the span {span}; give it an end")
        return self.span(span.until)

    @property
    def label(self) -> Text:
        """
        The period's name, as in "per month".
        """
        return _LABELS[self]

    def _first(self, day: date) -> date:
        if self is Period.DAY:
            return day
        if self is Period.WEEK:
            return day - timedelta(days=day.weekday())
        size = _MONTHS[self]
        return date(day.year, (day.month - 1) // size * size + 1, 1)

    def _next_first(self, first: date) -> date:
        if self is Period.DAY:
            return first + timedelta(days=1)
        if self is Period.WEEK:
            return first + timedelta(weeks=1)
        return first + relativedelta(months=_MONTHS[self])


_MONTHS = {Period.MONTH: 1, Period.QUARTER: 3, Period.HALF_YEAR: 6, Period.YEAR: 12}
_LABELS = {
    Period.DAY: Text("day", "日"),
    Period.WEEK: Text("week", "周"),
    Period.MONTH: Text("month", "月"),
    Period.QUARTER: Text("quarter", "季度"),
    Period.HALF_YEAR: Text("half-year", "半年"),
    Period.YEAR: Text("year", "年"),
}
