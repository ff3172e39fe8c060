from datetime import date
from io import BytesIO

import pytest
import tablib
from openpyxl import load_workbook

from visitcore import SheetError
from visitcore_django.sheets.formats import ROWS, Csv, Xlsx


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_the_encodings_of_an_office_are_read(encoding):
    """
    CSV comes in UTF-8 with or without its mark, or as an old Chinese Excel writes it.
    """
    content = "客户编号,客户名称\r\nC1,上海华恒机电设备有限公司\r\n".encode(encoding)

    assert [("C1", "上海华恒机电设备有限公司")] == list(Xlsx().create_dataset(content))


def test_rows_keep_the_numbers_of_the_spreadsheet():
    """
    Blank rows are passed over, and the others keep the number that a person sees.
    """
    dataset = Csv().create_dataset(b"code,name\n\nC1,x\n\n\nC2,y\n")

    assert [3, 6] == getattr(dataset, ROWS)


@pytest.mark.parametrize("above", ["2026年客户名单\n", "客户\n\n单位：元,制表：王\n", "名单,2026年\n"])
def test_headers_are_read_below_a_title(above):
    """
    A merged title is one cell alone; the row with the known headers is read, and those above it are no customers.
    """
    known = {"客户", "code", "name"}
    dataset = Xlsx(lambda cells: len(known.intersection(cells))).create_dataset(f"{above}code,name\nC1,x\n".encode())

    assert (["code", "name"], [("C1", "x")]) == (dataset.headers, list(dataset))
    assert [above.count("\n") + 2] == getattr(dataset, ROWS)


def test_a_column_alone_has_no_title():
    """
    Its first row holds its header; so it does where no header is known at all.
    """
    for known in ("code", "other"):
        dataset = Xlsx(lambda cells, known=known: cells.count(known)).create_dataset(b"code\nC1\n")

        assert (["code"], [("C1",)]) == (dataset.headers, list(dataset))


def test_short_rows_are_filled_and_cells_beyond_the_headers_left_out():
    """
    A row with too few cells or too many is still a row.
    """
    assert [("C1", None), ("C2", "y")] == list(Csv().create_dataset(b"code,name\nC1\nC2,y,z\n"))


@pytest.mark.parametrize("content", [b"", b"<html></html>", b"\xd0\xcf\x11\xe0" + bytes(600)])
def test_what_is_no_sheet_is_refused_with_words(content):
    """
    An empty file, a web page and an old workbook are told from a sheet.
    """
    with pytest.raises(SheetError):
        Xlsx().create_dataset(content)


def test_a_workbook_holds_real_days_and_no_formulas():
    """
    A day is a day, and a text that looks like a formula stays a text.
    """
    dataset = tablib.Dataset(["=1+1", date(2024, 6, 14)], headers=["name", "day"])
    sheet = load_workbook(BytesIO(Xlsx().export_data(dataset))).active

    assert ("=1+1", "s") == (sheet["A2"].value, sheet["A2"].data_type)
    assert date(2024, 6, 14) == sheet["B2"].value.date()


@pytest.mark.parametrize("start", list("=+-@"))
def test_csv_protects_a_formula(start):
    """
    An apostrophe stands before whatever a spreadsheet program would run.
    """
    dataset = tablib.Dataset([f"{start}x"], headers=["name"])

    assert f"'{start}x" in Csv().export_data(dataset).decode("utf-8-sig")


def test_an_empty_text_leaves_its_cell_empty():
    """
    Nothing stands in it that a filter would list or a count would count.
    """
    content = Xlsx().export_data(tablib.Dataset(["", "x"], headers=["a", "b"]))
    (row,) = load_workbook(BytesIO(content)).active.iter_rows(min_row=2)

    assert "n" == row[0].data_type
    assert [None, "x"] == [cell.value for cell in row]
