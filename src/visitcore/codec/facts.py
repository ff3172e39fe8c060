"""
Facts from plain data: JSON, TOML or a dict; and back.
"""

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any, NewType

from attrs import asdict, field, frozen, has
from cattrs import Converter
from cattrs.gen import make_dict_structure_fn, override

from visitcore.codec.amount import exact_amount
from visitcore.codec.converter import Hook, WholeDay, only_tables, raw_value, strict_converter
from visitcore.codec.decision import plain
from visitcore.codec.faults import Fault, Invalid, halves, problems_of, quoted
from visitcore.facts.customer import Customer
from visitcore.facts.money import Money, amount_fault
from visitcore.facts.visit import Excuse
from visitcore.ground.days import next_day
from visitcore.ground.errors import FactsError
from visitcore.ground.problem import Problem
from visitcore.ground.span import Span, last_day
from visitcore.ground.text import Text

_Figure = NewType("_Figure", object)
_NUMBER = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


@frozen(kw_only=True)
class _Excuse:
    """
    An excuse as people write it: both days count.
    """

    customer: str = ""
    from_: WholeDay | None = None
    to: WholeDay | None = None
    reason: str = field()


def structure_facts(data: Any, takes: type) -> Any:
    """
    Facts of the class *takes* from plain data.

    Raises:
        FactsError: With every fault, each with its path.
    """
    if not isinstance(data, Mapping):
        what = Text(f"{quoted(data)} is no object", f"{quoted(data)} 不是对象")
        fix = Text("write { … } with the facts by name", "请写成 { … }，逐项列出事实")
        raise FactsError("the facts", [Problem("", what, fix)])
    try:
        return fact_converter().structure(dict(data), takes)
    except Invalid as error:
        raise FactsError("the facts", problems_of(error)) from None


def facts_to_dict(facts: Any) -> dict[str, Any]:
    """
    Facts as plain data for JSON, such that `structure_facts` gives them back.

    In a part that may hold anything, such as the inputs of a table, a number with a fraction comes back as its digits
    and a day as its text; every block reads them alike.
    """
    told: dict[str, Any] = {
        name.rstrip("_"): _told(value) for name, value in asdict(facts, recurse=False).items() if name[0] != "_"
    }
    return told


@cache
def fact_converter() -> Converter:
    """
    The converter that reads facts.
    """
    converter = strict_converter()
    converter.register_structure_hook(Excuse, lambda value, _: _excuse(converter.structure(value, _Excuse)))
    converter.register_structure_hook(_Figure, _figure)
    converter.register_structure_hook_func(lambda type_: type_ == Money, lambda value, _: _money(converter, value))
    figures = override(struct_hook=lambda value, _: _known(converter.structure(value, dict[str, _Figure])))
    since = override(struct_hook=lambda value, _: None if value is None else converter.structure(value, WholeDay))
    customer: Hook = make_dict_structure_fn(Customer, converter, figures=figures, since=since)
    converter.register_structure_hook(Customer, only_tables(customer))
    return converter


def _told(value: Any) -> Any:
    if isinstance(value, Excuse):
        last = last_day(value.span)
        days = {"from": plain(value.span.since), "to": plain(last)}
        return {"customer": value.customer, **days, "reason": value.reason}
    if isinstance(value, tuple):
        return [_told(part) for part in value]
    if isinstance(value, Mapping):
        return {name: _told(part) for name, part in value.items()}
    return facts_to_dict(value) if has(type(value)) else plain(value)


def _excuse(written: _Excuse) -> Excuse:
    try:
        until = next_day(written.to) if written.to is not None and written.to < date.max else None
        return Excuse(customer=written.customer, span=Span(written.from_, until), reason=written.reason)
    except FactsError:
        raise
    except ValueError as error:
        raise Fault(*halves(error)) from None


def _money(converter: Converter, value: Any) -> Decimal:
    """
    An exact amount that is sound.
    """
    amount: Decimal = converter.structure(value, Decimal)
    fault = amount_fault(amount)
    if fault is not None:
        raise Fault(*halves(ValueError(fault)))
    return amount


def _known(figures: Mapping[str, Any]) -> dict[str, Any]:
    return {name: figure for name, figure in figures.items() if figure is not None}


def _figure(value: Any, _: Any) -> Any:
    """
    A number, or a text that is one, stays exact; a text that is a day becomes one; any other text is kept.
    """
    if isinstance(value, list | tuple | Mapping):
        what = Text(f"{quoted(value)} is no figure", f"{quoted(value)} 不是指标值")
        raise Fault(what, Text("give each figure a name and one value", "每项指标写一个名称和一个值"))
    value = raw_value(value)
    if isinstance(value, str) and _DAY.fullmatch(value):
        try:
            return date.fromisoformat(value)
        except ValueError:
            return value
    if isinstance(value, bool) or not isinstance(value, int | str):
        return value
    return exact_amount(value) if isinstance(value, int) or _NUMBER.fullmatch(value) else value
