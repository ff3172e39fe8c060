"""
Cutting one domain where the cells of a table or the bands of a scale begin and end.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from decimal import Decimal
from itertools import pairwise
from typing import Any

from attrs import field, frozen

from visitcore.blocks.domain import Cell, Domain
from visitcore.blocks.range import POINTS, Cut, Kind, Point, Range

Find = Callable[[Any], int | None]


@frozen(kw_only=True, eq=False)
class Axis:
    """
    One domain, cut into the smallest stretches that its cells tell apart.

    Attributes:
        name: Name of the input.
        stretches: The pieces in order: ranges, or the single values of a choice or flag.
        masks: For each stretch the bit set of the cells that cover it.
        find: Bit set of the cells that hold a value; ``None`` where the value lies outside the domain.

    >>> grades = Axis.cut("score", Domain.read("number >= 0"), [Range.parse("< 60"), Range.parse(">= 60")])
    >>> [str(stretch) for stretch in grades.stretches], grades.find(60), grades.find(-1)
    (['[0..60)', '>= 60'], 2, None)
    """

    name: str
    stretches: tuple[Range | str | bool, ...]
    masks: tuple[int, ...]
    find: Find = field(repr=False)

    @classmethod
    def cut(cls, name: str, domain: Domain, cells: Sequence[Cell | None]) -> "Axis":
        """
        Cut *domain* at the ends of *cells*; a cell of ``None`` covers everything.
        """
        if domain.range is not None:
            return _cut_ordered(name, domain.range, cells)
        values: tuple[str | bool, ...] = domain.choices if domain.kind == "choice" else (True, False)
        masks = tuple(
            sum(1 << i for i, cell in enumerate(cells) if cell is None or (isinstance(cell, tuple) and value in cell))
            for value in values
        )
        find = _find_word(values, masks) if domain.kind == "choice" else _find_flag(*masks)
        return cls(name=name, stretches=values, masks=masks, find=find)

    def covered(self, cell: int) -> int:
        """
        The stretches that one cell covers, as a bit set.
        """
        return sum(1 << i for i, mask in enumerate(self.masks) if mask >> cell & 1)

    @property
    def whole(self) -> int:
        """
        All stretches, as a bit set.
        """
        return (1 << len(self.stretches)) - 1

    def sample(self, stretch: int) -> Point | str | bool:
        """
        A value that lies in one of the stretches.
        """
        piece = self.stretches[stretch]
        return piece.sample() if isinstance(piece, Range) else piece

    def runs(self, part: int) -> list[int]:
        """
        The stretches of *part* that deserve a sample of their own.

        The first one where the whole axis is meant, else the first of each unbroken run, or every value
        where the values have no order.
        """
        if part == self.whole:
            return [0]
        inside = [i for i in range(len(self.stretches)) if part >> i & 1]
        ordered = isinstance(self.stretches[0], Range)
        return [i for i in inside if not (ordered and i and part >> (i - 1) & 1)]


def _cut_ordered(name: str, domain: Range, cells: Sequence[Cell | None]) -> Axis:
    clipped = [domain.meet(cell) if isinstance(cell, Range) else domain for cell in cells]
    ends = {cut for piece in (domain, *clipped) if piece is not None for cut in (piece.low, piece.high)}
    cuts: list[Cut] = sorted(cut for cut in ends if cut is not None)
    edges: list[Cut | None] = [*([None] if domain.low is None else []), *cuts, *([None] if domain.high is None else [])]
    stretches = tuple(Range(of=domain.of, low=low, high=high) for low, high in pairwise(edges))
    masks = tuple(
        sum(1 << i for i, cell in enumerate(clipped) if cell is not None and stretch.meet(cell) == stretch)
        for stretch in stretches
    )
    beyond = [[] if end is None else [None] for end in (domain.low, domain.high)]
    find = _find_point(domain.of, cuts, [*beyond[0], *masks, *beyond[1]])
    return Axis(name=name, stretches=stretches, masks=masks, find=find)


def _find_point(of: Kind, cuts: list[Cut], masks: list[int | None]) -> Find:
    """
    Look a point up: *masks* has one entry per gap between *cuts*, the two outer ones included.

    The answers are laid out as "below the first value, at it, between it and the second, ...", so that
    one bisection and one comparison find the entry.
    """
    values: list[Any] = sorted({value for value, _ in cuts})
    laid_out: list[int | None] = []
    for value in values:
        laid_out += [masks[bisect_left(cuts, (value, 0))], masks[bisect_right(cuts, (value, 0))]]
    laid_out.append(masks[-1])
    count, read = len(values), POINTS[of]

    def find(value: Any) -> int | None:
        kind = type(value)
        if not (kind is Decimal and of == "number" and value.is_finite()) and not (kind is int and of != "time"):
            value = read(value)
            if value is None:
                return None
        at = bisect_left(values, value)
        return laid_out[2 * at + 1] if at < count and values[at] == value else laid_out[2 * at]

    return find


def _find_word(values: Sequence[str | bool], masks: Sequence[int]) -> Find:
    get = dict(zip(values, masks, strict=True)).get

    def find(value: Any) -> int | None:
        return get(value) if isinstance(value, str) else None

    return find


def _find_flag(yes: int, no: int) -> Find:
    def find(value: Any) -> int | None:
        return yes if value is True else no if value is False else None

    return find
