from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from visitcore.codec.headers import HeaderMap
from visitcore.codec.rejected import Rejects
from visitcore.codec.visit_rows import read_visits, scan_visits
from visitcore.facts.visit import Visit, VisitStatus
from visitcore.ground.errors import SheetError

SHANGHAI = ZoneInfo("Asia/Shanghai")
DONE, PLANNED, CANCELLED = VisitStatus.COMPLETED, VisitStatus.PLANNED, VisitStatus.CANCELLED


@pytest.fixture
def path(tmp_path):
    """
    Where the sheet of a test stands.
    """
    return tmp_path / "visits.csv"


def scanned(path, text, **options):
    """
    The marks that a text gives, and the rejects.
    """
    rejects = Rejects()
    path.write_text(text, encoding="utf-8", newline="")
    return list(scan_visits(path, rejects, SHANGHAI, **options)), rejects


def read(path, text, **options):
    """
    The visits that a text gives, and the rejects.
    """
    rejects = Rejects()
    path.write_text(text, encoding="utf-8", newline="")
    return list(read_visits(path, rejects, SHANGHAI, **options)), rejects


def test_a_visit_with_everything(path):
    """
    Every known column ends where it belongs.
    """
    rows, rejects = read(
        path, "客户编号,拜访日期,结束时间,状态,拜访人,拜访目的\nC1,2024-06-14 09:30,2024/6/14 10:45,已完成,张伟,催款\n"
    )

    visit = Visit(
        customer="C1",
        start=datetime(2024, 6, 14, 9, 30),
        end=datetime(2024, 6, 14, 10, 45),
        status=DONE,
        owner="张伟",
        purpose="催款",
    )
    assert ([(2, visit)], 0) == (rows, rejects.rows)


def test_marks_hold_what_counting_needs(path):
    """
    A mark is row, customer, day of the start and status; short rows and every way of writing a day are understood.
    """
    marks, rejects = scanned(
        path,
        "customer,start,status,purpose\n"
        "C1,2024-06-14,completed,x\n"
        "Ｃ１,2024年6月15日,计划,\n"
        "C2,2024/6/16 23:30,取消\n"
        "C2,45460,done,x\n"
        "\n"
        " , ,\n",
    )

    assert [
        (2, "C1", date(2024, 6, 14), DONE),
        (3, "C1", date(2024, 6, 15), PLANNED),
        (4, "C2", date(2024, 6, 16), CANCELLED),
        (5, "C2", date(2024, 6, 17), DONE),
    ] == marks
    assert 0 == rejects.rows


def test_without_a_status_column_every_visit_counts(path):
    """
    A list of visits made needs no status; the collector gets a note that says so.
    """
    marks, rejects = scanned(path, "customer,start\nC1,2024-06-14\n")

    assert [(2, "C1", date(2024, 6, 14), DONE)] == marks
    assert ["no status column: every visit counts as completed"] == [note.text.en for note in rejects.notes]


@pytest.mark.parametrize(
    ("line", "column", "said"),
    [
        (",2024-06-14,,done", "customer", "code is empty"),
        ("C9,2024-06-14,,done", "customer", "no customer has this code"),
        ("合计,12,,", "customer", "totals or signatures"),
        ("审核：,,,", "customer", "totals or signatures"),
        ("客户编号,拜访日期,,状态", "customer", "repeats the headers"),
        ("C1,,,done", "start", "the day of the visit is empty"),
        ("C1,soon,,done", "start", "is not a day"),
        ("C1,2024-02-30,,done", "start", "does not exist"),
        ("C1,2024-06-14,2024-06-13,done", "end", "ends before it starts"),
        ("C1,2024-06-14 10:00,2024-06-14 09:59,done", "end", "ends before it starts"),
        ("C1,2024-06-14 10:00,9:59,done", "end", "ends before it starts"),
        ("C1,2024-06-14,later,done", "end", "is not a day"),
        ("C1,2024-06-14,,", "status", "write completed, planned or cancelled"),
        ("C1,2024-06-14,,改期", "status", "write completed, planned or cancelled"),
    ],
)
def test_a_faulty_visit_is_rejected_and_the_rest_goes_on(path, line, column, said):
    """
    Scanned or read in full, a faulty row is rejected with its column, and the next one is taken.
    """
    text = f"customer,start,end,status\n{line}\nC1,2024-06-14,,done\n"
    marks, scan_rejects = scanned(path, text, known={"C1"})
    rows, read_rejects = read(path, text, known={"C1"})

    assert [3] == [mark[0] for mark in marks] == [row.row for row in rows]
    assert scan_rejects.found == read_rejects.found
    (found,) = scan_rejects.found
    assert (2, column) == (found.row, found.column)
    assert said in found.reason.en
    assert found.reason.zh


def test_a_visit_to_a_customer_whose_row_was_rejected(path):
    """
    It is not told that nobody has the code, but where the customer's own row stands.
    """
    rejects = Rejects()
    rejects.lose("customers.csv", 7, "C9")
    path.write_text("customer,start\nC9,2024-06-14\n", encoding="utf-8")

    rows = list(scan_visits(path, rejects, SHANGHAI, known={"C1"}))

    assert [] == rows
    assert [True] == ["see row 7 of customers.csv" in found.reason.en for found in rejects.found]


def test_all_faults_of_a_row_are_told(path):
    """
    A row wrong in three cells has three entries and counts once.
    """
    _marks, rejects = scanned(path, "customer,start,status\nC9,soon,maybe\n", known={"C1"})

    assert (["customer", "start", "status"], 1) == ([found.column for found in rejects.found], rejects.rows)


@pytest.mark.parametrize(
    ("start", "end"),
    [
        ("2024-06-14", "2024-06-14"),
        ("2024-06-14", "2024-06-14 00:01"),
        ("2024-06-14 10:00", "2024-06-14"),
        ("2024-06-14 10:00", "10:00"),
        ("2024-06-14T10:00:00+08:00", "2024-06-14T02:00:00Z"),
        ("2024-06-14T10:00:00+08:00", "2024-06-14 10:30"),
    ],
)
def test_an_end_that_is_not_before_the_start_is_fine(path, start, end):
    """
    A day alone holds any time of that day, and offsets are compared as instants.
    """
    marks, rejects = scanned(path, f"customer,start,end\nC1,{start},{end}\n")

    assert ([date(2024, 6, 14)], 0) == ([mark[2] for mark in marks], rejects.rows)


def test_a_time_alone_ends_the_visit_on_its_day(path):
    """
    Day in one column, times in others, as many exports have it.
    """
    rows, _rejects = read(path, "客户编号,拜访日期,结束时间\nC1,2024-06-14,10:45\n")

    assert [datetime(2024, 6, 14, 10, 45)] == [row.visit.end for row in rows]


def test_an_instant_is_taken_in_the_zone(path):
    """
    A visit at half past eleven at night in London was on the next day in Shanghai.
    """
    marks, _rejects = scanned(path, "customer,start\nC1,2024-01-31T23:30:00Z\n")

    assert [date(2024, 2, 1)] == [mark[2] for mark in marks]


def test_a_workbook_gives_the_same_visits(tmp_path):
    """
    Real dates, texts, serial numbers and times in a workbook are read like their texts.
    """
    book, path, rejects = Workbook(), tmp_path / "visits.xlsx", Rejects()
    for line in [
        ["客户编号", "开始时间", "结束时间", "状态"],
        ["C1", datetime(2024, 6, 14, 9, 30), time(10, 30), "完成"],
        [1001, 45458, None, "计划"],
        ["C1", "2024-06-16", "", "取消"],
        [None, None, None, None],
        ["C1", 45460.5, 45460.4, "完成"],
    ]:
        book.active.append(line)
    book.save(path)

    marks = list(scan_visits(path, rejects, SHANGHAI))

    assert [
        (2, "C1", date(2024, 6, 14), DONE),
        (3, "1001", date(2024, 6, 15), PLANNED),
        (4, "C1", date(2024, 6, 16), CANCELLED),
    ] == marks
    assert [(6, "结束时间")] == [(found.row, found.column) for found in rejects.found]


def test_headers_of_the_companys_own(path):
    """
    Mapped headers are read.
    """
    mapping = HeaderMap(sheets={"visits": {"代号": "customer", "何时": "start"}})

    marks, _rejects = scanned(path, "代号,何时\nC1,2024-06-14\n", mapping=mapping)

    assert ["C1"] == [mark[1] for mark in marks]


def test_a_broken_formula_beside_a_visit_does_not_undo_it(path):
    """
    The owner is unknown then, the visit is not.
    """
    rows, rejects = read(path, "customer,start,owner,purpose\nC1,2024-06-14,#REF!,\n")

    assert ([(None, None)], 0) == ([(row.visit.owner, row.visit.purpose) for row in rows], rejects.rows)


@pytest.mark.parametrize("function", [scan_visits, read_visits])
def test_a_missing_column_is_refused_at_once(path, function):
    """
    A sheet of visits without days is refused before the first row is asked for.
    """
    path.write_text("customer,owner\n", encoding="utf-8")

    with pytest.raises(SheetError, match="lacks the column 'start'"):
        function(path, Rejects(), SHANGHAI)


CELLS = st.sampled_from(
    [
        "C1",
        "C2",
        "C9",
        "",
        " ",
        "2024-06-14",
        "2024/6/14 9:30",
        "2024-06-14 10:00",
        "9:45",
        "45457",
        "soon",
        "完成",
        "计划",
        "?",
    ]
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.lists(CELLS, max_size=5), max_size=8))
def test_scanning_and_reading_agree(path, lines):
    """
    Whatever the rows, both ways take the same visits and reject the same cells.
    """
    text = "customer,start,end,status\n" + "".join(",".join(line) + "\n" for line in lines)

    marks, scan_rejects = scanned(path, text, known={"C1", "C2"})
    rows, read_rejects = read(path, text, known={"C1", "C2"})

    days = [row.visit.start.date() if isinstance(row.visit.start, datetime) else row.visit.start for row in rows]
    assert marks == [(row.row, row.visit.customer, day, row.visit.status) for row, day in zip(rows, days, strict=True)]
    assert scan_rejects.found == read_rejects.found
