from decimal import Decimal

import pytest

from visitcore.codec.listing import Heading, Listing
from visitcore.codec.terminal import display_width, text_table
from visitcore.ground.text import Text

HEADINGS = (
    Heading("name", Text("Name", "名称")),
    Heading("days", Text("Days", "天数")),
    Heading("to", Text("To", "至")),
)
LISTING = Listing(headings=HEADINGS, rows=[("上海商贸", 3, "x"), ("Müller e\u0301", Decimal(-12), None)])


@pytest.mark.parametrize(
    ("text", "width"), [("", 0), ("abc", 3), ("客户", 4), ("Ａ", 2), ("é", 1), ("e\u0301", 1), ("（x）", 5), ("…", 1)]
)
def test_the_width_of_a_text(text, width):
    """
    A Chinese character takes two columns, an accent on its own none.
    """
    assert width == display_width(text)


def test_columns_stand_under_each_other():
    """
    Texts go to the left, numbers to the right, whatever the script.
    """
    assert ("Name      Days  To\n--------  ----  --\n上海商贸     3  x\nMüller e\u0301   -12\n") == text_table(
        LISTING, "en"
    )


def test_headers_in_chinese():
    """
    The same table has Chinese headers.
    """
    assert text_table(LISTING, "zh").startswith("名称      天数  至\n")


def test_long_texts_are_cut_to_the_terminal():
    """
    The widest texts give way to each other, here to 11 of the 22 columns each; numbers never do, and a cut shows.
    """
    listing = Listing(headings=HEADINGS, rows=[("上海华东国际商贸有限公司", 123456, "a short text")])

    lines = text_table(listing, "en", width=32).splitlines()

    assert "上海华东国…  123456  a short te…" == lines[2]
    assert all(display_width(line) <= 32 for line in lines)


def test_a_terminal_too_narrow_cuts_no_further_than_sense():
    """
    No text is cut to less than eight columns; numbers alone are left whole.
    """
    numbers = Listing(headings=HEADINGS[1:2], rows=[(123456789012,)])

    assert "123456789012" in text_table(numbers, "en", width=5)
    assert "上海商贸" in text_table(LISTING, "en", width=5)


def test_nothing_in_a_cell_reaches_the_terminal():
    """
    Line ends, escape sequences and marks that turn the writing direction are made visible or blank.
    """
    listing = Listing(headings=HEADINGS[:1], rows=[("a\nb\tc",), ("\x1b[2Jx\u202ey",)])

    assert ["a b c", "\ufffd[2Jx\ufffdy"] == text_table(listing, "en").splitlines()[2:]


def test_no_rows_and_no_headings():
    """
    An empty list shows its headers, a list of nothing shows nothing.
    """
    assert "Name\n----\n" == text_table(Listing(headings=HEADINGS[:1], rows=[]), "en")
    assert "" == text_table(Listing(headings=(), rows=[]), "en").strip()
