"""
One cell of a sheet as text, number, ratio or yes/no, whichever way it was typed.
"""

import re
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from unicodedata import normalize

from visitcore.ground.errors import VisitcoreError
from visitcore.ground.text import Text

Cell = str | int | float | Decimal | date | time | timedelta | None
"""What a CSV file or a workbook hands over for one cell."""

FORMULA_STARTS = frozenset("=+-@\t\r\n＝＋－＠")
"""First characters that make a spreadsheet program run a cell instead of showing it."""

_EMPTY = frozenset({"", "-", "--", "—", "——", "/", "\\", "无", "暂无", "n/a", "null", "none"})
_BROKEN = frozenset({"#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!", "#SPILL!"})
_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff"))
_YES = frozenset({"是", "有", "对", "真", "√", "✓", "✔", "☑", "y", "yes", "t", "true", "1"})
_NO = frozenset({"否", "不是", "无", "没有", "错", "假", "×", "✗", "✘", "n", "no", "f", "false", "0"})
_PLAIN = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d{1,2})?", re.IGNORECASE)
_GROUPED = re.compile(r"[+-]?\d{1,3}(,\d{3})+(\.\d+)?")
_UNITS = {"万": 4, "亿": 8}
_LONGEST_NUMBER = 24
_EXACT_DIGITS = 15  # as many as a spreadsheet program keeps
_HIGHEST_RATIO = 2


class CellError(VisitcoreError, ValueError):
    """
    A cell that cannot be read, with the reason in both languages.

    Attributes:
        reason: What is wrong and what to write instead.
    """

    def __init__(self, reason: Text) -> None:
        self.reason = reason
        super().__init__(reason)

    @property
    def told(self) -> Text:
        """
        The reason.
        """
        return self.reason


def refuse(en: str, zh: str) -> CellError:
    """
    The error for a cell that cannot be read.
    """
    return CellError(Text(en, zh))


def shorten(value: object, longest: int = 40) -> str:
    """
    A cell's value, short enough for a message.
    """
    text = str(value)
    return text if len(text) <= longest else f"{text[: longest - 1]}…"


def as_written(value: Cell) -> str:
    """
    The cell's text as it was written, without the blanks around it.

    An apostrophe that only protects a formula-like text is taken off again.
    """
    if not isinstance(value, str):
        return tidy(value)
    return _unprotected(value if value.isascii() else value.translate(_INVISIBLE))


def tidy(value: Cell) -> str:
    """
    The cell's text in its normal form: half-width letters and digits, plain spaces, none of them at the ends.

    >>> tidy("　Ｃ００１ "), tidy(1001.0)
    ('C001', '1001')
    """
    if isinstance(value, str):
        return _unprotected(value if value.isascii() else normalize("NFKC", value).translate(_INVISIBLE))
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime):
        return value.isoformat(" ")
    return str(value)


def _unprotected(text: str) -> str:
    """
    A text without blanks around it, and without the apostrophe that only protects what follows, be it a blank.
    """
    text = text.lstrip()
    return (text[1:] if text[:1] == "'" and text[1:2] in FORMULA_STARTS else text).strip()


def read_text(value: Cell) -> str | None:
    """
    The cell's text in its normal form, ``None`` where it is empty or only says so (``-``, ``无``, ``N/A``).

    Raises:
        CellError: If the cell shows a spreadsheet error such as ``#REF!``.
    """
    text = tidy(value)
    if text.casefold() in _EMPTY:
        return None
    if text in _BROKEN or (text[0] == "#" and text.strip("#") == ""):
        raise refuse(
            f"the spreadsheet shows the error {shorten(text)} here; mend the formula or type the value",
            f"该单元格显示错误 {shorten(text)}；请修正公式或直接填写数值",
        )
    return text


def read_number(value: Cell) -> Decimal | None:
    """
    The cell as an exact number; thousands separators, ``%``, ``¥``, ``元``, ``万`` and ``亿`` are understood.

    >>> read_number("¥1,234.50"), read_number("９５％"), read_number("12万元")
    (Decimal('1234.50'), Decimal('0.95'), Decimal('120000'))

    Raises:
        CellError: If it is no number, or one that can be read in two ways.
    """
    if isinstance(value, int | Decimal) and not isinstance(value, bool):
        number = Decimal(value)
    elif isinstance(value, float):
        number = Decimal(format(value, f".{_EXACT_DIGITS}g"))
    elif isinstance(value, date | time | timedelta | bool):
        raise _no_number(value)
    else:
        text = read_text(value)
        return None if text is None else _number_in(text)
    if not number.is_finite():
        raise _no_number(value)
    return number


def _number_in(text: str) -> Decimal:
    body, power = text.replace(" ", ""), 0
    negative = body.startswith("(") and body.endswith(")")
    body = body.strip("()") if negative else body
    body = body.removeprefix("¥").removesuffix("元")
    if body[-1:] in _UNITS:
        body, power = body[:-1], _UNITS[body[-1]]
    elif body[-1:] == "%":
        body, power = body[:-1], -2
    if _GROUPED.fullmatch(body):
        body = body.replace(",", "")
    if len(body) > _LONGEST_NUMBER or not _PLAIN.fullmatch(body):
        raise _no_number(text)
    number = Decimal(body)
    if power > 0:
        number *= 10**power
    elif power:
        number = number.scaleb(power)
    return -number if negative else number


def _no_number(value: object) -> CellError:
    shown = shorten(value)
    return refuse(
        f"{shown!r} is not a number; write it like 1234.5 or 1,234.5",
        f"“{shown}”不是数字；请写成 1234.5 或 1,234.5",
    )


def read_ratio(value: Cell) -> Decimal | None:
    """
    The cell as a ratio, 1 for the whole: ``0.95`` and ``95%`` are the same.

    Raises:
        CellError: If it is no number, or one too big to be meant as a ratio (95 without ``%``).
    """
    number = read_number(value)
    if number is not None and abs(number) > _HIGHEST_RATIO:
        shown = shorten(tidy(value))
        raise refuse(
            f"{shown!r} is too big for a ratio; write 0.95 or 95%",
            f"“{shown}”作为比率过大；请写成 0.95 或 95%",
        )
    return number


def read_flag(value: Cell) -> bool | None:
    """
    The cell as yes or no: 是/否, 有/无, √/×, yes/no, true/false, 1/0.

    Raises:
        CellError: If it is neither.
    """
    if isinstance(value, bool):
        return value
    word = tidy(value).casefold()
    if word in _YES:
        return True
    if word in _NO:
        return False
    text = read_text(value)
    if text is None:
        return None
    shown = shorten(text)
    raise refuse(f"{shown!r} is neither yes nor no; write yes or no", f"“{shown}”既不是“是”也不是“否”；请填写是或否")
