import csv
import json
import sys
from datetime import datetime

import pytest

from visitcore.cli.complaint_columns import COLUMNS
from visitcore.codec.terminal import display_width

SHEET = """\
投诉编号,客户名称,投诉等级,处理人,接到投诉时间,认定重大时间,预警法务部时间,答复客户时间,结案时间
T1,海影商贸,一般,何敏,2024-07-01,,,,
T2,北门工具,重大,孙悦,2024-07-07,2024-07-07T10:00+08:00,2024-07-07T11:30+08:00,,
T3,客来香,一般,何敏,2024-07-05,,,,
T4,老磨坊,重大,孙悦,2024-07-08,2024-07-08 15:00,,,
T5,珍珠,一般,何敏,2024-07-01,,,2024-07-02,2024-07-02
T6,常青,一般,何敏,昨天,,,,
"""


@pytest.fixture
def complaints(call, desk):
    """
    Lists the complaints of a sheet at ten in the morning of 9 July.
    """
    (desk / "complaints.csv").write_text(SHEET, encoding="utf-8")
    return lambda *words: call("complaints", "complaints.csv", "--at", "2024-07-09T10:00+08:00", *words)


def told(said, *names):
    """
    Some columns of each row.
    """
    return [tuple(row[name] for name in names) for row in json.loads(said.out)]


def test_late_ones_come_first_with_who_owes_what_by_which_clause(complaints):
    """
    One line for each clock that runs: overdue ones first, then what cannot be told, then by the next deadline.
    """
    said = complaints("--format", "json")

    assert [
        ("T2", "warning", "overdue", "customer_relations", "OMS-02.12"),
        ("T1", "closing", "overdue", "operations_cs", "CPC-26.1"),
        ("T4", "warning", "undetermined", "customer_relations", "OMS-02.12"),
        ("T3", "closing", "open", "operations_cs", "CPC-26.1"),
        ("T2", "closing", "open", "operations_cs", "CPC-26.1"),
        ("T4", "closing", "open", "operations_cs", "CPC-26.1"),
    ] == told(said, "id", "clock", "status", "owes", "rule")
    assert [(["24", "hours"], 1), ([1, "days"], 1), ([], None)] == told(said, "late", "days_late")[:3]
    assert ("admin_hr", ["store"], "CPC art. 26") == told(said, "control", "next_by", "clause")[1]
    assert [["brand_or_management_warned"]] == told(said, "waits_for")[0][0]
    assert [["customer_answered", "explained", "closed"]] == told(said, "waits_for")[1][0]


def test_an_open_hour_clock_hides_no_deadline_and_names_the_option(complaints):
    """
    Without a zone the warning cannot be told, beside the deadline that can; with --local-times both can.
    """
    without = complaints("--format", "json")
    local = complaints("--format", "json", "--local-times")
    fourth = [row for row in json.loads(local.out) if row["id"] == "T4"]

    assert ["complaint.events.found_major (the zone of its time)"] == told(without, "missing")[2][0]
    assert "认定重大时间（时刻没有时差：请加 --local-times）" in complaints("--lang", "zh").out
    assert ["2024-07-09T15:00:00+08:00", "2024-07-15"] == [row["due"] for row in fourth]


def test_people_read_it_in_their_language(complaints):
    """
    The same list in English and in Chinese, with nothing of the program in it and the documents named.
    """
    english, chinese = complaints().out, complaints("--lang", "zh").out

    assert "T1         海影商贸  closing    customer answered or explained or closed" in english
    assert "24 hours" in english
    assert "预警品牌事业部或管理部" in chinese
    assert "答复客户或说明理由或结案" in chinese
    assert "24小时" in chinese
    assert "CPC 第26条" in chinese
    assert "\nCPC：客户投诉案件处理办法" in chinese
    assert "5 件中列出 4 件，逾期 2 件" in chinese
    assert "_" not in english


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_it_fits_a_terminal_of_120_columns(complaints, monkeypatch, lang):
    """
    What is waited for, by when and by whom stays; what had to go is told.
    """
    monkeypatch.setenv("COLUMNS", "120")
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True, raising=False)
    lines = complaints("--lang", lang).out.splitlines()
    head = next(line for line in lines if COLUMNS["id"].in_(lang) in line and COLUMNS["due"].in_(lang) in line)

    assert max(map(display_width, lines)) <= 120
    assert all(COLUMNS[name].in_(lang) in head for name in ("clock", "waits_for", "due", "status", "owes", "clause"))


def test_a_workbook_holds_real_moments_and_numbers(complaints, desk):
    """
    Days, instants and lengths of time can be sorted; instants are by the clock of the policy.
    """
    openpyxl = pytest.importorskip("openpyxl")
    complaints("-o", "list.xlsx")
    (sheet,) = openpyxl.load_workbook(desk / "list.xlsx")
    head = [cell.value for cell in sheet[1]]
    second, third = (dict(zip(head, row, strict=True)) for row in sheet.iter_rows(min_row=2, max_row=3))

    assert (datetime(2024, 7, 8, 10), "yyyy-mm-dd hh:mm") == (second["Due by"].value, second["Due by"].number_format)
    assert (datetime(2024, 7, 8), "yyyy-mm-dd") == (third["Due by"].value, third["Due by"].number_format)
    assert (datetime(2024, 7, 1), 1) == (third["Received"].value, third["Days late"].value)
    assert ("1 day", "CPC art. 26") == (third["Late by"].value, third["Clause"].value)
    assert third["Document"].value.startswith("Complaint cases")


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ("K1,一般,2024-07-01,,2024-07-03", [(None, "closed", "closed")]),
        ("K1,一般,2024-07-01,,2024-07-09", [("closing", "late", "closed")]),
        ("K1,一般,2024-07-01,2024-07-02,", [("closing", "not_closed", "received")]),
        ("K1,一般,,,", [("closing", "undetermined", "received")]),
        ("K1,一般,,,2024-07-03", [("closing", "undetermined", "closed")]),
    ],
)
def test_closing_ends_the_clock_and_an_answer_alone_leaves_the_case_open(call, desk, row, expected):
    """
    A closed row needs no answer column; an answered one stays listed; one with no beginning cannot be told.
    """
    text = f"投诉编号,等级,受理日期,答复日期,办结日期\n{row}\n"
    (desk / "k.csv").write_text(text, encoding="utf-8")
    words = ("complaints", "k.csv", "--at", "2024-07-12", "--policy", "CPC", "--format", "json")

    assert expected == told(call(*words, "--all"), "clock", "status", "state")
    assert (expected[0][1] in ("closed", "late")) is (json.loads(call(*words).out) == [])
    if expected[0][1] == "undetermined":
        assert ["complaint.events.received.at"] == told(call(*words), "missing")[0][0]


def test_a_row_that_cannot_be_read_is_written_beside_the_answer(complaints, desk):
    """
    With its row, column, value and reason, and counted.
    """
    said = complaints("-o", "list.csv")
    (row,) = list(csv.reader((desk / "list.csv.rejected.csv").read_text("utf-8-sig").splitlines()))[1:]

    assert (0, "1 row rejected, see list.csv.rejected.csv\n") == (said.code, said.err)
    assert ["complaints.csv", "7", "接到投诉时间", "昨天"] == row[:4]


def test_closed_ones_are_shown_when_asked_for(complaints):
    """
    With --all the closed ones come last; the steps their record leaves out are told.
    """
    said = complaints("--all", "--format", "json")

    assert ("T5", "closed", "closed", "customer_answered") == told(said, "id", "status", "state", "skipped")[-1]


def test_strict_ends_badly_only_where_something_is_overdue(complaints, call):
    """
    By the policy of the sheet two are; early enough none is.
    """
    assert 1 == complaints("--strict").code
    assert 0 == call("complaints", "complaints.csv", "--at", "2024-07-05", "--policy", "CPC", "--strict").code


def test_a_file_of_lines_is_read_as_well(call, desk):
    """
    One complaint a line, with any event; a moment without an offset is the policy's own time.
    """
    line = {
        "id": "7",
        "gravity": "ordinary",
        "events": [
            {"kind": "sent_to_shop", "at": "2024-07-08"},
            {"kind": "handled", "at": "2024-07-08T10:00:00+08:00"},
        ],
    }
    (desk / "c.jsonl").write_text(json.dumps(line), encoding="utf-8")
    said = call("complaints", "c.jsonl", "--at", "2024-07-09T11:30", "--policy", "OMS", "--format", "json")

    assert [
        ("feedback", "overdue", ["1.50", "hours"], 0.06),
        ("truth_check", "undetermined", [], None),
    ] == told(said, "clock", "status", "late", "days_late")


@pytest.mark.parametrize("words", [("--at", "soon"), ("--at", "2024-07-99"), ("--at", "2024-07-09", "--policy", "ABC")])
def test_a_call_that_cannot_be_answered_says_so(complaints, words):
    """
    No moment, or a policy without clocks.
    """
    said = complaints(*words)

    assert (2, "") == (said.code, said.out)
    assert said.err
