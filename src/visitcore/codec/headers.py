"""
Finds the known columns in a row of headers, with the help of a file that maps the others.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Any, get_args
from unicodedata import normalize

from attrs import frozen

from visitcore.codec.cells import Cell, shorten, tidy
from visitcore.codec.columns import COLUMNS, Kind
from visitcore.ground.errors import SheetError, did_you_mean
from visitcore.ground.problem import Problem

FIGURE = "figures."
"""What the name of a figure of the company's own starts with in a mapping file."""

_HARMLESS = ("(元)", "(人民币)", "(rmb)", "(cny)", "(必填)", "(选填)", "*")


def plain(header: str) -> str:
    """
    A header or word with nothing left that does not tell it from another.

    >>> plain(" 客户编号（必填）"), plain("Customer_Code")
    ('客户编号', 'customercode')
    """
    text = "".join(normalize("NFKC", header).casefold().split()).replace("_", "").replace("-", "")
    for ending in _HARMLESS:
        text = text.removesuffix(ending).removeprefix("*")
    return text


@frozen(kw_only=True)
class HeaderMap:
    """
    A company's own headers, and the columns they stand for.

    Attributes:
        everywhere: Header to column name, for every sheet that has the column.
        sheets: The same for one kind of sheet only; it goes before *everywhere*.
        file: Where it was read from, for messages.
    """

    everywhere: Mapping[str, str] = MappingProxyType({})
    sheets: Mapping[str, Mapping[str, str]] = MappingProxyType({})
    file: str = ""

    def of(self, kind: Kind) -> dict[str, str]:
        """
        Plain header to column name for one kind of sheet.
        """
        names = {column.name for column in COLUMNS[kind]}
        known = {header: name for header, name in self.everywhere.items() if name in names or _is_figure(name, kind)}
        return {plain(header): name for header, name in {**known, **self.sheets.get(kind, {})}.items()}


@frozen(kw_only=True)
class Headers:
    """
    Which column stands where in a sheet.

    Attributes:
        places: Column name to position, from 0.
        written: The headers as they were written.
        missing: Needed columns that were not found.
        unread: Headers nothing is known about.
        unmet: Headers the company maps and this sheet lacks.
        problems: Columns that would be read and stand twice.
    """

    places: Mapping[str, int]
    written: tuple[str, ...]
    missing: tuple[str, ...]
    unread: tuple[str, ...]
    unmet: tuple[str, ...]
    problems: tuple[Problem, ...]


def find_columns(cells: Sequence[Cell], kind: Kind, mapping: HeaderMap, needed: Iterable[str]) -> Headers:
    """
    The known columns in a row of headers; a header mapped by the company goes before one we know.
    """
    written = tuple(tidy(cell) for cell in cells)
    at: dict[str, list[int]] = {}
    for index, header in enumerate(map(plain, written)):
        at.setdefault(header, []).append(index)
    own = mapping.of(kind)
    found = [(name, header) for header, name in own.items() if header in at]
    mapped = {name for name, _header in found}
    for column in COLUMNS[kind]:
        if column.name not in mapped:
            free = (header for header in map(plain, column.headers) if header in at and header not in own)
            found += [(column.name, header) for header in list(free)[:1]]
    places: dict[str, int] = {}
    problems: list[Problem] = []
    for name, header in found:
        twice = [places[name], *at[header]] if name in places else at[header]
        if len(twice) > 1:
            seen = " and ".join(f"{shorten(written[index])!r} ({letters(index)})" for index in twice)
            problems.append(Problem(name, f"the column stands twice: {seen}", "rename or remove one"))
        places[name] = at[header][0]
    taken = set(places.values())
    return Headers(
        places=places,
        written=written,
        missing=tuple(name for name in needed if name not in places),
        unread=tuple(header for index, header in enumerate(written) if header and index not in taken),
        unmet=tuple(header for header in mapping.sheets.get(kind, {}) if plain(header) not in at),
        problems=tuple(problems),
    )


def letters(index: int) -> str:
    """
    A column's letters in a spreadsheet program, for its position from 0.

    >>> letters(0), letters(26)
    ('A', 'AA')
    """
    text, rest = "", index + 1
    while rest:
        rest, digit = divmod(rest - 1, 26)
        text = chr(ord("A") + digit) + text
    return text


def missing_columns(headers: Headers, kind: Kind, *, file: str, where: str) -> SheetError:
    """
    The error for a sheet without the columns it needs: which, what was found, and how to map.
    """
    known = {column.name: column.headers for column in COLUMNS[kind]}
    names = {index: name for name, index in headers.places.items()}
    found = [
        f"{shorten(header)} (read as {names[index]})" if index in names else shorten(header)
        for index, header in enumerate(headers.written)
        if header
    ]
    wanted = " and ".join(
        f"{name!r} (also called {', '.join(known.get(name, (name,))[1:5])})" for name in headers.missing
    )
    lacking = f"the {'column' if len(headers.missing) == 1 else 'columns'} {wanted}"
    example = shorten(headers.unread[0]) if headers.unread else "your header"
    line = f'"{example}" = "{headers.missing[0]}"'
    return SheetError(
        file,
        [
            Problem(
                where,
                f"lacks {lacking}; found: {', '.join(found[:30]) or 'no headers'}",
                f"rename the header, or map it in a file for --columns with a line like {line}",
                file=file,
            )
        ],
    )


def read_header_map(path: Path) -> HeaderMap:
    """
    The headers a company maps, from a TOML or JSON file: ``"客户代号" = "code"``, or such lines under ``[visits]``.

    A name that starts with ``figures.`` adds a figure of the company's own.

    Raises:
        SheetError: If it cannot be read, or maps a header to a column that does not exist; all faults at once.
    """
    file = str(path)
    raw = _read(path, file)
    everywhere: dict[str, str] = {}
    sheets: dict[str, dict[str, str]] = {}
    problems: list[Problem] = []
    kinds: tuple[Kind, ...] = get_args(Kind)
    for key, value in raw.items():
        if isinstance(value, dict) and key in kinds:
            sheets[key] = value
            for header, name in value.items():
                problems += _wrong(header, name, [kind for kind in kinds if kind == key], f"{key}.{header}")
        elif isinstance(value, dict):
            problems.append(Problem(key, f"there is no kind of sheet {key!r}", did_you_mean(key, kinds)))
        else:
            everywhere[key] = value
            problems += _wrong(key, value, kinds, key)
    if problems:
        raise SheetError(file, problems)
    return HeaderMap(everywhere=everywhere, sheets=sheets, file=file)


def _read(path: Path, file: str) -> dict[str, Any]:
    import tomllib

    try:
        text = path.read_text(encoding="utf-8-sig")
        raw = json.loads(text) if text.lstrip()[:1] == "{" else tomllib.loads(text)
    except OSError as error:
        raise SheetError(file, [Problem("", f"cannot be read: {error.strerror}", "check the path")]) from None
    except UnicodeDecodeError as error:
        raise SheetError(file, [Problem("", f"is not UTF-8 (byte {error.start})", "save it as UTF-8")]) from None
    except (json.JSONDecodeError, tomllib.TOMLDecodeError) as error:
        fix = 'write lines like "客户代号" = "code", with the quotation marks'
        raise SheetError(file, [Problem("", f"is neither TOML nor JSON: {error}", fix)]) from None
    return dict(raw)


def _wrong(header: str, name: object, kinds: Sequence[Kind], where: str) -> list[Problem]:
    known = {column.name for kind in kinds for column in COLUMNS[kind]}
    if not isinstance(name, str):
        return [
            Problem(where, f"{shorten(name)!r} is not the name of a column", f'write "{header}" = "code" or the like')
        ]
    if name in known or any(_is_figure(name, kind) for kind in kinds):
        return []
    if header in known:
        return [Problem(where, f"{name!r} is not a column", f'write it the other way round: "{name}" = "{header}"')]
    return [Problem(where, f"there is no column {name!r}", did_you_mean(name, known))]


def _is_figure(name: str, kind: Kind) -> bool:
    return kind == "customers" and name.startswith(FIGURE) and len(name) > len(FIGURE)
