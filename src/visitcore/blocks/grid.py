"""
Which parts of a table's whole domain its rows cover: gaps, overlaps and samples.
"""

from collections.abc import Iterator, Sequence
from itertools import product
from typing import Any

from attrs import frozen

from visitcore.blocks.sweep import Axis

Box = tuple[int, ...]
"""
A part of the whole domain: per axis a bit set of its stretches.
"""


@frozen
class Grid:
    """
    All axes of a table together, with the part of the whole domain that each row covers.

    Attributes:
        axes: One axis per input.
        boxes: One box per row.
    """

    axes: tuple[Axis, ...]
    boxes: tuple[Box, ...]

    @classmethod
    def of(cls, axes: Sequence[Axis], rows: int) -> "Grid":
        """
        The grid of *rows* rows over these axes.
        """
        return cls(tuple(axes), tuple(tuple(axis.covered(row) for axis in axes) for row in range(rows)))

    @property
    def whole(self) -> Box:
        """
        The box of every point of the domain.
        """
        return tuple(axis.whole for axis in self.axes)

    def uncovered(self, within: Box, rows: Sequence[int]) -> Iterator[Box]:
        """
        The parts of *within* that none of *rows* covers, as boxes without a common point.

        Each step either settles a box or halves it along the row that nearly covers it.
        """
        todo = [(within, [self.boxes[row] for row in rows])]
        while todo:
            box, boxes = todo.pop()
            live = [row for row in boxes if all(mine & its for mine, its in zip(box, row, strict=True))]
            if not live:
                yield box
                continue
            loose, axis, part = min(_looseness(box, row) for row in live)
            if loose:
                rest = box[axis] & ~part
                todo += [((*box[:axis], half, *box[axis + 1 :]), live) for half in (rest, part)]

    def common(self, one: int, other: int) -> Box | None:
        """
        The box that two rows share, ``None`` where they share no point.
        """
        box = tuple(mine & its for mine, its in zip(self.boxes[one], self.boxes[other], strict=True))
        return box if all(box) else None

    def samples(self, box: Box) -> Iterator[dict[str, Any]]:
        """
        Points of a box, one for each unbroken part of it.
        """
        starts = [axis.runs(part) for axis, part in zip(self.axes, box, strict=True)]
        for corner in product(*starts):
            yield {axis.name: axis.sample(at) for axis, at in zip(self.axes, corner, strict=True)}


def _looseness(box: Box, row: Box) -> tuple[int, int, int]:
    """
    On how many axes *row* leaves part of *box* open, the first such axis, and the part it covers there.
    """
    open_axes = [axis for axis, (mine, its) in enumerate(zip(box, row, strict=True)) if mine & ~its]
    first = open_axes[0] if open_axes else 0
    return len(open_axes), first, box[first] & row[first] if box else 0
