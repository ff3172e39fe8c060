import codecs

import pytest

from visitcore.codec.sheet import open_sheet
from visitcore.codec.sheet_csv import CsvSheet
from visitcore.ground.errors import SheetError

ROWS = [["客户编号", "客户名称"], ["C001", "上海（华东）商贸"], ["C002", "深圳，“前海”, 有限公司"]]
TEXT = '客户编号,客户名称\r\nC001,上海（华东）商贸\r\nC002,"深圳，“前海”, 有限公司"\r\n'


@pytest.fixture
def opened(tmp_path):
    """
    Opens bytes as a sheet, and closes it after the test.
    """
    sheets = []

    def open_bytes(content):
        path = tmp_path / "sheet.csv"
        path.write_bytes(content)
        sheets.append(open_sheet(path))
        return sheets[-1]

    yield open_bytes
    for sheet in sheets:
        sheet.close()


def cells(sheet):
    """
    The cells of every row of a sheet.
    """
    return [list(row) for _number, row in sheet.rows("")]


@pytest.mark.parametrize(
    ("content", "encoding"),
    [
        (TEXT.encode(), "utf-8"),
        (codecs.BOM_UTF8 + TEXT.encode(), "utf-8-sig"),
        (TEXT.encode("gb18030"), "gb18030"),
        (TEXT.encode("utf-16"), "utf-16"),
        (codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"), "utf-16"),
    ],
)
def test_the_encoding_is_found_out(opened, content, encoding):
    """
    UTF-8 with and without its mark, GB18030 and UTF-16 give the same rows.
    """
    sheet = opened(content)

    assert isinstance(sheet, CsvSheet)
    assert encoding == sheet.encoding
    assert ROWS == cells(sheet)


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_the_separator_is_found_out(opened, separator):
    """
    Commas, semicolons and tabs are told apart, also where cells hold the others.
    """
    lines = [["code", "name", "sales"], ["C1", "A|B", "1.5"], ["C2", "x y", "2.5"], ["C3", "", "3"]]
    decoy = {",": ";", ";": ",", "\t": ","}[separator]
    lines[1][1] = f"A{decoy}B{decoy}C{decoy}D"

    sheet = opened("\n".join(separator.join(line) for line in lines).encode())

    assert lines == cells(sheet)


def test_a_cell_of_many_lines_separates_nothing(opened):
    """
    Four lines within one cell, each with a semicolon, do not outvote the two rows with their commas.
    """
    sheet = opened('编号,备注,日期\r\nC1,"甲;乙\n丙;丁\n戊;己\n庚;辛",2024-06-03\r\n'.encode())

    assert [["编号", "备注", "日期"], ["C1", "甲;乙\n丙;丁\n戊;己\n庚;辛", "2024-06-03"]] == cells(sheet)


def test_the_hint_of_a_spreadsheet_program_is_followed(opened):
    """
    A first line ``sep=|`` names the separator and is no row.
    """
    sheet = opened(b"sep=|\r\ncode|name\r\nC1|a,b,c\r\n")

    assert [(2, ["code", "name"]), (3, ["C1", "a,b,c"])] == list(sheet.rows(""))


def test_rows_are_numbered_as_a_spreadsheet_program_does(opened):
    """
    Blank lines count but do not come; a cell over two lines is one row.
    """
    sheet = opened(b'code,name\n\nC1,"two\nlines"\n,\nC2,x\n')

    assert [(1, ["code", "name"]), (3, ["C1", "two\nlines"]), (5, ["C2", "x"])] == list(sheet.rows(""))


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_line_end_is_a_line_end(opened, end):
    """
    The line ends of every system are understood.
    """
    sheet = opened(end.join(["code,name", "C1,x"]).encode())

    assert [["code", "name"], ["C1", "x"]] == cells(sheet)


def test_one_column_is_a_sheet_too(opened):
    """
    A sheet of one column has no separator at all.
    """
    assert [["code"], ["C1"]] == cells(opened(b"code\nC1\n"))


def test_the_rows_can_be_read_twice(opened):
    """
    A second reading starts at the top again.
    """
    sheet = opened(TEXT.encode("utf-16"))

    assert cells(sheet) == cells(sheet)


@pytest.mark.parametrize(
    ("content", "line"),
    [
        ("客户编号,名称\r\nC001,上海商贸有限公司\r\n".encode() + b"C002,\xff\xfe\r\n", "line 3"),
        ("客户编号,客户名称\r\nC001,上海".encode()[:-1], "line 2"),
        (b"code,name\nC1,\x00\x00\n", "line 2"),
        (codecs.BOM_UTF8 + b"code,\xff\n", "line 1"),
        ("code,name\nC1,Café, Zürich\n".encode("latin-1"), "line 2"),
        (TEXT.encode("utf-16-le"), "line 1"),
        (TEXT.encode("utf-16")[:-1], "line 3"),
    ],
    ids=["bad byte", "cut off", "NUL bytes", "bad byte after the mark", "Latin-1", "UTF-16 without its mark", "half"],
)
def test_a_wrong_encoding_is_refused_with_the_line(opened, content, line):
    """
    What cannot be decoded is refused, not shown as a jumble.
    """
    with pytest.raises(SheetError, match="not readable as") as caught:
        opened(content)

    assert [line] == [problem.where for problem in caught.value.problems]


def test_a_quotation_mark_never_closed_is_refused(opened):
    """
    An open quotation mark would swallow the rest of the file as one cell; it is refused with its row.
    """
    sheet = opened(b'code,name\nC1,x\nC2,"y\nC3,z\n')

    with pytest.raises(SheetError, match="row 3: has a quotation mark"):
        cells(sheet)


def test_a_cell_of_ten_megabytes_is_refused(opened):
    """
    A cell longer than any cell can be is refused with its row.
    """
    sheet = opened(b"code,name\nC1," + b"x" * 10_000_000 + b"\n")

    with pytest.raises(SheetError, match="row 2: holds a cell of more than 131,072 characters") as caught:
        cells(sheet)

    assert len(str(caught.value)) < 400
