import json
import re
from pathlib import Path

import pytest

EXAMPLE = Path(__file__).parents[3] / "examples" / "ledger.csv"
KEYS = ["day", "basis", "past_term", "limit", "outstanding", "headroom", "step", "hold"]
LINES = [
    {"on": "2024-03-01", "kind": "invoice", "id": "I1", "amount": "100", "class": "normal"},
    {"on": "2024-03-03", "kind": "payment", "amount": "40"},
]


@pytest.fixture
def ledger(desk):
    """
    Writes events as JSON lines.
    """

    def write(*events):
        path = desk / "ledger.jsonl"
        path.write_text("".join(f"{json.dumps(event)}\n" for event in events), encoding="utf-8")
        return path.name

    return write


def test_json_has_one_object_a_day(call, ledger):
    """
    From the first event to the day after the last, each as it is before the events of the day; sums as text.
    """
    said = call("credit", ledger(*LINES), "--format", "json")
    days = json.loads(said.out)

    assert (0, "") == (said.code, said.err)
    assert [KEYS] * 4 == [list(day) for day in days]
    assert ["2024-03-01", "2024-03-02", "2024-03-03", "2024-03-04"] == [day["day"] for day in days]
    assert ["0.00", "100.00", "100.00", "60.00"] == [day["outstanding"] for day in days]
    assert [0, 0, 0, 0] == [day["step"] for day in days]


@pytest.mark.parametrize(("first", "last", "count"), [("2024-03-02", "2024-03-10", 9), ("2024-03-03", "2024-03-03", 1)])
def test_the_days_shown_may_be_named(call, ledger, first, last, count):
    """
    Both ends are shown, and earlier events count.
    """
    said = call("credit", ledger(*LINES), "--from", first, "--to", last, "--format", "json")
    days = json.loads(said.out)

    assert (count, first, last) == (len(days), days[0]["day"], days[-1]["day"])
    assert "100.00" == days[0]["outstanding"]


def test_text_has_the_events_between_the_days(call, desk):
    """
    The worked example as a table: a payment on the tenth stands below the line of the tenth.
    """
    lines = call("credit", str(EXAMPLE), "--from", "2024-04-09", "--to", "2024-04-11").out.splitlines()

    assert ["2024-04-09", "2024-04-10", "-", "2024-04-11"] == [line.split()[0] for line in lines[4:]]
    assert lines[5].endswith("waits for the sales department")
    assert "payment P5 30,000.00 for I2" in lines[6]


def test_a_fault_of_the_ledger_ends_the_call(call, ledger):
    """
    All of them are told, each with its line, and nothing is shown.
    """
    said = call("credit", ledger(*LINES, {**LINES[1], "on": "2024-03-01"}, {**LINES[1], "for": "I9"}))

    assert (2, "") == (said.code, said.out)
    assert "line 3: on: 2024-03-01 lies before 2024-03-03" in said.err
    assert "line 4: for: there is no invoice 'I9'" in said.err


def test_strict_tells_of_an_account_over_its_limit(call, ledger):
    """
    Exit code 1 where the last day has no head-room left and more, else 0.
    """
    over = ledger({**LINES[0], "class": "first"}, LINES[1])

    assert 1 == call("credit", over, "--strict").code
    assert 0 == call("credit", ledger(*LINES), "--strict").code


@pytest.mark.parametrize("words", [(), ("--from", "2024-03-01")])
def test_an_empty_ledger_needs_its_days(call, desk, words):
    """
    There is nothing to take them from.
    """
    (desk / "ledger.csv").write_text("on,kind,amount\n")
    said = call("credit", "ledger.csv", *words)

    assert 2 == said.code
    assert "say --from and --to" in said.err


def test_the_ends_cannot_be_swapped(call, ledger):
    """
    The message says what to do.
    """
    said = call("credit", ledger(*LINES), "--from", "2024-03-03", "--to", "2024-03-01")

    assert 2 == said.code
    assert "swap --from and --to" in said.err


@pytest.mark.parametrize("style", ["csv", "md", "xlsx"])
def test_it_is_written_in_every_format(call, ledger, desk, style):
    """
    A file each, with the days as rows.
    """
    if style == "xlsx":
        pytest.importorskip("openpyxl")
    said = call("credit", ledger(*LINES), "-o", f"run.{style}", "--lang", "zh")

    assert 0 == said.code
    assert (desk / f"run.{style}").stat().st_size > 100


def test_a_fault_of_a_sheet_goes_by_its_headers(call, desk):
    """
    Who wrote Chinese headers is told of them; what rests on a faulty row is not told again.
    """
    sheet = "日期,类型,单据编号,金额,发货类别,对应单据\n2024-03-01,开票,I1,100,,\n2024-03-02,回款,,50,,I1\n"
    (desk / "ledger.csv").write_text(f"{sheet}2024-03-01,回款,,0,,\n", encoding="utf-8")
    said = call("credit", "ledger.csv", "--lang", "zh")

    assert 2 == said.code
    assert ["第2行: 发货类别", "第4行: 金额"] == re.findall("第[0-9]行: [^：]+", said.err)


def test_a_written_list_has_the_events_beside_the_days(call, ledger, desk):
    """
    Without them nobody would know why the limit moves.
    """
    call("credit", ledger(*LINES), "-o", "run.csv")

    assert "payment 40.00, free" in (desk / "run.csv").read_text(encoding="utf-8")
