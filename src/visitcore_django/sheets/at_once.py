"""
How many things a database is asked for at once.
"""

from collections.abc import Iterable, Iterator
from typing import TypeVar

T = TypeVar("T")

AT_ONCE = 500
"""Values that one question holds."""


def some_at_once(things: Iterable[T]) -> Iterator[list[T]]:
    """
    Things in as few portions as a database takes, each thing once.

    >>> list(some_at_once("abca"))
    [['a', 'b', 'c']]
    """
    asked = list(dict.fromkeys(things))
    for at in range(0, len(asked), AT_ONCE):
        yield asked[at : at + AT_ONCE]
