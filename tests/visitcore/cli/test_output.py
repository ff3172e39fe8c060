import io
import os
import sys
from argparse import Namespace
from pathlib import Path

import pytest

from visitcore.cli.grid import Grid
from visitcore.cli.output import beside, check_output, write_bytes, write_grid, write_text
from visitcore.cli.telling import CallError
from visitcore.ground.text import Text

FORMATS = ("text", "json", "csv", "xlsx", "md", "ics")
GRID = Grid(title=Text("List", "列表"), columns={"a": Text("A", "甲")}, rows=[{"a": 1}])
SUM = Grid(title=Text("Sum", "合计"), columns={"n": Text("N", "数")}, rows=[{"n": 2}], summary=True)


def options(output=None, style=None, **more):
    """
    The words of a call as far as its answer is concerned.
    """
    path = None if output is None else Path(output)
    return Namespace(format=style, output=path, formats=FORMATS, lang="en", command="due", **more)


@pytest.mark.parametrize(
    ("output", "style", "told"),
    [
        (None, "xlsx", "xlsx cannot be shown on a terminal; add -o FILE.xlsx"),
        ("a.xlsx", "csv", "a.xlsx would hold csv; leave --format out, or call the file a.csv"),
        ("a.csv", "xlsx", "a.csv would hold xlsx; leave --format out, or call the file a.xlsx"),
        ("a.ics", "text", "a.ics would hold text; leave --format out, or call the file a.text"),
        ("folder", None, "folder is a directory; name a file inside"),
        ("nowhere/a.csv", None, "nowhere/a.csv: there is no directory nowhere"),
        ("sheet.csv", None, "sheet.csv is what is read; write to another file"),
        ("link.csv", None, "link.csv is what is read; write to another file"),
    ],
)
def test_an_answer_that_cannot_go_there_is_refused_before_any_work(desk, output, style, told):
    """
    The place and the format are looked at first; no input is ever overwritten, not even through a link.
    """
    (desk / "folder").mkdir()
    (desk / "sheet.csv").write_text("x")
    (desk / "link.csv").symlink_to("sheet.csv")

    with pytest.raises(CallError) as caught:
        check_output(options(output, style, customers=Path("sheet.csv"), files=["other"]))

    assert told == str(caught.value)


@pytest.mark.parametrize(
    ("output", "style"),
    [(None, None), (None, "ics"), ("new.csv", None), ("old.csv", None), ("a.csv", "text"), ("a.dat", "xlsx")],
)
def test_an_answer_that_has_a_place_is_let_through(desk, output, style):
    """
    A terminal, a new file, an old one of ours, a file with an ending of its own.
    """
    (desk / "old.csv").write_text("x")

    check_output(options(output, style, customers=Path("sheet.csv")))


def test_what_belongs_to_the_answer_goes_beside_it(desk):
    """
    Beside the file, or into the directory one stands in where the answer goes to the terminal or a device.
    """
    assert Path("a/due.csv.rejected.csv") == beside(options("a/due.csv"), "rejected.csv")
    assert Path("due.rejected.csv") == beside(options(), "rejected.csv")
    assert Path("due.rejected.csv") == beside(options(os.devnull), "rejected.csv")


@pytest.mark.parametrize(
    ("style", "printed"),
    [
        ("text", "List\n\nA\n-\n1\n\nSum\n\nN\n-\n2\n"),
        ("md", "## List\n\n| A |\n| ---: |\n| 1 |\n\n## Sum\n\n| N |\n| ---: |\n| 2 |\n"),
        ("csv", "A\r\n1\r\n"),
        ("json", '[\n  {"a": 1}\n]\n'),
    ],
)
def test_sums_are_for_people(desk, capsys, style, printed):
    """
    A text and a page show the sums; CSV and JSON hold the list alone.
    """
    write_grid(options(style=style), GRID, SUM)

    assert printed.replace("\r\n", "\n") == capsys.readouterr().out.replace("\r\n", "\n")


def test_a_workbook_has_a_sheet_for_each_table(desk):
    """
    The sums too have their sheet.
    """
    openpyxl = pytest.importorskip("openpyxl")
    write_grid(options("a.xlsx"), GRID, SUM)

    assert ["List", "Sum"] == openpyxl.load_workbook(desk / "a.xlsx").sheetnames


@pytest.mark.parametrize("columns", [40, 200])
def test_a_terminal_is_asked_for_its_width(desk, capsys, monkeypatch, columns):
    """
    On a terminal a text is cut to its width; into a file or a pipe it goes whole.
    """
    grid = Grid(title=GRID.title, columns=GRID.columns, rows=[{"a": "x" * 100}])
    monkeypatch.setenv("COLUMNS", str(columns))
    write_grid(options(), grid)
    whole = capsys.readouterr().out
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True, raising=False)
    write_grid(options(), grid)
    cut = capsys.readouterr().out

    assert "x" * 100 in whole
    assert ("x" * 100 in cut) is (columns == 200)
    assert max(map(len, cut.splitlines())) == min(columns, 100)


def test_sentences_and_bytes_go_to_the_terminal_or_to_the_file(desk, capsysbinary):
    """
    A sentence ends its line; bytes are left as they are.
    """
    write_text(options(), "客户")
    write_bytes(options(), b"\x00\r\n")
    write_text(options("a.txt"), "客户")
    write_bytes(options("b.ics"), b"\x00\r\n")

    assert "客户\n".encode() + b"\x00\r\n" == capsysbinary.readouterr().out
    assert "客户\n".encode() == (desk / "a.txt").read_bytes()
    assert b"\x00\r\n" == (desk / "b.ics").read_bytes()


def test_what_stops_half_way_leaves_nothing(desk, monkeypatch):
    """
    Stopped while it is written, a file stays what it was, and nothing lies beside it.
    """
    (desk / "a.csv").write_text("old")

    def half(stream: io.TextIOBase, *_words, **_more):
        stream.write("half")
        raise KeyboardInterrupt

    monkeypatch.setattr("visitcore.codec.writing.print_listing", half)
    with pytest.raises(KeyboardInterrupt):
        write_grid(options("a.csv"), GRID)

    assert ["a.csv"] == [path.name for path in desk.iterdir()]
    assert "old" == (desk / "a.csv").read_text()
