"""
Where a fault of a policy file stands, as people find it: the parameter by its key, the rest counted from one, the line.
"""

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import takewhile
from typing import Any

from django.utils.translation import gettext as _

from visitcore.codec.toml import parse_toml
from visitcore.ground.errors import PolicyError
from visitcore_django.admin.wording import joined

_PATH = re.compile(r"(?:.*: )?(?P<kind>parameter|rule)\[(?P<at>[^\]]+)\](?P<rest>.*)")
_STEP = re.compile(r"\.([\w-]+)(?:\[(\d+)\])?")
_HISTORY = re.compile(r"\.history\[(\d+)\](.*)")
_CALLED = {"parameter": "key", "rule": "id"}
"""By which of its keys a part of the file is called."""
_ROW = re.compile(r"\s*\{")
_LIST = re.compile(r"\.([\w-]+)\[(\d+)\]")


def place_said(where: str, content: str) -> str:
    """
    A path such as ``parameter[0].history[0].table.rows[1].then.per`` in words, with the line where that is known.

    Args:
        where: The path; what is no such path stays as it is.
        content: The file.
    """
    path = _PATH.fullmatch(where)
    if path is None:
        return where
    parts = _parts(path["kind"], content)
    at = _place_of(path["at"], parts)
    named = path["at"] if at is None else parts[at]
    told = [_called(path["kind"], named, at)]
    keys: list[str] = []
    for name, place in _STEP.findall(path["rest"]):
        number = {"number": int(place or 0) + 1}
        if name in {"history", "table"}:
            told.append(_("value %(number)s") % number if number["number"] > 1 else "")
        elif name == "rows" and place:
            told.append(_("row %(number)s") % number)
        elif place:
            told.append(_("%(name)s no. %(number)s") % {**number, "name": ".".join((*keys, name))})
            keys = []
        else:
            keys.append(name)
    told.append(".".join(keys))
    line = None if at is None else _line_of(path["kind"], at, path["rest"], content.splitlines())
    return joined(*told, "" if line is None else _("line %(number)s") % {"number": line})


@lru_cache(maxsize=2)
def _parts(kind: str, content: str) -> tuple[str, ...]:
    """
    What the parameters or the rules of a file are called, in their order; empty for one that is called nothing.

    The faults of one file are told one after the other, and the file is read once for all of them.
    """
    try:
        parts = parse_toml(content, file="").get(kind)
    except PolicyError:
        return ()
    called = [part.get(_CALLED[kind]) if isinstance(part, Mapping) else "" for part in _listed(parts)]
    return tuple(name if isinstance(name, str) else "" for name in called)


def _listed(parts: Any) -> list[Any]:
    return parts if isinstance(parts, list) else []


def _place_of(at: str, parts: Sequence[str]) -> int | None:
    """
    Which of the parts is meant, by its place or by what it is called.
    """
    if at.isdecimal():
        return int(at) if int(at) < len(parts) else None
    return parts.index(at) if at in parts else None


def _called(kind: str, name: str, at: int | None) -> str:
    if name and not name.isdecimal():
        return (_("parameter “%(name)s”") if kind == "parameter" else _("rule “%(name)s”")) % {"name": name}
    words = _("parameter no. %(number)s") if kind == "parameter" else _("rule no. %(number)s")
    return words % {"number": int(name or at or 0) + 1}


def _line_of(kind: str, at: int, rest: str, lines: list[str]) -> int | None:
    """
    The line in which a fault stands, or in which the part begins that it is in; ``None`` where that cannot be told.
    """
    line = _nth(lines, 0, f"[[{kind}]]", at)
    if line is None:
        return None
    history = _HISTORY.fullmatch(rest)
    if history is None:
        return _key_in(lines, line, rest)
    begun = _nth(lines, line, f"[[{kind}.history]]", int(history[1]), until=f"[[{kind}]]")
    listed = _LIST.search(history[2])
    if begun is None:
        return line
    return begun if listed is None else _row_in(lines, begun, listed[1], int(listed[2])) or begun


def _nth(lines: list[str], start: int, head: str, at: int, until: str = "") -> int | None:
    """
    The line, counted from one, of one of several heads below a line.
    """
    for number, line in enumerate(lines[start:], start + 1):
        said = line.partition("#")[0].strip()
        if until and said == until:
            return None
        if said == head:
            if not at:
                return number
            at -= 1
    return None


def _row_in(lines: list[str], begun: int, name: str, at: int) -> int | None:
    """
    The line of a row of a list, where each of the rows begins a line of its own.
    """
    head = re.compile(rf"\s*{re.escape(name)}\s*=\s*\[\s*(?:#.*)?$")
    theirs = takewhile(lambda line: not line.lstrip().startswith("[["), lines[begun:])
    first = next((number for number, line in enumerate(theirs, begun) if head.match(line)), None)
    if first is None:
        return None
    rows = [number for number, line in enumerate(lines[first + 1 :], first + 2) if _ROW.match(line)]
    ends = (number for number, line in enumerate(lines[first + 1 :], first + 2) if line.strip().startswith("]"))
    end = next(ends, len(lines) + 1)
    return rows[at] if at < len(rows) and rows[at] < end else None


def _key_in(lines: list[str], line: int, rest: str) -> int:
    """
    The line of a key of its own below the head of a part; that of the head where it has none.
    """
    name = rest.removeprefix(".").partition(".")[0].partition("[")[0]
    for number, text in enumerate(lines[line:], line + 1):
        if text.strip().startswith("["):
            break
        if name and re.match(rf"\s*{re.escape(name)}\s*[=.]", text):
            return number
    return line
