"""
The page of the decisions: what each decides, the keys it reads and the facts it takes.
"""

import inspect
import re
import types
import typing

import attrs

from reference_pages.markdown import table
from visitcore.explain.questions import question
from visitcore.rules.catalogue import CATALOGUE

INTRODUCTION = """\
# Decisions

Every question that can be put to a policy, with the facts it takes.
A fact without a default has to be there; what is not known is left out, or is `null` in JSON and `None` in Python.
`visitcore facts NAME` prints the same as a JSON Schema.
"""


def decisions_page():
    """
    The page.
    """
    lines = [INTRODUCTION]
    lines += table(
        ["decision", "判定项目", "what it decides"],
        [(f"[`{entry.name}`](#{entry.name})", question(entry.name).zh, entry.text.en) for entry in CATALOGUE],
    )
    shown = []
    for entry in CATALOGUE:
        lines += section(entry)
        shown += [found for found in classes(entry.takes) if found not in shown]
    lines += ["## Facts", "", "What the facts above are made of.", ""]
    for found in shown:
        lines += [f"### {found.__name__}", "", first(found), "", *fact_rows(found)]
    return "\n".join(lines)


def section(entry):
    """
    One decision.
    """
    shapes = " or ".join(dict.fromkeys(shape.__name__.lower() for shape in entry.shapes))
    keys = "Reads any key" if entry.keys == ("*",) else f"Reads {', '.join(f'`{key}`' for key in entry.keys)}"
    holds = f" that holds a {shapes}" if shapes and len(entry.shapes) < 6 else ""
    holds = holds or (" that holds a plain value" if shapes else "")
    answers = re.search(r"Returns:\n\s+(.*?)(?:\n\n|\n\s*Raises:|\Z)", inspect.getdoc(entry.function) or "", re.DOTALL)
    told = " ".join(answers[1].split()).replace("`", "") if answers else ""
    return [
        f"## {entry.name}",
        "",
        f"{entry.text.en}. {entry.text.zh}。",
        "",
        f"{keys}{holds}.",
        *([f"It gives {told[0].lower()}{told[1:]}"] if told else []),
        "",
        *fact_rows(entry.takes),
    ]


def fact_rows(class_):
    """
    The facts of a class: name, type, default, meaning.
    """
    meanings = attributes(class_)
    hints = typing.get_type_hints(class_)
    rows = [
        (
            f"`{field.name.removesuffix('_')}`",
            type_words(hints[field.name]),
            default(field),
            meanings.get(field.name, ""),
        )
        for field in attrs.fields(class_)
    ]
    return table(["fact", "type", "default", "meaning"], rows)


def attributes(class_):
    """
    What the docstring of a class says of each attribute.
    """
    _, _, listed = (inspect.getdoc(class_) or "").partition("Attributes:\n")
    found = re.findall(r"^    (\w+): (.*(?:\n {6,}.*)*)", listed, re.MULTILINE)
    return {name: " ".join(text.replace("``", "`").split()) for name, text in found}


def first(class_):
    """
    The first sentence of a class.
    """
    return (inspect.getdoc(class_) or "").partition("\n\n")[0]


def default(field):
    """
    What stands where nothing is given.
    """
    if field.default is attrs.NOTHING:
        return "needed"
    if isinstance(field.default, attrs.Factory):
        return "empty"
    if field.default in (None, "", ()):
        return "not known" if field.default is None else "empty"
    return f"`{getattr(field.default, 'value', field.default)}`"


def type_words(hint):
    """
    A type in plain words.
    """
    origin, args = typing.get_origin(hint), typing.get_args(hint)
    if origin in (typing.Union, types.UnionType):
        return " or ".join(type_words(arg) for arg in args if arg is not type(None))
    if origin is tuple:
        return f"list of {type_words(args[0])}"
    if origin is not None and args and hasattr(origin, "keys"):
        return f"map to {type_words(args[1])}"
    if hint is typing.Any:
        return "anything"
    if origin is not None and args:
        return f"{origin.__name__} of {type_words(args[0])}"
    names = {"str": "text", "bool": "yes or no", "int": "whole number", "Decimal": "number", "date": "day"}
    name = getattr(hint, "__name__", str(hint))
    return names.get(name, name)


def classes(class_):
    """
    The fact classes inside a fact class, itself left out.
    """
    for hint in typing.get_type_hints(class_).values():
        for part in (hint, *typing.get_args(hint)):
            made = typing.get_origin(part) or part
            if attrs.has(made) and made is not class_:
                yield made
                yield from classes(made)
