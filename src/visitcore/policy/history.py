"""
A parameter: everything a pack has ever said under one key.
"""

from datetime import date
from typing import Any

from attrs import frozen

from visitcore.ground.problem import Problem
from visitcore.ground.text import Text
from visitcore.policy.dated import Dated


@frozen(kw_only=True)
class History:
    """
    The dated values of one parameter.  An old value is never overwritten; the next one is added.

    Attributes:
        key: Dotted name, e.g. ``visits.cadence``.
        unit: Unit of the values.
        label: What the parameter is, in a few words.
        entries: The values, in the order of the file.
    """

    key: str
    unit: str = ""
    label: Text | None = None
    entries: tuple[Dated[Any], ...] = ()

    def on(self, day: date) -> Dated[Any] | None:
        """
        The value in force on *day*, ``None`` where there is none.
        """
        for entry in self.entries:
            if day in entry.span:
                return entry
        return None

    def problems(self) -> tuple[Problem, ...]:
        """
        Entries that bind on the same day, and what the values say against themselves.
        """
        found = []
        for place, entry in enumerate(self.entries):
            for other_place, other in enumerate(self.entries[:place]):
                if entry.span.overlaps(other.span):
                    found.append(
                        Problem(
                            f"history[{place}]",
                            f"is in force on the same days as history[{other_place}] ({entry.span}; {other.span})",
                            "give the older one an 'until', or the newer one a later 'since'",
                        )
                    )
            own = getattr(entry.value, "problems", None)
            if own is not None:
                found.extend(problem.inside(f"history[{place}]") for problem in own())
        return tuple(found)
