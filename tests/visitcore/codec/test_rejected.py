import csv
from pathlib import Path

from visitcore.codec.rejected import Rejected, Rejects, rejected_path, write_rejected
from visitcore.ground.text import Text

REASON = Text("is not a day", "不是日期")


def test_rows_are_counted_once():
    """
    Two faulty cells in one row are two entries and one row.
    """
    rejects = Rejects()
    rejects.add("a.csv", 3, "start", "soon", REASON)
    rejects.add("a.csv", 3, "status", None, REASON)
    rejects.add("b.csv", 3, "status", 5, REASON)

    assert (3, 2) == (len(rejects.found), rejects.rows)
    assert ["soon", "", "5"] == [found.value for found in rejects.found]


def test_a_rejected_cell_reads_as_a_sentence():
    """
    File, row, column and reason stand in one line.
    """
    found = Rejected(file="a.csv", row=3, column="拜访日期", value="soon", reason=REASON)

    assert "a.csv: row 3, 拜访日期: is not a day" == str(found)


def test_a_whole_row_names_no_column():
    """
    Where the row as a whole is at fault no column is named.
    """
    found = Rejected(file="a.csv", row=3, column="", value="", reason=REASON)

    assert "a.csv: row 3: is not a day" == str(found)


def test_a_customer_whose_row_was_rejected_is_told_from_an_unknown_one():
    """
    The first of its rejected rows is named; a code nobody has is told as such.
    """
    rejects = Rejects()
    rejects.lose("a.csv", 3, "C1")
    rejects.lose("a.csv", 9, "C1")

    lost, unknown = rejects.unknown("C1"), rejects.unknown("C2")

    assert lost.en.startswith("the customer's own row was rejected, see row 3 of a.csv")
    assert lost.zh.startswith("该客户的行已被拒绝，见第3行")
    assert unknown.en.startswith("no customer has this code")


def test_notes_are_no_rejections():
    """
    What is to be said about a sheet is kept apart from what was rejected.
    """
    rejects = Rejects()
    rejects.note("a.csv", "columns not used: x", "未使用的列：x")

    assert (0, ["未使用的列：x"]) == (rejects.rows, [note.text.zh for note in rejects.notes])


def test_a_header_found_in_any_sheet_is_not_missed():
    """
    It is enough that one of the sheets read has it, whichever comes first.
    """
    rejects = Rejects()
    rejects.sought("map.toml", {"代号": True, "分层": False, "门店": False})
    rejects.sought("map.toml", {"代号": False, "分层": True})

    assert ["mapped, but in none of the sheets read: 门店"] == [note.text.en for note in rejects.notes]


def test_the_file_stands_beside_the_result():
    """
    The rejected rows of a result are found beside it.
    """
    assert Path("out/due.xlsx.rejected.csv") == rejected_path(Path("out/due.xlsx"))


def test_the_file_has_row_column_value_and_reason(tmp_path):
    """
    Every rejected cell is one line, in the language asked for, long values shortened and formulas disarmed.
    """
    rejects = Rejects()
    rejects.add("a.csv", 3, "拜访日期", "=1+1", REASON)
    rejects.add("a.csv", 4, "", "x" * 10_000, REASON)
    path = tmp_path / "due.csv.rejected.csv"

    write_rejected(path, rejects, "zh")

    with path.open(encoding="utf-8-sig", newline="") as handle:
        head, first, second = list(csv.reader(handle))
    assert ["文件", "行号", "列", "内容", "原因"] == head
    assert ["a.csv", "3", "拜访日期", "'=1+1", "不是日期"] == first
    assert 200 == len(second[3])
