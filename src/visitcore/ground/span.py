"""
Half-open spans: the first point counts, the last does not.
"""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any, Generic, Protocol, Self, TypeVar

from attrs import field, frozen


class Ordered(Protocol):
    """
    Anything that can be put in order: days, instants, amounts.
    """

    def __lt__(self, other: Any, /) -> bool: ...


T = TypeVar("T", bound=Ordered)
_ONE_DAY = timedelta(days=1)


@frozen
class Span(Generic[T]):
    """
    A half-open stretch of days, instants or amounts.

    Attributes:
        since: First point inside; ``None`` means from the beginning.
        until: First point no longer inside; ``None`` means without end.

    Raises:
        ValueError: If the span would be empty or turned round.

    >>> march = Span(date(2024, 3, 1), date(2024, 4, 1))
    >>> date(2024, 3, 31) in march, date(2024, 4, 1) in march
    (True, False)
    """

    since: T | None = None
    until: T | None = field(default=None)

    @until.validator
    def _not_empty(self, _attribute: object, until: T | None) -> None:
        if self.since is not None and until is not None and not self.since < until:
            raise ValueError(f"a span from {self.since} until {until} holds nothing; 'until' must come after 'since'")

    def __contains__(self, point: T) -> bool:
        return (self.since is None or not point < self.since) and (self.until is None or point < self.until)

    def overlaps(self, other: Self) -> bool:
        """
        Whether any point lies in both spans.
        """
        return _before(self.since, other.until) and _before(other.since, self.until)

    def covers(self, other: Self) -> bool:
        """
        Whether every point of *other* lies in this span.
        """
        starts = self.since is None or (other.since is not None and not other.since < self.since)
        ends = self.until is None or (other.until is not None and not self.until < other.until)
        return starts and ends

    def __str__(self) -> str:
        since = "the beginning" if self.since is None else self.since
        until = "further notice" if self.until is None else self.until
        return f"from {since} until {until}"


def _before(low: Any, high: Any) -> bool:
    return low is None or high is None or bool(low < high)


def last_day(span: Span[date]) -> date | None:
    """
    The last day inside a span of days, ``None`` where it has no end.
    """
    return None if span.until is None else span.until - _ONE_DAY


def merged(spans: Iterable[Span[date]]) -> tuple[Span[date], ...]:
    """
    Spans in order, those that overlap or adjoin put together.
    """
    found: list[Span[date]] = []
    for span in sorted(spans, key=lambda span: span.since or date.min):
        last = found[-1] if found else None
        if last is not None and (last.until is None or span.since is None or span.since <= last.until):
            ends = (last.until, span.until)
            found[-1] = Span(last.since, None if None in ends else max(end for end in ends if end is not None))
        else:
            found.append(span)
    return tuple(found)
