"""
How many things a database is asked for at once, and which of them an answer is about.
"""

from collections.abc import Collection, Iterable, Iterator
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


def as_asked(name: str, asked: Collection[str]) -> str:
    """
    A name such as it was asked for; a database may take small letters for capitals.

    >>> as_asked("TS-1", ["ts-1", "ts-2"])
    'ts-1'
    """
    return name if name in asked else next((one for one in asked if one.casefold() == name.casefold()), name)
