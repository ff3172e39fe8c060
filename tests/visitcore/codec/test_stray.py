import pytest

from visitcore.codec.cells import CellError
from visitcore.codec.stray import REPEATED, TOTALS, StrayRow, code_reader

READ = code_reader(("code", "客户编号", "客户代号"))


@pytest.mark.parametrize(
    "cell",
    [
        "合计",
        "合　计",
        "总计：12",
        "合计：2,000 户",
        "小计",
        "Total",
        "ＴＯＴＡＬ：",
        "totals 12",
        "subtotal",
        "Grand total",
        "制表人：张伟",
        "制表：",
        "审核：李娜",
        "审核人",
    ],
)
def test_totals_and_signatures_are_no_code(cell):
    """
    A word for totals or signatures at the beginning tells a row that is no record, however it is typed.
    """
    with pytest.raises(StrayRow) as caught:
        READ(cell)

    assert TOTALS == caught.value.reason


@pytest.mark.parametrize("cell", ["客户编号", " 客户编号（必填）", "CODE", "客户\n代号"])
def test_headers_are_no_code(cell):
    """
    A header of the column, known or the sheet's own, tells that the headers stand there once more.
    """
    with pytest.raises(StrayRow) as caught:
        READ(cell)

    assert REPEATED == caught.value.reason


@pytest.mark.parametrize("cell", ["K01", "TOTAL-01", "TOTAL01", "Totaline", "K合计", 1001])
def test_any_other_code_is_a_code(cell):
    """
    A code that only looks a little like such a word is taken.
    """
    assert str(cell) == READ(cell)


def test_an_empty_cell_is_refused_as_ever():
    """
    A row without a code may well be a record, and is told as one that lacks its code.
    """
    with pytest.raises(CellError, match="code is empty") as caught:
        READ("")

    assert not isinstance(caught.value, StrayRow)
