"""
Formulas: arithmetic on named inputs, for the few values a policy truly computes.
"""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from typing import Any

from attrs import field, frozen

from visitcore.blocks.arithmetic import FUNCTIONS, Arithmetic, Value
from visitcore.blocks.number import as_decimal, as_number
from visitcore.ground.problem import Problem


@frozen(kw_only=True)
class Result:
    """
    What a formula comes to.

    Attributes:
        value: The value in the formula's unit, worked out exactly; a value without end is rounded to 28 digits.
        missing: Inputs that are unknown.
        undefined: Whether there is no value: a division by zero, or the smallest or greatest of nothing.
    """

    value: Decimal | None = None
    missing: tuple[str, ...] = ()
    undefined: bool = False


@frozen(kw_only=True)
class Formula:
    """
    Arithmetic on named inputs: ``+ - * / ( )``, ``min``, ``max``, ``sum``, ``ceil``, ``floor``, ``round2``.

    An input may be a list: arithmetic then runs along it, and ``sum``, ``min`` or ``max`` of it is one
    number again.  ``round2`` rounds to two places, halves away from zero.

    Attributes:
        expression: The formula, e.g. ``ceil(shortage / box)``.
        inputs: Names of the inputs.
        unit: Unit of the value.

    >>> boxes = Formula(expression="ceil(shortage / box)", inputs=("shortage", "box"), unit="boxes")
    >>> boxes.work_out({"shortage": 21, "box": 10}).value
    Decimal('3')
    >>> boxes.work_out({"shortage": 21}).missing
    ('box',)
    """

    expression: str
    inputs: tuple[str, ...] = field(converter=tuple)
    unit: str = ""

    def work_out(self, values: Mapping[str, Any]) -> Result:
        """
        Work the formula out.

        Args:
            values: A number, or a list of numbers, per input; ``None`` or left out means unknown.

        Raises:
            ValueError: If the formula cannot be worked out at all (names its first problem), a value is no
                number, or lists do not fit together.
            TypeError: If a float or a bool stands for a number.
        """
        arithmetic = self._arithmetic
        known: dict[str, Value] = {}
        missing = []
        for name in self.inputs:
            value = _read(name, values.get(name))
            if value is None:
                missing.append(name)
            else:
                known[name] = value
        if missing:
            return Result(missing=tuple(missing))
        try:
            worked = arithmetic.value(known)
        except ArithmeticError:
            return Result(undefined=True)
        if isinstance(worked, tuple):
            raise ValueError(f"{self.expression!r} comes to a list; wrap sum(...) around it")  # noqa: TRY004  # a pack's fault
        return Result(value=as_decimal(worked))

    def problems(self) -> tuple[Problem, ...]:
        """
        What is wrong with the formula.
        """
        return tuple(self._faults())

    def cited(self) -> tuple[str, ...]:
        """
        Nothing: a formula has no elements of its own.
        """
        return ()

    @cached_property
    def _arithmetic(self) -> Arithmetic:
        fault = next(self._faults(), None)
        if fault is not None:
            raise ValueError(f"this formula cannot be worked out: {fault}")
        return Arithmetic.read(self.expression)

    def _faults(self) -> Iterator[Problem]:
        for at, name in enumerate(self.inputs):
            if name in self.inputs[:at]:
                yield Problem(f"inputs[{at}]", f"the input {name!r} is named twice", "name each input once")
            if name in FUNCTIONS or not name.isidentifier():
                fix = "use letters, digits and _, and no function's name"
                yield Problem(f"inputs[{at}]", f"{name!r} cannot name an input", fix)
        try:
            arithmetic = Arithmetic.read(self.expression)
        except ValueError as error:
            yield Problem("expression", str(error))
            return
        for what, fix in arithmetic.refusals(self.inputs):
            yield Problem("expression", what, fix)
        for at, name in enumerate(self.inputs):
            if name not in arithmetic.names():
                yield Problem(f"inputs[{at}]", f"the input {name!r} is not used", "remove it, or use it")


def _read(name: str, value: Any) -> Value | None:
    if value is None:
        return None
    items = value if isinstance(value, (list, tuple)) else (value,)
    if None in items:
        return None
    numbers = [as_number(item) for item in items]
    read = tuple(Fraction(number) for number in numbers if number is not None)
    if len(read) < len(items):
        raise ValueError(f"{name} = {value!r} is not a number; give an int, a Decimal or its digits")
    return read[0] if items is not value else read
