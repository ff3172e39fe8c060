"""
Blocks as a pack writes them.
"""

from collections.abc import Iterator
from contextvars import ContextVar
from decimal import Decimal
from functools import cache
from typing import Any

from attrs import fields, has
from cattrs import Converter
from cattrs.gen import make_dict_structure_fn, override

from visitcore.blocks.cadence import Cadence
from visitcore.blocks.checklist import Checklist
from visitcore.blocks.consequence import Consequence
from visitcore.blocks.flow import Flow
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
from visitcore.codec.converter import Hook, only_tables, raw_value, strict_converter, unknown_word
from visitcore.codec.faults import Fault, quoted
from visitcore.decisions.verdict import Verdict
from visitcore.ground.text import Text
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
_OUTCOMES = (*_PLAIN, "number", "list", *SHAPES)
_VERDICTS = tuple(verdict.value for verdict in Verdict)
_NONE = "none"  # a row that holds no block: the matter does not come up
_OUTCOME: ContextVar[str] = ContextVar("outcome", default="text")


@cache
def block_converter() -> Converter:
    """
    The converter that reads blocks.
    """
    converter = strict_converter()
    then, verdict = override(struct_hook=_then), override(struct_hook=_verdict)
    row = make_dict_structure_fn(Row, converter, then=then, verdict=verdict)
    converter.register_structure_hook(Row, only_tables(row))
    converter.register_structure_hook(Band, only_tables(make_dict_structure_fn(Band, converter, then=then)))
    for type_ in (Table, Scale):
        _with_outcome(converter, type_)
    return converter


def rules_on(value: Any, path: str = "") -> Iterator[tuple[str, str]]:
    """
    Every rule that stands on a part of a block, with the way to it: ``("rows[1].rule", "DST-01")``.
    """
    if has(type(value)):
        for part in fields(type(value)):
            found = getattr(value, part.name)
            where = f"{path}.{part.name.rstrip('_')}".removeprefix(".")
            if part.name == "rule" and found:
                yield where, found
            elif part.init:
                yield from rules_on(found, where)
    elif isinstance(value, tuple):
        for place, part in enumerate(value):
            yield from rules_on(part, f"{path}[{place}]")


def _with_outcome(converter: Converter, type_: type) -> None:
    """
    Rows and bands can only be read once it is known what they hold.
    """
    structure: Hook = make_dict_structure_fn(type_, converter)

    def hook(value: Any, cl: Any) -> Any:
        outcome = value.get("outcome", "text")
        if outcome not in _OUTCOMES:
            raise unknown_word(outcome, "kind of outcome", _OUTCOMES)
        token = _OUTCOME.set(outcome)
        try:
            return structure(value, cl)
        finally:
            _OUTCOME.reset(token)

    converter.register_structure_hook(type_, only_tables(hook))


def _then(value: Any, _: Any) -> Any:
    outcome = _OUTCOME.get()
    if value == UNSPECIFIED.value:
        return UNSPECIFIED
    if value == _NONE and outcome in SHAPES:
        return None
    kinds: dict[str, tuple[type, ...]] = {"number": (int, Decimal), "list": (list, tuple)}
    if outcome in kinds:
        if isinstance(value, bool) or not isinstance(value, kinds[outcome]):
            what = Text(f"{quoted(value)} is no {outcome}", f"{quoted(value)} 不是 {outcome}")
            fix = Text(f"the outcome of every row here is a {outcome}", f"此处各行的结果（outcome）都是 {outcome}")
            raise Fault(what, fix)
        return raw_value(value)
    return block_converter().structure(value, _PLAIN.get(outcome) or SHAPES[outcome])


def _verdict(value: Any, _: Any) -> str:
    if value and value not in _VERDICTS:
        raise unknown_word(value, "verdict", _VERDICTS)
    return str(value)
