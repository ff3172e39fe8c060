"""
How many visits are made up to each day of a month, so that they lie evenly and all of them stay in time.
"""

from collections.abc import Iterator, Sequence
from datetime import date


def even_steps(days: Sequence[date], rooms: Sequence[int], ends: Sequence[date]) -> Iterator[list[int]]:
    """
    Sums over the days, the evenest first and each later one with more visits ahead, down to all at once.

    >>> two = [date(2024, 6, 3), date(2024, 6, 4)]
    >>> list(even_steps(two, [6, 6], [two[1]] * 4))
    [[2, 4], [3, 4], [4, 4]]

    Args:
        days: The days in order.
        rooms: How many visits each holds.
        ends: The last day on which each visit is in time.
    """
    count, ahead = len(ends), 0
    least = [max(pair) for pair in zip(_shares(rooms, count), _needed(days, rooms, ends), strict=True)]
    while count:
        yield [min(most + ahead, count) for most in least]
        if not least or ahead >= count - least[0]:
            return
        ahead = min(ahead * 2 or 1, count - least[0])


def _shares(rooms: Sequence[int], count: int) -> list[int]:
    """
    The even sums: each day its share of the visits, by how much room it has, rounded up.
    """
    whole, told, held = sum(rooms), [], 0
    for room in rooms:
        held += room
        told.append(-(-count * held // whole) if whole else 0)
    return told


def _needed(days: Sequence[date], rooms: Sequence[int], ends: Sequence[date]) -> list[int]:
    """
    The least sums with which every visit is still in time: each is put as late as it goes.
    """
    left, told = sorted(ends), [len(ends)] * len(days)
    waiting = 0
    for at in range(len(days) - 1, -1, -1):
        told[at] = len(left) + waiting
        while left and left[-1] >= days[at]:
            left.pop()
            waiting += 1
        waiting -= min(waiting, rooms[at])
    return told
