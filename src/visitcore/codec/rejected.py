"""
The rows that could not be taken, each with the place and the reason, and the file they are written to.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path

from attrs import frozen

from visitcore.codec.cells import shorten
from visitcore.codec.listing import Heading, Listing
from visitcore.codec.writing import write_listing
from visitcore.ground.errors import LISTED
from visitcore.ground.text import Lang, Text

_LONGEST = 200
_UNKNOWN = Text(
    "no customer has this code; add the customer or correct the code", "没有该编号的客户；请补充客户或更正编号"
)


@frozen(kw_only=True)
class Rejected:
    """
    One cell for which a row was not taken.

    Attributes:
        file: The sheet it stands in.
        row: Row number as a spreadsheet program shows it.
        column: Header of the column, empty where the row as a whole is at fault.
        value: What the cell holds, shortened.
        reason: What is wrong and what to write instead.
    """

    file: str
    row: int
    column: str
    value: str
    reason: Text

    def __str__(self) -> str:
        place = f"row {self.row}, {self.column}" if self.column else f"row {self.row}"
        return f"{self.file}: {place}: {self.reason}"


@frozen(kw_only=True)
class Note:
    """
    Something about a whole sheet that its reader should know.

    Attributes:
        file: The sheet.
        text: What to know, e.g. which columns were not used.
    """

    file: str
    text: Text


class Rejects:
    """
    Collects what was rejected, and what is to be said about a sheet, while the rest goes on.

    Attributes:
        found: Every faulty cell, in the order of reading.
    """

    def __init__(self) -> None:
        self.found: list[Rejected] = []
        self._notes: list[Note] = []
        self._sought: dict[str, dict[str, bool]] = {}
        self._lost: dict[str, tuple[str, int]] = {}

    def add(self, file: str, row: int, column: str, value: object, reason: Text) -> None:
        """
        Adds one faulty cell.
        """
        shown = "" if value is None else shorten(value, _LONGEST)
        self.found.append(Rejected(file=file, row=row, column=column, value=shown, reason=reason))

    def note(self, file: str, en: str, zh: str) -> None:
        """
        Adds something to be said about a sheet.
        """
        self._notes.append(Note(file=file, text=Text(en, zh)))

    def sought(self, file: str, headers: Mapping[str, bool]) -> None:
        """
        Remembers the mapped headers that were looked for in a sheet, and which of them stood there.

        Args:
            file: The file that maps them.
            headers: Whether the sheet had each of them.
        """
        seen = self._sought.setdefault(file, {})
        for header, there in headers.items():
            seen[header] = there or seen.get(header, False)

    @property
    def notes(self) -> list[Note]:
        """
        What is to be said about each sheet as a whole, then the mapped headers that stood in none of them.
        """
        told = list(self._notes)
        for file, headers in self._sought.items():
            absent = [header for header, there in headers.items() if not there]
            if absent:
                en, zh = listed(absent)
                text = Text(f"mapped, but in none of the sheets read: {en}", f"已映射，但所读各表中都没有的列：{zh}")
                told.append(Note(file=file, text=text))
        return told

    def lose(self, file: str, row: int, code: str) -> None:
        """
        Remembers that a customer's own row was rejected.
        """
        self._lost.setdefault(code, (file, row))

    def unknown(self, code: str) -> Text:
        """
        Why a code is none of a customer's that was taken: there is none, or its own row was rejected.
        """
        if code not in self._lost:
            return _UNKNOWN
        file, row = self._lost[code]
        return Text(
            f"the customer's own row was rejected, see row {row} of {file}; mend that row",
            f"该客户的行已被拒绝，见第{row}行（{file}）；请先修正该行",
        )

    @property
    def rows(self) -> int:
        """
        How many rows were rejected; a row with two faulty cells counts once.
        """
        return len({(rejected.file, rejected.row) for rejected in self.found})


def listed(headers: Sequence[str]) -> tuple[str, str]:
    """
    The first few of some headers or sheets in a row, and how many more there are, in English and in Chinese.
    """
    names, more = [shorten(header) for header in headers[:LISTED]], len(headers) - LISTED
    en, zh = ", ".join(names), "、".join(names)
    return (f"{en} and {more} more", f"{zh}等{len(headers)}个") if more > 0 else (en, zh)


def rejected_path(out: Path) -> Path:
    """
    Where the rejected rows of a result go: beside it, with ``.rejected.csv`` after its name.
    """
    return out.with_name(f"{out.name}.rejected.csv")


def write_rejected(path: Path, rejects: Rejects, lang: Lang) -> None:
    """
    Writes the rejected cells as CSV: file, row, column, value and reason, the reason in *lang*.
    """
    rows = [(found.file, found.row, found.column, found.value, found.reason) for found in rejects.found]
    write_listing(path, "csv", [Listing(headings=_HEADINGS, rows=rows)], lang)


_HEADINGS = (
    Heading("file", Text("File", "文件")),
    Heading("row", Text("Row", "行号")),
    Heading("column", Text("Column", "列")),
    Heading("value", Text("Value", "内容")),
    Heading("reason", Text("Reason", "原因")),
)
