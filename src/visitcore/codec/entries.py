"""
One cell of a sheet as a code, a grade, a region or a status, and the reader for each kind of column.
"""

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from zoneinfo import ZoneInfo

from visitcore.codec.cells import (
    Cell,
    CellError,
    as_written,
    read_flag,
    read_number,
    read_ratio,
    read_text,
    refuse,
    shorten,
    tidy,
)
from visitcore.codec.columns import REGIONS, STATUSES, Holds
from visitcore.codec.headers import plain
from visitcore.codec.moments import read_day, read_moment
from visitcore.facts.visit import VisitStatus
from visitcore.ground.text import Text

_CLEARLY = frozenset({"是", "否", "√", "×", "yes", "no", "true", "false"})
"""Words that are yes or no in any column."""


NO_CODE = Text("the customer's code is empty; fill it in", "客户编号为空；请填写")
"""What to say of a customer without a code."""


def read_code(value: Cell, empty: Text = NO_CODE) -> str:
    """
    The cell as a code, of a customer where nothing else is said.

    Args:
        value: The cell.
        empty: What to say where it is empty.

    Raises:
        CellError: If it is empty.
    """
    code = read_text(value)
    if code is None:
        raise CellError(empty)
    return code


def read_grade(value: Cell) -> str | None:
    """
    The cell as a grade: ``a``, ``Ａ``, ``A级`` and ``A类`` are all ``A``; any other word stays as it is.
    """
    text = read_text(value)
    if text is None:
        return None
    letter = text.removesuffix("客户").rstrip("级类等 ")
    return letter.upper() if len(letter) == 1 and letter.isascii() and letter.isalpha() else text


def read_region(value: Cell) -> str | None:
    """
    The cell as ``local`` or ``out_of_town`` where it says so, else as it was written.
    """
    text = read_text(value)
    return None if text is None else REGIONS.get(plain(text), text)


def read_status(value: Cell) -> VisitStatus:
    """
    The cell as a visit's status.

    Raises:
        CellError: If it is empty or an unknown word.
    """
    text = read_text(value)
    if text is None:
        raise refuse("the status is empty; write completed, planned or cancelled", "状态为空；请填写已完成、计划或取消")
    status = STATUSES.get(plain(text))
    if status is None:
        shown = shorten(text)
        raise refuse(
            f"{shown!r} is no status; write completed, planned or cancelled",
            f"“{shown}”不是有效状态；请填写已完成、计划或取消",
        )
    return status


def read_anything(value: Cell) -> Decimal | date | bool | str | None:
    """
    The cell of a figure of the company's own: a number, yes or no, a day where the workbook says so, else its text.
    """
    if isinstance(value, date):
        return read_moment(value)
    if isinstance(value, bool) or tidy(value).casefold() in _CLEARLY:
        return read_flag(value)
    try:
        return read_number(value)
    except CellError:
        return read_text(value)


def readers_of(zone: ZoneInfo | None, shift: int) -> Mapping[Holds, Callable[[Cell], object]]:
    """
    How the cells of each kind of column are read.

    Args:
        zone: Where the day of an instant with an offset is taken.
        shift: Days to add to serial numbers.
    """
    return {
        "code": read_code,
        "name": as_written,
        "text": read_text,
        "grade": read_grade,
        "region": read_region,
        "status": read_status,
        "day": lambda cell: read_day(cell, zone, shift=shift),
        "moment": lambda cell: read_moment(cell, shift=shift),
        "number": read_number,
        "ratio": read_ratio,
        "flag": read_flag,
        "letter": read_grade,
    }
