"""
A parameter: everything a pack has ever said under one key.
"""

from collections.abc import Collection, Iterator
from datetime import date
from typing import Any

from attrs import frozen

from visitcore.ground.problem import Problem
from visitcore.ground.span import Span
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

    def always(self) -> bool:
        """
        Whether some value is in force on every day there is.
        """
        ends = [entry.span.until for entry in self.entries if entry.span.until is not None]
        return all(self.on(day) is not None for day in (date.min, *ends))

    def problems(self, undated: Collection[int] = ()) -> tuple[Problem, ...]:
        """
        Entries that bind on the same day, and what the values say against themselves.

        Args:
            undated: Places of the entries whose days are not known.
        """
        return (*self.clashes(undated), *self._own())

    def clashes(self, undated: Collection[int] = ()) -> tuple[Problem, ...]:
        """
        Entries that bind on the same day, but for those whose days are not known.
        """
        return tuple(
            Problem(
                f"history[{place}]",
                Text(
                    f"is in force on the same days as history[{other_place}] ({entry.span}; {other.span})",
                    f"与 history[{other_place}] 的有效期重叠（{_days(entry.span)}；{_days(other.span)}）",
                ),
                Text(
                    "give the older one an 'until', or the newer one a later 'since'",
                    "请为较早的一条写上 until，或把较新一条的 since 推后",
                ),
            )
            for place, entry in enumerate(self.entries)
            for other_place, other in enumerate(self.entries[:place])
            if place not in undated and other_place not in undated and entry.span.overlaps(other.span)
        )

    def _own(self) -> Iterator[Problem]:
        for place, entry in enumerate(self.entries):
            problems: tuple[Problem, ...] = getattr(entry.value, "problems", tuple)()
            shape = type(entry.value).__name__.lower()
            yield from (problem.inside(f"history[{place}].{shape}") for problem in problems)


def _days(span: Span[date]) -> str:
    """
    The days of an entry in Chinese; the last one named is no longer in force.
    """
    since = f"自{span.since or '起始'}起"
    return since if span.until is None else f"{since}，至{span.until}（不含）"
