"""
The JSON Schema of the facts a decision takes.
"""

import types
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from enum import Enum
from inspect import cleandoc
from re import DOTALL, match, search
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from attrs import NOTHING, fields, has

from visitcore.facts.customer import Customer
from visitcore.facts.money import PLACES, Money
from visitcore.facts.visit import Excuse

_WHOLE_DAY = {"type": "string", "pattern": r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$", "description": "a day, 2024-03-05"}
_DAY = {
    "type": "string",
    "pattern": r"^[0-9]{4}-[0-9]{2}-[0-9]{2}(T[0-9]{2}:[0-9]{2}(:[0-9]{2})?(Z|[+-][0-9]{2}:[0-9]{2})?)?$",
    "description": "a day, 2024-03-05, or an instant, 2024-03-05T09:30:00+08:00",
}
_WORDS = {"type": "string", "pattern": r"\S"}
_PLAIN: dict[Any, dict[str, Any]] = {
    str: {"type": "string"},
    int: {"type": "integer"},
    bool: {"type": "boolean"},
    Decimal: {
        "type": ["string", "integer"],
        "pattern": r"^[+-]?[0-9]{1,50}(\.[0-9]{1,50})?$",
        "description": "an exact number; as text where it has a fraction",
    },
    Money: {
        "type": ["string", "integer"],
        "minimum": 0,
        "pattern": rf"^[+]?[0-9]{{1,50}}(\.[0-9]{{1,{PLACES}}}0*)?$",
        "description": "an exact amount of money in the currency of the pack, not negative, in whole cents",
    },
    date: _DAY,
    object: {},
    Any: {},
}
_OPEN_END = {"anyOf": [_WHOLE_DAY, {"type": "null"}]}
_CLOSER: dict[Any, dict[str, Any]] = {Customer: {"code": _WORDS, "since": _OPEN_END}}
_EXCUSE = {
    "title": "Excuse",
    "description": "Days for which a customer need not be visited, and why; both days count.",
    "type": "object",
    "properties": {"customer": {"type": "string"}, "from": _OPEN_END, "to": _OPEN_END, "reason": _WORDS},
    "required": ["reason"],
    "additionalProperties": False,
}


def facts_schema(takes: type) -> dict[str, Any]:
    """
    The JSON Schema of a class of facts.
    """
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **_object(takes)}


def _object(cls: Any) -> dict[str, Any]:
    if cls is Excuse:
        return dict(_EXCUSE)
    hints = get_type_hints(cls, include_extras=True)
    told = _told(cls)
    properties = {}
    for field in fields(cls):
        said = {"description": told[field.name]} if field.name in told else {}
        kind = _CLOSER.get(cls, {}).get(field.name) or _type(hints[field.name])
        properties[field.name.rstrip("_")] = {**kind, **said}
    return {
        "title": cls.__name__,
        "description": cleandoc(cls.__doc__ or "").split("\n\n")[0],
        "type": "object",
        "properties": properties,
        "required": [field.name.rstrip("_") for field in fields(cls) if field.default is NOTHING],
        "additionalProperties": False,
    }


def _type(hint: Any) -> dict[str, Any]:
    if hint in _PLAIN:
        return dict(_PLAIN[hint])
    origin, args = get_origin(hint), get_args(hint)
    if origin in (Union, types.UnionType):
        kinds = [_type(arg) for arg in args if arg is not type(None)]
        if type(None) in args:
            kinds.append({"type": "null"})
        return kinds[0] if len(kinds) == 1 else {"anyOf": kinds}
    if origin is tuple:
        return {"type": "array", "items": _type(args[0])}
    if origin is Mapping or (isinstance(origin, type) and issubclass(origin, Mapping)):
        return {"type": "object", "additionalProperties": _type(args[1])}
    if origin is Literal:
        return {"enum": list(args)}
    if isinstance(hint, type) and issubclass(hint, Enum):
        return {"enum": [member.value for member in hint]}
    if has(hint):
        return _object(hint)
    return {}


def _told(cls: Any) -> dict[str, str]:
    """
    What the class says of its attributes.
    """
    text = cleandoc(cls.__doc__ or "")
    block = search(r"Attributes:\n(.*)", text, DOTALL)
    found: dict[str, str] = {}
    name = ""
    for line in block.group(1).splitlines() if block else ():
        start = match(r" {4}(\w+): (.*)", line)
        if start:
            name = start.group(1)
            found[name] = start.group(2).strip()
        elif name and line.startswith(" " * 8):
            found[name] += " " + line.strip()
    return found
