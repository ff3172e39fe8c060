"""
Reading arithmetic without running code, and working it out exactly.
"""

import ast
import math
from collections.abc import Callable, Collection, Iterator, Mapping
from fractions import Fraction
from operator import add, mul, sub, truediv

from attrs import field, frozen

from visitcore.blocks.number import as_number
from visitcore.ground.errors import did_you_mean

Value = Fraction | tuple[Fraction, ...]
"""
A number, or a list of numbers that arithmetic runs along.
"""

_HINT = "use + - * / ( ), numbers, the inputs, and min, max, sum, ceil, floor, round2"
_SIGNS: dict[type[ast.operator], Callable[[Fraction, Fraction], Fraction]] = {
    ast.Add: add,
    ast.Sub: sub,
    ast.Mult: mul,
    ast.Div: truediv,
}


class UndefinedError(ArithmeticError):
    """
    The smallest or greatest of an empty list was asked for.
    """


def _round2(value: Fraction) -> Fraction:
    cents = math.floor(abs(value) * 100 + Fraction(1, 2))
    return Fraction(cents if value >= 0 else -cents, 100)


_ONE: dict[str, Callable[[Fraction], Fraction]] = {
    "ceil": lambda value: Fraction(math.ceil(value)),
    "floor": lambda value: Fraction(math.floor(value)),
    "round2": _round2,
}
_MANY: dict[str, Callable[[tuple[Fraction, ...]], Fraction]] = {
    "sum": lambda values: sum(values, Fraction()),
    "min": min,
    "max": max,
}
FUNCTIONS = (*_MANY, *_ONE)


@frozen
class Arithmetic:
    """
    One expression that was read.

    Attributes:
        source: The text of the expression.
        tree: Its syntax tree.

    >>> Arithmetic.read("max(0, 100 - d)").value({"d": Fraction(12)})
    Fraction(88, 1)
    """

    source: str
    tree: ast.expr = field(eq=False, repr=False)

    @classmethod
    def read(cls, expression: str) -> "Arithmetic":
        """
        Read an expression; see `refusals` for whether it may be worked out.

        Raises:
            ValueError: If it has no form that could be read.
        """
        source = expression.strip()
        try:
            return cls(source, ast.parse(source, mode="eval").body)
        except (SyntaxError, ValueError) as error:
            raise ValueError(f"{expression!r} is not a formula; {_HINT}") from error

    def names(self) -> tuple[str, ...]:
        """
        The inputs that the expression uses, in order.
        """
        called = {id(node.func) for node in ast.walk(self.tree) if isinstance(node, ast.Call)}
        found = [node for node in ast.walk(self.tree) if isinstance(node, ast.Name) and id(node) not in called]
        found.sort(key=lambda node: node.col_offset)
        return tuple(dict.fromkeys(node.id for node in found))

    def refusals(self, inputs: Collection[str]) -> Iterator[tuple[str, str]]:
        """
        What the expression may not hold, each with a way to mend it.
        """
        yield from self._refused(self.tree, inputs)

    def value(self, known: Mapping[str, Value]) -> Value:
        """
        Work the expression out.

        Raises:
            ArithmeticError: If it has no value: a division by zero, or the smallest or greatest of nothing.
            ValueError: If lists of different lengths meet.
        """
        return self._value(self.tree, known)

    def _refused(self, node: ast.AST, inputs: Collection[str]) -> Iterator[tuple[str, str]]:
        match node:
            case ast.Constant():
                if self._number(node) is None:
                    yield f"{self._text(node)} is not a plain number", _HINT
            case ast.Name(id=name):
                if name not in inputs:
                    yield f"unknown input {name!r}", did_you_mean(name, inputs)
            case ast.UnaryOp(op=ast.USub() | ast.UAdd(), operand=operand):
                yield from self._refused(operand, inputs)
            case ast.BinOp(left=left, op=op, right=right) if type(op) in _SIGNS:
                yield from self._refused(left, inputs)
                yield from self._refused(right, inputs)
            case ast.Call(func=ast.Name(id=name), args=args, keywords=[]):
                if name not in FUNCTIONS:
                    yield f"unknown function {name!r}", did_you_mean(name, FUNCTIONS)
                elif not args or (name in _ONE and len(args) > 1):
                    wanted = "one value" if name in _ONE else "a list or several values"
                    yield f"{self._text(node)} has {len(args)} values", f"give {name} {wanted}"
                for arg in args:
                    yield from self._refused(arg, inputs)
            case _:
                yield f"{self._text(node)} is not allowed", _HINT

    def _value(self, node: ast.expr, known: Mapping[str, Value]) -> Value:
        match node:
            case ast.Constant():
                return Fraction(self._number(node) or 0)
            case ast.Name(id=name):
                return known[name]
            case ast.UnaryOp(op=op, operand=operand):
                return _along(lambda it: -it[0] if isinstance(op, ast.USub) else it[0], [self._value(operand, known)])
            case ast.BinOp(left=left, op=sign, right=right):
                sides = [self._value(left, known), self._value(right, known)]
                return _along(lambda it: _SIGNS[type(sign)](*it), sides)
            case ast.Call(func=ast.Name(id=name), args=args):
                return _called(name, [self._value(arg, known) for arg in args])
        raise ValueError(f"{self._text(node)} is not allowed; {_HINT}")

    def _number(self, node: ast.Constant) -> Fraction | None:
        number = None if isinstance(node.value, (str, bytes)) else as_number(self._text(node))
        return None if number is None else Fraction(number)

    def _text(self, node: ast.AST) -> str:
        return ast.get_source_segment(self.source, node) or type(node).__name__


def _called(name: str, values: list[Value]) -> Value:
    if name in _ONE:
        return _along(lambda it: _ONE[name](it[0]), values)
    if len(values) > 1:
        return _along(_MANY[name], values)
    listed = values[0] if isinstance(values[0], tuple) else (values[0],)
    if not listed and name != "sum":
        raise UndefinedError(f"{name} of nothing")
    return _MANY[name](listed)


def _along(work: Callable[[tuple[Fraction, ...]], Fraction], values: list[Value]) -> Value:
    """
    Work on numbers, or item by item where some of them are lists; numbers then stand beside every item.
    """
    lengths = {len(value) for value in values if isinstance(value, tuple)}
    if not lengths:
        return work(tuple(value for value in values if isinstance(value, Fraction)))
    if len(lengths) > 1:
        raise ValueError(f"lists of {' and '.join(map(str, sorted(lengths)))} items cannot be worked on side by side")
    columns = [value if isinstance(value, tuple) else (value,) * max(lengths) for value in values]
    return tuple(work(item) for item in zip(*columns, strict=True))
