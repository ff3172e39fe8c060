import json
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from visitcore.codec.complaint_checks import Reading
from visitcore.codec.complaint_rows import read_complaints
from visitcore.codec.rejected import Rejects
from visitcore.ground.errors import SheetError

READING = Reading(zone=ZoneInfo("Asia/Shanghai"))


def read(tmp_path, text, name="complaints.csv", reading=READING):
    """
    The complaints of a file, and what was rejected.
    """
    path, rejects = tmp_path / name, Rejects()
    path.write_text(text, encoding="utf-8")
    return [row.complaint for row in read_complaints(path, rejects, reading=reading)], rejects


def test_a_row_becomes_a_complaint_with_its_events_in_order(tmp_path):
    """
    Chinese headers and words are understood; a time keeps its offset, or goes without one.
    """
    text = (
        "投诉编号,客户名称,投诉等级,堵门,投诉次数,接到投诉时间,答复客户时间,核实理由时间\n"
        "T1,海影,重大,是,2,2024-07-01,2024-07-03T10:00+08:00,2024-07-02 9:30\n"
    )
    ((one,), rejects) = read(tmp_path, text)

    assert ("T1", "海影", "major", 2) == (one.id, one.customer, one.gravity, one.times)
    assert {"door_block": True} == one.flags
    assert ["received", "reason_checked", "customer_answered"] == [event.kind for event in one.events]
    assert (date(2024, 7, 1), datetime(2024, 7, 2, 9, 30)) == (one.events[0].at, one.events[1].at)
    assert one.events[2].at.tzinfo is not None
    assert [] == rejects.found


@pytest.mark.parametrize(
    ("row", "column"),
    [
        (",海影,2024-07-01,", "投诉编号"),
        ("T1,海影,2024-07-32,", "接到投诉时间"),
        ("T1,海影,2024-07-01,1.5", "投诉次数"),
        ("合计,15件,,", "投诉编号"),
        ("小计,2,,", "投诉编号"),
        ("投诉编号,客户名称,接到投诉时间,投诉次数", "投诉编号"),
    ],
)
def test_a_faulty_row_is_rejected_with_its_place(tmp_path, row, column):
    """
    The cell is named, and the others are read; a blank row is none.
    """
    text = f"投诉编号,客户名称,接到投诉时间,投诉次数\n{row}\n,,,\nT9,老磨坊,2024-07-01,\n"
    (known, rejects) = read(tmp_path, text)

    assert ["T9"] == [one.id for one in known]
    assert [(2, column)] == [(found.row, found.column) for found in rejects.found]


def test_a_number_that_stands_twice_is_kept_once(tmp_path):
    """
    The first is kept, in a sheet as in a file of lines.
    """
    known, rejects = read(tmp_path, "编号,received\nT1,2024-07-01\nT1,2024-07-02\n,2024-07-03\n")
    lines, more = read(tmp_path, '{"id": "T1"}\n{"id": "T1"}\n', "complaints.jsonl")

    assert (1, 1) == (len(known), len(lines))
    assert ("T1", 3, 2) == (rejects.found[0].value, rejects.found[0].row, more.found[0].row)
    assert ({"编号"}, "id") == ({found.column for found in rejects.found}, more.found[0].column)
    assert 1 == len({found.file for found in rejects.found})


def test_a_line_is_a_complaint_with_every_fact(tmp_path):
    """
    Any event may be told; a faulty line is rejected with its path.
    """
    good = {"id": "7", "about": ["Li"], "events": [{"kind": "waiting", "at": "2024-07-01T10:00:00+08:00"}]}
    bad = {"id": "8", "events": [{"kind": "received", "at": "yesterday"}]}
    lines = [json.dumps(good), "", json.dumps(bad), "{", '{"customer": "C1"}']
    known, rejects = read(tmp_path, "\n".join(lines), "complaints.jsonl")

    assert [("7", ("Li",), "waiting")] == [(one.id, one.about, one.events[-1].kind) for one in known]
    assert [(3, "events[0].at"), (4, ""), (5, "id")] == [(found.row, found.column) for found in rejects.found]
    assert all(found.reason.zh for found in rejects.found)


def test_a_file_that_cannot_be_read_is_refused(tmp_path):
    """
    No such file, no text, or no column of numbers.
    """
    (tmp_path / "gbk.jsonl").write_bytes("投诉".encode("gbk"))

    for name in ("none.jsonl", "gbk.jsonl", "none.csv"):
        with pytest.raises(SheetError):
            read_complaints(tmp_path / name, Rejects(), reading=READING)
    with pytest.raises(SheetError):
        read(tmp_path, "客户名称,接到投诉时间\n海影,2024-07-01\n")


def test_totals_and_missing_numbers_are_told_as_what_they_are(tmp_path):
    """
    A row of totals is no complaint; a complaint without its number is not called a customer.
    """
    (_known, rejects) = read(tmp_path, "投诉编号,接到投诉时间\n合计,\n,2024-07-01\n")

    assert ["该行像是合计行或签名行；请从表中删去", "投诉编号为空；请填写"] == [one.reason.zh for one in rejects.found]


@pytest.mark.parametrize(
    ("row", "column", "said"),
    [
        ("T1,严重,2024-07-01,", "等级", "“严重”不是已知的投诉等级；请填写重大或一般，或留空"),
        ("T1,一般,2024-07-05,2024-07-01", "办结日期", "2024-07-01 早于接到投诉的时间 2024-07-05；请更正其中之一"),
        ("T1,一般,2024-07-10,", "受理日期", "2024-07-10 晚于判定时刻 2024-07-09；请更正，或改用更晚的判定时刻"),
    ],
)
def test_what_cannot_be_is_rejected_under_the_header_of_the_sheet(tmp_path, row, column, said):
    """
    A class nobody knows, an end before the beginning, a beginning after the moment asked about.
    """
    reading = Reading(zone=READING.zone, at=date(2024, 7, 9))
    text = f"投诉编号,等级,受理日期,办结日期\n{row}\nT9,普通,2024-07-09,2024-07-09\n"
    (known, rejects) = read(tmp_path, text, reading=reading)

    assert ["T9"] == [one.id for one in known]
    assert [(2, column, said)] == [(found.row, found.column, found.reason.zh) for found in rejects.found]


def test_a_line_that_cannot_be_is_rejected_with_its_path(tmp_path):
    """
    The event is named by its place.
    """
    events = [{"kind": "received", "at": "2024-07-05"}, {"kind": "closed", "at": "2024-07-01"}]
    (known, rejects) = read(tmp_path, json.dumps({"id": "7", "gravity": "grave", "events": events}), "c.jsonl")

    assert [] == known
    assert ["gravity", "events[1].at"] == [found.column for found in rejects.found]
