"""
The converter that all reading rests on: exact types, nothing bent to fit.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from datetime import date, datetime, time
from decimal import Decimal
from enum import Enum
from types import SimpleNamespace
from typing import Any, Literal, NewType, get_args, get_origin

from attrs import NOTHING, Factory, fields, has
from cattrs import BaseValidationError, ClassValidationError, Converter, ForbiddenExtraKeysError
from cattrs.gen import make_dict_structure_fn, make_mapping_structure_fn, override

from visitcore.codec.amount import CHECK_DIGITS, WRITE_DIGITS, exact_amount
from visitcore.codec.faults import Fault, quoted
from visitcore.codec.moments import YEARS
from visitcore.ground.errors import hint_at
from visitcore.ground.text import Text

WholeDay = NewType("WholeDay", date)
"""A day that is no instant."""

_BIGGEST = 2**63
_WRITE_EXACTLY = Text(
    "write a number with all its digits, text, or true or false", "请写出完整的数字、文字，或者 true、false"
)
_WRITE_A_DAY = Text(
    "write it as 2024-03-05, or 2024-03-05T09:30:00+08:00 where the hour counts",
    "请写成 2024-03-05；需要时刻时写成 2024-03-05T09:30:00+08:00",
)
Hook = Callable[[Any, Any], Any]


def strict_converter() -> Converter:
    """
    A converter that takes values only as they are: no number for text, no fraction out of a float, no unknown key.

    Exact amounts and days may be written as text, because JSON has neither.
    """
    converter = Converter(detailed_validation=True, forbid_extra_keys=True)
    converter.register_structure_hook_factory(has, _class_hook)
    converter.register_structure_hook_factory(_is_mapping, _mapping_hook)
    converter.register_structure_hook_factory(_is_tuple, _tuple_hook)
    converter.register_structure_hook_func(_is_enum, _enum)
    converter.register_structure_hook_func(_is_literal, _literal)
    for type_, hook in _HOOKS.items():
        converter.register_structure_hook(type_, hook)
    return converter


def raw_value(value: Any, _: Any = None) -> Any:
    """
    A value of any kind, exact and with tuples for lists, all the way down.

    Raises:
        Fault: If it is a float, a number too long to be meant, or nothing that TOML or JSON knows.
    """
    if isinstance(value, list | tuple):
        return tuple(raw_value(part) for part in value)
    if isinstance(value, Mapping):
        return {_text(name, str): raw_value(part) for name, part in value.items()}
    if isinstance(value, bool | str | date | time | None):
        return value
    if isinstance(value, int | Decimal):
        exact_amount(value)
        return value
    raise Fault(_is(value, "is no exact value", "不是精确的值"), _WRITE_EXACTLY)


def _text(value: Any, _: Any) -> str:
    if not isinstance(value, str):
        raise Fault(_is(value, "is no text", "不是文字"), Text("put it in quotes", "请加引号"))
    return value


def _whole(value: Any, _: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        fix = Text("write it without quotes and fraction", "请写成不带引号、不带小数的整数")
        raise Fault(_is(value, "is no whole number", "不是整数"), fix)
    if abs(value) >= _BIGGEST:
        raise Fault(_is(value, "is too big a number", "数字过大"), CHECK_DIGITS)
    return value


def _flag(value: Any, _: Any) -> bool:
    if not isinstance(value, bool):
        fix = Text("write true or false", "请写 true 或 false")
        raise Fault(_is(value, "is neither true nor false", "既不是 true 也不是 false"), fix)
    return value


def _amount(value: Any, _: Any) -> Decimal:
    if isinstance(value, bool) or not isinstance(value, int | Decimal | str):
        raise Fault(_is(value, "is no exact number", "不是精确的数字"), WRITE_DIGITS)
    return exact_amount(value)


def _day(value: Any, _: Any) -> date:
    day = value
    if isinstance(value, str):
        with suppress(ValueError):
            day = datetime.fromisoformat(value) if len(value) > 10 else date.fromisoformat(value)
    if not isinstance(day, date):
        raise Fault(_is(value, "is no day", "不是日期"), _WRITE_A_DAY)
    if day.year not in YEARS:
        fix = Text("leave it out where there is no such day", "没有该日期时请留空")
        raise Fault(_is(value, "is too far away to be a real day", "超出合理的日期范围"), fix)
    return day


def _whole_day(value: Any, _: Any) -> date:
    day = _day(value, date)
    if isinstance(day, datetime):
        fix = Text("write the day alone, e.g. 2024-03-05", "请只写日期，如 2024-03-05")
        raise Fault(_is(value, "is an instant", "是时刻，不是日期"), fix)
    return day


def _words(value: Any, _: Any) -> Text:
    if isinstance(value, Mapping) and set(value) == {"en", "zh"}:
        english, chinese = value["en"], value["zh"]
        if isinstance(english, str) and isinstance(chinese, str) and english.strip() and chinese.strip():
            return Text(english, chinese)
    what = Text("is not said in both languages", "没有写全中英两种文字")
    raise Fault(what, Text('write { en = "…", zh = "…" }', '请写成 { en = "…", zh = "…" }'))


_HOOKS: dict[Any, Hook] = {
    Any: raw_value,
    str: _text,
    int: _whole,
    bool: _flag,
    Decimal: _amount,
    date: _day,
    WholeDay: _whole_day,
    Text: _words,
}


def _class_hook(type_: Any, converter: Converter) -> Hook:
    """
    Reads a class from a table; a name that Python keeps for itself is written without its underscore.
    """
    renamed: dict[str, Any] = {
        field.name: override(rename=field.name.rstrip("_")) for field in fields(type_) if field.name.endswith("_")
    }
    return only_tables(_with_every_fault(make_dict_structure_fn(type_, converter, **renamed), converter))


def _with_every_fault(structure: Hook, converter: Converter) -> Hook:
    """
    The same hook, which tells what every validator complains of and not of the first one alone.
    """

    def hook(value: Any, type_: Any) -> Any:
        try:
            return structure(value, type_)
        except ClassValidationError as error:
            more = list(_complaints(value, type_, converter))
            if not more:
                raise
            in_parts = [one for one in error.exceptions if _in_a_part(one)]
            raise ClassValidationError(error.message, [*in_parts, *more], type_) from None

    return hook


def _in_a_part(error: Exception) -> bool:
    """
    Whether something is wrong with one attribute or key, and not with all of them put together.
    """
    return isinstance(error, ForbiddenExtraKeysError) or bool(getattr(error, "__notes__", ()))


def _complaints(value: Mapping[str, Any], type_: Any, converter: Converter) -> Iterator[Exception]:
    """
    What the validators of a class say of the attributes that could be read.
    """
    read: dict[str, Any] = {}
    unread: set[str] = set()
    for attribute in fields(type_):
        name = attribute.name.rstrip("_")
        read[attribute.name] = None if isinstance(attribute.default, Factory) else attribute.default  # type: ignore[arg-type]
        if name not in value:
            continue
        try:
            read[attribute.name] = converter.structure(value[name], attribute.type)
        except (BaseValidationError, Fault, TypeError):
            read[attribute.name] = None
            unread.add(attribute.name)
    for attribute in fields(type_):
        if attribute.validator is None or attribute.name in unread or read[attribute.name] is NOTHING:
            continue
        try:
            attribute.validator(SimpleNamespace(**read), attribute, read[attribute.name])
        except ValueError as error:
            yield error
        except (AttributeError, TypeError):  # it looks at another attribute that could not be read
            continue


def only_tables(structure: Hook) -> Hook:
    """
    The same hook, for which anything but a table is a fault.
    """

    def hook(value: Any, type_: Any) -> Any:
        if not isinstance(value, Mapping):
            what = _is(value, "is no table of names and values", "不是“名称 = 值”的表")
            raise Fault(what, Text("write { name = value, … }", "请写成 { 名称 = 值, … }"))
        return structure(value, type_)

    return hook


def _is_mapping(type_: Any) -> bool:
    return get_origin(type_) in (Mapping, dict)


def _mapping_hook(type_: Any, converter: Converter) -> Hook:
    return only_tables(make_mapping_structure_fn(type_, converter))


def _is_tuple(type_: Any) -> bool:
    return get_origin(type_) is tuple


def _tuple_hook(type_: Any, converter: Converter) -> Hook:
    member = get_args(type_)[0]
    members: Any = list[member]  # type: ignore[valid-type]  # only known when it runs

    def hook(value: Any, _: Any) -> tuple[Any, ...]:
        if member is str and isinstance(value, str):
            value = [value]
        if not isinstance(value, list | tuple):
            raise Fault(_is(value, "is no list", "不是列表"), Text("put it in square brackets", "请放进方括号"))
        return tuple(converter.structure(list(value), members))

    return hook


def _is_enum(type_: Any) -> bool:
    return isinstance(type_, type) and issubclass(type_, Enum)


def _enum(value: Any, type_: type[Enum]) -> Enum:
    for member in type_:
        if value in (member, member.value):
            return member
    kind = re.sub(r"(?<!^)(?=[A-Z])", " ", type_.__name__).lower()
    raise unknown_word(value, kind, [str(member.value) for member in type_])


def _is_literal(type_: Any) -> bool:
    return get_origin(type_) is Literal


def _literal(value: Any, type_: Any) -> Any:
    known = get_args(type_)
    if not isinstance(value, str) or value not in known:
        raise unknown_word(value, "choice", known)
    return value


def unknown_word(value: Any, kind: str, known: tuple[str, ...] | list[str]) -> Fault:
    """
    The fault of a word that is none of those known.
    """
    return Fault(_is(value, f"is no {kind}", "不是可用的取值"), hint_at(value if isinstance(value, str) else "", known))


def _is(value: Any, en: str, zh: str) -> Text:
    return Text(f"{quoted(value)} {en}", f"{quoted(value)} {zh}")
