"""
Reads a sheet of visits, a million rows in a few seconds.
"""

from collections.abc import Container, Iterator, Sequence
from datetime import date, datetime, time
from pathlib import Path
from typing import NamedTuple
from zoneinfo import ZoneInfo

from visitcore.codec.cells import Cell, CellError, read_text, refuse, tidy
from visitcore.codec.entries import read_status
from visitcore.codec.headers import HeaderMap
from visitcore.codec.intake import NO_MAP, Intake, open_intake
from visitcore.codec.moments import read_time
from visitcore.codec.rejected import Rejects
from visitcore.codec.remembered import LocalDays, Moments, Remembered
from visitcore.codec.stray import StrayRow
from visitcore.facts.visit import Visit, VisitStatus
from visitcore.ground.days import as_local, local_day
from visitcore.ground.text import Text


class VisitRow(NamedTuple):
    """
    One visit and where it stands.

    Attributes:
        row: Row number as a spreadsheet program shows it.
        visit: The visit.
    """

    row: int
    visit: Visit


Mark = tuple[int, str, date, VisitStatus]
"""All that counting visits needs: row number, customer's code, day of the start in the zone, status."""

_Found = tuple[str, date, date | None, VisitStatus]


def scan_visits(
    path: Path,
    rejects: Rejects,
    zone: ZoneInfo,
    *,
    mapping: HeaderMap = NO_MAP,
    known: Container[str] | None = None,
) -> Iterator[Mark]:
    """
    The visits of a sheet as light tuples, in its order; what cannot be taken goes to *rejects*.

    Where the sheet has no status column every visit counts as completed, and *rejects* gets a note that says so.

    Args:
        path: The sheet.
        rejects: Takes the rejected rows, and notes about columns that are not used.
        zone: Where the day of an instant with an offset is taken.
        mapping: Headers of the company's own.
        known: Codes of the customers; a visit to any other is rejected. Left out, none is looked up.

    Raises:
        SheetError: At once, before the first row is asked for, if the sheet cannot be read or lacks a needed column.
        MissingExtraError: If it is a workbook and openpyxl is not installed.
    """
    return _scan(_Reader(open_intake(path, "visits", mapping, _NEEDED, rejects), zone, known))


def read_visits(
    path: Path,
    rejects: Rejects,
    zone: ZoneInfo,
    *,
    mapping: HeaderMap = NO_MAP,
    known: Container[str] | None = None,
) -> Iterator[VisitRow]:
    """
    The visits of a sheet in full, in its order; arguments, rejections and errors are those of `scan_visits`.
    """
    return _read(_Reader(open_intake(path, "visits", mapping, _NEEDED, rejects), zone, known))


_NEEDED = ("customer", "start")


class _Reader:
    """
    Where the columns of a sheet of visits stand, and what was read in them so far.
    """

    def __init__(self, intake: Intake, zone: ZoneInfo, known: Container[str] | None) -> None:
        self.intake, self.zone, self.known = intake, zone, known
        self.customer, self.start = intake.headers.places["customer"], intake.headers.places["start"]
        self.end, self.status = intake.at("end"), intake.at("status")
        self.read_code = intake.code_reader("customer")
        self.codes, self.statuses = Remembered(self._code), Remembered(read_status)
        self.moments, self.clocks = Moments(intake.sheet.shift), Remembered(read_time)

    def _code(self, cell: Cell) -> str:
        """
        The cell as the code of a customer that is known.
        """
        code = self.read_code(cell)
        if self.known is not None and code not in self.known:
            raise CellError(self.intake.rejects.unknown(code))
        return code

    def begun(self, cell: Cell) -> date:
        """
        The cell as the start of a visit.
        """
        moment = self.moments[cell]
        if moment is None:
            raise refuse("the day of the visit is empty; fill it in", "拜访日期为空；请填写")
        return moment

    def ended(self, cell: Cell, start: date) -> date | None:
        """
        The cell as the end of a visit that began at *start*; a time alone is one of that day.
        """
        clock = self.clocks[cell] if isinstance(cell, time) or (isinstance(cell, str) and len(cell) < 10) else None
        if clock is not None:
            end: date | None = datetime.combine(start, clock, start.tzinfo if isinstance(start, datetime) else None)
        else:
            end = self.moments[cell]
        if end is not None and _before(end, start, self.zone):
            raise refuse("the visit ends before it starts; check both", "结束时间早于开始时间；请核对")
        return end

    def judge(self, row: int, cells: Sequence[Cell]) -> _Found | None:
        """
        What a row says, slowly; ``None`` where it is blank or was rejected, with every faulty cell handed over.
        """
        code: str | None = None
        start: date | None = None
        end: date | None = None
        status = VisitStatus.COMPLETED
        faults: list[tuple[str, Text]] = []
        try:
            code = self.codes[self.intake.cell(cells, "customer")]
        except StrayRow as error:
            self.intake.reject(row, "customer", self.intake.cell(cells, "customer"), error.reason)
            return None
        except CellError as error:
            faults.append(("customer", error.reason))
        try:
            start = self.begun(self.intake.cell(cells, "start"))
            end = self.ended(self.intake.cell(cells, "end"), start)
        except CellError as error:
            faults.append(("start" if start is None else "end", error.reason))
        try:
            if self.status is not None:
                status = self.statuses[self.intake.cell(cells, "status")]
        except CellError as error:
            faults.append(("status", error.reason))
        if code is not None and start is not None and not faults:
            return code, start, end, status
        if any(map(tidy, cells)):
            for name, reason in faults:
                self.intake.reject(row, name, self.intake.cell(cells, name), reason)
        return None


def _scan(reader: _Reader) -> Iterator[Mark]:
    codes, days, statuses = reader.codes, LocalDays(reader.zone, reader.intake.sheet.shift), reader.statuses
    customer_at, start_at, end_at, status_at = reader.customer, reader.start, reader.end, reader.status
    code, day, status = "", None, VisitStatus.COMPLETED
    for row, cells in reader.intake.rows():
        try:
            code, day = codes[cells[customer_at]], days[cells[start_at]]
            if status_at is not None:
                status = statuses[cells[status_at]]
            if end_at is not None and cells[end_at]:
                reader.ended(cells[end_at], reader.begun(cells[start_at]))
        except (CellError, IndexError):  # a faulty row, or one that ends early
            day = None
        if day is None:
            found = reader.judge(row, cells)
            if found is None:
                continue
            code, start, _end, status = found
            day = local_day(start, reader.zone)
        yield row, code, day, status


def _before(end: date, start: date, zone: ZoneInfo) -> bool:
    if isinstance(end, datetime) and isinstance(start, datetime):
        if end.tzinfo is None and start.tzinfo is None:
            return end < start
        return as_local(end, zone) < as_local(start, zone)
    return local_day(end, zone) < local_day(start, zone)


def _read(reader: _Reader) -> Iterator[VisitRow]:
    intake, texts = reader.intake, Remembered(_text)
    for row, cells in intake.rows():
        found = reader.judge(row, cells)
        if found is not None:
            code, start, end, status = found
            owner, purpose = texts[intake.cell(cells, "owner")], texts[intake.cell(cells, "purpose")]
            visit = Visit(customer=code, start=start, end=end, status=status, owner=owner, purpose=purpose)
            yield VisitRow(row, visit)


def _text(cell: Cell) -> str | None:
    try:
        return read_text(cell)
    except CellError:  # a broken formula beside a visit does not undo the visit
        return None
