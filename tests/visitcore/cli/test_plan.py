import csv
import io
import json
from datetime import date, time

import pytest

VISIT = [
    "owner",
    "day",
    "weekday",
    "start",
    "end",
    "customer",
    "name",
    "grade",
    "region",
    "due_by",
    "overdue",
    "rule",
    "provisional",
]
UNFITTED = ["owner", "customer", "name", "grade", "due_by", "why", "rule"]


def rows_of(text):
    """
    The rows of a CSV text.
    """
    return list(csv.reader(io.StringIO(text)))


@pytest.fixture
def crowded(sheets):
    """
    Forty customers of one owner, each to be visited once in the month, and one without an owner.
    """
    rows = "".join(f"K{number:02},Customer {number},A,Ann,2024-01-01\n" for number in range(40))
    (sheets / "customers.csv").write_text(f"code,name,grade,owner,since\n{rows}K99,Nobody's,A,,2024-01-01\n")
    (sheets / "visits.csv").write_text("customer,start\n")
    return sheets


def test_json_holds_the_visits_and_those_without_a_place(plan):
    """
    Two lists under two keys, each with its own columns.
    """
    said = plan("--format", "json")
    found = json.loads(said.out)

    assert 0 == said.code
    assert ["visits", "unfitted"] == list(found)
    assert {tuple(VISIT)} == {tuple(visit) for visit in found["visits"]}
    assert [] == found["unfitted"]


def test_every_visit_lies_on_a_working_day_of_the_month(plan):
    """
    The draft keeps to the month, to working days and to one visit a day for each customer.
    """
    visits = json.loads(plan("--format", "json").out)["visits"]
    days = [date.fromisoformat(visit["day"]) for visit in visits]

    assert {(2024, 7)} == {(day.year, day.month) for day in days}
    assert {0, 1, 2, 3, 4} >= {day.weekday() for day in days}
    assert len(visits) == len({(visit["day"], visit["customer"]) for visit in visits})
    assert {"C1", "C2"} <= {visit["customer"] for visit in visits}


@pytest.mark.parametrize(("lang", "first"), [("en", ["Owner", "Day", "Weekday"]), ("zh", ["负责人", "日期", "星期"])])
def test_csv_has_the_visits(plan, lang, first):
    """
    One row for each visit, headers and weekdays in the language.
    """
    rows = rows_of(plan("--format", "csv", "--lang", lang).out)

    assert first == rows[0][:3]
    assert len(VISIT) == len(rows[0])
    assert {"en": {"Mon", "Tue", "Wed", "Thu", "Fri"}, "zh": {"周一", "周二", "周三", "周四", "周五"}}[lang] >= {
        row[2] for row in rows[1:]
    }


def test_people_read_the_sums_before_the_list(plan):
    """
    Per owner first, then the days, then what cannot be fitted; the counts go to the error stream.
    """
    said = plan()
    parts = said.out.split("\n\n")

    assert ["By owner", "Plan for 2024-07, policy ABC", "Cannot be fitted"] == parts[::2]
    assert ["Ann", "Ben", "all"] == [line.split()[0] for line in parts[1].splitlines()[2:]]
    assert "every visit due in the month is placed\n" == parts[5]
    assert "6 customers, 23 working days: " in said.err
    assert "not planned, since the cadence is not known: 2 customers (C4, C5); " in said.err


def test_people_read_it_in_chinese(plan):
    """
    Headings, sums and sentences are Chinese.
    """
    said = plan("--lang", "zh")

    assert ["按负责人汇总", "2024年7月拜访计划（制度：ABC）", "无法安排"] == said.out.split("\n\n")[::2]
    assert [] == [line for line in said.err.splitlines() if line.isascii()]


def test_a_workbook_has_a_sheet_for_each_owner(plan, sheets):
    """
    All visits, a sheet for each owner, those without a place and the sums; frozen headers and real days.
    """
    openpyxl = pytest.importorskip("openpyxl")
    plan("-o", "plan.xlsx")
    book = openpyxl.load_workbook(sheets / "plan.xlsx")

    assert ["Plan", "Ann", "Ben", "Cannot be fitted", "By owner"] == book.sheetnames
    assert {"A2"} == {sheet.freeze_panes for sheet in book}
    assert {"Ann"} == {cell.value for cell in book["Ann"]["A"][1:]}
    assert book["Plan"].max_row - 1 == book["Ann"].max_row - 1 + book["Ben"].max_row - 1
    assert {(2024, 7)} == {(cell.value.year, cell.value.month) for cell in book["Plan"]["B"][1:]}
    assert {"yyyy-mm-dd"} == {cell.number_format for cell in book["Plan"]["B"][1:]}


def test_a_calendar_has_an_event_for_each_visit(plan, sheets):
    """
    Read back, the events are the visits of the list.
    """
    icalendar = pytest.importorskip("icalendar")
    visits = json.loads(plan("--format", "json").out)["visits"]
    said = plan("-o", "plan.ics", "--lang", "zh")
    events = icalendar.Calendar.from_ical((sheets / "plan.ics").read_bytes()).walk("VEVENT")

    assert (0, "") == (said.code, said.out)
    assert [(visit["day"], visit["start"], visit["end"]) for visit in visits] == [
        (f"{event.start:%Y-%m-%d}", f"{event.start:%H:%M}", f"{event.end:%H:%M}") for event in events
    ]
    assert {"Asia/Shanghai"} == {str(event.start.tzinfo) for event in events}
    assert len(events) == len({event["uid"] for event in events})
    assert "Harbour Trading (Ann)" in {str(event["summary"]) for event in events}


def test_a_calendar_can_be_piped(plan):
    """
    Without a file the calendar goes to the output as it is.
    """
    pytest.importorskip("icalendar")

    assert plan("--format", "ics").out.startswith("BEGIN:VCALENDAR")


def test_what_cannot_be_fitted_is_told_with_the_reason(plan, crowded):
    """
    One visit a day leaves 17 of 40 without a place, and one has no owner; each says why.
    """
    said = plan("--capacity", "1", "--format", "json")
    found = json.loads(said.out)

    assert 23 == len(found["visits"])
    assert {tuple(UNFITTED)} == {tuple(miss) for miss in found["unfitted"]}
    assert 40 - 23 + 1 == len(found["unfitted"])
    assert {"the customer has no owner"} == {miss["why"]["en"] for miss in found["unfitted"] if not miss["owner"]}
    assert [0, 1, 0] == [plan().code, plan("--capacity", "1", "--strict").code, plan("--capacity", "1").code]


@pytest.mark.parametrize("name", ["plan.csv", "plan.ics"])
def test_a_format_without_a_place_for_them_has_a_file_beside(plan, crowded, name):
    """
    Beside a CSV or a calendar lies a sheet of the visits that cannot be fitted, and the program says where.
    """
    pytest.importorskip("icalendar")
    said = plan("-o", name, "--capacity", "1")
    rows = rows_of((crowded / f"{name}.unfitted.csv").read_text(encoding="utf-8-sig"))

    assert f"what cannot be fitted stands in {name}.unfitted.csv\n" in said.err
    assert ["Owner", "Customer", "Name", "Grade", "Due by", "Why", "Rule"] == rows[0]
    assert 18 == len(rows[1:])


def test_without_a_file_they_are_told_on_the_error_stream(plan, crowded):
    """
    A CSV on the output stays a CSV; each visit without a place is a line of the error stream.
    """
    said = plan("--format", "csv", "--capacity", "1")

    assert 1 + 23 == len(rows_of(said.out))
    assert 18 == said.err.count("cannot be fitted: K")
    assert "cannot be fitted: K99 Nobody's: the customer has no owner [ABC-03.2a]\n" in said.err


def test_where_all_fits_no_file_lies_beside(plan, sheets):
    """
    No empty file of misses.
    """
    plan("-o", "plan.csv")

    assert [] == list(sheets.glob("*.unfitted.csv"))


def test_more_than_the_day_holds_is_told(plan):
    """
    A capacity beyond the visiting hours is not used in full, and the program says so.
    """
    assert "so --capacity 50 is not used in full" in plan("--capacity", "50").err
    assert "not used in full" not in plan("--capacity", "1").err


def test_visits_the_sheet_has_planned_are_kept(plan, sheets):
    """
    What is agreed already is not planned a second time, and is told.
    """
    before = json.loads(plan("--format", "json").out)["visits"]
    with (sheets / "visits.csv").open("a") as sheet:
        sheet.write("C1,2024-07-09,,planned\n")
    said = plan("--format", "json")

    assert "1 visit of this month is planned in the sheet already" in said.err
    assert [visit["customer"] for visit in before if visit["customer"] != "C1"] == [
        visit["customer"] for visit in json.loads(said.out)["visits"]
    ]


def test_a_month_not_yet_announced_is_marked(call, sheets):
    """
    Each row and the last line say that the working days are provisional.
    """
    said = call("plan", "customers.csv", "visits.csv", "--month", "2031-07", "--policy", "ABC", "--format", "json")

    assert {True} == {visit["provisional"] for visit in json.loads(said.out)["visits"]}
    assert said.err.endswith("provisional: the working days of this month are not announced yet\n")


def test_visits_are_known_up_to_the_day_asked(plan):
    """
    By default up to the day before the month; an earlier day may be named, a later one not.
    """
    late = plan("--on", "2024-07-01")

    assert 0 == plan("--on", "2024-06-14").code
    assert (2, "", 1) == (late.code, late.out, late.err.count("\n"))
    assert "--on 2024-07-01 does not lie before 2024-07" in late.err


@pytest.mark.parametrize(
    "words", [["--month", "2024-7"], ["--capacity", "0"], ["--capacity", "-1"], ["--month", "soon"]]
)
def test_a_wrong_month_or_capacity_is_told_on_one_line(plan, words):
    """
    Nothing is planned for a month that is none or for a person who makes no visit.
    """
    said = plan(*words)

    assert (2, "", 1) == (said.code, said.out, said.err.count("\n"))


def test_times_are_hours_of_the_day(plan):
    """
    Each visit begins before it ends.
    """
    visits = json.loads(plan("--format", "json").out)["visits"]

    assert all(time.fromisoformat(visit["start"]) < time.fromisoformat(visit["end"]) for visit in visits)


@pytest.mark.parametrize(("lang", "told"), [("en", "nothing to plan"), ("zh", "没有需要安排的拜访")])
def test_an_empty_sheet_is_an_empty_plan(plan, sheets, lang, told):
    """
    Nothing to plan is no error.
    """
    (sheets / "customers.csv").write_text("code,grade,owner\n")
    (sheets / "visits.csv").write_text("customer,start\n")
    said = plan("--lang", lang)

    assert 0 == said.code
    assert told in said.out
