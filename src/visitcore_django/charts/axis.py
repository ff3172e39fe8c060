"""
Where the marks of an axis stand.
"""

from datetime import date, timedelta
from math import ceil, floor, log10


def ticks(low: float, high: float, wanted: int = 4) -> list[float]:
    """
    Round numbers from at or below *low* to at or above *high*, about as many as wanted.

    >>> ticks(0, 90000)
    [0.0, 50000.0, 100000.0]
    """
    if high <= low:
        high = low + 1
    rough = (high - low) / max(wanted, 1)
    power = 10.0 ** floor(log10(rough))
    step = next(power * base for base in (1, 2, 5, 10) if power * base >= rough)
    first, last = floor(low / step), ceil(high / step)
    return [round(step * at, 10) for at in range(first, last + 1)]


def day_ticks(first: date, last: date, wanted: int = 4) -> list[date]:
    """
    Days from *first* to *last* at equal distances; both ends are among them.
    """
    days = (last - first).days
    if days <= 0:
        return [first]
    parts = min(wanted, days)
    return [first + timedelta(days=round(days * at / parts)) for at in range(parts + 1)]


def short_day(day: date, first: date, last: date) -> str:
    """
    A day with its year only where the years differ.
    """
    return f"{day:%m-%d}" if first.year == last.year else f"{day:%Y-%m-%d}"
