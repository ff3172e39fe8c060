"""
Reads a company's own calendar: days worked or not worked whatever the public calendar says.
"""

import csv
import tomllib
from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta
from io import StringIO
from pathlib import Path
from typing import Any, TypeVar

from attrs import frozen

from visitcore.codec.cells import Cell, CellError, as_written, read_flag, read_text, tidy
from visitcore.codec.faults import quoted
from visitcore.codec.moments import read_day
from visitcore.ground.calendar import DayOverride
from visitcore.ground.errors import SheetError, did_you_mean
from visitcore.ground.problem import Problem

T = TypeVar("T")

LONGEST_STRETCH = 366
"""Days a single entry may cover; a longer stretch is taken for a slip of the pen."""

_TITLES = {
    "on": ("日期", "date", "on"),
    "until": ("至", "结束日期", "until"),
    "works": ("上班", "works"),
    "reason": ("原因", "reason"),
}
_NEEDED = {
    "on": "give the day, e.g. 2026-02-14",
    "works": "say whether the day is worked: yes or no",
    "reason": "say why the day differs",
}


@frozen(kw_only=True)
class _Entry:
    """
    One entry as written: the values by key, and how to name their places.
    """

    place: str
    values: Mapping[str, Any]
    titles: Mapping[str, str]
    joint: str

    def at(self, key: str) -> str:
        return f"{self.place}{self.joint}{self.titles.get(key, key)}"


def read_calendar(path: str | Path) -> tuple[DayOverride, ...]:
    """
    The days a company's calendar file speaks of, in order.

    A TOML file holds entries ``[[day]]`` with ``on``, ``works``, ``reason`` and, for a stretch, its last day
    ``until``. A CSV file (UTF-8 or GB18030) has the columns 日期/date, 上班/works, 原因/reason and, where wanted,
    至/until.

    Args:
        path: The file; its ending says which of the two it is.

    Raises:
        SheetError: If the file cannot be read or has any fault; it carries all of them.
    """
    path = Path(path)
    problems: list[Problem] = []
    reader = {".toml": _toml_entries, ".csv": _csv_entries}.get(path.suffix.casefold())
    if reader is None:
        what = f"a company calendar cannot be read from a {path.suffix or 'nameless'} file"
        raise SheetError(str(path), [Problem("", what, "save it as .csv or .toml")])
    days = _settled(reader(_text(path), problems), problems)
    if problems:
        raise SheetError(str(path), problems)
    return days


def days_written(entries: object, problems: list[Problem]) -> tuple[DayOverride, ...]:
    """
    The days that the entries ``[[day]]`` of a TOML file speak of, in order.

    Args:
        entries: The content under ``day``.
        problems: Takes every fault, with its path.
    """
    return _settled(_day_entries(entries, problems), problems)


def _settled(entries: Iterator[_Entry], problems: list[Problem]) -> tuple[DayOverride, ...]:
    days: dict[date, tuple[DayOverride, str]] = {}
    for entry in entries:
        for override in _days(entry, problems):
            first, place = days.setdefault(override.day, (override, entry.place))
            if first.works != override.works:
                what = f"{override.day} has another answer than in {place}"
                problems.append(Problem(entry.place, what, "keep one of the two"))
                break
    return tuple(days[day][0] for day in sorted(days))


def _text(path: Path) -> str:
    try:
        raw = path.read_bytes()
    except OSError as error:
        fault = Problem("", f"cannot be read: {error.strerror}", "check the path")
        raise SheetError(str(path), [fault]) from None
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise SheetError(str(path), [Problem("", "is neither UTF-8 nor GB18030", "save it as UTF-8")])


def _toml_entries(text: str, problems: list[Problem]) -> Iterator[_Entry]:
    try:
        content = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        problems.append(Problem("", f"is not valid TOML: {error}", "mend the line named"))
        return
    problems += [
        Problem(key, "is no key of a company calendar", did_you_mean(key, ["day"])) for key in content if key != "day"
    ]
    yield from _day_entries(content.get("day", []), problems)


def _day_entries(entries: object, problems: list[Problem]) -> Iterator[_Entry]:
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        problems.append(Problem("day", "is not a list of entries", "begin each entry with [[day]]"))
        return
    for place, entry in enumerate(entries):
        where = f"day[{place}]"
        problems += [
            Problem(f"{where}.{key}", "is no key of a day", did_you_mean(str(key), _TITLES))
            for key in entry
            if key not in _TITLES
        ]
        yield _Entry(place=where, values=entry, titles={}, joint=".")


def _csv_entries(text: str, problems: list[Problem]) -> Iterator[_Entry]:
    first = text.lstrip().partition("\n")[0]
    reader = csv.reader(StringIO(text, newline=""), delimiter=max(",;\t", key=first.count), strict=True)
    titles: dict[str, str] | None = None
    columns: list[str] = []
    try:
        for number, row in enumerate(reader, start=1):
            place = f"row {number}"
            if not any(tidy(cell) for cell in row):
                continue
            if titles is None:
                columns, titles = _header(row, place, problems)
                if any(key not in titles for key in _NEEDED):
                    return
                continue
            if any(tidy(cell) for cell in row[len(columns) :]):
                fix = "put a text that holds the separator in quotes"
                problems.append(Problem(place, f"has {len(row)} cells under {len(columns)} titles", fix))
                continue
            yield _Entry(place=place, values=dict(zip(columns, row, strict=False)), titles=titles, joint=", ")
    except csv.Error as error:
        problems.append(Problem(f"line {reader.line_num}", f"is not valid CSV: {error}", "mend the line named"))
    if titles is None:
        problems.append(Problem("", "has no row of titles", "begin with the titles 日期,上班,原因"))


def _header(row: list[str], place: str, problems: list[Problem]) -> tuple[list[str], dict[str, str]]:
    """
    The key of each column, and each key's title as written.
    """
    meant = {title: key for key, names in _TITLES.items() for title in names}
    columns: list[str] = []
    titles: dict[str, str] = {}
    for cell in row:
        title = tidy(cell)
        key = meant.get(title.casefold(), "")
        columns.append(key)
        if not title:
            continue
        if not key:
            fix = f"take the column out, or mend its title: {did_you_mean(title, meant)}"
            problems.append(Problem(f"{place}, {title}", "is no column of a company calendar", fix))
        elif key in titles:
            problems.append(
                Problem(f"{place}, {title}", f"says the same as {titles[key]}", "keep one of the two columns")
            )
        titles.setdefault(key, title)
    problems += [
        Problem(place, f"has no column {' or '.join(_TITLES[key][:2])}", "add it")
        for key in _NEEDED
        if key not in titles
    ]
    return columns, titles


def _days(entry: _Entry, problems: list[Problem]) -> Iterator[DayOverride]:
    before = len(problems)
    on = _value(entry, "on", read_day, problems)
    until = _value(entry, "until", read_day, problems)
    works = _value(entry, "works", read_flag, problems)
    reason = _value(entry, "reason", lambda cell: read_text(cell) and as_written(cell), problems)
    if len(problems) > before or on is None or works is None or reason is None:
        return
    length = ((until or on) - on).days + 1
    if length < 1:
        problems.append(Problem(entry.at("until"), f"{until} lies before {on}", "give the last day of the stretch"))
    elif length > LONGEST_STRETCH:
        fix = f"check the year, or split a stretch of more than {LONGEST_STRETCH} days"
        problems.append(Problem(entry.at("until"), f"{on} to {until} are {length} days", fix))
    else:
        yield from (DayOverride(on + timedelta(days=n), works, reason) for n in range(length))


def _value(entry: _Entry, key: str, read: Callable[[Any], T | None], problems: list[Problem]) -> T | None:
    written = entry.values.get(key)
    if not isinstance(written, Cell):
        problems.append(Problem(entry.at(key), f"{quoted(written)} is not a single value", "give one value"))
        return None
    try:
        value = read(written)
    except CellError as error:
        what, _, fix = error.reason.en.partition("; ")
        problems.append(Problem(entry.at(key), what, fix))
        return None
    if value is None and key in _NEEDED:
        problems.append(Problem(entry.at(key), "is missing", _NEEDED[key]))
    return value
