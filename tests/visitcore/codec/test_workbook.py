import sys
from datetime import UTC, date, datetime, time
from decimal import Decimal
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from visitcore.codec.extras import MissingExtraError
from visitcore.codec.listing import Heading, Listing
from visitcore.codec.workbook import sheet_names, write_workbook
from visitcore.ground.text import Text


def opened(*listings, lang="en"):
    """
    The workbook written for some lists, opened again.
    """
    held = BytesIO()
    write_workbook(held, listings, lang)
    return load_workbook(held)


def listing(*values, title="Due"):
    """
    A list of one column with these values.
    """
    return Listing(
        headings=(Heading("x", Text("Value", "值")),), rows=[(value,) for value in values], title=Text(title, title)
    )


def cells(*values):
    """
    The cells that these values become.
    """
    return [row[0] for row in opened(listing(*values)).active.iter_rows(min_row=2)]


def test_a_sheet_can_be_worked_with_at_once():
    """
    Headers are bold and frozen, and have a filter over all rows.
    """
    sheet = opened(listing("a", "b"), lang="zh").active

    assert "A2" == sheet.freeze_panes
    assert "A1:A3" == sheet.auto_filter.ref
    assert ("值", True) == (sheet["A1"].value, sheet["A1"].font.bold)


def test_a_sheet_can_be_printed_at_once():
    """
    It prints in landscape, one page wide and any number high, with the headers on every page.
    """
    for sheet in opened(listing("a"), listing("b", title="李/娜's")):
        setup = sheet.page_setup

        assert ("landscape", 1, 0) == (setup.orientation, setup.fitToWidth, setup.fitToHeight)
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert "$1:$1" == sheet.print_title_rows


@pytest.mark.parametrize(("columns", "fits"), [(12, True), (13, False)])
def test_a_wide_sheet_goes_over_several_pages(columns, fits):
    """
    Twelve columns are read on one page; of thirteen the first two stand at the left of every page, none of them small.
    """
    names = [f"c{at}" for at in range(columns)]
    wide = Listing(headings=[Heading(name, Text(name, name)) for name in names], rows=[names])
    sheet = opened(wide).active

    assert fits is bool(sheet.sheet_properties.pageSetUpPr.fitToPage)
    assert fits is not (sheet.print_title_cols == "$A:$B")
    assert "$1:$1" == sheet.print_title_rows


def test_a_time_is_a_time():
    """
    Half past six is shown as 18:30, and can be reckoned with.
    """
    (at,) = cells(time(18, 30))

    assert (time(18, 30), "hh:mm") == (at.value, at.number_format)


def test_days_are_days_and_numbers_are_numbers():
    """
    A day is a date cell shown as yyyy-mm-dd, an amount a number with its digits.
    """
    day, at, aware, amount, count, less = cells(
        date(2024, 6, 14),
        datetime(2024, 6, 14, 9, 30),
        datetime(2024, 6, 14, 9, 30, tzinfo=UTC),
        Decimal("1234.50"),
        7,
        Decimal(-5),
    )

    assert (datetime(2024, 6, 14), "yyyy-mm-dd", True) == (day.value, day.number_format, day.is_date)
    assert (datetime(2024, 6, 14, 9, 30), "yyyy-mm-dd hh:mm") == (at.value, at.number_format)
    assert datetime(2024, 6, 14, 9, 30) == aware.value
    assert [("n", 1234.5), ("n", 7), ("n", -5)] == [(cell.data_type, cell.value) for cell in (amount, count, less)]


def test_what_a_cell_cannot_hold_as_a_number_or_day_is_text():
    """
    Numbers of more digits than Excel keeps and days before its calendar stay readable as text.
    """
    actual = cells(12345678901234567, Decimal("0.12345678901234567"), date(1899, 12, 31), True)

    assert ["12345678901234567", "0.12345678901234567", "1899-12-31", "yes"] == [cell.value for cell in actual]


@pytest.mark.parametrize("text", ["=1+1", '=HYPERLINK("x")', "+86", "-工贸", "@x", "#N/A", "'x"])
def test_no_text_becomes_a_formula_or_an_error(text):
    """
    A text that looks like a formula is a plain string, marked as one.
    """
    (cell,) = cells(text)

    assert ("s", text) == (cell.data_type, cell.value)
    assert (text[0] in "=+-@") == bool(cell.quotePrefix)


def test_characters_a_workbook_cannot_hold_are_replaced():
    """
    Control characters and endless texts do not break the file.
    """
    actual = cells("a\x00b\x1b", "x" * 40_000)

    assert ["a\ufffdb\ufffd", "x" * 32_767] == [cell.value for cell in actual]


def test_widths_follow_the_text():
    """
    A column is as wide as its longest cell, Chinese counted double, within bounds.
    """
    short, chinese, long = (opened(listing(value)).active for value in ("ab", "上海华东国际商贸有限公司", "x" * 500))
    widths = [sheet.column_dimensions["A"].width for sheet in (short, chinese, long)]

    assert [10, 25, 60] == widths


@pytest.mark.parametrize(
    ("text", "broken"), [("short", False), ("first\nsecond", True), ("长" * 30, False), ("长" * 31, True)]
)
def test_a_long_text_is_broken_in_its_column(text, broken):
    """
    One of several lines, or wider than the widest column, is read at a glance; a Chinese character takes two places.
    """
    (cell,) = cells(text)

    assert broken == bool(cell.alignment.wrap_text)
    assert text == cell.value


def test_a_column_is_as_wide_as_the_longest_line():
    """
    Two lines of a note stand under each other, and need no more room than one.
    """
    one, two = (opened(listing(text)).active.column_dimensions["A"].width for text in ("x" * 30, f"{'x' * 30}\nyes"))

    assert one == two


def test_one_sheet_for_each_list():
    """
    Several lists become several sheets, named after their titles and told apart.
    """
    book = opened(listing("a", title="张伟"), listing("b", title="张伟"), listing(title="李/娜"))

    assert ["张伟", "张伟 (2)", "李 娜"] == book.sheetnames
    assert "b" == book["张伟 (2)"]["A2"].value


@given(st.lists(st.text(max_size=40), max_size=12))
def test_names_of_sheets_are_always_accepted(titles):
    """
    Whatever the titles, the names are short, different and free of what Excel forbids.
    """
    names = sheet_names(titles)

    assert len(titles) == len(names) == len({name.casefold() for name in names})
    for name in names:
        assert 1 <= len(name) <= 31
        assert not set(name) & set("[]:*?/\\")
        assert "history" != name.casefold()
        assert not name.startswith("'")
        assert not name.endswith("'")


def test_without_openpyxl_the_command_that_brings_it_is_named(monkeypatch):
    """
    On the bare library a workbook is refused with one line that says what to install.
    """
    monkeypatch.setitem(sys.modules, "openpyxl", None)

    with pytest.raises(MissingExtraError, match=r"writing \.xlsx needs the package openpyxl"):
        write_workbook(BytesIO(), [], "en")
