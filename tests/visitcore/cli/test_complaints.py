import csv
import json

import pytest

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


def test_late_ones_come_first_with_who_owes_what_by_which_clause(complaints):
    """
    One line for each open complaint: the longest overdue first, then by the next deadline.
    """
    rows = json.loads(complaints("--format", "json").out)
    told = [(row["id"], row["clock"], row["status"], row["owes"], row["rule"]) for row in rows]

    assert [
        ("T2", "warning", "overdue", "customer_relations", "OMS-02.12"),
        ("T1", "closing", "overdue", "operations_cs", "CPC-26.1"),
        ("T3", "closing", "open", "operations_cs", "CPC-26.1"),
        ("T4", "closing", "undetermined", "operations_cs", "CPC-26.1"),
    ] == told
    assert [["", "24", "hours"], ["", 1, "days"]] == [row["late"][0] for row in rows[:2]]
    assert ("admin_hr", ["store"]) == (rows[1]["control"], rows[1]["next_by"])
    assert ["complaint.events.found_major (an instant with its time zone)"] == rows[3]["missing"]


def test_people_read_it_in_their_language(complaints):
    """
    The same list in English and in Chinese, with nothing of the program in it.
    """
    english, chinese = complaints().out, complaints("--lang", "zh").out

    assert "T1         海影商贸  closing    2024-07-08        overdue       1 day" in english
    assert "24 hours" in english
    assert "24小时" in chinese
    assert "认定为重大（带时区的时刻）" in chinese
    assert "5 件中列出 4 件，逾期 2 件" in chinese
    assert "_" not in english


def test_it_fits_a_terminal_of_120_columns(complaints):
    """
    No line that tells all it has to is wider; what is missing alone may be cut there.
    """
    for lang in ("en", "zh"):
        lines = complaints("--lang", lang).out.splitlines()

        assert max(display_width(line) for line in lines[4:6]) <= 120


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
    rows = json.loads(complaints("--all", "--format", "json").out)

    assert ("T5", "nothing_timed", "customer_answered") == tuple(rows[-1][name] for name in ("id", "status", "skipped"))


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
    (row,) = json.loads(said.out)

    assert ("feedback", "overdue", [["", "1.5", "hours"]]) == (row["clock"], row["status"], row["late"])


@pytest.mark.parametrize("words", [("--at", "soon"), ("--at", "2024-07-99"), ("--at", "2024-07-09", "--policy", "ABC")])
def test_a_call_that_cannot_be_answered_says_so(complaints, words):
    """
    No moment, or a policy without clocks.
    """
    said = complaints(*words)

    assert (2, "") == (said.code, said.out)
    assert said.err
