"""
Facts from plain data: JSON, TOML or a dict.
"""

from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import Any

from cattrs import Converter
from cattrs.gen import make_dict_structure_fn, override

from visitcore.codec.converter import strict_converter
from visitcore.codec.faults import Fault, Invalid, problems_of
from visitcore.facts.customer import Customer
from visitcore.facts.question import Duty
from visitcore.facts.visit import Excuse
from visitcore.ground.days import next_day
from visitcore.ground.errors import FactsError
from visitcore.ground.span import Span


@cache
def fact_converter() -> Converter:
    """
    The converter that reads facts.
    """
    converter = strict_converter()
    converter.register_structure_hook(Duty, make_dict_structure_fn(Duty, converter, from_=override(rename="from")))
    converter.register_structure_hook(Excuse, _excuse)
    converter.register_structure_hook(
        Customer, make_dict_structure_fn(Customer, converter, figures=override(struct_hook=_figures))
    )
    return converter


def structure_facts(data: Mapping[str, Any], takes: type) -> Any:
    """
    Facts of the class *takes* from plain data.

    Raises:
        FactsError: With every fault, each with its path.
    """
    if not isinstance(data, Mapping):
        raise FactsError("the facts", problems_of(Fault(f"{data!r} is no object", "write { … } with the facts by name")))
    try:
        return fact_converter().structure(dict(data), takes)
    except Invalid as error:
        raise FactsError("the facts", problems_of(error)) from None


def _excuse(value: Any, _: Any) -> Excuse:
    """
    An excuse as people write it: ``from`` and ``to`` both count.
    """
    known = {"customer", "from", "to", "reason"}
    if not isinstance(value, dict) or not set(value) <= known:
        raise Fault(f"{value!r} is no excuse", "write { from = …, to = …, reason = … }")
    day = fact_converter().structure
    since = day(value["from"], date) if value.get("from") is not None else None
    until = next_day(day(value["to"], date)) if value.get("to") is not None else None
    try:
        return Excuse(customer=value.get("customer", ""), span=Span(since, until), reason=value.get("reason", ""))
    except ValueError as error:
        raise Fault(str(error), "") from None


def _figures(value: Any, _: Any) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise Fault(f"{value!r} is no set of figures", "write { name = value, … }")
    return {name: _figure(figure) for name, figure in value.items() if figure is not None}


def _figure(value: Any) -> Any:
    """
    A number stays exact; a text that is a day becomes one; any other text is kept.
    """
    if isinstance(value, float):
        raise Fault(f"{value!r} is no exact number", "put it in quotes or read it as a decimal")
    if isinstance(value, str):
        try:
            return date.fromisoformat(value)
        except ValueError:
            return value
    return value
