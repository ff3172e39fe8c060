"""
Finds the known columns in a row of headers, with the help of a file that maps the others.
"""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Any, get_args
from unicodedata import normalize

from attrs import frozen

from visitcore.codec.cells import Cell, shorten, tidy
from visitcore.codec.columns import COLUMNS, Kind, column_called
from visitcore.codec.limits import CHECK_PATH, cannot_read
from visitcore.ground.errors import LISTED, SheetError, hint_at
from visitcore.ground.problem import Problem
from visitcore.ground.text import Text

_HARMLESS = re.compile(r"^\*+|(?:\((?:元|人民币|rmb|cny|必填|选填)\)|\*)+$")


def plain(header: str) -> str:
    """
    A header or word with nothing left that does not tell it from another.

    >>> plain(" 客户编号（必填）"), plain("Customer_Code")
    ('客户编号', 'customercode')
    """
    text = "".join(normalize("NFKC", header).casefold().split()).replace("_", "").replace("-", "")
    return _HARMLESS.sub("", text)


@frozen(kw_only=True)
class HeaderMap:
    """
    A company's own headers, and the columns they stand for.

    Attributes:
        everywhere: Header to column, by its name or its Chinese header, for every sheet that has the column.
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
        lines = {**self.everywhere, **self.sheets.get(kind, {})}
        meant = ((header, column_called(target, kind)) for header, target in lines.items())
        return {plain(header): name for header, name in meant if name}

    def sought(self, kind: Kind) -> tuple[str, ...]:
        """
        The headers for every sheet that stand for a column of this kind.
        """
        return tuple(header for header, target in self.everywhere.items() if column_called(target, kind))


@frozen(kw_only=True)
class Headers:
    """
    Which column stands where in a sheet.

    Attributes:
        places: Column name to position, from 0.
        written: The headers as they were written, each on one line.
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
    written = tuple("".join(tidy(cell).splitlines()) for cell in cells)
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
            seen = [f"{shorten(written[index])!r} ({letters(index)})" for index in twice[:3]]
            what = Text(f"the column stands twice: {' and '.join(seen)}", f"该列出现两次：{'、'.join(seen)}")
            problems.append(Problem(name, what, Text("rename or remove one", "请改名或删除其一")))
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
        Text(f"{shorten(header)} (read as {names[index]})", f"{shorten(header)}（读作 {names[index]}）")
        if index in names
        else Text(shorten(header), shorten(header))
        for index, header in enumerate(headers.written)
        if header
    ][:LISTED]
    also = {name: known.get(name, (name,))[1:5] for name in headers.missing}
    wanted = Text(
        " and ".join(f"{name!r} (also called {', '.join(others)})" for name, others in also.items()),
        "和".join(f"“{name}”（又称{'、'.join(others)}）" for name, others in also.items()),
    )
    what = Text(
        f"lacks the {'column' if len(also) == 1 else 'columns'} {wanted.en}; "
        f"found: {', '.join(header.en for header in found) or 'no headers'}",
        f"缺少列{wanted.zh}；现有：{'、'.join(header.zh for header in found) or '没有表头'}",
    )
    example = shorten(headers.unread[0]) if headers.unread else ""
    fix = Text(
        "rename the header, or map it in a file for --columns with a line like "
        f'"{example or "your header"}" = "{headers.missing[0]}"',
        "请修改表头，或在 --columns 指定的文件中写一行对应关系，例如 "
        f'"{example or "贵公司的表头"}" = "{headers.missing[0]}"',
    )
    return SheetError(file, [Problem(where, what, fix, file=file)])


def read_header_map(path: Path) -> HeaderMap:
    """
    The headers a company maps, from a TOML or JSON file: ``"客户代号" = "code"``, or such lines under ``[visits]``.

    A column goes by its name or by any Chinese header it is known by: ``"客户代号" = "客户编号"``.
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
            what = Text(f"there is no kind of sheet {key!r}", f"没有“{key}”这种表")
            problems.append(Problem(key, what, hint_at(key, kinds)))
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
        raise cannot_read(
            file, Text(f"cannot be read: {error.strerror}", f"无法读取：{error.strerror}"), CHECK_PATH
        ) from None
    except UnicodeDecodeError as error:
        what = Text(f"is not UTF-8 (byte {error.start})", f"不是 UTF-8 编码（第 {error.start} 字节）")
        raise cannot_read(file, what, Text("save it as UTF-8", "请另存为 UTF-8")) from None
    except (json.JSONDecodeError, tomllib.TOMLDecodeError, RecursionError) as error:
        what = Text(f"is neither TOML nor JSON: {error}", f"既不是 TOML 也不是 JSON：{error}")
        line = '"客户代号" = "code"'
        raise cannot_read(
            file, what, Text(f"write lines like {line}, with the quotation marks", f"请写成 {line}，引号不可省略")
        ) from None
    return dict(raw)


def _wrong(header: str, name: object, kinds: Sequence[Kind], where: str) -> list[Problem]:
    known = {column.name for kind in kinds for column in COLUMNS[kind]}
    if not isinstance(name, str):
        what = Text(f"{shorten(name)!r} is not the name of a column", f"“{shorten(name)}”不是列名")
        return [
            Problem(where, what, Text(f'write "{header}" = "code" or the like', f'请写成 "{header}" = "code" 之类'))
        ]
    called = {column_called(name, kind) for kind in kinds} - {None}
    if called and (name in called or header not in called):
        return []
    if header in known:
        what = Text(f"{name!r} is not a column", f"“{name}”不是列名")
        line = f'"{name}" = "{header}"'
        return [Problem(where, what, Text(f"write it the other way round: {line}", f"左右写反了，请写成 {line}"))]
    if not name.isascii():
        known = {header for kind in kinds for column in COLUMNS[kind] for header in column.headers}
    return [Problem(where, Text(f"there is no column {name!r}", f"没有“{name}”这一列"), hint_at(name, known))]
