import csv
import io
import json
import zipfile
from datetime import date

import pytest

from visitcore.cli.due_columns import COLUMNS

HARBOUR = {
    "customer": "C1",
    "name": "Harbour Trading",
    "grade": "A",
    "owner": "Ann",
    "region": "local",
    "last_visit": "2024-06-03",
    "period_start": "2024-06-01",
    "period_end": "2024-06-30",
    "owed": 1,
    "done": 1,
    "short": 0,
    "missed": 0,
    "next_due": "2024-07-31",
    "overdue_since": None,
    "days_overdue": None,
    "status": "met",
    "rule": "ABC-03.2a",
    "missing": [],
    "provisional": False,
}
NORTHGATE = {
    **HARBOUR,
    "customer": "C2",
    "name": "Northgate Tools",
    "owner": "Ben",
    "region": "out_of_town",
    "last_visit": "2024-04-17",
    "done": 0,
    "short": 1,
    "missed": 1,
    "next_due": "2024-06-30",
    "overdue_since": "2024-06-01",
    "days_overdue": 14,
    "status": "overdue",
}
STATUSES = {"C1": "met", "C2": "overdue", "C3": "due", "C4": "undetermined", "C5": "undetermined", "C6": "overdue"}


def rows_of(text):
    """
    The rows of a CSV text.
    """
    return list(csv.reader(io.StringIO(text)))


def test_json_is_a_list_of_objects_with_the_promised_keys(due):
    """
    Every customer in the order of the sheet, with exactly the nineteen keys in their order.
    """
    said = due("--format", "json")
    lines = json.loads(said.out)

    assert (0, "") == (said.code, said.err)
    assert {tuple(COLUMNS)} == {tuple(line) for line in lines}
    assert [HARBOUR, NORTHGATE] == lines[:2]
    assert STATUSES == {line["customer"]: line["status"] for line in lines}
    assert [["visits.cadence[grade = D]"], ["grade"]] == [line["missing"] for line in lines[3:5]]


def test_an_excuse_changes_the_status(due):
    """
    A period that is excused is not short.
    """
    lines = json.loads(due("--format", "json", "--excuses", "excuses.csv").out)

    assert ["excused"] == [line["status"] for line in lines if line["customer"] == "C6"]


@pytest.mark.parametrize(
    ("lang", "header", "status", "region", "missing", "flag"),
    [
        ("en", "Customer", "overdue", "out of town", "visits.cadence does not know grade 'D'", "no"),
        ("zh", "客户编号", "逾期", "外地", "visits.cadence 未规定客户等级“D”", "否"),
    ],
)
def test_csv_has_the_same_columns_with_headers_in_the_language(due, lang, header, status, region, missing, flag):
    """
    Nineteen columns, days in ISO form, words in the language; no sums below the list.
    """
    rows = rows_of(due("--format", "csv", "--lang", lang).out)

    assert [label.in_(lang) for label in COLUMNS.values()] == rows[0]
    assert header == rows[0][0]
    assert ["C2", "Northgate Tools", "A", "Ben", region, "2024-04-17"] == rows[2][:6]
    assert ["2024-06-01", "14", status, "ABC-03.2a", "", flag] == rows[2][13:]
    assert missing == rows[4][17]
    assert 7 == len(rows)


def test_a_csv_file_is_one_that_excel_reads(due, sheets):
    """
    With the mark by which Excel knows UTF-8, and with lines as Excel ends them.
    """
    said = due("-o", "due.csv", "--lang", "zh")
    raw = (sheets / "due.csv").read_bytes()

    assert (0, "", "") == (said.code, said.out, said.err)
    assert raw.startswith("\ufeff客户编号".encode())
    assert b"\r\n" in raw


@pytest.mark.parametrize(
    ("lang", "names"),
    [("en", ["Due list", "By grade", "By owner"]), ("zh", ["拜访到期表", "按客户等级汇总", "按负责人汇总"])],
)
def test_a_workbook_holds_the_list_and_the_sums(due, sheets, lang, names):
    """
    Three sheets with frozen headers; days are days and numbers are numbers.
    """
    openpyxl = pytest.importorskip("openpyxl")
    due("-o", "due.xlsx", "--lang", lang)
    book = openpyxl.load_workbook(sheets / "due.xlsx")
    sheet = book[names[0]]

    assert names == book.sheetnames
    assert ["A2", "A2", "A2"] == [each.freeze_panes for each in book]
    assert [label.in_(lang) for label in COLUMNS.values()] == [cell.value for cell in sheet[1]]
    assert (date(2024, 4, 17), 14) == (sheet["F3"].value.date(), sheet["O3"].value)
    assert ["A", "B", "C", "D"] == [book[names[1]][f"A{row}"].value for row in range(2, 6)]


def test_people_read_the_list_and_the_sums(due):
    """
    The day and the policy stand above, the sums by grade and owner below, the sum of all last.
    """
    said = due()
    parts = said.out.split("\n\n")

    assert ["Due list on 2024-06-14, policy ABC", "By grade", "By owner"] == parts[::2]
    assert ["C1", "C2", "C3", "C4", "C5", "C6"] == [line.split()[0] for line in parts[1].splitlines()[2:]]
    assert ["A", "B", "C", "D", "(none)", "all"] == [line.split()[0] for line in parts[3].splitlines()[2:]]
    assert ["all", "6", "4", "1", "25", "1", "1", "2", "2"] == parts[3].splitlines()[-1].split()
    assert ["Ann", "Ben", "(none)", "all"] == [line.split()[0] for line in parts[5].splitlines()[2:]]
    assert "not applicable" not in said.out.lower()


def test_people_read_it_in_chinese(due):
    """
    Heading, headers, words and sums are Chinese.
    """
    parts = due("--lang", "zh").out.split("\n\n")

    assert ["2024-06-14 拜访到期表（制度：ABC）", "按客户等级汇总", "按负责人汇总"] == parts[::2]
    assert "合计" == parts[5].splitlines()[-1].split()[0]
    assert [] == [word for word in ("逾期", "待拜访", "无法判定", "客来香食品") if word not in parts[1]]


def test_a_page_has_a_heading_for_each_table(due):
    """
    Markdown for a wiki or a mail.
    """
    out = due("--format", "md").out

    assert 3 == out.count("\n| ---") == out.count("## ")
    assert out.startswith("## Due list on 2024-06-14, policy ABC\n\n| Customer | Name |")


def test_open_shows_who_still_needs_a_visit_the_longest_overdue_first(due):
    """
    Overdue by days, then due by day, then those of whom nothing can be told; the sums still count everybody.
    """
    said = due("--open")
    lines = json.loads(due("--open", "--format", "json").out)

    assert ["C6", "C2", "C3", "C4", "C5"] == [line["customer"] for line in lines]
    assert lines[0]["days_overdue"] > lines[1]["days_overdue"] > 0
    assert said.out.startswith("Due list on 2024-06-14, policy ABC: 5 of 6 customers still need a visit\n")
    assert ["all", "6"] == said.out.splitlines()[-1].split()[:2]


def test_strict_turns_bad_news_into_an_exit_code(due, sheets, call):
    """
    With an overdue customer 1, with none 0; without ``--strict`` always 0.
    """
    (sheets / "fine.csv").write_text("code,grade,since\nC1,A,2024-06-01\n")
    fine = ("due", "fine.csv", "--on", "2024-06-14", "--policy", "ABC", "--strict")

    assert [0, 1, 0] == [due().code, due("--strict").code, call(*fine).code]


def test_rejected_rows_are_written_out_and_counted(due, sheets):
    """
    The rest goes on; the count is told, and the file lies beside the answer.
    """
    with (sheets / "visits.csv").open("a") as sheet:
        sheet.write("C9,2024-06-01,,completed\nC1,soon,,completed\n")
    said = due("-o", "due.csv")
    rejected = rows_of((sheets / "due.csv.rejected.csv").read_text(encoding="utf-8-sig"))

    assert (0, "2 rows rejected, see due.csv.rejected.csv\n") == (said.code, said.err)
    assert ["File", "Row", "Column", "Value", "Reason"] == rejected[0]
    assert [["visits.csv", "8", "customer", "C9"], ["visits.csv", "9", "start", "soon"]] == [
        row[:4] for row in rejected[1:]
    ]


def test_a_faulty_figure_costs_nothing_where_none_is_asked_for(call, sheets):
    """
    A customer with a broken sales figure is visited all the same.
    """
    (sheets / "customers.csv").write_text("code,grade,since,sales\nC1,A,2024-01-01,much\n")
    said = call("due", "customers.csv", "--on", "2024-06-14", "--policy", "ABC", "--format", "json")

    assert ("", ["C1"]) == (said.err, [line["customer"] for line in json.loads(said.out)])


def test_a_formula_is_not_let_loose(due, sheets):
    """
    A name that a spreadsheet program would run is written so that it does not.
    """
    openpyxl = pytest.importorskip("openpyxl")
    (sheets / "customers.csv").write_text('code,name,grade,since\nC1,"=1+1",A,2024-01-01\n')
    due("-o", "due.xlsx")

    assert "'=1+1" == rows_of(due("--format", "csv").out)[1][1]
    cell = openpyxl.load_workbook(sheets / "due.xlsx")["Due list"]["B2"]
    assert ("s", "=1+1") == (cell.data_type, cell.value)


@pytest.mark.parametrize(("lang", "told"), [("en", "there is no customer to tell of"), ("zh", "没有可列出的客户")])
def test_a_sheet_with_headers_only_is_an_empty_list(call, sheets, lang, told):
    """
    People read a sentence, a program an empty list, a table its headers; nothing went wrong.
    """
    (sheets / "customers.csv").write_text("code,grade\n")
    words = ("due", "customers.csv", "--on", "2024-06-14", "--policy", "ABC", "--lang", lang)

    assert told in call(*words).out
    assert (0, []) == (call(*words).code, json.loads(call(*words, "--format", "json").out))
    assert 1 == len(rows_of(call(*words, "--format", "csv").out))
    assert 0 == call(*words, "--strict").code


def test_open_with_nobody_open_says_so(call, sheets):
    """
    Good news is told as such.
    """
    (sheets / "customers.csv").write_text("code,grade,since\nC1,A,2024-01-01\n")
    (sheets / "visits.csv").write_text("customer,start\nC1,2024-06-03\nC1,2024-05-03\n")
    words = ("due", "customers.csv", "visits.csv", "--on", "2024-06-14", "--policy", "ABC", "--open")

    assert "nobody needs a visit" in call(*words).out


def test_a_far_year_is_marked_as_provisional(call, sheets):
    """
    Where the working days of a year are not announced the list says so.
    """
    words = ("due", "customers.csv", "--on", "2031-06-14", "--policy", "ABC")
    lines = json.loads(call(*words, "--format", "json").out)

    assert {True} == {line["provisional"] for line in lines if line["next_due"]}
    assert "Provisional" in call(*words).out


@pytest.mark.parametrize("on", ["0001-01-01", "1900-01-01", "2199-12-31", "9999-12-31"])
def test_the_ends_of_the_calendar_are_no_cliff(call, sheets, on):
    """
    A slip of the pen in the year gives an answer or a sentence, never a traceback.
    """
    assert call("due", "customers.csv", "visits.csv", "--on", on, "--policy", "ABC").code in (0, 2)


def test_a_cadence_of_another_key_can_be_asked(call, sheets):
    """
    Any key that holds a cadence; one that holds something else is told.
    """
    said = call("due", "customers.csv", "--on", "2024-06-14", "--policy", "ABC", "--cadence", "checklists.closing")

    assert 2 == said.code
    assert said.err.startswith("visitcore: ")


def packed(**parts):
    """
    A package with some parts, as a workbook is one; double underscores for slashes.
    """
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name.replace("__", "/"), content)
    return held.getvalue()


SPOILT = {
    "cut.xlsx": lambda: packed(xl__workbook="<workbook/>" * 100)[:80],
    "hollow.xlsx": lambda: packed(xl__workbook="<workbook/>"),
    "bomb.xlsx": lambda: packed(xl__sheet=" " * (32 * 2**20)),
    "none.xlsx": lambda: b"code,grade\nC1,A\n",
    "old.xls": lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600,
    "huge.csv": lambda: b'code,grade\nC1,"' + b"x" * (10 * 2**20) + b'"\n',
    "open.csv": lambda: b'code,grade\nC1,"A\n',
    "empty.csv": lambda: b"",
    "page.csv": lambda: b"<html><body>login</body></html>",
    "noise.csv": lambda: bytes(range(256)) * 20,
    "short.csv": "代号,名称\nC1,x\n".encode,
}


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("cut.xlsx", "cut off or damaged"),
        ("hollow.xlsx", "cut off or damaged"),
        ("bomb.xlsx", "far more than a sheet holds"),
        ("none.xlsx", "is called a workbook but is none"),
        ("old.xls", "old .xls workbook"),
        ("huge.csv", "holds a cell of more than"),
        ("open.csv", "quotation mark that is not closed"),
        ("empty.csv", "is empty"),
        ("page.csv", "is a web page"),
        ("noise.csv", "is not readable as"),
        ("folder", "is a directory"),
        ("nowhere.csv", "there is no such file"),
        ("short.csv", "lacks the column"),
    ],
)
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_sheet_that_cannot_be_read_is_told_on_one_line(call, sheets, name, told, lang):
    """
    Whatever is wrong with a sheet: one line that names it, exit code 2, nothing written.
    """
    if name.endswith("xlsx") and name != "none.xlsx":
        pytest.importorskip("openpyxl")
    (sheets / "folder").mkdir()
    if name in SPOILT:
        (sheets / name).write_bytes(SPOILT[name]())
    words = ("--on", "2024-06-14", "--policy", "ABC", "-o", "due.csv", "--lang", lang)
    for named in ([name], ["customers.csv", name]):
        said = call("due", *named, *words)

        assert (2, "", 1) == (said.code, said.out, said.err.count("\n"))
        assert said.err.startswith(f"visitcore: {name}")
        assert lang == "zh" or told in said.err
        assert lang == "en" or not said.err.isascii()
    assert [] == [path.name for path in sheets.iterdir() if path.name.startswith(("due", "."))]


def test_a_sheet_without_its_columns_says_how_to_map_them(call, sheets):
    """
    Which columns lack, which were found, and the line that maps one; that line works.
    """
    (sheets / "short.csv").write_bytes(SPOILT["short.csv"]())
    said = call("due", "short.csv", "--on", "2024-06-14", "--policy", "DST")
    (sheets / "map.toml").write_text('"代号" = "code"\n"名称" = "grade"\n', encoding="utf-8")

    assert "found: 代号, 名称" in said.err
    assert '"代号" = "code"' in said.err
    assert 0 == call("due", "short.csv", "--on", "2024-06-14", "--policy", "DST", "--columns", "map.toml").code


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ('"Kennung" = "cdoe"\n"Stufe" = "gade"\n', ["did you mean 'code'?", "did you mean 'grade'?"]),
        ('"Kennung" = \n', ["is neither TOML nor JSON"]),
        ("{", ["is neither TOML nor JSON"]),
        ('{"a":' * 100_000, ["is neither TOML nor JSON"]),
        (b"\xff\xfe", ["is not UTF-8"]),
    ],
)
def test_a_wrong_mapping_is_told_with_every_fault(due, sheets, content, told):
    """
    All the wrong lines of a file for ``--columns`` at once.
    """
    (sheets / "map.toml").write_bytes(content if isinstance(content, bytes) else content.encode())
    said = due("--columns", "map.toml")

    assert (2, "") == (said.code, said.out)
    assert said.err.startswith("visitcore: map.toml")
    assert [] == [words for words in told if words not in said.err]


def test_a_wrong_policy_is_told_with_every_fault(due, sheets):
    """
    Every fault of a company file at once, each with its path, what is wrong and what to do.
    """
    (sheets / "own.toml").write_text('extends = ["DTS", "ABCD"]\n', encoding="utf-8")
    said = due("--policy", "own.toml")

    assert (2, "") == (said.code, said.out)
    assert said.err.startswith("visitcore: own.toml has 2 problems:\n")
    assert "extends[0]: there is no pack 'DTS'; did you mean 'DST'?" in said.err
    assert "extends[1]: there is no pack 'ABCD'; did you mean 'ABC'?" in said.err


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["-o", "nowhere/due.csv"], "nowhere/due.csv: there is no directory nowhere"),
        (["-o", "folder"], "folder is a directory; name a file inside"),
        (["-o", "customers.csv"], "customers.csv is what is read; write to another file"),
        (["--format", "xlsx"], "xlsx cannot be shown on a terminal; add -o FILE.xlsx"),
        (["--excuses", "nowhere.csv"], "nowhere.csv: there is no such file; check the path"),
        (["--calendar", "days.xyz"], "days.xyz: a company calendar cannot be read from a .xyz file; "),
        (["--on", "2024-6-14"], "'2024-6-14' is no day; write it as 2024-06-14"),
        (["--format", "pdf"], "--format cannot be 'pdf'; known: csv, json, md, text, xlsx"),
    ],
)
def test_a_wrong_option_is_told_on_one_line(due, sheets, words, told):
    """
    Whatever is wrong with an option: one line, exit code 2, no file touched.
    """
    (sheets / "folder").mkdir()
    before = sorted(path.name for path in sheets.iterdir())
    said = due(*words)

    assert (2, "", 1) == (said.code, said.out, said.err.count("\n"))
    assert told in said.err
    assert before == sorted(path.name for path in sheets.iterdir())
