"""
Reads a sheet of excuses.
"""

from collections.abc import Container, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from visitcore.codec.headers import HeaderMap
from visitcore.codec.intake import NO_MAP, Intake, fields_of, open_intake, read_row
from visitcore.codec.rejected import Rejects
from visitcore.facts.visit import Excuse
from visitcore.ground.days import next_day
from visitcore.ground.span import Span
from visitcore.ground.text import Text


class ExcuseRow(NamedTuple):
    """
    One excuse and where it stands.

    Attributes:
        row: Row number as a spreadsheet program shows it.
        excuse: The excuse.
    """

    row: int
    excuse: Excuse


def read_excuses(
    path: Path, rejects: Rejects, *, mapping: HeaderMap = NO_MAP, known: Container[str] | None = None
) -> Iterator[ExcuseRow]:
    """
    The excuses of a sheet, in its order; the last day named is the last day excused.

    Args:
        path: The sheet.
        rejects: Takes the rejected rows.
        mapping: Headers of the company's own.
        known: Codes of the customers; an excuse for any other is rejected. Left out, none is looked up.

    Raises:
        SheetError: At once, before the first row is asked for, if the sheet cannot be read or lacks a needed column.
        MissingExtraError: If it is a workbook and openpyxl is not installed.
    """
    return _excuses(open_intake(path, "excuses", mapping, ("customer", "from", "to", "reason"), rejects), known)


def _excuses(intake: Intake, known: Container[str] | None) -> Iterator[ExcuseRow]:
    fields = fields_of(intake, "excuses")
    for row, cells in intake.rows():
        values = read_row(intake, fields, row, cells)
        if values is None:
            continue
        name, reason = _fault(values)
        if known is not None and values["customer"] not in known:
            name, reason = "customer", intake.rejects.unknown(values["customer"])
        if reason is not None:
            intake.reject(row, name, intake.cell(cells, name), reason)
        else:
            span = Span(values["from"], next_day(values["to"]))
            yield ExcuseRow(row, Excuse(customer=values["customer"], span=span, reason=values["reason"]))


def _fault(values: dict[str, Any]) -> tuple[str, Text | None]:
    for name, zh in (("from", "开始日期"), ("to", "结束日期")):
        if values[name] is None:
            return name, Text("the day is empty; an excuse needs its first and its last day", f"{zh}为空；请填写")
    if values["to"] < values["from"]:
        return "to", Text("the last day lies before the first; check both", "结束日期早于开始日期；请核对")
    if values["reason"] is None:
        return "reason", Text("the reason is empty; an excuse counts only with one", "原因为空；未写原因的不予认可")
    return "", None
