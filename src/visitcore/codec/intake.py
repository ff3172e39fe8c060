"""
Opens a sheet as customers, visits, excuses or complaints: finds its headers, and reads its cells by column.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from attrs import frozen

from visitcore.codec.cells import Cell, CellError, tidy
from visitcore.codec.columns import COLUMNS, Kind
from visitcore.codec.entries import NO_CODE, read_anything, read_code, readers_of
from visitcore.codec.headers import HeaderMap, Headers, find_columns, missing_columns, plain
from visitcore.codec.limits import cannot_read
from visitcore.codec.rejected import Rejects, listed
from visitcore.codec.remembered import Remembered
from visitcore.codec.sheet import Sheet, open_sheet
from visitcore.codec.stray import StrayRow, code_reader
from visitcore.ground.errors import SheetError
from visitcore.ground.text import Text

NO_MAP = HeaderMap()
"""No header of the company's own."""

NO_NUMBER = Text("the number of the complaint is empty; fill it in", "投诉编号为空；请填写")
"""What to say of a complaint without its number."""

_KINDS: Mapping[Kind, str] = {
    "customers": "客户",
    "visits": "拜访",
    "excuses": "免访",
    "ledger": "往来明细",
    "complaints": "投诉",
}
_LOOK_AT = 10  # rows in which the headers are looked for: a title may stand above them


@frozen(kw_only=True)
class Intake:
    """
    An open sheet whose headers were found.

    Attributes:
        sheet: The sheet itself.
        kind: What it is about.
        tab: Which of its sheets.
        header_row: Row number of the headers.
        headers: The columns found.
        rejects: Takes what cannot be taken.
    """

    sheet: Sheet
    kind: Kind
    tab: str
    header_row: int
    headers: Headers
    rejects: Rejects

    def rows(self) -> Iterator[tuple[int, Sequence[Cell]]]:
        """
        Every row below the headers, with its number; the sheet is closed after the last one.

        A row of a CSV file with more cells than there are headers is rejected: its cells stand in the wrong columns.
        """
        try:
            rows = iter(self.sheet.rows(self.tab))
            while next(rows)[0] < self.header_row:
                pass
            if self.tab:
                yield from rows
            else:
                width = len(self.headers.written)
                for row, cells in rows:
                    if len(cells) > width and any(map(tidy, cells[width:])):
                        self._too_long(row, cells)
                    else:
                        yield row, cells
        finally:
            self.sheet.close()

    def at(self, name: str) -> int | None:
        """
        Where a column stands, ``None`` where the sheet has none.
        """
        return self.headers.places.get(name)

    def cell(self, cells: Sequence[Cell], name: str) -> Cell:
        """
        A row's cell in a column, ``None`` where the sheet or the row has none.
        """
        place = self.headers.places.get(name)
        return cells[place] if place is not None and place < len(cells) else None

    def code_reader(self, name: str) -> Callable[[Cell], str]:
        """
        Reads the cells of the column of codes; the headers once more, totals and signatures are no code.
        """
        known = [header for column in COLUMNS[self.kind] if column.name == name for header in column.headers]
        empty = NO_NUMBER if self.kind == "complaints" else NO_CODE
        return code_reader([*known, self.headers.written[self.headers.places[name]]], empty)

    def reject(self, row: int, name: str, value: object, reason: Text) -> None:
        """
        Hands a faulty cell to the collector, under the header that its column has in this sheet.
        """
        place = self.headers.places.get(name)
        column = self.headers.written[place] if place is not None else name
        self.rejects.add(self.sheet.file, row, column, value, reason)

    def lose(self, row: int, cells: Sequence[Cell]) -> None:
        """
        Has the collector remember whose row was rejected, where it was a customer's own.
        """
        if self.kind == "customers":
            try:
                self.rejects.lose(self.sheet.file, row, read_code(self.cell(cells, "code")))
            except CellError:  # nobody's
                return

    def _too_long(self, row: int, cells: Sequence[Cell]) -> None:
        width = len(self.headers.written)
        reason = Text(
            f"the row has {len(cells)} cells under {width} headers; put quotation marks around a text with a separator",
            f"该行有 {len(cells)} 个单元格，而表头只有 {width} 列；含分隔符的文字请加引号",
        )
        self.rejects.add(self.sheet.file, row, "", " | ".join(map(tidy, cells)), reason)
        self.lose(row, cells)


def open_intake(path: Path, kind: Kind, mapping: HeaderMap, needed: Iterable[str], rejects: Rejects) -> Intake:
    """
    Opens a sheet and finds its headers, in the first rows of the first sheet that has them.

    Raises:
        SheetError: If it cannot be read, or lacks a needed column, or a column stands twice.
        MissingExtraError: If it is a workbook and openpyxl is not installed.
    """
    sheet, needed = open_sheet(path), tuple(needed)
    try:
        return _with_headers(sheet, kind, mapping, needed, rejects)
    except BaseException:
        sheet.close()
        raise


def _with_headers(sheet: Sheet, kind: Kind, mapping: HeaderMap, needed: tuple[str, ...], rejects: Rejects) -> Intake:
    best: Intake | None = None
    for tab in sheet.tabs:
        for _count, (row, cells) in zip(range(_LOOK_AT), sheet.rows(tab), strict=False):
            headers = find_columns(cells, kind, mapping, needed)
            found = Intake(sheet=sheet, kind=kind, tab=tab, header_row=row, headers=headers, rejects=rejects)
            if not headers.missing:
                if headers.problems:
                    raise SheetError(f"{sheet.file}: {_place(found)}", headers.problems)
                _tell(found, kind, mapping)
                return found
            if best is None or len(headers.places) > len(best.headers.places):
                best = found
    if best is None:
        raise cannot_read(sheet.file, Text("has no rows", "没有任何行"), Text("export it again", "请重新导出"))
    raise missing_columns(best.headers, kind, file=sheet.file, where=_place(best))


def _place(intake: Intake) -> str:
    return f"{intake.tab}: row {intake.header_row}" if intake.tab else f"row {intake.header_row}"


def _tell(intake: Intake, kind: Kind, mapping: HeaderMap) -> None:
    file, headers, rejects = intake.sheet.file, intake.headers, intake.rejects
    if headers.unread:
        en, zh = listed(headers.unread)
        rejects.note(file, f"columns not used: {en}", f"未使用的列：{zh}")
    if headers.unmet:
        en, zh = listed(headers.unmet)
        rejects.note(file, f"mapped, but not in this sheet: {en}", f"已映射但表中没有的列：{zh}")
    there = set(map(plain, headers.written))
    rejects.sought(mapping.file, {header: plain(header) in there for header in mapping.sought(kind)})
    if kind == "visits" and "status" not in headers.places:
        rejects.note(file, "no status column: every visit counts as completed", "没有状态列：所有拜访均视为已完成")
    others = [tab for tab in intake.sheet.tabs if tab != intake.tab and _has_rows(intake.sheet, tab)]
    if others:
        en, zh = listed(others)
        rejects.note(
            file,
            f"only the sheet {intake.tab!r} is read as {kind}; sheets with rows that are not: {en}",
            f"仅读取了工作表“{intake.tab}”（{_KINDS[kind]}）；有内容但未读取的工作表：{zh}",
        )


def _has_rows(sheet: Sheet, tab: str) -> bool:
    """
    Whether a sheet beside the one that is read holds anything; a damaged one counts, and stops nobody.
    """
    try:
        return any(any(map(tidy, cells)) for _row, cells in sheet.rows(tab))
    except SheetError:
        return True


Field = tuple[str, int, Remembered[object]]
"""A column to read: its name, where it stands, and how its cells are read."""


def fields_of(intake: Intake, kind: Kind, zone: ZoneInfo | None = None) -> list[Field]:
    """
    The columns found in a sheet, each with the reader of its cells.

    Args:
        intake: The open sheet.
        kind: What it is about.
        zone: Where the day of an instant with an offset is taken.
    """
    holds = {column.name: column.holds for column in COLUMNS[kind]}
    readers = readers_of(zone, intake.sheet.shift)

    def reader(name: str) -> Callable[[Cell], object]:
        if holds.get(name) == "code":
            return intake.code_reader(name)
        return readers[holds[name]] if name in holds else read_anything

    return [(name, place, Remembered(reader(name))) for name, place in intake.headers.places.items()]


def read_row(intake: Intake, fields: Iterable[Field], row: int, cells: Sequence[Cell]) -> dict[str, Any] | None:
    """
    What a row says by column; ``None`` where it is blank or was rejected, with every faulty cell handed over.
    """
    values: dict[str, Any] = {}
    faults: list[tuple[str, Cell, Text]] = []
    for name, place, read in fields:
        cell = cells[place] if place < len(cells) else None
        try:
            values[name] = read[cell]
        except StrayRow as error:
            intake.reject(row, name, cell, error.reason)
            return None
        except CellError as error:
            faults.append((name, cell, error.reason))
    if not faults:
        return values
    if any(map(tidy, cells)):
        for fault in faults:
            intake.reject(row, *fault)
        intake.lose(row, cells)
    return None
