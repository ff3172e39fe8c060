"""
Blocks that stand in the rows and bands of others.
"""

from collections.abc import Iterable, Iterator
from typing import Any, Protocol

from visitcore.ground.problem import Problem


class Holder(Protocol):
    """
    A row or band: what it answers, and the rule it rests on.
    """

    @property
    def then(self) -> Any:
        """
        What it answers: a plain value or a block.
        """

    @property
    def rule(self) -> str:
        """
        Id of the rule it rests on, empty for none.
        """


def problems_held(name: str, holders: Iterable[Holder]) -> Iterator[Problem]:
    """
    What the blocks held say against themselves, each with the way to it: ``rows[1].then``.
    """
    for at, holder in enumerate(holders):
        problems: tuple[Problem, ...] = getattr(holder.then, "problems", tuple)()
        yield from (problem.inside(f"{name}[{at}].then") for problem in problems)


def rules_held(holders: Iterable[Holder]) -> tuple[str, ...]:
    """
    The rules that rows or bands rest on, and those on the blocks they hold, each once.
    """
    ids = (id_ for holder in holders for id_ in (holder.rule, *getattr(holder.then, "cited", tuple)()))
    return tuple(dict.fromkeys(filter(None, ids)))
