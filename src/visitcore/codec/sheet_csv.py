"""
Reads a CSV file as a spreadsheet program writes it: its encoding and its separator are found out.
"""

import codecs
import csv
from collections import Counter
from collections.abc import Iterator, Sequence
from io import TextIOWrapper
from typing import BinaryIO

from visitcore.codec.cells import Cell
from visitcore.codec.limits import LONGEST_CELL, cannot_read
from visitcore.ground.text import Text

SEPARATORS = (",", ";", "\t")

_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_CHUNK = 2**20
_SAMPLE = 2**16
_SURELY_UTF8 = 16  # bytes above one per character, before the first fault: eight Chinese characters


class CsvSheet:
    """
    An open CSV file.

    Attributes:
        file: Its name, for messages.
        encoding: The encoding it turned out to have.
        separator: What stands between two cells.
    """

    tabs: tuple[str, ...] = ("",)
    shift: int = 0

    def __init__(self, handle: BinaryIO, file: str) -> None:
        self.file = file
        self.encoding = _encoding(handle, file)
        handle.seek(0)
        self._text = TextIOWrapper(handle, self.encoding, newline="")
        sample = self._text.read(_SAMPLE)
        self.separator, self._hint = _separator(sample)

    def rows(self, _tab: str = "", /) -> Iterator[tuple[int, Sequence[Cell]]]:
        """
        Every row that is not blank, with its number as a spreadsheet program shows it.

        Raises:
            SheetError: If a quotation mark is never closed or a cell is longer than a cell can be.
        """
        self._text.seek(0)
        number = 0
        reader = csv.reader(self._text, delimiter=self.separator, strict=True)
        try:
            for number, cells in enumerate(reader, 1):
                if any(cells) and not (self._hint and number == 1):
                    yield number, cells
        except csv.Error as error:
            raise self._broken(number + 1, str(error)) from None

    def close(self) -> None:
        """
        Closes the file.
        """
        self._text.close()

    def _broken(self, row: int, message: str) -> Exception:
        if "limit" in message:
            most = min(csv.field_size_limit(), LONGEST_CELL)
            what = Text(f"holds a cell of more than {most:,} characters", f"有一个单元格超过 {most:,} 个字符")
        else:
            what = Text(
                "has a quotation mark that is not closed, or one in the middle of a cell",
                "有未配对的引号，或引号出现在单元格中间",
            )
        fix = Text("mend that cell's quotation marks, or export again", "请修正该单元格的引号，或重新导出")
        return cannot_read(self.file, what, fix, where=f"row {row}")


def _separator(sample: str) -> tuple[str, bool]:
    """
    The separator that makes most of the rows equally wide, a cell of many lines being one; and whether a hint says so.
    """
    lines = sample.splitlines()[:30]
    if lines and lines[0].casefold().startswith("sep=") and len(lines[0]) == 5:
        return lines[0][4], True  # a spreadsheet program's own hint
    best, score = SEPARATORS[0], (0.0, 0)
    for separator in SEPARATORS:
        widths = Counter(len(cells) for cells in csv.reader(lines, delimiter=separator))
        alike = [(rows / widths.total(), width) for width, rows in widths.items() if width > 1]
        found = max(alike, default=(0.0, 0))
        if found > score:
            best, score = separator, found
    return best, False


def _encoding(handle: BinaryIO, file: str) -> str:
    head = handle.read(4)
    for mark, encoding in _BOMS:
        if head.startswith(mark):
            fault = _fault(handle, encoding)
            if fault is not None:
                raise _undecodable(file, encoding.removesuffix("-sig").upper(), fault[0])
            return encoding
    fault = _fault(handle, "utf-8")
    if fault is None:
        return "utf-8"
    line, surplus = fault
    if surplus >= _SURELY_UTF8 or _fault(handle, "gb18030") is not None:
        raise _undecodable(file, "UTF-8" if surplus >= _SURELY_UTF8 else "UTF-8, UTF-16 or GB18030", line)
    return "gb18030"


def _fault(handle: BinaryIO, encoding: str) -> tuple[int, int] | None:
    """
    Where *encoding* fails: the line, and how many more bytes than characters came before it.
    """
    decoder = codecs.getincrementaldecoder(encoding)()
    handle.seek(0)
    line, surplus = 1, 0
    while True:
        chunk = handle.read(_CHUNK)
        try:
            text = decoder.decode(chunk, final=not chunk)
        except UnicodeDecodeError as error:
            before = error.object[: error.start]
            return line + before.count(b"\n"), surplus + len(before) - len(before.decode(encoding, "ignore"))
        if "\0" in text:
            return line + text[: text.index("\0")].count("\n"), 0
        if not chunk:
            return None
        line += text.count("\n")
        surplus += len(chunk) - len(text)


def _undecodable(file: str, encodings: str, line: int) -> Exception:
    return cannot_read(
        file,
        Text(
            f"is not readable as {encodings}: it is damaged, cut off, no text, or saved in another encoding",
            f"无法按 {encodings.replace(' or ', ' 或 ')} 读取：文件已损坏、不完整、不是文本，或采用了其他编码",
        ),
        Text("save it again as CSV UTF-8, or as .xlsx", "请另存为 CSV UTF-8 或 .xlsx"),
        where=f"line {line}",
    )
