"""
A progress bar for work over a second, on a terminal only.
"""

import sys
from collections.abc import Iterable, Iterator
from time import monotonic
from typing import TypeVar

T = TypeVar("T")
_WIDTH, _EVERY = 30, 0.2


def progress(items: Iterable[T], total: int, what: str) -> Iterator[T]:
    """
    Hand the items on; after a second, show on a terminal's error stream how far the work has come.

    Args:
        items: What is worked on.
        total: How many there are.
        what: The work in a word.
    """
    if not sys.stderr.isatty():
        yield from items
        return
    start = last = monotonic()
    shown = False
    for number, item in enumerate(items, 1):
        yield item
        now = monotonic()
        if now - start > 1 and now - last > _EVERY:
            last, shown = now, True
            filled = _WIDTH * number // max(total, 1)
            print(f"\r{what} [{'#' * filled}{'.' * (_WIDTH - filled)}] {number}/{total}", end="", file=sys.stderr)
    if shown:
        print("\r" + " " * (_WIDTH + len(what) + 30) + "\r", end="", file=sys.stderr)
