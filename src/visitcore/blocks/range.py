"""
Stretches of numbers or times of day, written the way a policy author writes them.
"""

import re
from collections.abc import Callable
from datetime import time, timedelta
from decimal import Context, Decimal
from functools import lru_cache
from typing import Any, Literal

from attrs import frozen

from visitcore.blocks.number import as_number

Kind = Literal["number", "integer", "time"]
Point = Decimal | int | time
Cut = tuple[Any, int]
"""
A place between two points: ``(value, 0)`` lies just before *value*, ``(value, 1)`` just after it.
"""

_WIDE = Context(prec=1000)
_MIDNIGHT = time()
_BRACKETED = re.compile(r"([\[(])\s*(\S+?)\s*\.\.\s*(\S+?)\s*([\])])")
_COMPARED = re.compile(r"(>=|<=|>|<|=|≥|≤)?\s*([^\s<>=≥≤]+)")
_TIME = re.compile(r"(\d{1,2}):(\d{2})(?::(\d{2}))?")
_DAY_ENDS = ("24:00", "24:00:00")
_EXAMPLES = {
    "number": "'>= 80', '< 60', '[60..80)', '= 5' or 'any'",
    "integer": "'>= 3', '<= 2', '[1..5]', '= 1' or 'any'",
    "time": "'[08:00..16:30)', '>= 16:30' or 'any'",
}


@frozen(kw_only=True)
class Range:
    """
    A stretch of numbers, whole numbers or times of day, each end open or closed.

    Whole numbers are brought to one form, so that ``<= 3`` ends where ``>= 4`` begins; a day runs
    from 00:00 to 24:00.

    Attributes:
        of: What the points are: ``number``, ``integer`` or ``time``.
        low: The cut where the stretch begins; ``None`` means from the beginning.
        high: The cut where it ends; ``None`` means without end.

    Raises:
        ValueError: If the stretch would hold nothing.

    >>> middle = Range.parse("[60..80)")
    >>> Decimal("79.99") in middle, 80 in middle
    (True, False)
    """

    of: Kind = "number"
    low: Cut | None = None
    high: Cut | None = None

    def __attrs_post_init__(self) -> None:
        low, high = self.low, self.high
        if self.of == "integer":
            low, high = _before_whole(low), _before_whole(high)
        if self.of == "time" and low == (_MIDNIGHT, 0):
            low = None
        if (low is not None and high is not None and low >= high) or (self.of == "time" and high == (_MIDNIGHT, 0)):
            raise ValueError(f"a range {_written(self.of, self.low, self.high)} holds nothing; its end must come later")
        object.__setattr__(self, "low", low)
        object.__setattr__(self, "high", high)

    @classmethod
    def parse(cls, text: str | Decimal | int | time, of: Kind = "number") -> "Range":
        """
        Read a range from its text, or from a single point.

        Args:
            text: ``>= 80``, ``> 5``, ``< 60``, ``<= 3``, ``= 5``, ``5``, ``[60..80)``, ``(0..1]`` or ``any``.
            of: What the points are.

        Raises:
            ValueError: If the text cannot be read or the range would hold nothing.
            TypeError: If a float or a bool is given.
        """
        if isinstance(text, str):
            return _parsed(text, of)
        point = as_point(text, of)
        if point is None:
            raise ValueError(_unreadable(text, of))
        return cls(of=of, low=(point, 0), high=(point, 1))

    def __contains__(self, value: object) -> bool:
        point = as_point(value, self.of)
        if point is None:
            return False
        return (self.low is None or self.low <= (point, 0)) and (self.high is None or (point, 0) < self.high)

    def meet(self, other: "Range") -> "Range | None":
        """
        The stretch that lies in both ranges, ``None`` where there is none.
        """
        if self.of != other.of:
            raise ValueError(f"a range of {self.of} and one of {other.of} cannot be compared")
        lows = [cut for cut in (self.low, other.low) if cut is not None]
        highs = [cut for cut in (self.high, other.high) if cut is not None]
        low, high = max(lows, default=None), min(highs, default=None)
        if low is not None and high is not None and low >= high:
            return None
        return Range(of=self.of, low=low, high=high)

    def overlaps(self, other: "Range") -> bool:
        """
        Whether any point lies in both ranges.
        """
        return self.meet(other) is not None

    def sample(self) -> Point:
        """
        A point inside: the first one where there is a first, else a plain one near an end.
        """
        if self.low is not None and self.low[1] == 0:
            point: Point = self.low[0]
            return point
        return self._sample_time() if self.of == "time" else self._sample_number()

    def _sample_number(self) -> Point:
        if self.low is None and self.high is None:
            return 0 if self.of == "integer" else Decimal(0)
        if self.of == "integer":
            assert self.high is not None  # a whole-number range without a first point has an end
            return int(self.high[0]) - 1
        if self.high is None:
            assert self.low is not None  # both open was answered above
            return _WIDE.add(self.low[0], Decimal(1))
        if self.low is None:
            end = Decimal(self.high[0])
            return end if self.high[1] else _WIDE.subtract(end, Decimal(1))
        return _WIDE.multiply(_WIDE.add(self.low[0], self.high[0]), Decimal("0.5"))

    def _sample_time(self) -> time:
        if self.low is None:
            return _MIDNIGHT
        end = timedelta(days=1) if self.high is None else _since_midnight(self.high[0])
        middle = (_since_midnight(self.low[0]) + end) // 2
        seconds, rest = divmod(middle // timedelta(microseconds=1), 1_000_000)
        return time(seconds // 3600, seconds // 60 % 60, seconds % 60, rest)

    def __str__(self) -> str:
        return _written(self.of, self.low, self.high)


def as_point(value: object, of: Kind) -> Point | None:
    """
    A value as a point of the kind asked for, ``None`` where it is not one.

    Numbers may come as int, Decimal or digits, times as ``datetime.time`` or ``HH:MM[:SS]``.

    Raises:
        TypeError: If a float or a bool stands for a number, or a time carries a time zone.
    """
    return POINTS[of](value)


def _as_whole(value: object) -> int | None:
    number = as_number(value)
    return int(number) if number is not None and number == int(number) else None


def _as_time(value: object) -> time | None:
    if isinstance(value, str):
        return _time_in(value)
    if not isinstance(value, time):
        return None
    if value.tzinfo is not None:
        raise TypeError(f"{value} carries a time zone; bring it to local time first")
    return value


POINTS: dict[Kind, Callable[[object], Point | None]] = {"number": as_number, "integer": _as_whole, "time": _as_time}
"""How a value is read as a point of each kind."""


def written(point: Point) -> str:
    """
    A point in the digits a range is written with.
    """
    if isinstance(point, time):
        return point.isoformat("auto" if point.second or point.microsecond else "minutes")
    return format(point, "f") if isinstance(point, Decimal) else str(point)


@lru_cache(maxsize=4096)
def _time_in(text: str) -> time | None:
    match = _TIME.fullmatch(text.strip())
    if match is None:
        return None
    hour, minute, second = (int(part or 0) for part in match.groups())
    return time(hour, minute, second) if hour < 24 and minute < 60 and second < 60 else None


@lru_cache(maxsize=4096)
def _parsed(text: str, of: Kind) -> Range:
    plain = text.strip()
    if plain == "any":
        return Range(of=of)
    if match := _BRACKETED.fullmatch(plain):
        opens, first, last, closes = match.groups()
        return Range(of=of, low=_low(first, opens == "(", of, text), high=_high(last, closes == "]", of, text))
    if match := _COMPARED.fullmatch(plain):
        sign, point = match.groups()
        low = None if sign in ("<", "<=", "≤") else _low(point, sign == ">", of, text)
        high = None if sign in (">", ">=", "≥") else _high(point, sign != "<", of, text)
        return Range(of=of, low=low, high=high)
    raise ValueError(_unreadable(text, of))


def _low(text: str, after: bool, of: Kind, whole: str) -> Cut:
    point = as_point(text, of)
    if point is None:
        raise ValueError(_unreadable(whole, of))
    return (point, int(after))


def _high(text: str, after: bool, of: Kind, whole: str) -> Cut | None:
    return None if of == "time" and text in _DAY_ENDS else _low(text, after, of, whole)


def _unreadable(text: object, of: Kind) -> str:
    what = {"number": "numbers", "integer": "whole numbers", "time": "times of day"}[of]
    return f"{text!r} is not a range of {what}; write for example {_EXAMPLES[of]}"


def _before_whole(cut: Cut | None) -> Cut | None:
    return None if cut is None else (int(cut[0]) + cut[1], 0)


def _since_midnight(point: time) -> timedelta:
    return timedelta(hours=point.hour, minutes=point.minute, seconds=point.second, microseconds=point.microsecond)


def _written(of: Kind, low: Cut | None, high: Cut | None) -> str:
    if of == "integer" and high is not None and high[1] == 0:
        high = (high[0] - 1, 1)
    if low is None:
        return "any" if high is None else f"{'<=' if high[1] else '<'} {written(high[0])}"
    if high is None:
        return f"{'>' if low[1] else '>='} {written(low[0])}"
    if low == (high[0], 0) and high[1] == 1:
        return f"= {written(low[0])}"
    return f"{'(' if low[1] else '['}{written(low[0])}..{written(high[0])}{']' if high[1] else ')'}"
