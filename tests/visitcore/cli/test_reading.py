from argparse import Namespace
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from visitcore.cli.parser import Parser
from visitcore.cli.reading import add_sheets, keep_rejected, mapping_of, read_sheets, tell
from visitcore.codec.rejected import Rejects
from visitcore.ground.errors import SheetError
from visitcore.ground.text import Text

SHANGHAI = ZoneInfo("Asia/Shanghai")


def options(*words, output=None, lang="en"):
    """
    The words of a call that reads sheets.
    """
    parser = Parser(prog="x")
    add_sheets(parser)
    read = parser.parse_args([str(word) for word in words])
    return Namespace(**vars(read), lang=lang, output=None if output is None else Path(output), command="due")


def test_only_completed_visits_count_by_their_local_day(sheets):
    """
    Planned and cancelled visits are left out; an instant counts on its day in the zone; the days are in order.
    """
    (sheets / "visits.csv").write_text(
        "customer,start,status\n"
        "C1,2024-06-10T20:00:00+00:00,completed\n"
        "C1,2024-06-03,completed\n"
        "C1,2024-06-04,planned\n"
        "C1,2024-06-05,cancelled\n"
    )

    read = read_sheets(options("customers.csv", "visits.csv"), SHANGHAI, needed=("code",))

    assert {"C1": [date(2024, 6, 3), date(2024, 6, 11)]} == read.days
    assert ["C1", "C2", "C3", "C4", "C5", "C6"] == [customer.code for customer in read.customers]


def test_a_last_visit_named_by_the_customers_counts_once(sheets):
    """
    The column 上次拜访日期 stands in for visits that no sheet lists, and adds nothing to one that is listed.
    """
    (sheets / "customers.csv").write_text("客户编号,上次拜访日期\nC1,2024-06-03\nC2,2024-05-01\n", encoding="utf-8")
    (sheets / "visits.csv").write_text("customer,start\nC1,2024-06-03\n")

    read = read_sheets(options("customers.csv", "visits.csv"), SHANGHAI, needed=("code",))

    assert {"C1": [date(2024, 6, 3)], "C2": [date(2024, 5, 1)]} == read.days


def test_excuses_are_read_by_customer(sheets):
    """
    The last day of an excuse is excused.
    """
    read = read_sheets(options("customers.csv", "--excuses", "excuses.csv"), SHANGHAI, needed=("code",))

    assert ["C6"] == list(read.excuses)
    assert date(2024, 6, 30) in read.excuses["C6"][0].span
    assert {} == read.days


def test_headers_of_ones_own_are_mapped(sheets):
    """
    A file with lines of ``"header" = "column"`` is enough.
    """
    (sheets / "own.csv").write_text("Kennung,Stufe\nC1,A\n")
    (sheets / "map.toml").write_text('"Kennung" = "code"\n"Stufe" = "grade"\n')

    read = read_sheets(options("own.csv", "--columns", "map.toml"), SHANGHAI, needed=("code", "grade"))

    assert [("C1", "A")] == [(customer.code, customer.grade) for customer in read.customers]
    assert {"code", "grade"} == set(mapping_of(options("own.csv", "--columns", "map.toml")).everywhere.values())


def test_what_is_needed_and_not_there_is_an_error(sheets):
    """
    A sheet without the column for the grade is refused before anything is decided.
    """
    (sheets / "customers.csv").write_text("code,name\nC1,x\n")

    with pytest.raises(SheetError, match="lacks the column 'grade'"):
        read_sheets(options("customers.csv"), SHANGHAI, needed=("code", "grade"))


@pytest.mark.parametrize(
    ("faulty", "lang", "told"),
    [
        (1, "en", "1 row rejected, see due.rejected.csv"),
        (2, "en", "2 rows rejected, see due.rejected.csv"),
        (2, "zh", "2 行未能读取，详见 due.rejected.csv"),
    ],
)
def test_rejected_rows_are_kept_and_counted(sheets, faulty, lang, told):
    """
    They are written out with row, column, value and reason, and the number of rows is told.
    """
    rejects = Rejects()
    for row in range(faulty):
        rejects.add("c.csv", row + 2, "grade", "=1", Text("is odd", "有误"))
    rejects.add("c.csv", 2, "since", "soon", Text("is no day", "不是日期"))

    sentences = keep_rejected(options("c.csv", lang=lang), rejects)
    written = (sheets / "due.rejected.csv").read_text(encoding="utf-8-sig").splitlines()

    assert [told] == [sentence.in_(lang) for sentence in sentences]
    assert faulty + 2 == len(written)
    assert written[1].startswith("c.csv,2,grade,'=1,")


def test_where_nothing_is_rejected_nothing_is_written(sheets):
    """
    A clean sheet leaves no file; what is to be said about it is said.
    """
    rejects = Rejects()
    rejects.note("c.csv", "columns not used: x", "未使用的列：x")

    assert [Text("c.csv: columns not used: x", "c.csv：未使用的列：x")] == keep_rejected(options("c.csv"), rejects)
    assert [] == list(sheets.glob("*.rejected.csv"))


def test_what_is_told_goes_to_the_error_stream(desk, capsys):
    """
    The answer alone is printed on the output.
    """
    tell(options("c.csv", lang="zh"), [Text("one", "一"), Text("two", "二")])

    assert ("", "一\n二\n") == tuple(capsys.readouterr())
