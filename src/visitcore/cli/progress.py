"""
A progress bar for work over a second, on a terminal only.
"""

import sys
from collections.abc import Iterable, Iterator
from time import monotonic
from typing import TypeVar

from visitcore.ground.text import Lang, Text

T = TypeVar("T")

READING = Text("reading", "读取中")
DECIDING = Text("deciding", "判定中")
PLANNING = Text("planning", "安排中")
GRADING = Text("grading", "评级中")

_WIDTH, _AFTER, _EVERY = 30, 1.0, 0.2


def progress(items: Iterable[T], what: Text, lang: Lang, *, total: int | None = None) -> Iterator[T]:
    """
    Hand the items on; after a second, show on a terminal's error stream how far the work has come.

    Args:
        items: What is worked on.
        what: The work in a word.
        lang: The language.
        total: How many there are, where that is known.
    """
    return _shown(items, what, lang, total) if sys.stderr.isatty() else iter(items)


def _shown(items: Iterable[T], what: Text, lang: Lang, total: int | None) -> Iterator[T]:
    start = monotonic()
    due, shown = start + _AFTER, False
    try:
        for number, item in enumerate(items, 1):
            yield item
            if monotonic() > due:
                due, shown = monotonic() + _EVERY, True
                print(f"\r{_line(number, total, what.in_(lang))}", end="", file=sys.stderr, flush=True)
    finally:
        if shown:
            print("\r\x1b[K", end="", file=sys.stderr, flush=True)


def _line(number: int, total: int | None, what: str) -> str:
    if not total:
        return f"{what} {number:,}"
    filled = _WIDTH * number // total
    return f"{what} [{'#' * filled}{'.' * (_WIDTH - filled)}] {number:,}/{total:,}"
