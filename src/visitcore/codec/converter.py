"""
The converter that all reading rests on: exact types, nothing bent to fit.
"""

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from typing import Any, get_args, get_origin

from cattrs import Converter

from visitcore.codec.faults import Fault
from visitcore.ground.errors import did_you_mean
from visitcore.ground.text import Text


def strict_converter() -> Converter:
    """
    A converter that takes values only as they are: no text for a number, no number for text, no unknown key.
    """
    converter = Converter(detailed_validation=True, forbid_extra_keys=True)
    for type_, hook in _HOOKS.items():
        converter.register_structure_hook(type_, hook)
    converter.register_structure_hook_func(_is_enum, _enum)
    converter.register_structure_hook_factory(_is_tuple, _tuple_hook)
    return converter


def _text(value: Any, _: Any) -> str:
    if not isinstance(value, str):
        raise Fault(f"{value!r} is no text", "put it in quotes")
    return value


def _whole(value: Any, _: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        raise Fault(f"{value!r} is no whole number", "write it without quotes and fraction")
    return value


def _flag(value: Any, _: Any) -> bool:
    if not isinstance(value, bool):
        raise Fault(f"{value!r} is neither true nor false", "write true or false")
    return value


def _amount(value: Any, _: Any) -> Decimal:
    if isinstance(value, str):
        try:
            value = Decimal(value)
        except ArithmeticError:
            raise Fault(f"{value!r} is no number", "write digits, e.g. 45.00") from None
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        raise Fault(f"{value!r} is no exact number", "write digits, e.g. 45.00")
    amount = Decimal(value)
    if not amount.is_finite():
        raise Fault(f"{value!r} is no finite number", "write digits, e.g. 45.00")
    return amount


def _day(value: Any, _: Any) -> date:
    if isinstance(value, date):
        return value
    if isinstance(value, str):
        try:
            return datetime.fromisoformat(value) if len(value) > 10 else date.fromisoformat(value)
        except ValueError:
            pass
    raise Fault(f"{value!r} is no day", "write it as 2024-03-05, or 2024-03-05T09:30:00+08:00 where the hour counts")


def _words(value: Any, _: Any) -> Text:
    if isinstance(value, dict) and set(value) == {"en", "zh"} and all(isinstance(part, str) for part in value.values()):
        return Text(value["en"], value["zh"])
    raise Fault(f"{value!r} is not said in both languages", 'write { en = "…", zh = "…" }')


_HOOKS: dict[Any, Callable[[Any, Any], Any]] = {
    str: _text,
    int: _whole,
    bool: _flag,
    Decimal: _amount,
    date: _day,
    Text: _words,
}


def _is_enum(type_: Any) -> bool:
    return isinstance(type_, type) and issubclass(type_, Enum)


def _enum(value: Any, type_: type[Enum]) -> Enum:
    try:
        return type_(value)
    except ValueError:
        known = [str(member.value) for member in type_]
        raise Fault(f"{value!r} is no {type_.__name__.lower()}", did_you_mean(str(value), known)) from None


def _is_tuple(type_: Any) -> bool:
    return get_origin(type_) is tuple


def _tuple_hook(type_: Any, converter: Converter) -> Callable[[Any, Any], tuple[Any, ...]]:
    member = get_args(type_)[0]

    def hook(value: Any, _: Any) -> tuple[Any, ...]:
        if member is str and isinstance(value, str):
            value = [value]
        if not isinstance(value, list | tuple):
            raise Fault(f"{value!r} is no list", "put it in square brackets")
        return tuple(converter.structure(list(value), list[member]))

    return hook
