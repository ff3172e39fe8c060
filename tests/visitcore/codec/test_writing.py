import csv
import io
import json
from datetime import date
from decimal import Decimal

import pytest
from openpyxl import load_workbook

from visitcore.codec.listing import Heading, Listing
from visitcore.codec.writing import print_listing, write_listing
from visitcore.ground.text import Text

DUE = Listing(
    headings=(
        Heading("name", Text("Name", "名称")),
        Heading("next_due", Text("Next due", "下次应访日")),
        Heading("short", Text("Short", "欠访")),
        Heading("missing", Text("Missing", "缺少")),
    ),
    rows=[
        ("上海|商贸, 有限", date(2024, 6, 30), 1, ()),
        {"name": "=HYPERLINK(1)", "next_due": None, "short": Decimal(-2), "missing": ("grade", "since")},
    ],
    title=Text("Due", "应访"),
)
EMPTY = Listing(headings=DUE.headings[:1], rows=[], title=Text("None", "无"))


def printed(form, *listings, lang="en"):
    """
    Some lists as text.
    """
    stream = io.StringIO()
    print_listing(stream, form, listings, lang)
    return stream.getvalue()


def test_csv_has_the_mark_that_excel_looks_for(tmp_path):
    """
    A CSV file is UTF-8 with its mark, headers in the language asked for, formulas disarmed, numbers as they are.
    """
    path = tmp_path / "due.csv"

    write_listing(path, "csv", [DUE], "zh")

    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    with path.open(encoding="utf-8-sig", newline="") as handle:
        assert [
            ["名称", "下次应访日", "欠访", "缺少"],
            ["上海|商贸, 有限", "2024-06-30", "1", ""],
            ["'=HYPERLINK(1)", "", "-2", "grade、since"],
        ] == list(csv.reader(handle))
    assert b"\r\n" in path.read_bytes()


def test_csv_on_a_stream_has_no_mark():
    """
    What goes to the terminal or a pipe starts with the headers.
    """
    assert printed("csv", DUE).startswith("Name,Next due,Short,Missing\r\n")


def test_json_keeps_keys_and_types():
    """
    JSON is a list of objects by key: days ISO, amounts text, lists lists.
    """
    assert [
        {"name": "上海|商贸, 有限", "next_due": "2024-06-30", "short": 1, "missing": []},
        {"name": "=HYPERLINK(1)", "next_due": None, "short": "-2", "missing": ["grade", "since"]},
    ] == json.loads(printed("json", DUE))
    assert "上海" in printed("json", DUE)
    assert [] == json.loads(printed("json", EMPTY))


def test_json_of_several_lists_is_one_object():
    """
    Several lists stand under their English titles.
    """
    actual = json.loads(printed("json", DUE, EMPTY, lang="zh"))

    assert {"Due": 2, "None": 0} == {title: len(rows) for title, rows in actual.items()}


def test_markdown_escapes_what_would_break_the_table():
    """
    A bar, a bracket or a tag in a cell stays a character; numbers stand to the right.
    """
    tricky = Listing(headings=DUE.headings[:1], rows=[("a|b",), ("<b>[x](y)*`\\",), ("two\nlines",), ("R&D",)])

    assert ("| Name |\n| --- |\n| a\\|b |\n| &lt;b>\\[x\\](y)\\*\\`\\\\ |\n| two<br>lines |\n| R&amp;D |\n") == printed(
        "md", tricky
    )
    assert "| --- | --- | ---: | --- |" in printed("md", DUE)


def test_text_is_aligned():
    """
    Text comes as a table for the terminal.
    """
    assert "上海|商贸, 有限  2024-06-30      1\n" in printed("text", DUE)


@pytest.mark.parametrize(
    ("form", "title"), [("text", "Due\n\nName"), ("md", "## Due\n\n| Name"), ("csv", "Due\r\nName,")]
)
def test_several_lists_have_their_titles(form, title):
    """
    One list stands alone, of several each has its title.
    """
    assert printed(form, DUE, EMPTY).startswith(title)
    assert not printed(form, DUE).startswith("Due")
    assert "None" in printed(form, DUE, EMPTY)


def test_a_workbook_is_written_to_a_file(tmp_path):
    """
    The same list becomes a workbook.
    """
    path = tmp_path / "due.xlsx"

    write_listing(path, "xlsx", [DUE, EMPTY], "en")

    assert ["Due", "None"] == load_workbook(path).sheetnames


def test_a_workbook_is_no_text():
    """
    A workbook cannot be printed.
    """
    with pytest.raises(ValueError, match="write it to a file"):
        printed("xlsx", DUE)


@pytest.mark.parametrize("form", ["csv", "json", "md", "text", "xlsx"])
def test_a_row_that_fails_leaves_no_half_file(tmp_path, form):
    """
    An error halfway through the rows, Ctrl-C too, leaves the old file as it was.
    """

    class Interrupted(list):
        """
        Rows of which the second never comes.
        """

        def __iter__(self):
            yield ("a", None, 1, ())
            raise KeyboardInterrupt

    path = tmp_path / f"due.{form}"
    path.write_bytes(b"old")
    listing = Listing(headings=DUE.headings, rows=Interrupted([1, 2]))

    with pytest.raises(KeyboardInterrupt):
        write_listing(path, form, [listing], "en")

    assert b"old" == path.read_bytes()
    assert [path] == list(tmp_path.iterdir())
