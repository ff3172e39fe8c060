import pytest
from openpyxl import Workbook

from visitcore.codec.headers import HeaderMap
from visitcore.codec.intake import NO_MAP, fields_of, open_intake, read_row
from visitcore.codec.rejected import Rejects
from visitcore.ground.errors import SheetError


@pytest.fixture
def taken(tmp_path):
    """
    Opens text as a sheet of some kind; the rejects are on the intake.
    """

    def take(text, kind="customers", needed=("code",), mapping=NO_MAP):
        path = tmp_path / "sheet.csv"
        path.write_text(text, encoding="utf-8", newline="")
        return open_intake(path, kind, mapping, needed, Rejects())

    return take


def test_rows_below_the_headers_come_with_their_number(taken):
    """
    The headers are no row; the numbers are those of the spreadsheet program.
    """
    intake = taken("code,name\n\nC1,x\n")

    assert [(3, ["C1", "x"])] == list(intake.rows())


def test_a_title_above_the_headers_is_passed_over(taken):
    """
    A title and a date of export above the headers do no harm.
    """
    intake = taken("客户信息表,,\n导出日期,2024-06-14,\n客户编号,客户名称,备注\nC1,x,\n")

    assert 3 == intake.header_row
    assert [(4, ["C1", "x", ""])] == list(intake.rows())


def test_the_headers_are_looked_for_at_the_top_only(taken):
    """
    A row of words far below is no header; the refusal shows the row that came nearest.
    """
    with pytest.raises(
        SheetError, match=r"row 2: lacks the column 'code'.* found: 名称 \(read as name\), 号"
    ) as caught:
        taken("清单,\n名称,号\n" + "a,b\n" * 20 + "code,name\n")

    assert 1 == len(caught.value.problems)


def test_a_sheet_without_rows_is_refused(taken):
    """
    Blank lines are no sheet.
    """
    with pytest.raises(SheetError, match="has no rows"):
        taken("\n\n\n")


def test_headers_alone_are_a_sheet_of_none(taken):
    """
    A sheet with headers and nothing below gives nothing.
    """
    assert [] == list(taken("code,name\n").rows())


def test_a_column_twice_is_refused(taken):
    """
    Which of two equal columns is meant cannot be known.
    """
    with pytest.raises(SheetError, match="row 1: grade: the column stands twice"):
        taken("code,grade,等级,grade\n")


def test_unread_columns_are_told(taken):
    """
    Columns that nothing is known about, and mapped headers that are not there, are said once for the sheet.
    """
    mapping = HeaderMap(sheets={"customers": {"代号": "code"}})

    intake = taken("code,备注,微信\nC1,,\n", mapping=mapping)
    list(intake.rows())

    assert ["columns not used: 备注, 微信", "mapped, but not in this sheet: 代号"] == [
        note.text.en for note in intake.rejects.notes
    ]


def test_a_mapped_header_in_no_sheet_is_told(tmp_path):
    """
    A header mapped for all sheets is told where none of those read has it; what fits none of them is not looked for.
    """
    everywhere = {"客户\n代号": "customer", "代号": "code", "分曾": "grade", "壮态": "状态", "免访原因": "reason"}
    mapping, rejects = HeaderMap(everywhere=everywhere, file="map.toml"), Rejects()
    customers, visits = tmp_path / "customers.csv", tmp_path / "visits.csv"
    customers.write_text("代号,分层\n", encoding="utf-8")
    visits.write_text("客户代号,拜访日期,状态\n", encoding="utf-8")

    list(open_intake(customers, "customers", mapping, ("code",), rejects).rows())
    list(open_intake(visits, "visits", mapping, ("customer", "start"), rejects).rows())

    told = [note.text for note in rejects.notes if note.file == "map.toml"]
    assert ["mapped, but in none of the sheets read: 分曾, 壮态"] == [text.en for text in told]
    assert ["已映射，但所读各表中都没有的列：分曾、壮态"] == [text.zh for text in told]


def test_a_note_or_refusal_stays_short(taken):
    """
    Of a thousand unread or repeated headers only the first few are listed.
    """
    unread = taken("code," + ",".join(f"x{number}" for number in range(1000)) + "\n")
    list(unread.rows())
    with pytest.raises(SheetError) as caught:
        taken("code," * 1000 + "\n")

    (note,) = unread.rejects.notes
    assert note.text.en.endswith("x19 and 980 more")
    assert note.text.zh.endswith("x19等1000个")
    assert len(str(caught.value)) < 300


def test_visits_without_a_status_are_told(taken):
    """
    That every visit counts as completed is not assumed in silence.
    """
    intake = taken("customer,start\n", "visits", ("customer", "start"))
    list(intake.rows())

    assert ["no status column: every visit counts as completed"] == [note.text.en for note in intake.rejects.notes]


def test_sheets_of_a_workbook_that_are_not_read_are_told(tmp_path):
    """
    Of several sheets the first with the headers is read; those with rows, not the blank ones, are named in a note.
    """
    path, book, rejects = tmp_path / "book.xlsx", Workbook(), Rejects()
    book.active.title = "说明"
    book.active.append(["每月五日前更新"])
    for title, rows in (("华东", [["客户编号"], ["C1"]]), ("华南", [["客户编号"], ["C2"]]), ("空", [[" "]])):
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    book.save(path)

    intake = open_intake(path, "customers", NO_MAP, ("code",), rejects)
    rows = list(intake.rows())

    assert [(2, ("C1",))] == rows
    (note,) = rejects.notes
    assert "only the sheet '华东' is read as customers; sheets with rows that are not: 说明, 华南" == note.text.en
    assert "仅读取了工作表“华东”（客户）；有内容但未读取的工作表：说明、华南" == note.text.zh


def test_a_row_with_too_many_cells_is_rejected(taken):
    """
    A comma without quotation marks shifts the cells behind it; such a row is not read at all.
    """
    intake = taken("code,name,grade\nC1,Smith, Inc,A\nC2,x,B,\nC3,y\n")

    assert [3, 4] == [row for row, _cells in intake.rows()]
    (found,) = intake.rejects.found
    assert (2, "", "C1 | Smith | Inc | A") == (found.row, found.column, found.value)
    assert "4 cells under 3 headers" in found.reason.en


def test_a_row_says_its_values_or_all_its_faults(taken):
    """
    A good row gives values by column, a faulty one all its faulty cells under their headers, a blank one nothing.
    """
    intake = taken("客户编号,建档日期,销售额\nC1,2024/6/14,12万\n,soon,many\n , \n\nC2\n")
    fields = fields_of(intake, "customers")

    values = [read_row(intake, fields, row, cells) for row, cells in intake.rows()]

    assert [("C1", 2024, 120000), None, None, ("C2", None, None)] == [
        each and (each["code"], each["since"] and each["since"].year, each["sales"]) for each in values
    ]
    assert [(3, "客户编号", ""), (3, "建档日期", "soon"), (3, "销售额", "many")] == [
        (found.row, found.column, found.value) for found in intake.rejects.found
    ]


def test_a_figure_of_the_companys_own_is_read(taken):
    """
    A header mapped to a figure is read as whatever its cells hold.
    """
    intake = taken("code,门店数\nC1,12\n", mapping=HeaderMap(everywhere={"门店数": "figures.shops"}))

    (values,) = (read_row(intake, fields_of(intake, "customers"), row, cells) for row, cells in intake.rows())

    assert {"code": "C1", "figures.shops": 12} == values


def test_the_sheet_is_closed_when_it_cannot_be_used(tmp_path):
    """
    A refused sheet leaves no open file behind, which the warning of the interpreter would tell.
    """
    path = tmp_path / "sheet.csv"
    path.write_text("a,b\n", encoding="utf-8")

    with pytest.raises(SheetError):
        open_intake(path, "customers", NO_MAP, ("code",), Rejects())
