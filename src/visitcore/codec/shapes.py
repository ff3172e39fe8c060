"""
Blocks as a pack writes them.
"""

from contextvars import ContextVar
from functools import cache
from typing import Any

from cattrs import Converter
from cattrs.gen import make_dict_structure_fn, override

from visitcore.blocks.cadence import Cadence
from visitcore.blocks.checklist import Checklist
from visitcore.blocks.consequence import Consequence
from visitcore.blocks.flow import Flow, Move
from visitcore.blocks.formula import Formula
from visitcore.blocks.ladder import Ladder
from visitcore.blocks.permission import Permission
from visitcore.blocks.quota import Quota
from visitcore.blocks.recurrence import Recurrence
from visitcore.blocks.register import Register
from visitcore.blocks.scale import Band, Scale
from visitcore.blocks.score import Score
from visitcore.blocks.table import Row, Table
from visitcore.blocks.term import Term
from visitcore.codec.converter import strict_converter
from visitcore.codec.faults import Fault
from visitcore.ground.errors import did_you_mean
from visitcore.ground.unspecified import UNSPECIFIED

SHAPES: dict[str, type] = {
    "table": Table,
    "scale": Scale,
    "score": Score,
    "term": Term,
    "cadence": Cadence,
    "recurrence": Recurrence,
    "quota": Quota,
    "ladder": Ladder,
    "flow": Flow,
    "register": Register,
    "checklist": Checklist,
    "permission": Permission,
    "consequence": Consequence,
    "formula": Formula,
}
"""Every block by the word a pack uses for it."""

_PLAIN: dict[str, type] = {"text": str, "flag": bool}
_OUTCOME: ContextVar[str] = ContextVar("outcome", default="text")


@cache
def block_converter() -> Converter:
    """
    The converter that reads blocks.
    """
    converter = strict_converter()
    converter.register_structure_hook(Move, make_dict_structure_fn(Move, converter, from_=override(rename="from")))
    for type_ in (Row, Band):
        hook = make_dict_structure_fn(type_, converter, then=override(struct_hook=_then))
        converter.register_structure_hook(type_, hook)
    for type_ in (Table, Scale):
        _with_outcome(converter, type_)
    return converter


def _with_outcome(converter: Converter, type_: type) -> None:
    """
    Rows and bands can only be read once it is known what they hold.
    """
    plain = make_dict_structure_fn(type_, converter)

    def hook(value: Any, cl: Any) -> Any:
        outcome = value.get("outcome", "text") if isinstance(value, dict) else "text"
        known = [*_PLAIN, "number", "list", *SHAPES]
        if outcome not in known:
            raise Fault(f"{outcome!r} is nothing a row can hold", did_you_mean(str(outcome), known))
        token = _OUTCOME.set(outcome)
        try:
            return plain(value, cl)
        finally:
            _OUTCOME.reset(token)

    converter.register_structure_hook(type_, hook)


def _then(value: Any, _: Any) -> Any:
    outcome = _OUTCOME.get()
    if value == UNSPECIFIED.value:
        return UNSPECIFIED
    if value == "none" and outcome in SHAPES:
        return None
    if outcome == "number":
        return plain_value(value) if not isinstance(value, str) else _refuse(value, "number")
    if outcome == "list":
        return tuple(value) if isinstance(value, list) else _refuse(value, "list")
    return block_converter().structure(value, _PLAIN.get(outcome) or SHAPES[outcome])


def _refuse(value: Any, outcome: str) -> Any:
    raise Fault(f"{value!r} is no {outcome}", f"the table says that its rows hold a {outcome}")


def plain_value(value: Any) -> Any:
    """
    A plain value with tuples for lists, all the way down.
    """
    if isinstance(value, list):
        return tuple(plain_value(part) for part in value)
    if isinstance(value, dict):
        return {name: plain_value(part) for name, part in value.items()}
    return value
