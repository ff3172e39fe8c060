"""
Opens a sheet, CSV or Excel, by what it holds and not by what it is called.
"""

import codecs
from collections.abc import Iterator, Sequence
from io import BytesIO
from pathlib import Path
from typing import BinaryIO, Protocol

from visitcore.codec.cells import Cell
from visitcore.codec.limits import MOST_UNPACKED, cannot_read
from visitcore.codec.sheet_csv import CsvSheet
from visitcore.codec.sheet_xlsx import XlsxSheet

_ZIP = b"PK"
_OLD_EXCEL = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


class Sheet(Protocol):
    """
    An open file of one or more sheets.

    Attributes:
        file: Its name, for messages.
        tabs: Names of its sheets; one empty name for CSV.
        shift: Days to add to its serial numbers.
    """

    file: str
    tabs: tuple[str, ...]
    shift: int

    def rows(self, tab: str, /) -> Iterator[tuple[int, Sequence[Cell]]]:
        """
        Every row that is not blank, with its number as a spreadsheet program shows it.
        """
        ...

    def close(self) -> None:
        """
        Closes the file.
        """
        ...


def open_sheet(path: Path) -> Sheet:
    """
    The sheet in a file; the caller closes it.

    Raises:
        SheetError: If it is missing, a directory, empty, an old ``.xls``, damaged, too big when unpacked, or no sheet.
        MissingExtraError: If it is a workbook and openpyxl is not installed.
    """
    file = str(path)
    handle = _open(path, file)
    try:
        return _sheet_in(handle, path)
    except BaseException:
        handle.close()
        raise


def _sheet_in(handle: BinaryIO, path: Path) -> Sheet:
    file, head = str(path), handle.read(512)
    handle.seek(0)
    if not head:
        raise cannot_read(file, "is empty", "export it again")
    if head.startswith(_OLD_EXCEL):
        what = "is an old .xls workbook, or one protected by a password"
        raise cannot_read(file, what, "save it as .xlsx without a password, or as CSV UTF-8")
    if head.startswith(_ZIP):
        return XlsxSheet(handle, file)
    if path.suffix.lower() in {".xlsx", ".xlsm"}:
        raise cannot_read(file, "is called a workbook but is none", "save it as .xlsx, or call it .csv if it is one")
    if head.removeprefix(codecs.BOM_UTF8).lstrip().startswith(b"<"):
        raise cannot_read(file, "is a web page or XML, not a sheet", "open it and save it as .xlsx or CSV UTF-8")
    return CsvSheet(handle, file)


def _open(path: Path, file: str) -> BinaryIO:
    try:
        handle = path.open("rb")
        if handle.seekable():
            return handle
        with handle:  # a pipe is read to its end, for it cannot be looked at twice
            held = handle.read(MOST_UNPACKED + 1)
    except FileNotFoundError:
        raise cannot_read(file, "there is no such file", "check the path") from None
    except IsADirectoryError:
        raise cannot_read(file, "is a directory", "name the file inside") from None
    except OSError as error:
        raise cannot_read(file, f"cannot be opened: {error.strerror}", "check the path and its permissions") from None
    if len(held) > MOST_UNPACKED:
        raise cannot_read(file, f"goes on for more than {MOST_UNPACKED:,} bytes", "save it to a file first")
    return BytesIO(held)
