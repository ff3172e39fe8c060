import sys
import warnings
from datetime import date, datetime, time
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from visitcore.codec import sheet_xlsx
from visitcore.codec.extras import MissingExtraError
from visitcore.codec.moments import SHIFT_1904
from visitcore.codec.sheet import open_sheet
from visitcore.ground.errors import SheetError


@pytest.fixture
def path(tmp_path):
    """
    Where the workbook of a test stands.
    """
    return tmp_path / "sheet.xlsx"


def rows(path, tab=None):
    """
    The rows of a workbook's sheet, the first where none is named.
    """
    sheet = open_sheet(path)
    try:
        return [(number, list(cells)) for number, cells in sheet.rows(sheet.tabs[0] if tab is None else tab)]
    finally:
        sheet.close()


def change(path, part, edit):
    """
    Edits one part of a workbook in place.
    """
    with ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    assert part in parts
    parts[part] = edit(parts[part])
    with ZipFile(path, "w", ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)


def filled(*lines):
    """
    A workbook with these rows on its first sheet.
    """
    book = Workbook()
    for line in lines:
        book.active.append(line)
    return book


def test_cells_come_with_their_own_types(path):
    """
    Text, numbers, days and instants come out of a workbook as such, and blank rows keep their number.
    """
    filled(["code", "since"], ["C1", date(2024, 6, 14)], [], ["C2", 45457], [3, datetime(2024, 6, 14, 9, 30)]).save(
        path
    )

    assert [
        (1, ["code", "since"]),
        (2, ["C1", datetime(2024, 6, 14)]),
        (4, ["C2", 45457]),
        (5, [3, datetime(2024, 6, 14, 9, 30)]),
    ] == rows(path)


def test_a_formula_gives_the_value_it_was_saved_with(path):
    """
    What a formula last showed is read, never the formula.
    """
    filled(["code"], ["=1+1"]).save(path)
    change(
        path,
        "xl/worksheets/sheet1.xml",
        lambda xml: xml.replace(b"<v />", b"<v>2</v>").replace(b"<v></v>", b"<v>2</v>"),
    )

    assert [(1, ["code"]), (2, [2])] == rows(path)


def test_hidden_sheets_are_left_out(path):
    """
    Only the sheets that a person sees are offered, in their order.
    """
    book = filled(["code"])
    book.active.title = "客户"
    book.create_sheet("lists").sheet_state = "hidden"
    book.create_sheet("说明")
    book.save(path)

    sheet = open_sheet(path)
    sheet.close()

    assert ("客户", "说明") == sheet.tabs


def test_a_wrong_size_in_the_workbook_cuts_nothing_off(path):
    """
    Some programs write a wrong dimension; every row is read all the same.
    """
    filled(["code", "name"], ["C1", "x"], ["C2", "y"]).save(path)
    change(path, "xl/worksheets/sheet1.xml", lambda xml: xml.replace(b'ref="A1:B3"', b'ref="A1"'))

    assert [(1, ["code", "name"]), (2, ["C1", "x"]), (3, ["C2", "y"])] == rows(path)


def test_a_workbook_that_counts_from_1904_says_so(path):
    """
    Serial numbers of such a workbook are shifted; its real dates are right already.
    """
    book = filled(["since"], [date(2024, 6, 14)])
    book.epoch = CALENDAR_MAC_1904
    book.save(path)

    sheet = open_sheet(path)
    sheet.close()

    assert SHIFT_1904 == sheet.shift
    assert (2, [datetime(2024, 6, 14)]) == rows(path)[1]


def test_no_warning_of_the_package_below_comes_through(path):
    """
    A date cell out of range makes the package below warn; the reader only sees an error in that cell.
    """
    book = filled(["since"], [10**9], [time(9)])
    book.active["A2"].number_format = "yyyy-mm-dd"
    book.save(path)

    with warnings.catch_warnings():
        warnings.simplefilter("error")
        actual = rows(path)

    assert [(1, ["since"]), (2, ["#VALUE!"]), (3, [time(9)])] == actual


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.99])
def test_a_workbook_cut_off_is_refused(path, share):
    """
    A download that broke off is refused in one sentence.
    """
    filled(*([number, "x" * 20] for number in range(500))).save(path)
    content = path.read_bytes()
    path.write_bytes(content[: int(len(content) * share)])

    with pytest.raises(SheetError, match="cut off or damaged"):
        rows(path)


def test_a_workbook_with_damaged_rows_is_refused(path):
    """
    Damage inside a sheet is found while reading, and refused in the same words.
    """
    filled(["code"], ["C1"]).save(path)
    change(path, "xl/worksheets/sheet1.xml", lambda xml: xml[: len(xml) // 2])

    with pytest.raises(SheetError, match="cut off or damaged"):
        rows(path)


def test_a_workbook_with_a_part_missing_is_refused(path):
    """
    A package without the list of its sheets is no workbook.
    """
    with ZipFile(path, "w") as package:
        package.writestr("xl/nothing.xml", "<nothing/>")

    with pytest.raises(SheetError, match="cut off or damaged"):
        rows(path)


def test_another_package_is_refused(path):
    """
    A text document or an archive is no workbook, even if it is called one.
    """
    with ZipFile(path, "w") as package:
        package.writestr("word/document.xml", "<document/>")

    with pytest.raises(SheetError, match="without an Excel workbook inside"):
        rows(path)


def test_a_zip_bomb_is_refused_unopened(path, monkeypatch):
    """
    A real bomb: 64 MiB of blanks packed into some 64 KiB; nothing of it is unpacked.
    """
    filled(["code"]).save(path)
    change(path, "xl/worksheets/sheet1.xml", lambda xml: xml + b" " * 2**26)
    assert path.stat().st_size < 200_000
    monkeypatch.setattr(ZipFile, "open", None)

    with pytest.raises(SheetError, match="would unpack to 67,"):
        rows(path)


def test_a_package_of_countless_parts_is_refused(path):
    """
    Ten thousand parts are no workbook.
    """
    with ZipFile(path, "w") as package:
        for number in range(10_001):
            package.writestr(f"xl/{number}", b"")

    with pytest.raises(SheetError, match="10,001 parts"):
        rows(path)


def test_entities_that_multiply_are_refused(path):
    """
    A few lines of XML that would grow to gigabytes are refused.
    """
    filled(["code"]).save(path)
    levels = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
    bomb = f'<!DOCTYPE x [<!ENTITY e0 "{"x" * 50}">{levels}]><worksheet><sheetData>&e11;</sheetData></worksheet>'
    change(path, "xl/worksheets/sheet1.xml", lambda _xml: bomb.encode())

    with pytest.raises(SheetError, match="cut off or damaged"):
        rows(path)


def test_a_cell_of_ten_megabytes_is_refused(path):
    """
    A cell longer than any cell can be is refused with its row.
    """
    filled(["code"], ["C1"]).save(path)
    cell = f'<row r="3"><c r="A3" t="inlineStr"><is><t>{"ab" * 5_000_000}</t></is></c></row></sheetData>'
    change(path, "xl/worksheets/sheet1.xml", lambda xml: xml.replace(b"</sheetData>", cell.encode()))
    # stored, so that only its length can be held against it
    with ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    with ZipFile(path, "w") as package:
        for name, content in parts.items():
            package.writestr(name, content)

    with pytest.raises(SheetError, match="row 3: holds a cell of more than 131,072 characters"):
        rows(path)


def test_a_row_number_without_end_is_refused(path, monkeypatch):
    """
    A row said to stand beyond the last row of a sheet does not make the reader count there.
    """
    monkeypatch.setattr(sheet_xlsx, "MOST_ROWS", 2_000)
    filled(["code"]).save(path)
    change(
        path,
        "xl/worksheets/sheet1.xml",
        lambda xml: xml.replace(
            b"</sheetData>", b'<row r="999999999"><c r="A999999999"><v>1</v></c></row></sheetData>'
        ),
    )

    with pytest.raises(SheetError, match="more than 2,000 rows"):
        rows(path)


def test_a_part_under_a_password_is_refused(path):
    """
    A package whose parts are encrypted is refused with the way out.
    """
    filled(["code"]).save(path)
    content = bytearray(path.read_bytes())
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = content.find(mark)
        while at >= 0:
            content[at + offset] |= 1
            at = content.find(mark, at + 4)
    path.write_bytes(content)

    with pytest.raises(SheetError, match="protected by a password"):
        rows(path)


def test_without_openpyxl_the_command_that_brings_it_is_named(path, monkeypatch):
    """
    On the bare library a workbook is refused with one line that says what to install.
    """
    load_workbook(BytesIO(saved())).close()
    path.write_bytes(saved())
    monkeypatch.setitem(sys.modules, "openpyxl", None)

    with pytest.raises(MissingExtraError, match=r"reading \.xlsx needs the package openpyxl; run: pip install"):
        open_sheet(path)


def saved():
    """
    The bytes of a small workbook.
    """
    held = BytesIO()
    filled(["code"]).save(held)
    return held.getvalue()
