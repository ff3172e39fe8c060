import json
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from visitcore.codec.complaint_rows import read_complaints
from visitcore.codec.rejected import Rejects
from visitcore.ground.errors import SheetError

SHANGHAI = ZoneInfo("Asia/Shanghai")


def read(tmp_path, text, name="complaints.csv"):
    """
    The complaints of a file, and what was rejected.
    """
    path, rejects = tmp_path / name, Rejects()
    path.write_text(text, encoding="utf-8")
    return [row.complaint for row in read_complaints(path, rejects, zone=SHANGHAI)], rejects


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
    known, rejects = read(tmp_path, "id,received\nT1,2024-07-01\nT1,2024-07-02\n")
    lines, more = read(tmp_path, '{"id": "T1"}\n{"id": "T1"}\n', "complaints.jsonl")

    assert (1, 1) == (len(known), len(lines))
    assert ("T1", 3, 2) == (rejects.found[0].value, rejects.found[0].row, more.found[0].row)


def test_a_line_is_a_complaint_with_every_fact(tmp_path):
    """
    Any event may be told; a faulty line is rejected with its path.
    """
    good = {"id": "7", "about": ["Li"], "events": [{"kind": "waiting", "at": "2024-07-01T10:00:00+08:00"}]}
    bad = {"id": "8", "events": [{"kind": "received", "at": "yesterday"}]}
    lines = [json.dumps(good), "", json.dumps(bad), "{", '{"customer": "C1"}']
    known, rejects = read(tmp_path, "\n".join(lines), "complaints.jsonl")

    assert [("7", ("Li",), "waiting")] == [(one.id, one.about, one.events[0].kind) for one in known]
    assert [(3, "events[0].at"), (4, ""), (5, "id")] == [(found.row, found.column) for found in rejects.found]
    assert all(found.reason.zh for found in rejects.found)


def test_a_file_that_cannot_be_read_is_refused(tmp_path):
    """
    No such file, no text, or no column of numbers.
    """
    (tmp_path / "gbk.jsonl").write_bytes("投诉".encode("gbk"))

    for name in ("none.jsonl", "gbk.jsonl", "none.csv"):
        with pytest.raises(SheetError):
            read_complaints(tmp_path / name, Rejects(), zone=SHANGHAI)
    with pytest.raises(SheetError):
        read(tmp_path, "客户名称,接到投诉时间\n海影,2024-07-01\n")
