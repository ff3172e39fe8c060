"""
Reads an Excel workbook, cell by cell, without believing what it says of its own size.
"""

import warnings
import zlib
from collections.abc import Iterator
from itertools import islice
from typing import BinaryIO, cast
from xml.etree.ElementTree import ParseError
from zipfile import BadZipFile, ZipFile

from visitcore.codec.cells import Cell
from visitcore.codec.extras import MissingExtraError
from visitcore.codec.limits import (
    LONGEST_CELL,
    MOST_PARTS,
    MOST_ROWS,
    MOST_STRETCH,
    MOST_UNPACKED,
    STRETCH_FROM,
    cannot_read,
)
from visitcore.codec.moments import SHIFT_1904
from visitcore.ground.errors import SheetError
from visitcore.ground.text import Text

_AT_ONCE = 500
_BROKEN = (
    BadZipFile, zlib.error, ParseError, EOFError, OSError, KeyError, IndexError, ValueError, TypeError, AttributeError,
    NotImplementedError, RuntimeError,
)  # fmt: skip
"""What the packages below raise on a workbook that is damaged or was never one."""


class XlsxSheet:
    """
    An open workbook.

    Attributes:
        file: Its name, for messages.
        tabs: Names of its visible sheets, in order.
        shift: Days to add to its serial numbers.
    """

    def __init__(self, handle: BinaryIO, file: str) -> None:
        try:
            from openpyxl import load_workbook
            from openpyxl.utils.datetime import CALENDAR_MAC_1904
        except ImportError:
            raise MissingExtraError("reading .xlsx", "openpyxl") from None
        self.file = file
        _weigh(handle, file)
        self._handle = handle
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                self._book = load_workbook(handle, read_only=True, data_only=True, keep_links=False)
        except _BROKEN as error:
            raise _damaged(file, error) from None
        self.tabs = tuple(sheet.title for sheet in self._book.worksheets if sheet.sheet_state == "visible")
        self.shift = SHIFT_1904 if self._book.epoch == CALENDAR_MAC_1904 else 0

    def rows(self, tab: str, /) -> Iterator[tuple[int, tuple[Cell, ...]]]:
        """
        Every row of a sheet that is not blank, with its number as a spreadsheet program shows it.

        Raises:
            SheetError: If the sheet turns out to be damaged, or to hold more than a sheet can.
        """
        sheet = self._book[tab]
        sheet.reset_dimensions()  # a wrong one would cut rows off
        values = cast("Iterator[tuple[Cell, ...]]", sheet.iter_rows(values_only=True))
        number = 0
        while batch := self._batch(values):
            for cells in batch:
                number += 1
                if number > MOST_ROWS:
                    what = Text(f"has more than {MOST_ROWS:,} rows", f"超过 {MOST_ROWS:,} 行")
                    raise cannot_read(self.file, what, Text("export it again", "请重新导出"), where=tab)
                filled = False
                for cell in cells:
                    if cell is not None and cell != "":
                        filled = True
                        if cell.__class__ is str and len(cell) > LONGEST_CELL:
                            raise _too_long(self.file, f"{tab}: row {number}")
                if filled:
                    yield number, cells

    def _batch(self, values: Iterator[tuple[Cell, ...]]) -> list[tuple[Cell, ...]]:
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                return list(islice(values, _AT_ONCE))
        except _BROKEN as error:
            raise _damaged(self.file, error) from None

    def close(self) -> None:
        """
        Closes the workbook and its file.
        """
        self._book.close()
        self._handle.close()


def _weigh(handle: BinaryIO, file: str) -> None:
    """
    Refuses a package that would unpack to more than a workbook ever holds, before anything of it is unpacked.
    """
    try:
        with ZipFile(handle) as package:
            parts = package.infolist()
    except _BROKEN as error:
        raise _damaged(file, error) from None
    if not any(part.filename.replace("\\", "/").lstrip("/").startswith("xl/") for part in parts):
        what = Text("is a package without an Excel workbook inside", "是压缩包，其中没有 Excel 工作簿")
        raise cannot_read(file, what, Text("save it as .xlsx or CSV UTF-8", "请另存为 .xlsx 或 CSV UTF-8"))
    size = sum(part.file_size for part in parts)
    stretched = (part.file_size > STRETCH_FROM and part.file_size > MOST_STRETCH * part.compress_size for part in parts)
    if len(parts) > MOST_PARTS or size > MOST_UNPACKED or any(stretched):
        what = Text(
            f"would unpack to {size:,} bytes in {len(parts):,} parts, far more than a sheet holds",
            f"解压后将有 {size:,} 字节、{len(parts):,} 个部分，远超一张表格的容量",
        )
        raise cannot_read(
            file, what, Text("export it again, or save it as CSV UTF-8", "请重新导出，或另存为 CSV UTF-8")
        )


def _too_long(file: str, where: str) -> SheetError:
    what = Text(f"holds a cell of more than {LONGEST_CELL:,} characters", f"有一个单元格超过 {LONGEST_CELL:,} 个字符")
    return cannot_read(file, what, Text("shorten that cell", "请缩短该单元格"), where=where)


def _damaged(file: str, error: BaseException) -> SheetError:
    if isinstance(error, RuntimeError) and "password" in str(error):
        return cannot_read(
            file, Text("is protected by a password", "受密码保护"), Text("save it without one", "请去掉密码后保存")
        )
    what = Text("is cut off or damaged, and cannot be opened as a workbook", "内容不完整或已损坏，无法作为工作簿打开")
    return cannot_read(file, what, Text("export or download it again", "请重新导出或下载"))
