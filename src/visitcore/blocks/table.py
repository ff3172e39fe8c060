"""
Decision tables: rows of conditions over inputs whose domains are stated.
"""

from collections.abc import Collection, Iterator, Mapping
from functools import cached_property
from itertools import combinations, islice
from typing import Any, Literal

from attrs import field, frozen

from visitcore.blocks.domain import Domain
from visitcore.blocks.grid import Grid
from visitcore.blocks.held import problems_held, rules_held
from visitcore.blocks.lookup import Lookup
from visitcore.blocks.range import written
from visitcore.blocks.sweep import Axis
from visitcore.ground.errors import did_you_mean
from visitcore.ground.problem import Problem

Hit = Literal["unique", "any", "first", "collect"]

_HITS = ("unique", "any", "first", "collect")
_MOST_GAPS = 20


def _settled(raw: Mapping[str, Any]) -> dict[str, Any]:
    return {name: tuple(value) if isinstance(value, list) else value for name, value in raw.items()}


@frozen(kw_only=True)
class Row:
    """
    One row of a decision table.

    Attributes:
        when: Condition per input; an input left out matches anything.
        then: What the row answers; may be ``UNSPECIFIED``.
        rule: Id of the rule the row rests on.
        verdict: The verdict, where the row is itself a yes-or-no answer.
    """

    when: Mapping[str, Any] = field(converter=_settled)
    then: Any
    rule: str = ""
    verdict: str = ""


@frozen(kw_only=True)
class Answer:
    """
    What a table says about one case.

    Attributes:
        rows: The rows that answer; several only where all of them hold or all say the same.
        missing: Unknown inputs on which the answer depends.
        outside: Inputs whose value lies outside the domain, with the value.
    """

    rows: tuple[Row, ...] = ()
    missing: tuple[str, ...] = ()
    outside: tuple[tuple[str, Any], ...] = ()

    @cached_property
    def row(self) -> Row | None:
        """
        The row that answers: the only one, or the first where all say the same; ``None`` otherwise.
        """
        return self.rows[0] if len(_said(self.rows)) == 1 else None

    @cached_property
    def said(self) -> tuple[Any, ...]:
        """
        What each of the rows answers.
        """
        return tuple(row.then for row in self.rows)

    @cached_property
    def verdict(self) -> str:
        """
        The verdict of the first row that carries one; empty where none does.
        """
        return next((row.verdict for row in self.rows if row.verdict), "")


@frozen(kw_only=True)
class Table:
    """
    A decision table.

    Attributes:
        inputs: Domain per input: a list of words, ``flag``, ``number``, ``integer`` or ``time``; the last
            three may carry a range, as in ``number >= 0``.
        rows: The rows.
        hit: How many rows may match: ``unique`` one, ``any`` several that say the same, ``first`` the
            first that matches, ``collect`` all that match, none included.
        outcome: What the rows' ``then`` holds: ``text``, ``number``, ``flag``, ``list`` or the name of a block.

    >>> grades = Table(
    ...     inputs={"score": "number [0..100]"},
    ...     rows=(Row(when={"score": ">= 80"}, then="A"), Row(when={"score": "< 75"}, then="B")),
    ... )
    >>> grades.ask({"score": 80}).row.then
    'A'
    >>> grades.gaps()
    ({'score': Decimal('75')},)
    """

    inputs: Mapping[str, Any] = field(converter=_settled)
    rows: tuple[Row, ...] = field(converter=tuple)
    hit: Hit = "unique"
    outcome: str = "text"

    def ask(self, facts: Mapping[str, Any]) -> Answer:
        """
        Find the rows that answer a case.

        Args:
            facts: A value per input; ``None`` or a name left out means unknown.

        Returns:
            The rows; or what is missing, where rows that could still match say different things; or the
            values outside their domain.

        Raises:
            ValueError: If the table cannot be read; names its first problem.
            TypeError: If a float or a bool stands for a number, or a time carries a time zone.
        """
        mask = self._lookup.find(facts)
        if mask is not None:
            if self.hit == "first":
                mask &= -mask
            return self._answers.get(mask) or Answer(rows=self._hits(mask))
        weighed = self._lookup.weigh(facts)
        if weighed.missing or weighed.outside:
            return Answer(missing=weighed.missing, outside=weighed.outside)
        possible = {row for mask in weighed.masks for row in self._matching(mask)}
        return Answer(rows=tuple(self.rows[row] for row in sorted(possible)))

    def gaps(self) -> tuple[dict[str, Any], ...]:
        """
        Cases of the domain that no row matches: one per stretch without a row, twenty at most.
        """
        boxes = self._grid.uncovered(self._grid.whole, range(len(self.rows)))
        return tuple(islice((point for box in boxes for point in self._grid.samples(box)), _MOST_GAPS))

    def overlaps(self) -> tuple[tuple[int, int, dict[str, Any]], ...]:
        """
        Every pair of rows that match a common case, with such a case.
        """
        pairs = combinations(range(len(self.rows)), 2)
        shared = ((one, other, self._grid.common(one, other)) for one, other in pairs)
        return tuple((one, other, next(self._grid.samples(box))) for one, other, box in shared if box is not None)

    def unreached(self) -> tuple[int, ...]:
        """
        Rows that answer no case: they lie outside the domain or, on first hit, behind the rows above.
        """
        return tuple(
            row
            for row, box in enumerate(self._grid.boxes)
            if not all(box) or (self.hit == "first" and not any(self._grid.uncovered(box, range(row))))
        )

    def problems(self) -> tuple[Problem, ...]:
        """
        What is wrong with the table: unreadable parts; else gaps, overlaps and rows never reached.

        What is wrong with the blocks in its rows comes on top.
        """
        return (*(tuple(self._unreadable()) or self._uneven()), *problems_held("rows", self.rows))

    def cited(self) -> tuple[str, ...]:
        """
        The rules that the rows rest on, and those on the blocks they hold.
        """
        return rules_held(self.rows)

    @cached_property
    def _grid(self) -> Grid:
        fault = next(self._unreadable(), None)
        if fault is not None:
            raise ValueError(f"this table cannot be read: {fault}")
        axes = []
        for name, raw in self.inputs.items():
            domain = Domain.read(raw)
            cells = [domain.cell(row.when[name]) if name in row.when else None for row in self.rows]
            axes.append(Axis.cut(name, domain, cells))
        return Grid.of(axes, len(self.rows))

    @cached_property
    def _lookup(self) -> Lookup:
        return Lookup(self._grid.axes, (1 << len(self.rows)) - 1, self._agree)

    @cached_property
    def _answers(self) -> dict[int, Answer]:
        return {0: Answer(), **{1 << at: Answer(rows=(row,)) for at, row in enumerate(self.rows)}}

    def _matching(self, mask: int) -> list[int]:
        rows = [row for row in range(len(self.rows)) if mask >> row & 1]
        return rows[:1] if self.hit == "first" else rows

    def _hits(self, mask: int) -> tuple[Row, ...]:
        return tuple(self.rows[row] for row in self._matching(mask))

    def _agree(self, masks: Collection[int]) -> bool:
        if self.hit == "collect":
            return len(masks) == 1
        said = [_said(self._hits(mask)) for mask in masks]
        return all(len(each) == len(said[0]) and all(answer in said[0] for answer in each) for each in said)

    def _unreadable(self) -> Iterator[Problem]:
        if self.hit not in _HITS:
            yield Problem("hit", f"unknown hit policy {self.hit!r}", did_you_mean(str(self.hit), _HITS))
        domains = {}
        for name, raw in self.inputs.items():
            try:
                domains[name] = Domain.read(raw)
            except ValueError as error:
                yield Problem(f"inputs.{name}", str(error))
        for at, row in enumerate(self.rows):
            for name, raw in row.when.items():
                where = f"rows[{at}].when.{name}"
                if name not in self.inputs:
                    yield Problem(where, f"unknown input {name!r}", did_you_mean(name, self.inputs))
                elif name in domains:
                    try:
                        domains[name].cell(raw)
                    except ValueError as error:
                        yield Problem(where, str(error))

    def _uneven(self) -> Iterator[Problem]:
        yield from self._gap_problems()
        yield from self._overlap_problems()
        yield from self._unreached_problems()

    def _gap_problems(self) -> Iterator[Problem]:
        if not self.rows:
            yield Problem("rows", "the table has no row", "add at least one")
            return
        for point in () if self.hit == "collect" else self.gaps():
            yield Problem("rows", "no row matches", "add a row, or narrow the domain of an input", _shown(point))

    def _overlap_problems(self) -> Iterator[Problem]:
        if self.hit not in ("unique", "any"):
            return
        for one, other, point in self.overlaps():
            if self.hit == "any" and len(_said((self.rows[one], self.rows[other]))) == 1:
                continue
            fix = "make their conditions exclude each other"
            if self.hit == "any":
                fix = "make their conditions exclude each other, or let both say the same"
            yield Problem(f"rows[{other}]", f"matches the same case as rows[{one}]", fix, _shown(point))

    def _unreached_problems(self) -> Iterator[Problem]:
        for row in self.unreached():
            if all(self._grid.boxes[row]):
                yield Problem(f"rows[{row}]", "the rows above match all of its cases", "move it up or remove it")
            else:
                yield Problem(f"rows[{row}]", "its conditions lie outside the domain", "correct or remove it")


def _said(rows: Collection[Row]) -> list[tuple[Any, str]]:
    """
    The different answers that rows give; answers may be unhashable.
    """
    said: list[tuple[Any, str]] = []
    for row in rows:
        if (row.then, row.verdict) not in said:
            said.append((row.then, row.verdict))
    return said


def _shown(point: Mapping[str, Any]) -> str:
    return ", ".join(f"{name} = {_word(value)}" for name, value in point.items())


def _word(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return value if isinstance(value, str) else written(value)
