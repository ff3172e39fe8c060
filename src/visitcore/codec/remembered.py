"""
Remembers what cells were read as, so that a text that comes a million times is read once.
"""

from collections.abc import Callable
from datetime import date, datetime, time
from typing import TypeVar
from zoneinfo import ZoneInfo

from visitcore.codec.cells import Cell, CellError
from visitcore.codec.moments import read_moment, read_time
from visitcore.ground.days import local_day

MOST = 2**17
"""How many different cells are remembered; the others are read each time they come."""

T = TypeVar("T")
_MIDNIGHT = time()


class Remembered(dict[Cell, T]):
    """
    What each cell was read as, by the cell.

    >>> lengths = Remembered(lambda cell: len(str(cell)))
    >>> lengths["abc"], dict(lengths)
    (3, {'abc': 3})
    """

    def __init__(self, read: Callable[[Cell], T]) -> None:
        super().__init__()
        self._read = read

    def __missing__(self, cell: Cell) -> T:
        value = self._read(cell)
        if len(self) < MOST:
            self[cell] = value
        return value


class Moments(dict[Cell, date | None]):
    """
    The day or instant of each cell; of an instant the day and the time are remembered apart.

    There are only so many days and so many times of day, but hardly an instant comes twice.
    """

    def __init__(self, shift: int = 0) -> None:
        super().__init__()
        self._shift = shift
        self._days = Remembered(self._day)
        self._clocks = Remembered(read_time)

    def __missing__(self, cell: Cell) -> date | None:
        if isinstance(cell, str):
            head, apart, tail = cell.partition(" ")
            if not apart:
                head, apart, tail = cell.partition("T")
            if apart:
                day, clock = self._days[head], self._clocks[tail]
                return self._whole(cell) if day is None or clock is None else self._joined(day, clock)
        moment = self._whole(cell)
        if len(self) < MOST:
            self[cell] = moment
        return moment

    def _whole(self, cell: Cell) -> date | None:
        return read_moment(cell, shift=self._shift)

    def _joined(self, day: date, clock: time) -> date:
        return datetime.combine(day, clock) if clock != _MIDNIGHT else day

    def _day(self, head: Cell) -> date | None:
        if str(head).isdigit():  # a serial number is a day only where it stands alone
            return None
        try:
            moment = read_moment(head, shift=self._shift)
        except CellError:
            return None
        return None if isinstance(moment, datetime) else moment


class LocalDays(Moments):
    """
    The local day of each cell that holds a day or an instant.

    Args:
        zone: Where the day of an instant with an offset is taken.
        shift: Days to add to serial numbers.
    """

    def __init__(self, zone: ZoneInfo, shift: int = 0) -> None:
        super().__init__(shift)
        self._zone = zone

    def _whole(self, cell: Cell) -> date | None:
        moment = super()._whole(cell)
        return None if moment is None else local_day(moment, self._zone)

    def _joined(self, day: date, clock: time) -> date:
        del clock
        return day
