"""
What the catalogue says of one decision.
"""

from collections.abc import Callable, Mapping
from fnmatch import fnmatchcase
from inspect import signature
from typing import Any

from attrs import frozen

from visitcore.decisions.decision import Decision
from visitcore.ground.text import Text
from visitcore.ground.unspecified import UNSPECIFIED
from visitcore.policy.policy import Policy

ANY_KEY = "*"
"""Pattern of a decision that reads any key of the right shape."""


@frozen(kw_only=True)
class Entry:
    """
    One decision.

    Attributes:
        name: Its name, as `decide` takes it.
        takes: The class of its facts.
        function: The function that decides.
        holds: Shapes it can read, by pattern of the policy keys it reads.
        text: What it decides.
    """

    name: str
    takes: type
    function: Callable[..., Decision[Any]]
    holds: Mapping[str, tuple[type, ...]]
    text: Text

    @property
    def keys(self) -> tuple[str, ...]:
        """
        Patterns of the policy keys it reads.
        """
        return tuple(self.holds)

    @property
    def shapes(self) -> tuple[type, ...]:
        """
        Shapes it can read under one key or another.
        """
        return tuple(dict.fromkeys(shape for shapes in self.holds.values() for shape in shapes))

    @property
    def looks_back(self) -> bool:
        """
        Whether it is held against the policies that governed before as well, and takes them as *earlier*.
        """
        return "earlier" in signature(self.function).parameters

    def names(self, key: str) -> bool:
        """
        Whether it reads this key by name, not any key of the right shape.
        """
        return any(pattern != ANY_KEY and fnmatchcase(key, pattern) for pattern in self.holds)

    def reads(self, key: str, value: Any) -> bool:
        """
        Whether it reads this key with this value.
        """
        return any(
            fnmatchcase(key, pattern) and (value is UNSPECIFIED or isinstance(value, shapes))
            for pattern, shapes in self.holds.items()
        )


def any_key(
    function: Callable[[Any, Policy], Decision[Any]], takes: type, shapes: tuple[type, ...], text: Text
) -> Entry:
    """
    A decision that is asked with a key.
    """
    return Entry(name=function.__name__, takes=takes, function=function, holds={ANY_KEY: shapes}, text=text)


def chapter(
    function: Callable[[Any, Policy], Decision[Any]], takes: type, holds: Mapping[str, tuple[type, ...]], text: Text
) -> Entry:
    """
    A decision that reads keys of its own.
    """
    return Entry(name=function.__name__, takes=takes, function=function, holds=holds, text=text)
