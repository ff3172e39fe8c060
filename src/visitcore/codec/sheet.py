"""
Opens a sheet, CSV or Excel, by what it holds and not by what it is called.
"""

import codecs
from collections.abc import Iterator, Sequence
from io import BytesIO
from pathlib import Path
from typing import BinaryIO, Protocol

from visitcore.codec.cells import Cell
from visitcore.codec.limits import CHECK_PATH, MOST_UNPACKED, cannot_read
from visitcore.codec.sheet_csv import CsvSheet
from visitcore.codec.sheet_xlsx import XlsxSheet
from visitcore.ground.text import Text

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
        raise cannot_read(file, Text("is empty", "是空文件"), Text("export it again", "请重新导出"))
    if head.startswith(_OLD_EXCEL):
        what = Text("is an old .xls workbook, or one protected by a password", "是旧版 .xls 工作簿，或受密码保护")
        fix = Text("save it as .xlsx without a password, or as CSV UTF-8", "请另存为不带密码的 .xlsx 或 CSV UTF-8")
        raise cannot_read(file, what, fix)
    if head.startswith(_ZIP):
        return XlsxSheet(handle, file)
    if path.suffix.lower() in {".xlsx", ".xlsm"}:
        what = Text("is called a workbook but is none", "名为工作簿，内容却不是")
        raise cannot_read(
            file,
            what,
            Text("save it as .xlsx, or call it .csv if it is one", "请另存为 .xlsx；若是 CSV，请改名为 .csv"),
        )
    if head.removeprefix(codecs.BOM_UTF8).lstrip().startswith(b"<"):
        what = Text("is a web page or XML, not a sheet", "是网页或 XML，不是表格")
        raise cannot_read(
            file, what, Text("open it and save it as .xlsx or CSV UTF-8", "请打开后另存为 .xlsx 或 CSV UTF-8")
        )
    return CsvSheet(handle, file)


def _open(path: Path, file: str) -> BinaryIO:
    try:
        handle = path.open("rb")
        if handle.seekable():
            return handle
        with handle:  # a pipe is read to its end, for it cannot be looked at twice
            held = handle.read(MOST_UNPACKED + 1)
    except FileNotFoundError:
        raise cannot_read(file, Text("there is no such file", "没有这个文件"), CHECK_PATH) from None
    except IsADirectoryError:
        what = Text("is a directory", "是文件夹")
        raise cannot_read(file, what, Text("name the file inside", "请指明其中的文件")) from None
    except OSError as error:
        what = Text(f"cannot be opened: {error.strerror}", f"无法打开：{error.strerror}")
        raise cannot_read(file, what, Text("check the path and its permissions", "请检查路径及其权限")) from None
    if len(held) > MOST_UNPACKED:
        what = Text(f"goes on for more than {MOST_UNPACKED:,} bytes", f"超过 {MOST_UNPACKED:,} 字节")
        raise cannot_read(file, what, Text("save it to a file first", "请先存成文件"))
    return BytesIO(held)
