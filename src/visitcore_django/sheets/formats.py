"""
The two kinds of file: Excel and CSV, told apart by what they hold.
"""

import csv
import tempfile
from collections.abc import Callable, Iterable
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

import tablib
from attrs import evolve
from import_export.formats.base_formats import Format

from visitcore.codec.listing import Heading, Listing, harmless
from visitcore.codec.sheet import open_sheet
from visitcore.codec.workbook import write_workbook
from visitcore.ground.errors import SheetError
from visitcore.ground.text import Text
from visitcore_django.models.language import lang
from visitcore_django.sheets.resource import ROWS

LOOKED_AT = 10
"""Rows among which the headers are looked for below a title."""


class SheetFormat(Format):  # type: ignore[misc]
    """
    Reads either kind of file; the first row that is not blank holds the headers, or one below a title.

    Attributes:
        known: How many of some cells are headers that are known; where left out, nothing is known of any.
    """

    def __init__(self, known: Callable[[Iterable[str]], int] = lambda _cells: 0) -> None:
        self.known = known
        super().__init__()

    def get_title(self) -> str:
        """
        What a list of formats calls it.
        """
        return str(self.get_extension())

    def is_binary(self) -> bool:
        """
        A file is read as it is.
        """
        return True

    def get_read_mode(self) -> str:
        """
        As bytes.
        """
        return "rb"

    def can_import(self) -> bool:
        """
        Both can be read.
        """
        return True

    def can_export(self) -> bool:
        """
        Both can be written.
        """
        return True

    def create_dataset(self, in_stream: bytes) -> tablib.Dataset:
        """
        The rows of a file's first sheet that has any.

        Raises:
            SheetError: If it is no sheet, with what it is instead and what to do.
        """
        with tempfile.TemporaryDirectory(prefix="visitcore-") as folder:
            path = Path(folder) / f"sheet.{format_of(in_stream).get_extension()}"
            path.write_bytes(in_stream)
            try:
                return _dataset(_below_a_title(_rows_in(path), self.known))
            except SheetError as error:
                raise SheetError("", [evolve(problem, file="") for problem in error.problems]) from None


class Xlsx(SheetFormat):
    """
    An Excel workbook.
    """

    CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

    def get_extension(self) -> str:
        """
        The end of the file's name.
        """
        return "xlsx"

    def export_data(self, dataset: tablib.Dataset, **_kwargs: Any) -> bytes:
        """
        A workbook with frozen headers, real days and numbers.
        """
        held = BytesIO()
        write_workbook(held, [_listing(dataset)], lang())
        return held.getvalue()


class Csv(SheetFormat):
    """
    CSV in UTF-8 with the mark that Excel asks for.
    """

    CONTENT_TYPE = "text/csv; charset=utf-8"

    def get_extension(self) -> str:
        """
        The end of the file's name.
        """
        return "csv"

    def export_data(self, dataset: tablib.Dataset, **_kwargs: Any) -> bytes:
        """
        The rows, a formula-like text behind an apostrophe.
        """
        held = StringIO(newline="")
        writer = csv.writer(held)
        writer.writerow(harmless(str(header), lang()) for header in dataset.headers or [])
        for row in dataset:
            writer.writerow(harmless(cell, lang()) for cell in row)
        return held.getvalue().encode("utf-8-sig")


def format_of(content: bytes) -> SheetFormat:
    """
    The kind of a file, by what it holds.
    """
    return Xlsx() if content[:2] == b"PK" else Csv()


def _rows_in(path: Path) -> list[tuple[int, Any]]:
    sheet = open_sheet(path)
    try:
        return next((rows for tab in sheet.tabs if (rows := list(sheet.rows(tab)))), [])
    finally:
        sheet.close()


def _below_a_title(rows: list[tuple[int, Any]], known: Callable[[Iterable[str]], int]) -> list[tuple[int, Any]]:
    """
    The rows from their headers on: from the row with the most known ones where the first has none, or one cell alone.
    """
    texts = [[str(cell) for cell in cells if cell not in (None, "")] for _number, cells in rows[:LOOKED_AT]]
    if not texts or (len(texts[0]) != 1 and known(texts[0])):
        return rows
    return rows[max(range(len(texts)), key=lambda at: known(texts[at])) :]


def _dataset(rows: list[tuple[int, Any]]) -> tablib.Dataset:
    """
    The rows under their headers; short rows are filled up, cells beyond the headers left out.
    """
    dataset = tablib.Dataset()
    if not rows:
        return dataset
    (_number, headers), *rest = rows
    named = [("" if header is None else str(header)) for header in headers]
    while named and not named[-1].strip():
        named.pop()
    dataset.headers = named
    for _row, cells in rest:
        dataset.append([*cells, *[None] * len(named)][: len(named)])
    setattr(dataset, ROWS, [number for number, _cells in rest])
    return dataset


def _listing(dataset: tablib.Dataset) -> Listing:
    headings = [Heading(f"c{at}", Text(str(name), str(name))) for at, name in enumerate(dataset.headers or [])]
    title = dataset.title or "Sheet"
    rows = [[None if cell == "" else cell for cell in row] for row in dataset]
    return Listing(headings=headings, rows=rows, title=Text(title, title))
