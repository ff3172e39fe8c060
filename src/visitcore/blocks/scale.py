"""
Scales: bands over one number or time of day.
"""

from collections.abc import Iterator
from functools import cached_property
from typing import Any

from attrs import field, frozen

from visitcore.blocks.domain import Domain
from visitcore.blocks.held import problems_held, rules_held
from visitcore.blocks.range import Range, written
from visitcore.blocks.sweep import Axis
from visitcore.ground.problem import Problem


@frozen(kw_only=True)
class Band:
    """
    One band of a scale.

    Attributes:
        when: The stretch, e.g. ``[60..80)`` or ``>= 80``.
        then: What the band answers; may be ``UNSPECIFIED``.
        rule: Id of the rule the band rests on.
    """

    when: Any
    then: Any
    rule: str = ""


@frozen(kw_only=True)
class Scale:
    """
    Bands that together cover a domain, each point once.

    Attributes:
        domain: What is put on the scale: ``number``, ``integer`` or ``time``, with a range if need be.
        bands: The bands, in any order.
        outcome: What the bands' ``then`` holds: ``text``, ``number``, ``flag``, ``list`` or the name of a block.

    >>> grades = Scale(
    ...     bands=(
    ...         Band(when=">= 80", then="A"),
    ...         Band(when="[60..80)", then="B"),
    ...         Band(when="< 60", then="C"),
    ...     ),
    ... )
    >>> grades.at(80).then, grades.problems()
    ('A', ())
    """

    domain: str = "number >= 0"
    bands: tuple[Band, ...] = field(converter=tuple)
    outcome: str = "text"

    def at(self, x: Any) -> Band | None:
        """
        The band that holds a value; ``None`` where none does or several do.

        Raises:
            ValueError: If the scale cannot be read; names its first problem.
            TypeError: If a float or a bool stands for a number, or a time carries a time zone.
        """
        return None if x is None else self._bands.get(self._axis.find(x))

    def gaps(self) -> tuple[Range, ...]:
        """
        The stretches of the domain without a band.
        """
        return tuple(stretch for stretch, bands in self._stretches if not bands)

    def overlaps(self) -> tuple[tuple[int, int, Range], ...]:
        """
        Every two bands that share points, with the first stretch they share.
        """
        shared: dict[tuple[int, int], Range] = {}
        for stretch, bands in self._stretches:
            for at, one in enumerate(bands):
                for other in bands[at + 1 :]:
                    shared.setdefault((one, other), stretch)
        return tuple((*pair, stretch) for pair, stretch in sorted(shared.items(), key=lambda item: item[0]))

    def problems(self) -> tuple[Problem, ...]:
        """
        What is wrong with the scale: unreadable parts; else gaps, overlaps and bands outside the domain.

        What is wrong with the blocks in its bands comes on top.
        """
        return (*(tuple(self._unreadable()) or self._uneven()), *problems_held("bands", self.bands))

    def cited(self) -> tuple[str, ...]:
        """
        The rules that the bands rest on, and those on the blocks they hold.
        """
        return rules_held(self.bands)

    @cached_property
    def _axis(self) -> Axis:
        fault = next(self._unreadable(), None)
        if fault is not None:
            raise ValueError(f"this scale cannot be read: {fault}")
        domain = Domain.read(self.domain)
        return Axis.cut("value", domain, [domain.cell(band.when) for band in self.bands])

    @cached_property
    def _bands(self) -> dict[int | None, Band]:
        return {1 << at: band for at, band in enumerate(self.bands)}

    @cached_property
    def _stretches(self) -> list[tuple[Range, list[int]]]:
        pieces = zip(self._axis.stretches, self._axis.masks, strict=True)
        bands = range(len(self.bands))
        return [(it, [i for i in bands if mask >> i & 1]) for it, mask in pieces if isinstance(it, Range)]

    def _unreadable(self) -> Iterator[Problem]:
        try:
            domain = Domain.read(self.domain)
        except ValueError as error:
            yield Problem("domain", str(error))
            return
        if domain.range is None:
            yield Problem("domain", f"{self.domain!r} has no order", "use 'number', 'integer' or 'time', or a table")
            return
        if not self.bands:
            yield Problem("bands", "the scale has no band", "add at least one")
        for at, band in enumerate(self.bands):
            try:
                domain.cell(band.when)
            except ValueError as error:
                yield Problem(f"bands[{at}].when", str(error))

    def _uneven(self) -> Iterator[Problem]:
        for stretch in self.gaps():
            yield Problem("bands", f"no band covers {stretch}", "add a band, or narrow the domain", _sample(stretch))
        for one, other, stretch in self.overlaps():
            what = f"overlaps bands[{one}] in {stretch}"
            yield Problem(f"bands[{other}].when", what, "let one end where the other begins", _sample(stretch))
        for at in range(len(self.bands)):
            if not self._axis.covered(at):
                yield Problem(f"bands[{at}].when", "it lies outside the domain", "correct or remove it")


def _sample(stretch: Range) -> str:
    return f"value = {written(stretch.sample())}"
