"""
Reads a sheet of customers.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from visitcore.codec.columns import COLUMNS, FIGURE
from visitcore.codec.headers import HeaderMap
from visitcore.codec.intake import NO_MAP, Intake, fields_of, open_intake, read_row
from visitcore.codec.rejected import Rejects
from visitcore.facts.customer import Customer
from visitcore.ground.text import Text

_FIGURES = {column.name for column in COLUMNS["customers"] if column.figure}


class CustomerRow(NamedTuple):
    """
    One customer and where it stands.

    Attributes:
        row: Row number as a spreadsheet program shows it.
        customer: The customer.
        last_visit: The last completed visit that the sheet itself names, if any.
    """

    row: int
    customer: Customer
    last_visit: date | None


def read_customers(
    path: Path,
    rejects: Rejects,
    *,
    mapping: HeaderMap = NO_MAP,
    needed: Iterable[str] = ("code",),
    figures: bool = True,
    zone: ZoneInfo | None = None,
) -> Iterator[CustomerRow]:
    """
    The customers of a sheet, in its order; what cannot be taken goes to *rejects*.

    Of several rows with one code the first is kept. A grade that no policy knows is kept as it is.

    Args:
        path: The sheet.
        rejects: Takes the rejected rows, and notes about columns that are not used.
        mapping: Headers of the company's own.
        needed: Columns without which the sheet is refused.
        figures: Whether to read the figures for grading; left out, a fault in one of them costs nothing.
        zone: Where the day of an instant with an offset is taken.

    Raises:
        SheetError: At once, before the first row is asked for, if the sheet cannot be read or lacks a needed column.
        MissingExtraError: If it is a workbook and openpyxl is not installed.
    """
    return _customers(open_intake(path, "customers", mapping, needed, rejects), figures, zone)


def _customers(intake: Intake, figures: bool, zone: ZoneInfo | None) -> Iterator[CustomerRow]:
    fields = fields_of(intake, "customers", zone)
    names = [name for name, *_ in fields if name in _FIGURES or name.startswith(FIGURE)]
    if not figures:
        fields, names = [field for field in fields if field[0] not in names], []
    first: dict[str, int] = {}
    for row, cells in intake.rows():
        values = read_row(intake, fields, row, cells)
        if values is None:
            continue
        code = values["code"]
        if code in first:
            intake.reject(row, "code", code, _twice(first[code]))
        else:
            first[code] = row
            yield CustomerRow(row, _customer(values, names), values.get("last_visit"))


def _customer(values: dict[str, Any], figures: Iterable[str]) -> Customer:
    return Customer(
        code=values["code"],
        name=values.get("name", ""),
        grade=values.get("grade"),
        owner=values.get("owner"),
        region=values.get("region"),
        since=values.get("since"),
        category=values.get("category"),
        figures={name.removeprefix(FIGURE): values[name] for name in figures if values[name] is not None},
    )


def _twice(row: int) -> Text:
    return Text(
        f"the code stands already in row {row}, which is kept; remove one of them",
        f"该编号已出现在第 {row} 行（保留该行）；请删除其一",
    )
