from datetime import date
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from visitcore.codec.customer_rows import read_customers
from visitcore.codec.headers import HeaderMap
from visitcore.codec.rejected import Rejects
from visitcore.facts.customer import Customer
from visitcore.ground.errors import SheetError


@pytest.fixture
def read(tmp_path):
    """
    Reads text as a sheet of customers; gives the rows and the rejects.
    """

    def read_text(text, encoding="utf-8", **options):
        path, rejects = tmp_path / "customers.csv", Rejects()
        path.write_bytes(text.encode(encoding))
        return list(read_customers(path, rejects, **options)), rejects

    return read_text


def test_a_customer_with_everything(read):
    """
    Every known column ends where it belongs; figures keep their exact amounts.
    """
    ((row, customer, last_visit),), rejects = read(
        "客户编号,客户名称,客户等级,负责人,地区,建档日期,客户类别,上次拜访日期,年度销售额,回款率,忠诚度,首次合作日期,资信等级\n"
        'Ｃ００１,上海（华东）商贸,a级,张 伟,外埠,2023年1月5日,经销商,45457,"1,234.50",95%,ａ,2023/1/5,AAA\n',
        "gb18030",
    )

    assert (
        Customer(
            code="C001",
            name="上海（华东）商贸",
            grade="A",
            owner="张 伟",
            region="out_of_town",
            since=date(2023, 1, 5),
            category="经销商",
            figures={
                "sales": Decimal("1234.50"),
                "collection_rate": Decimal("0.95"),
                "loyalty": "A",
                "first_cooperation": date(2023, 1, 5),
                "credit_grade": "AAA",
            },
        )
        == customer
    )
    assert (2, date(2024, 6, 14), 0) == (row, last_visit, rejects.rows)


def test_a_customer_with_only_a_code(read):
    """
    What the sheet does not say stays unknown.
    """
    ((_row, customer, last_visit),), _rejects = read("code\nC1\n")

    assert (Customer(code="C1"), None) == (customer, last_visit)


def test_the_plain_field_names_are_headers(read):
    """
    English headers are the plain field names.
    """
    rows, _rejects = read("code,name,grade,owner,region,since\nC1,Smith,B,Ann,local,2024-01-01\n")

    assert [Customer(code="C1", name="Smith", grade="B", owner="Ann", region="local", since=date(2024, 1, 1))] == [
        row.customer for row in rows
    ]


def test_of_two_rows_with_one_code_the_first_is_kept(read):
    """
    The later row is rejected with the number of the first, also where full-width letters hide the likeness.
    """
    rows, rejects = read("code,name\nC1,first\nC2,x\nＣ１,second\n")

    assert [(2, "first"), (3, "x")] == [(row.row, row.customer.name) for row in rows]
    (found,) = rejects.found
    assert (4, "code", "C1") == (found.row, found.column, found.value)
    assert "row 2" in found.reason.en
    assert "第 2 行" in found.reason.zh


def test_a_rejected_row_does_not_take_the_code(read):
    """
    Where the first row was faulty the next with its code is taken.
    """
    rows, rejects = read("code,since\nC1,soon\nC1,2024-01-01\n")

    assert ([3], [2]) == ([row.row for row in rows], [found.row for found in rejects.found])


@pytest.mark.parametrize(
    ("line", "column", "said"),
    [
        (",x,2024-01-01", "code", "the customer's code is empty"),
        ("C1,x,soon", "since", "is not a day"),
        ("C1,x,03/04/2024", "since", "which number is the day"),
        ("C1,x,2024-02-30", "since", "does not exist"),
    ],
)
def test_a_faulty_row_is_rejected_and_the_rest_goes_on(read, line, column, said):
    """
    An empty code or an unreadable day costs its row and no other.
    """
    rows, rejects = read(f"code,name,since\n{line}\nC9,y,2024-01-01\n")

    assert ["C9"] == [row.customer.code for row in rows]
    (found,) = rejects.found
    assert (2, column) == (found.row, found.column)
    assert said in found.reason.en


@pytest.mark.parametrize("grade", ["D", "vip", "五星"])
def test_an_unknown_grade_is_not_rejected(read, grade):
    """
    Which grades there are is for the policy to say.
    """
    rows, rejects = read(f"code,grade\nC1,{grade}\n")

    assert ([grade], 0) == ([row.customer.grade for row in rows], rejects.rows)


def test_figures_may_be_left_out(read):
    """
    A job that needs no figures is not stopped by a fault in one.
    """
    text = "code,sales,门店\nC1,many,3\n"
    mapping = HeaderMap(everywhere={"门店": "figures.shops"})

    (row,), rejects = read(text, figures=False, mapping=mapping)
    none, with_figures = read(text, mapping=mapping)

    assert ({}, 0) == (row.customer.figures, rejects.rows)
    assert ([], 1) == (none, with_figures.rows)


def test_a_figure_of_the_companys_own(read):
    """
    A mapped figure stands among the others under its own name.
    """
    ((_row, customer, _last),), _rejects = read(
        "code,门店\nC1,3\n", mapping=HeaderMap(everywhere={"门店": "figures.shops"})
    )

    assert {"shops": Decimal(3)} == customer.figures


def test_an_instant_is_taken_in_the_zone(read):
    """
    Half past eleven at night in London is the next day in Shanghai.
    """
    ((_row, customer, _last),), _rejects = read("code,since\nC1,2024-01-31T23:30:00Z\n", zone=ZoneInfo("Asia/Shanghai"))

    assert date(2024, 2, 1) == customer.since


def test_a_sheet_is_refused_before_the_first_row_is_asked_for(tmp_path):
    """
    A missing column is told at once, not when somebody starts to read.
    """
    path = tmp_path / "customers.csv"
    path.write_text("code,name\n", encoding="utf-8")

    with pytest.raises(SheetError, match="lacks the column 'grade'"):
        read_customers(path, Rejects(), needed=("code", "grade"))


def test_a_formula_like_name_is_read_as_it_was(read):
    """
    The apostrophe that keeps a name from running belongs to the file, not to the name.
    """
    rows, _rejects = read("code,name\nC1,=HYPERLINK(1)\nC2,'=HYPERLINK(1)\nC3,-工贸\n")

    assert ["=HYPERLINK(1)", "=HYPERLINK(1)", "-工贸"] == [row.customer.name for row in rows]


def test_totals_signatures_and_repeated_headers_are_no_customers(read):
    """
    Each such row has one rejection, under the column of codes, whatever else it holds; no column of days is needed.
    """
    rows, rejects = read(
        "客户编号,等级,销售额\nC1,A,5\n客户编号,等级,销售额\n编码,,\nC2,B,7\n合计,2户,12\n制表人：张伟,,\n"
    )

    assert ["C1", "C2"] == [row.customer.code for row in rows]
    assert [(3, "headers"), (4, "headers"), (6, "totals"), (7, "totals")] == [
        (found.row, "headers" if "repeats the headers" in found.reason.en else "totals") for found in rejects.found
    ]
    assert {"客户编号"} == {found.column for found in rejects.found}


def test_a_header_of_the_companys_own_is_no_customer(read):
    """
    The sheet's own header, mapped to the code, is known when it comes again.
    """
    rows, rejects = read("代号\nC1\n代号\n", mapping=HeaderMap(everywhere={"代号": "code"}))

    assert (["C1"], [3]) == ([row.customer.code for row in rows], [found.row for found in rejects.found])


def test_the_customer_of_a_rejected_row_is_remembered(read):
    """
    A faulty day or a cell too many costs the row; who stood in it is still known, but not what a total is called.
    """
    _rows, rejects = read("code,name,since\nC1,x,soon\nＣ２,Smith, Inc,2024-01-01\n合计,,3\n,y,soon\n")

    rejected = [code for code in ("C1", "C2", "合计", "") if "own row was rejected" in rejects.unknown(code).en]
    assert ["C1", "C2"] == rejected
    assert "第2行" in rejects.unknown("C1").zh
