"""
Turns what cattrs complains of into problems with a path, all of them at once.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from attrs import fields, has
from cattrs import BaseValidationError, ForbiddenExtraKeysError
from cattrs.errors import AttributeValidationNote, IterableValidationNote

from visitcore.ground.errors import ProblemsError, VisitcoreError, hint_at
from visitcore.ground.problem import Problem, words
from visitcore.ground.text import Text

NOTHING = Text("", "")
_LONGEST = 60
_BARE = re.compile(r"[\w-]+")


class Fault(ValueError):
    """
    A value that cannot be taken, in words for the person who wrote it.

    Attributes:
        what: What is wrong.
        fix: What to do next.
    """

    def __init__(self, what: Text, fix: Text = NOTHING) -> None:
        self.what, self.fix = what, fix
        super().__init__(f"{what.en}; {fix.en}" if fix.en else what.en)


Invalid = (BaseValidationError, Fault)
"""What structuring raises when the data are at fault."""


def problems_of(error: BaseException, *, file: str = "") -> tuple[Problem, ...]:
    """
    Every fault inside an error of cattrs, each with its path.

    Args:
        error: One of `Invalid`.
        file: Name of the file, for the problems.
    """
    return tuple(Problem(where, what, fix, file=file) for where, what, fix in _faults(error, ""))


def halves(error: Exception) -> tuple[Text, Text]:
    """
    What is wrong and what to do, out of a message of the house: ``what; fix``.
    """
    if isinstance(error, Fault):
        return error.what, error.fix
    said = error.told if isinstance(error, VisitcoreError) else words(_said(error))
    what, _, fix = said.en.partition("; ")
    what_zh, _, fix_zh = said.zh.partition("；" if "；" in said.zh else "; ")
    return Text(what, what_zh), Text(fix, fix_zh)


def _said(error: Exception) -> str | Text:
    said = error.args[0] if error.args else error
    return said if isinstance(said, Text) else str(said)


def unknown_key(name: str) -> Text:
    """
    What is said of a key that nothing reads.
    """
    return Text(f"unknown key {name!r}", f"未知的键“{name}”")


def quoted(value: Any) -> str:
    """
    A value as it is shown to the person who wrote it.

    >>> quoted("A"), quoted(True), quoted({"en": "A"})
    ("'A'", 'true', '{…}')
    """
    if value is None:
        return "nothing"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Mapping):
        return "{…}"
    if isinstance(value, list | tuple):
        return "[…]"
    text = repr(value) if isinstance(value, str) else str(value)
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"


def _faults(error: BaseException, path: str) -> Iterator[tuple[str, Text, Text]]:
    if isinstance(error, BaseValidationError):
        for inner in error.exceptions:
            yield from _faults(inner, f"{path}{_step(inner)}")
    elif isinstance(error, ForbiddenExtraKeysError):
        known = [_shown(field.name) for field in fields(error.cl) if field.init] if has(error.cl) else []
        for name in sorted(map(str, error.extra_fields)):
            yield _trimmed(f"{path}{_key(name)}"), unknown_key(name), hint_at(name, known)
    elif isinstance(error, KeyError):
        name = _shown(str(error.args[0]))
        what = Text(f"required key {name!r} is missing", f"缺少必填的键“{name}”")
        yield _trimmed(path), what, Text("add it", "请补上")
    elif isinstance(error, ProblemsError):
        for problem in error.problems:
            told = problem.inside(_trimmed(path))
            yield told.where, words(told.what), words(told.fix)
    elif isinstance(error, Exception):
        yield _trimmed(path), *halves(error)


def _step(error: BaseException) -> str:
    """
    The way from the value that holds it to the part that is at fault.
    """
    for note in getattr(error, "__notes__", ()):
        if isinstance(note, AttributeValidationNote):
            return _key(_shown(note.name))
        if isinstance(note, IterableValidationNote):
            return f"[{note.index}]" if isinstance(note.index, int) else _key(str(note.index))
    return ""


def _key(name: str) -> str:
    return f".{name}" if _BARE.fullmatch(name) else f'."{name}"'


def _trimmed(path: str) -> str:
    return path.removeprefix(".")


def _shown(name: str) -> str:
    return name.rstrip("_")
