"""
Scores: weighted means of factors.
"""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from typing import Any

from attrs import field, frozen

from visitcore.blocks.number import as_decimal, as_number, exact
from visitcore.ground.problem import Problem
from visitcore.ground.text import Text


def _exact_points(letters: Mapping[str, Decimal | int] | None) -> dict[str, Decimal] | None:
    return None if letters is None else {letter: exact(points) for letter, points in letters.items()}


@frozen(kw_only=True)
class Ramp:
    """
    Points that rise (or fall) evenly between two values and stay level beyond them.

    Attributes:
        zero_at: Value that earns no points.
        full_at: Value that earns all points; may lie below *zero_at*.
        points: Points earned there.
    """

    zero_at: Decimal = field(converter=exact)
    full_at: Decimal = field(converter=exact)
    points: Decimal = field(default=Decimal(100), converter=exact)


@frozen(kw_only=True)
class Factor:
    """
    One factor of a score; without ramp and letters its raw value already is points.

    Attributes:
        name: Name of the factor.
        weight: Weight in the mean, in any unit common to all factors.
        label: Name shown to people.
        required: Whether there is no total without it.
        ramp: How a number becomes points.
        letters: Points per letter; several letters count as the mean of their points.
        rule: Id of the rule the factor rests on.
    """

    name: str
    weight: Decimal = field(converter=exact)
    label: Text | None = None
    required: bool = False
    ramp: Ramp | None = None
    letters: Mapping[str, Decimal] | None = field(default=None, converter=_exact_points)
    rule: str = ""


@frozen(kw_only=True)
class Part:
    """
    What one factor did for a total.

    Attributes:
        name: Name of the factor.
        raw: The value as it was given.
        points: Points it earned.
        weight: Its weight, as the score states it.
        share: What it adds to the total; the shares make up the total, apart from rounding.
    """

    name: str
    raw: Any
    points: Decimal
    weight: Decimal
    share: Decimal


@frozen(kw_only=True)
class Rating:
    """
    What a score says about one case.

    Attributes:
        total: The weighted mean over the factors present, unrounded; ``None`` where it cannot be had.
        parts: One part per factor present.
        missing: Factors without a value, required or not.
        needed: Missing factors without which there is no total.
        outside: Factors whose value cannot be rated, e.g. an unknown letter, with the value.
    """

    total: Decimal | None
    parts: tuple[Part, ...]
    missing: tuple[str, ...] = ()
    needed: tuple[str, ...] = ()
    outside: tuple[tuple[str, Any], ...] = ()


@frozen(kw_only=True)
class Score:
    """
    A weighted mean of factors; the weights of the factors present are brought to a sum of one.

    Attributes:
        factors: The factors.

    >>> score = Score(
    ...     factors=(
    ...         Factor(name="price", weight=2, required=True, ramp=Ramp(zero_at=Decimal("0.80"), full_at=1)),
    ...         Factor(name="trend", weight=1, letters={"A": 100, "B": 70, "C": 40}),
    ...     ),
    ... )
    >>> score.rate({"price": Decimal("0.95"), "trend": ["A", "B", "B"]}).total
    Decimal('76.66666666666666666666666667')
    >>> score.rate({"trend": "A"}).needed
    ('price',)
    """

    factors: tuple[Factor, ...] = field(converter=tuple)

    def rate(self, raw: Mapping[str, Any]) -> Rating:
        """
        Rate one case.

        Args:
            raw: Per factor a number, a letter or several letters; ``None`` or left out means unknown.

        Raises:
            ValueError: If the score cannot be worked out; names its first problem.
            TypeError: If a float or a bool stands for a number.
        """
        if self._fault is not None:
            raise ValueError(f"this score cannot be worked out: {self._fault}")
        rated: list[tuple[Factor, Fraction]] = []
        missing, outside = [], []
        for factor in self.factors:
            value = _given(raw.get(factor.name))
            points = None if value is None else _points(factor, value)
            if points is not None:
                rated.append((factor, points))
            elif value is None:
                missing.append(factor)
            else:
                outside.append((factor.name, raw[factor.name]))
        needed = missing if not rated else [factor for factor in missing if factor.required]
        weights = sum(Fraction(factor.weight) for factor, _ in rated)
        shares = [Fraction(factor.weight) * points / weights for factor, points in rated]
        return Rating(
            total=None if needed or outside else as_decimal(sum(shares, Fraction())),
            parts=tuple(
                Part(
                    name=factor.name,
                    raw=raw[factor.name],
                    points=as_decimal(points),
                    weight=factor.weight,
                    share=as_decimal(share),
                )
                for (factor, points), share in zip(rated, shares, strict=True)
            ),
            missing=tuple(factor.name for factor in missing),
            needed=tuple(factor.name for factor in needed),
            outside=tuple(outside),
        )

    def problems(self) -> tuple[Problem, ...]:
        """
        What is wrong with the score.
        """
        return tuple(self._faults())

    def cited(self) -> tuple[str, ...]:
        """
        The rules that the factors rest on.
        """
        return tuple(dict.fromkeys(factor.rule for factor in self.factors if factor.rule))

    @cached_property
    def _fault(self) -> Problem | None:
        return next(self._faults(), None)

    def _faults(self) -> Iterator[Problem]:
        if not self.factors:
            yield Problem("factors", "the score has no factor", "add at least one")
        names = [factor.name for factor in self.factors]
        for at, factor in enumerate(self.factors):
            where = f"factors[{at}]"
            if factor.name in names[:at]:
                yield Problem(f"{where}.name", f"the name {factor.name!r} is taken", "give each factor its own name")
            if factor.weight <= 0:
                yield Problem(f"{where}.weight", f"weight {factor.weight} counts for nothing", "use a number above 0")
            if factor.ramp is not None and factor.letters is not None:
                yield Problem(where, "it has a ramp and letters", "keep the one that fits the raw value")
            if factor.ramp is not None and factor.ramp.zero_at == factor.ramp.full_at:
                what = f"the ramp has no length: zero and full points are both at {factor.ramp.zero_at}"
                yield Problem(f"{where}.ramp", what, "move one of the two, or use a scale")
            if factor.letters is not None and not factor.letters:
                yield Problem(f"{where}.letters", "there is no letter", "list each letter with its points")


def _given(value: Any) -> Any:
    """
    A raw value without the letters that were not entered; ``None`` where nothing is left.
    """
    if isinstance(value, (list, tuple)):
        return tuple(letter for letter in value if letter is not None) or None
    return value


def _points(factor: Factor, value: Any) -> Fraction | None:
    if factor.letters is not None:
        return _mean(factor.letters, (value,) if isinstance(value, str) else value)
    number = as_number(value)
    if number is None:
        return None
    points = Fraction(number)
    if factor.ramp is None:
        return points
    zero, full = Fraction(factor.ramp.zero_at), Fraction(factor.ramp.full_at)
    return min(max((points - zero) / (full - zero), Fraction(0)), Fraction(1)) * Fraction(factor.ramp.points)


def _mean(letters: Mapping[str, Decimal], given: Sequence[str]) -> Fraction | None:
    if not isinstance(given, tuple) or not all(isinstance(letter, str) and letter in letters for letter in given):
        return None
    return sum((Fraction(letters[letter]) for letter in given), Fraction()) / len(given)
