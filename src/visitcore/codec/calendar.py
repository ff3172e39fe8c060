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
from visitcore.codec.faults import halves, quoted
from visitcore.codec.limits import CHECK_PATH
from visitcore.codec.moments import read_day
from visitcore.ground.calendar import DayOverride
from visitcore.ground.errors import SheetError, hint_at
from visitcore.ground.problem import Problem
from visitcore.ground.text import Text

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
    "on": Text("give the day, e.g. 2026-02-14", "请填写日期，例如 2026-02-14"),
    "works": Text("say whether the day is worked: yes or no", "请填写是否上班：是或否"),
    "reason": Text("say why the day differs", "请填写原因"),
}
_WORDS = {"上班": True, "放假": False, "休息": False}
_MEND = Text("mend the line named", "请改正所指的一行")
_ADD = Text("add it", "请补上")
_ONE = Text("keep one of the two", "请保留其一")


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
        what = Text(
            f"a company calendar cannot be read from a {path.suffix or 'nameless'} file",
            f"不能从 {path.suffix or '无扩展名的'} 文件读取公司日历",
        )
        raise SheetError(str(path), [Problem("", what, Text("save it as .csv or .toml", "请另存为 .csv 或 .toml"))])
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
                there = Problem(place, "").place.zh
                what = Text(f"{override.day} has another answer than in {place}", f"{override.day} 与 {there} 处不一致")
                problems.append(Problem(entry.place, what, _ONE))
                break
    return tuple(days[day][0] for day in sorted(days))


def _text(path: Path) -> str:
    try:
        raw = path.read_bytes()
    except OSError as error:
        what = Text(f"cannot be read: {error.strerror}", f"无法读取：{error.strerror}")
        raise SheetError(str(path), [Problem("", what, CHECK_PATH)]) from None
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    what = Text("is neither UTF-8 nor GB18030", "既不是 UTF-8 也不是 GB18030 编码")
    raise SheetError(str(path), [Problem("", what, Text("save it as UTF-8", "请另存为 UTF-8"))])


def _toml_entries(text: str, problems: list[Problem]) -> Iterator[_Entry]:
    try:
        content = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        problems.append(Problem("", Text(f"is not valid TOML: {error}", f"不是有效的 TOML：{error}"), _MEND))
        return
    alien = Text("is no key of a company calendar", "不是公司日历的键")
    problems += [Problem(key, alien, hint_at(key, ["day"])) for key in content if key != "day"]
    yield from _day_entries(content.get("day", []), problems)


def _day_entries(entries: object, problems: list[Problem]) -> Iterator[_Entry]:
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        what, fix = (
            Text("is not a list of entries", "不是条目列表"),
            Text("begin each entry with [[day]]", "每条请以 [[day]] 开头"),
        )
        problems.append(Problem("day", what, fix))
        return
    for place, entry in enumerate(entries):
        where = f"day[{place}]"
        problems += [
            Problem(f"{where}.{key}", Text("is no key of a day", "不是日期条目的键"), hint_at(str(key), _TITLES))
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
                what = Text(
                    f"has {len(row)} cells under {len(columns)} titles",
                    f"有 {len(row)} 个单元格，而表头只有 {len(columns)} 列",
                )
                fix = Text("put a text that holds the separator in quotes", "含分隔符的文字请加引号")
                problems.append(Problem(place, what, fix))
                continue
            yield _Entry(place=place, values=dict(zip(columns, row, strict=False)), titles=titles, joint=", ")
    except csv.Error as error:
        what = Text(f"is not valid CSV: {error}", f"不是有效的 CSV：{error}")
        problems.append(Problem(f"line {reader.line_num}", what, _MEND))
    if titles is None:
        fix = Text("begin with the titles 日期,上班,原因", "请以表头 日期,上班,原因 开头")
        problems.append(Problem("", Text("has no row of titles", "没有表头"), fix))


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
            hint = hint_at(title, meant)
            fix = Text(f"take the column out, or mend its title: {hint.en}", f"请删除该列或改正表头：{hint.zh}")
            what = Text("is no column of a company calendar", "不是公司日历的列")
            problems.append(Problem(f"{place}, {title}", what, fix))
        elif key in titles:
            what = Text(f"says the same as {titles[key]}", f"与“{titles[key]}”列重复")
            problems.append(Problem(f"{place}, {title}", what, _ONE))
        titles.setdefault(key, title)
    problems += [
        Problem(place, Text(f"has no column {' or '.join(_TITLES[key][:2])}", f"缺少“{_TITLES[key][0]}”列"), _ADD)
        for key in _NEEDED
        if key not in titles
    ]
    return columns, titles


def _days(entry: _Entry, problems: list[Problem]) -> Iterator[DayOverride]:
    before = len(problems)
    on = _value(entry, "on", read_day, problems)
    until = _value(entry, "until", read_day, problems)
    works = _value(entry, "works", _worked, problems)
    reason = _value(entry, "reason", lambda cell: read_text(cell) and as_written(cell), problems)
    if len(problems) > before or on is None or works is None or reason is None:
        return
    length = ((until or on) - on).days + 1
    if length < 1:
        what = Text(f"{until} lies before {on}", f"{until} 早于 {on}")
        fix = Text("give the last day of the stretch", "请填写该段的最后一天")
        problems.append(Problem(entry.at("until"), what, fix))
    elif length > LONGEST_STRETCH:
        what = Text(f"{on} to {until} are {length} days", f"{on} 至 {until} 共 {length} 天")
        fix = Text(
            f"check the year, or split a stretch of more than {LONGEST_STRETCH} days",
            f"请核对年份；超过 {LONGEST_STRETCH} 天的请分开填写",
        )
        problems.append(Problem(entry.at("until"), what, fix))
    else:
        yield from (DayOverride(on + timedelta(days=n), works, reason) for n in range(length))


def _worked(cell: Cell) -> bool | None:
    """
    The cell as whether a day is worked: yes or no, or 上班, 放假, 休息.
    """
    word = tidy(cell)
    return _WORDS[word] if word in _WORDS else read_flag(cell)


def _value(entry: _Entry, key: str, read: Callable[[Any], T | None], problems: list[Problem]) -> T | None:
    written = entry.values.get(key)
    if not isinstance(written, Cell):
        what = Text(f"{quoted(written)} is not a single value", f"{quoted(written)} 不是单个值")
        problems.append(Problem(entry.at(key), what, Text("give one value", "请只填写一个值")))
        return None
    try:
        value = read(written)
    except CellError as error:
        problems.append(Problem(entry.at(key), *halves(error)))
        return None
    if value is None and key in _NEEDED:
        problems.append(Problem(entry.at(key), Text("is missing", "缺少内容"), _NEEDED[key]))
    return value
