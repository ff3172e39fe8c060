from decimal import Decimal

import pytest
from attrs import evolve

from visitcore.cli.grid import Grid, called, listing_of, prose
from visitcore.ground.text import Text

COLUMNS = {
    "code": Text("Code", "编号"),
    "name": Text("Name", "名称"),
    "status": Text("Status", "状态"),
    "note": Text("Note", "说明"),
    "late": Text("Late", "迟"),
}
ROWS = [
    {"code": "C1", "name": "Harbour Trading Company", "status": "met", "note": None, "late": False},
    {"code": "C2", "name": "客来香食品有限公司", "status": "odd", "note": "", "late": True},
]
WORDS = {"status": called({"met": Text("done", "已达标")})}
GRID = Grid(title=Text("List", "列表"), columns=COLUMNS, rows=ROWS, words=WORDS)
BRIEF = evolve(GRID, brief=("code", "name", "status", "note", "late"), spare=("late", "status"))


def test_a_program_gets_codes_and_a_person_words():
    """
    JSON keeps the code; every other format says what it is called, and a code without a word stays.
    """
    assert ["met", "odd"] == [row["status"] for row in listing_of(GRID, "json").rows]
    assert [Text("done", "已达标"), "odd"] == [row["status"] for row in listing_of(GRID, "csv").rows]


def test_only_json_is_named_by_the_key():
    """
    A table that has a name in JSON goes by its title elsewhere.
    """
    grid = evolve(GRID, key="visits")

    assert ("visits", "List") == (listing_of(grid, "json").title.en, listing_of(grid, "xlsx").title.en)


def test_every_column_is_shown_where_none_is_chosen():
    """
    Without a choice of columns the text has them all, empty ones too.
    """
    assert "Code  Name                     Status  Note  Late" == prose([GRID], "text", "en").splitlines()[0]


def test_of_the_chosen_columns_those_with_nothing_in_them_are_left_out():
    """
    A column that is empty in every row goes; a "no" is left blank, so that a "yes" is seen.
    """
    lines = prose([BRIEF], "text", "en").splitlines()

    assert "Code  Name                     Status  Late" == lines[0]
    assert lines[2].endswith("done")
    assert lines[3].endswith("odd     yes")


def test_a_sum_leaves_out_what_is_nought_everywhere():
    """
    In a sum a column that one can do without goes where it counts nothing; any other stays.
    """
    columns = {"owed": Text("Owed", "应"), "excused": Text("Excused", "免")}
    grid = Grid(title=Text("Sum", "合计"), columns=columns, rows=[{"owed": 0, "excused": 0}], brief=("owed", "excused"))

    assert "Owed  Excused" == prose([evolve(grid, spare=("excused",))], "text", "en").splitlines()[0]
    assert "Owed" == prose([evolve(grid, spare=("excused",), summary=True)], "text", "en").splitlines()[0]


@pytest.mark.parametrize(
    ("width", "header", "told"),
    [
        (60, "Code  Name                     Status  Late", ""),
        (40, "Code  Name                  Status  Late", ""),
        (30, "Code  Name              Status", "Late"),
        (20, "Code  Name", "Late, Status"),
    ],
)
def test_a_narrow_terminal_does_without_the_spare_columns(width, header, told):
    """
    Long names are cut first; then whole columns go, the least wanted first, and their names are told.
    """
    lines = prose([BRIEF], "text", "en", width=width).splitlines()

    assert header == lines[0].rstrip()
    assert max(map(len, lines[:4])) <= width
    assert bool(told) == (f"(no room for: {told}; a wider terminal or -o FILE shows them)" == lines[-1])


def test_what_is_left_out_is_told_in_chinese():
    """
    The names of the columns and the sentence are in the language of the list.
    """
    told = prose([BRIEF], "text", "zh", width=26).splitlines()[-1]

    assert "（宽度不足，未显示：迟；可加宽终端或用 -o 写入文件）" == told


def test_rows_can_be_told_in_lines():
    """
    Where columns would be too wide a row is told in lines; a page still shows the table.
    """
    grid = evolve(GRID, lines=lambda row: [Text(f"{row['code']}:", f"{row['code']}："), Text("  ok", "  好")])

    assert "C1：\n  好\nC2：\n  好" == prose([grid], "text", "zh")
    assert prose([grid], "md", "zh").startswith("| 编号 |")


@pytest.mark.parametrize(("style", "title"), [("text", "List"), ("md", "## List")])
def test_an_empty_table_says_so(style, title):
    """
    Where there is no row people read a sentence, below the heading where several tables are told.
    """
    grid = evolve(GRID, rows=[], none=Text("nobody", "没有"))

    assert "nobody" == prose([grid], style, "en")
    assert f"{title}\n\nnobody\n\n{title}\n\nnobody" == prose([grid, grid], style, "en")


def test_a_heading_goes_before_the_title():
    """
    The heading of a text may say more than the name of a sheet can.
    """
    grid = evolve(GRID, heading=Text("List on Friday", "周五列表"))

    assert prose([grid], "text", "en").startswith("List on Friday\n\nCode")


def test_numbers_are_measured_as_they_are_written():
    """
    The width of an amount is that of its digits, not of its name in Python.
    """
    columns = {"a": Text("A", "甲"), "b": Text("B", "乙")}
    rows = [{"a": Decimal("1E+3"), "b": ("x", "y")}]
    grid = Grid(title=Text("T", "表"), columns=columns, rows=rows, brief=("a", "b"), spare=("b",))

    assert ["   A  B", "----  ----", "1000  x; y"] == prose([grid], "text", "en", width=10).splitlines()
