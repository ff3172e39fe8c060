"""
Writes lists as an Excel workbook, one sheet each, that a person can work with at once.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from itertools import islice
from typing import Any, BinaryIO

from visitcore.codec.cells import FORMULA_STARTS
from visitcore.codec.extras import MissingExtraError
from visitcore.codec.listing import Listing, in_words, is_number
from visitcore.codec.terminal import display_width
from visitcore.ground.text import Lang

DAY_FORMAT = "yyyy-mm-dd"
INSTANT_FORMAT = "yyyy-mm-dd hh:mm"
TIME_FORMAT = "hh:mm"
MONEY_FORMAT, _CENTS = "#,##0.00", -2  # what is written to the cent is money

_LONGEST_NAME = 31
_FORBIDDEN = str.maketrans(dict.fromkeys("[]:*?/\\", " "))
_LONGEST_TEXT = 32_767
_DIGITS = 15
_LOOKED_AT = 1000
_ON_A_PAGE = 12  # columns
_WIDTHS = (6, 60)
_FIRST_DAY = date(1900, 3, 1)


def write_workbook(handle: BinaryIO, listings: Iterable[Listing], lang: Lang) -> None:
    """
    Writes the lists, one sheet each: frozen bold headers with a filter, real days and numbers, widths that fit.

    A text of several lines, or too long for its column, is broken there.
    In print it has the headers on every page, and is one page wide where its columns can be read so; of more columns
    the first two stand at the left of every page. A text that looks like a formula stays a text.

    Args:
        handle: Where to; it must be seekable.
        listings: The lists; their titles become names of sheets, shortened and told apart where needed.
        lang: Language of headers, titles and words.

    Raises:
        MissingExtraError: If openpyxl is not installed.
    """
    try:
        from openpyxl import Workbook
        from openpyxl.utils import get_column_letter
    except ImportError:
        raise MissingExtraError("writing .xlsx", "openpyxl") from None
    listings = list(listings)
    book = Workbook(write_only=True)
    for name, listing in zip(sheet_names([each.title.in_(lang) for each in listings]), listings, strict=True):
        sheet = book.create_sheet(name)
        sheet.freeze_panes = "A2"
        _lay_out(sheet, len(listing.headings))
        for index, width in enumerate(_widths(listing, lang), 1):
            sheet.column_dimensions[get_column_letter(index)].width = width
        for row in _rows(sheet, listing, lang):
            sheet.append(row)
        if listing.headings:
            sheet.auto_filter.ref = f"A1:{get_column_letter(len(listing.headings))}{len(listing.rows) + 1}"
    book.save(handle)


def _lay_out(sheet: Any, columns: int) -> None:
    """
    Makes a sheet print in landscape with the headers on every page: one page wide, or several with two columns on each.
    """
    sheet.page_setup.orientation = "landscape"
    sheet.print_title_rows = "1:1"
    if columns > _ON_A_PAGE:
        sheet.print_title_cols = "A:B"
    else:
        sheet.sheet_properties.pageSetUpPr.fitToPage = True
        sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0  # 0 for as many pages high as it takes


def sheet_names(titles: Iterable[str]) -> list[str]:
    """
    Names a workbook accepts, all different: at most 31 characters, none that is forbidden, none empty.

    >>> sheet_names(["A/B", "a b", ""])
    ['A B', 'a b (2)', 'Sheet']
    """
    names: list[str] = []
    taken = {"history"}  # a name that Excel keeps for itself
    for title in titles:
        printable = "".join(char if char.isprintable() else " " for char in title.translate(_FORBIDDEN))
        base = " ".join(printable.split()).strip("'") or "Sheet"
        name, count = base[:_LONGEST_NAME].rstrip(" '"), 1
        while name.casefold() in taken:
            count += 1
            ending = f" ({count})"
            name = base[: _LONGEST_NAME - len(ending)].rstrip(" '") + ending
        taken.add(name.casefold())
        names.append(name)
    return names


def _widths(listing: Listing, lang: Lang) -> list[int]:
    lines: list[Sequence[str]] = [[f"{label}    " for label in listing.labels(lang)]]  # room for the filter's arrow
    lines += [[in_words(value, lang) for value in listing.cells(row)] for row in islice(listing.rows, _LOOKED_AT)]
    low, high = _WIDTHS
    return [min(max(low, *map(_width, column)) + 1, high) for column in zip(*lines, strict=True)]


def _width(words: str) -> int:
    """
    How wide the longest line of a text is.
    """
    return max(map(display_width, words.split("\n")))


def _rows(sheet: Any, listing: Listing, lang: Lang) -> Iterator[list[Any]]:
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
    from openpyxl.styles import Alignment, Font, PatternFill

    bold, fill, middle = Font(bold=True), PatternFill("solid", fgColor="DDE6F0"), Alignment(vertical="center")
    broken = Alignment(wrap_text=True, vertical="top")

    def head(label: str) -> Any:
        cell = text(label, forced=True)
        cell.font, cell.fill, cell.alignment = bold, fill, middle
        return cell

    def text(words: str, *, forced: bool = False) -> Any:
        words = ILLEGAL_CHARACTERS_RE.sub("\N{REPLACEMENT CHARACTER}", words)[:_LONGEST_TEXT]
        risky = words[:1] in FORMULA_STARTS and bool(words)
        long = (len(words) > _WIDTHS[1] // 2 and _width(words) > _WIDTHS[1]) or "\n" in words
        if not forced and not risky and not long and words[:1] != "#":
            return words
        cell = WriteOnlyCell(sheet, words)
        cell.data_type = "s"
        cell.quotePrefix = risky
        if long:
            cell.alignment = broken
        return cell

    def day(value: date) -> Any:
        cell = WriteOnlyCell(sheet)
        cell.value = value.replace(tzinfo=None) if isinstance(value, datetime) else value
        cell.number_format = INSTANT_FORMAT if isinstance(value, datetime) else DAY_FORMAT
        return cell

    def hour(value: time) -> Any:
        cell = WriteOnlyCell(sheet)
        cell.value, cell.number_format = value.replace(tzinfo=None), TIME_FORMAT
        return cell

    def sum_of_money(value: Decimal) -> Any:
        cell = WriteOnlyCell(sheet)
        cell.value, cell.number_format = value, MONEY_FORMAT
        return cell

    yield [head(label) for label in listing.labels(lang)]
    for row in listing.rows:
        line: list[Any] = []
        for value in listing.cells(row):
            if isinstance(value, Decimal) and _exact(value) and value.as_tuple().exponent == _CENTS:
                line.append(sum_of_money(value))
            elif value is None or (is_number(value) and _exact(value)):
                line.append(value)
            elif isinstance(value, date) and date(value.year, value.month, value.day) >= _FIRST_DAY:
                line.append(day(value))
            elif isinstance(value, time):
                line.append(hour(value))
            else:
                line.append(text(in_words(value, lang)))
        yield line


def _exact(value: Any) -> bool:
    """
    Whether a spreadsheet program can hold a number with all its digits.
    """
    number = Decimal(format(value, f".{_DIGITS}g")) if isinstance(value, float) else Decimal(value)
    return number.is_finite() and len(number.normalize().as_tuple().digits) <= _DIGITS
