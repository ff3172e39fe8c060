"""
Finding the rows of a table that match a case, unknown inputs included.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Any

from attrs import field, frozen

from visitcore.blocks.sweep import Axis


@frozen(eq=False)
class Lookup:
    """
    The compiled form of a table: per input a way from a value to the bit set of the rows that allow it.

    Attributes:
        axes: One axis per input.
        everything: Bit set of all rows.
        agree: Whether all of these bit sets of matching rows mean the same answer.
    """

    axes: tuple[Axis, ...]
    everything: int
    agree: Callable[[Collection[int]], bool]
    _finders: tuple[tuple[str, Callable[[Any], int | None]], ...] = field(init=False, repr=False)

    @_finders.default
    def _names_with_finders(self) -> tuple[tuple[str, Callable[[Any], int | None]], ...]:
        return tuple((axis.name, axis.find) for axis in self.axes)

    def find(self, facts: Mapping[str, Any]) -> int | None:
        """
        The rows that match, as a bit set; ``None`` where an input is unknown or outside its domain.
        """
        mask, get = self.everything, facts.get
        for name, find in self._finders:
            found = find(get(name))
            if found is None:
                return None
            mask &= found
        return mask

    def weigh(self, facts: Mapping[str, Any]) -> "Weighed":
        """
        What can be said of a case in which some inputs are unknown or outside their domain.
        """
        known, free, unknown, outside = self.everything, [], [], []
        for axis in self.axes:
            value = facts.get(axis.name)
            found = None if value is None else axis.find(value)
            if found is not None:
                known &= found
                continue
            free.append(axis)
            if value is None:
                unknown.append(axis)
            else:
                outside.append((axis.name, value))
        missing = tuple(axis.name for axis in unknown if self._matters(axis, known, free))
        return Weighed(_reachable(known, free), missing, tuple(outside))

    def _matters(self, axis: Axis, known: int, free: Iterable[Axis]) -> bool:
        """
        Whether some completion of the other unknown inputs leaves the answer to this one.
        """
        others = _reachable(known, (other for other in free if other is not axis))
        return not all(self.agree({mask & its for its in axis.masks}) for mask in others)


@frozen
class Weighed:
    """
    A case with holes, weighed.

    Attributes:
        masks: Every bit set of rows that could match, once the holes are filled.
        missing: Unknown inputs on which the answer depends.
        outside: Inputs whose value lies outside the domain, with the value.
    """

    masks: frozenset[int]
    missing: tuple[str, ...]
    outside: tuple[tuple[str, Any], ...]


def _reachable(known: int, free: Iterable[Axis]) -> frozenset[int]:
    masks = {known}
    for axis in free:
        masks = {mask & its for mask in masks for its in set(axis.masks)}
    return frozenset(masks)
