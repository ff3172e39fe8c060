"""
Reads a sheet, or a JSONL file, of complaints.
"""

import json
from collections.abc import Callable, Iterator
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from visitcore.codec.columns import COLUMNS, GRAVITIES
from visitcore.codec.complaint_checks import RECEIVED, CellFault, Reading, completed, faults
from visitcore.codec.facts import structure_facts
from visitcore.codec.headers import HeaderMap, plain
from visitcore.codec.intake import NO_MAP, NO_NUMBER, Intake, fields_of, open_intake, read_row
from visitcore.codec.limits import CHECK_PATH, cannot_read
from visitcore.codec.rejected import Rejects
from visitcore.facts.complaint import Complaint, ComplaintEvent
from visitcore.ground.days import as_local, local_day
from visitcore.ground.errors import FactsError
from visitcore.ground.problem import words
from visitcore.ground.text import Text

LINES = (".jsonl", ".ndjson")
"""Endings of files with one complaint a line."""

_TEXTS = ("customer", "problem", "handler", "channel", "demand", "area")
_EVENTS = tuple(column.name for column in COLUMNS["complaints"] if column.holds == "moment")
_FLAGS = tuple(
    column.name for column in COLUMNS["complaints"] if column.holds == "flag" and column.name != "visible_at_receipt"
)


class ComplaintRow(NamedTuple):
    """
    One complaint and where it stands.

    Attributes:
        row: Row number as a spreadsheet program shows it, or the line.
        complaint: The complaint.
    """

    row: int
    complaint: Complaint


def read_complaints(
    path: Path, rejects: Rejects, *, reading: Reading, mapping: HeaderMap = NO_MAP
) -> Iterator[ComplaintRow]:
    """
    The complaints of a file, in its order; what cannot be taken goes to *rejects*.

    A sheet has one complaint a row, with a column for the moment of each step; its events are put in the order of
    their moments. A file of lines has one complaint a line, as JSON. Of several with one number the first is kept.
    Each is completed by what its record means without saying it; one that cannot be is rejected.

    Args:
        path: The file.
        rejects: Takes the rejected rows, and notes about columns that are not used.
        reading: How the complaints are to be understood.
        mapping: Headers of the company's own.

    Raises:
        SheetError: At once, if the file cannot be read or lacks a needed column.
        MissingExtraError: If it is a workbook and openpyxl is not installed.
    """
    if path.suffix.lower() in LINES:
        return _taken(_lines(path, _text(path), rejects), reading, path.name, rejects, _path_in_line)
    intake = open_intake(path, "complaints", mapping, ("id", RECEIVED), rejects)
    written, places = intake.headers.written, intake.headers.places
    return _taken(
        _rows(intake, reading.zone),
        reading,
        intake.sheet.file,
        rejects,
        lambda _complaint, name: written[places[name]] if name in places else name,
    )


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except OSError as error:
        what = Text(f"cannot be read ({error.strerror})", f"无法读取（{error.strerror}）")
        raise cannot_read(str(path), what, CHECK_PATH) from None
    except UnicodeDecodeError:
        raise cannot_read(
            str(path), Text("is not UTF-8", "不是 UTF-8 编码"), Text("save it as UTF-8", "请另存为 UTF-8")
        ) from None


def _taken(
    rows: Iterator[ComplaintRow],
    reading: Reading,
    file: str,
    rejects: Rejects,
    column: Callable[[Complaint, str], str],
) -> Iterator[ComplaintRow]:
    """
    The complaints that can be, each number once.
    """
    first: dict[str, int] = {}
    for row, complaint in rows:
        found: list[CellFault] = list(faults(complaint, reading))
        for fault in found:
            rejects.add(file, row, column(complaint, fault.name), fault.value, fault.reason)
        if found:
            continue
        before = first.setdefault(complaint.id, row)
        if before == row:
            yield ComplaintRow(row, completed(complaint, reading))
        else:
            reason = Text(
                f"the number stands already in row {before}, which is kept; remove one of them",
                f"该编号已出现在第 {before} 行（保留该行）；请删除其一",
            )
            rejects.add(file, row, column(complaint, "id"), complaint.id, reason)


def _path_in_line(complaint: Complaint, name: str) -> str:
    event = complaint.first(name)
    return name if event is None else f"events[{complaint.events.index(event)}].at"


def _lines(path: Path, text: str, rejects: Rejects) -> Iterator[ComplaintRow]:
    for row, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            continue
        try:
            complaint: Complaint = structure_facts(json.loads(line, parse_float=Decimal), Complaint)
        except FactsError as error:
            for problem in error.problems:
                what, fix = words(problem.what), words(problem.fix)
                reason = Text(f"{what.en}; {fix.en}", f"{what.zh}；{fix.zh}") if fix.en else what
                rejects.add(path.name, row, problem.where, line, reason)
            continue
        except (ValueError, RecursionError) as error:
            rejects.add(path.name, row, "", line, Text(f"is no JSON: {error}", f"不是有效的 JSON：{error}"))
            continue
        if complaint.id:
            yield ComplaintRow(row, complaint)
        else:
            rejects.add(path.name, row, "id", line, NO_NUMBER)


def _rows(intake: Intake, zone: ZoneInfo) -> Iterator[ComplaintRow]:
    fields = fields_of(intake, "complaints", zone)
    for row, cells in intake.rows():
        values = read_row(intake, fields, row, cells)
        if values is None or not any(value is not None for value in values.values()):
            continue
        name, reason = _fault(values)
        if reason is not None:
            intake.reject(row, name, intake.cell(cells, name), reason)
        else:
            yield ComplaintRow(row, _complaint(values, zone))


def _fault(values: dict[str, Any]) -> tuple[str, Text | None]:
    times = values.get("times")
    if times is not None and (times != int(times) or times < 1):
        return "times", Text("no whole number from 1 up; write 2 for the second", "不是大于0的整数；第二次请写2")
    return "", None


def _complaint(values: dict[str, Any], zone: ZoneInfo) -> Complaint:
    moments = [(values[name], name) for name in _EVENTS if values.get(name) is not None]
    moments.sort(key=lambda pair: _ordered(pair[0], zone))
    gravity, times = values.get("gravity"), values.get("times")
    return Complaint(
        id=values["id"],
        gravity=None if gravity is None else GRAVITIES.get(plain(gravity), gravity),
        times=None if times is None else int(times),
        visible_at_receipt=values.get("visible_at_receipt"),
        flags={name: values[name] for name in _FLAGS if name in values},
        events=tuple(ComplaintEvent(kind=name, at=at) for at, name in moments),
        **{name: values.get(name) for name in _TEXTS},
    )


def _ordered(moment: date, zone: ZoneInfo) -> tuple[date, bool, datetime | None]:
    """
    By the day, and within it by the clock; a day alone stays where its column stands, before what has a time.
    """
    day = local_day(moment, zone)
    return (day, True, as_local(moment, zone)) if isinstance(moment, datetime) else (day, False, None)
