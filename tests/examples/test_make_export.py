import csv
import re
import subprocess
import sys
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path
from unicodedata import normalize
from zoneinfo import ZoneInfo

import pytest
from openpyxl import load_workbook

from visitcore.codec.customer_rows import read_customers
from visitcore.codec.excuse_rows import read_excuses
from visitcore.codec.rejected import Rejects
from visitcore.codec.visit_rows import scan_visits

EXAMPLES = Path(__file__).parents[2] / "examples"
WRITTEN = ["README.md", "customers.csv", "customers.xlsx", "excuses.csv", "visits.csv", "visits.xlsx"]
TODAY = date(2024, 6, 14)
DONE = {"已完成", "完成", "已拜访"}
PLANNED = {"计划", "未开始"}
CANCELLED = {"取消", "已取消"}


@pytest.fixture(scope="module")
def again(tmp_path_factory):
    """
    A folder into which the sheets were written once more.
    """
    folder = tmp_path_factory.mktemp("again")
    subprocess.run([sys.executable, "-W", "error", EXAMPLES / "make_export.py", folder], check=True)
    return folder


@cache
def cells(path):
    """
    The cells of a workbook, with their formats.
    """
    rows = load_workbook(path).active.iter_rows()
    return [[(cell.value, cell.data_type, cell.number_format) for cell in row] for row in rows]


@cache
def read(ending):
    """
    What visitcore reads in the CSV files or in the workbooks: customers, visits, and the rejects of both.
    """
    of_customers, of_visits = Rejects(), Rejects()
    customers = list(read_customers(EXAMPLES / f"customers.{ending}", of_customers))
    known = {row.customer.code for row in customers}
    visits = list(scan_visits(EXAMPLES / f"visits.{ending}", of_visits, ZoneInfo("Asia/Shanghai"), known=known))
    return customers, visits, of_customers, of_visits


def said(title):
    """
    The counts that the page about the sheets gives for one of them.
    """
    page = (EXAMPLES / "README.md").read_text(encoding="utf-8")
    part = page.split(f"### `{title}`")[1].split("###")[0]
    return {what: int(count) for what, count in re.findall(r"^\| (.+) \| (\d+) \|$", part, re.MULTILINE)}


def table(name, encoding):
    """
    The headers and rows of a sheet, each cell in its normal form; blank lines are empty lists.
    """
    with (EXAMPLES / name).open(encoding=encoding, newline="") as handle:
        headers, *rows = csv.reader(handle)
    cells = [[normalize("NFKC", cell).strip() for cell in row] for row in rows]
    return [dict(zip(headers, row, strict=True)) if any(row) else {} for row in cells]


def day(text):
    """
    A day in one of the ways that the sheets use, ``None`` for anything else.
    """
    if re.fullmatch(r"4\d{4}(\.\d+)?", text):
        return date(1899, 12, 30) + timedelta(int(float(text)))
    found = re.match(r"(\d{4})([-/年])(\d{1,2})[-/月](\d{1,2})日?( \d\d:\d\d)?$", text)
    try:
        return found and date(int(found[1]), int(found[3]), int(found[4]))
    except ValueError:
        return None


def minute(text):
    """
    The minute of the day that a start names, if it does.
    """
    if re.fullmatch(r"4\d{4}\.\d+", text):
        return round(float(text) % 1 * 1440)
    found = re.search(r" (\d\d):(\d\d)$", text)
    return found and int(found[1]) * 60 + int(found[2])


@pytest.mark.parametrize("name", [name for name in WRITTEN if not name.endswith(".xlsx")])
def test_the_same_bytes_come_out_again(again, name):
    """
    The texts in the repository are the ones the program writes.
    """
    assert (EXAMPLES / name).read_bytes() == (again / name).read_bytes()


@pytest.mark.parametrize("name", ["customers.xlsx", "visits.xlsx"])
def test_the_same_cells_come_out_again(again, name):
    """
    The workbooks have the same cells with the same formats; their bytes may differ with the packages that pack them.
    """
    assert cells(EXAMPLES / name) == cells(again / name)


def test_workbooks_do_not_depend_on_the_day_they_are_written(again, tmp_path):
    """
    Written twice in a row with the same packages, the workbooks are equal byte by byte.
    """
    subprocess.run([sys.executable, EXAMPLES / "make_export.py", tmp_path], check=True)

    for name in WRITTEN:
        assert (again / name).read_bytes() == (tmp_path / name).read_bytes()


def test_the_counts_of_the_customers_are_true():
    """
    Counted by hand, the sheet of customers holds what the page says.
    """
    rows = table("customers.csv", "gb18030")
    filled = [row for row in rows if row]
    no_code = [row for row in filled if not row["客户编号"]]
    unreadable = [row for row in filled if row["客户编号"] and row["建档日期"] and day(row["建档日期"]) is None]
    first = {}
    for row in filled:
        if row not in no_code and row not in unreadable:
            first.setdefault(row["客户编号"], row)
    kept = list(first.values())
    visits = {row["客户编号"] for row in table("visits.csv", "utf-8-sig") if row}

    assert {
        "customers taken": len(kept),
        "grades that no policy knows (D, vip)": sum(row["客户等级"] in ("D", "vip") for row in kept),
        "customers without a grade": sum(row["客户等级"] == "" for row in kept),
        "customers without a first day": sum(row["建档日期"] == "" for row in kept),
        "customers in no visit at all": sum(row["客户编号"] not in visits for row in kept),
        f"customers without a completed visit up to {TODAY}": sum(row["上次拜访日期"] == "" for row in kept),
        "names that look like a formula": sum(row["客户名称"][0] in "=+-@" for row in kept),
        "rows rejected: the code stood before": len(filled) - len(no_code) - len(unreadable) - len(kept),
        "rows rejected: day cannot be read": len(unreadable),
        "rows rejected: no code": len(no_code),
        "rows rejected in all": len(filled) - len(kept),
        "rows below the headers": len(filled),
        "blank lines": len(rows) - len(filled),
    } == said("customers")
    assert 2000 == len(kept)


def judged(row, known):
    """
    What the sheet of visits says in one row: its day and status, or why not.
    """
    code, start, status = row["客户编号"], day(row["拜访日期"]), row["状态"]
    if not code:
        return "no customer"
    if code not in known:
        return "customer is not in the sheet"
    if start is None:
        exists = re.match(r"\d{4}\D\d{1,2}\D\d{1,2}", row["拜访日期"])
        return "day does not exist" if exists else "day cannot be read"
    if status not in DONE | PLANNED | CANCELLED:
        return "status is unknown"
    if row["结束时间"]:
        hours, minutes = row["结束时间"].split(":")
        if int(hours) * 60 + int(minutes) < (minute(row["拜访日期"]) or 0):
            return "ends before it starts"
    return start, status


def test_the_counts_of_the_visits_are_true():
    """
    Counted by hand, the sheet of visits holds what the page says.
    """
    known = {
        row["客户编号"] for row in table("customers.csv", "gb18030") if row and not row["客户编号"].startswith("KH08")
    }
    rows = table("visits.csv", "utf-8-sig")
    judgements = [judged(row, known) for row in rows if row]
    taken = [each for each in judgements if isinstance(each, tuple)]
    reasons = [each for each in judgements if isinstance(each, str)]
    in_lieu = sum(status in DONE and start.weekday() >= 5 for start, status in taken)

    assert {
        "visits taken": len(taken),
        "of these completed": sum(status in DONE for _start, status in taken),
        "of these planned": sum(status in PLANNED for _start, status in taken),
        "of these cancelled": sum(status in CANCELLED for _start, status in taken),
        f"visits after {TODAY}": sum(start > TODAY for start, _status in taken),
        "completed on a weekend day worked in lieu": in_lieu,
        **{f"rows rejected: {reason}": reasons.count(reason) for reason in reasons},
        "rows rejected in all": len(reasons),
        "rows below the headers": len(judgements),
        "blank lines": len(rows) - len(judgements),
    } == said("visits")
    assert 12000 == len(taken)


def test_the_last_visit_is_the_last_completed_one():
    """
    What the sheet of customers calls the last visit is the last completed one up to the day of the export.
    """
    last = {}
    for row in table("visits.csv", "utf-8-sig"):
        start = day(row["拜访日期"]) if row else None
        if start and start <= TODAY and row["状态"] in DONE:
            hours, minutes = (row["结束时间"] or "23:59").split(":")
            if int(hours) * 60 + int(minutes) >= (minute(row["拜访日期"]) or 0):
                last[row["客户编号"]] = max(start, last.get(row["客户编号"], start))

    for row in table("customers.csv", "gb18030"):
        if row and re.fullmatch(r"KH0[0-2]\d{3}", row["客户编号"]):
            assert last.get(row["客户编号"]) == (day(row["上次拜访日期"]) if row["上次拜访日期"] else None)


def test_visits_are_made_on_working_days():
    """
    Every completed visit lies on a working day of the official calendar, weekend days worked in lieu among them.
    """
    chinese_calendar = pytest.importorskip("chinese_calendar")

    for row in table("visits.csv", "utf-8-sig"):
        if row and row["状态"] in DONE and (start := day(row["拜访日期"])):
            assert chinese_calendar.is_workday(start), start


def test_the_workbooks_mix_three_ways_of_writing_a_day():
    """
    Real dates, texts and serial numbers stand in one column, as they do after years of copying.
    """
    for name, column in (("customers.xlsx", 6), ("visits.xlsx", 3)):
        kinds = {type(row[column - 1][0]) for row in cells(EXAMPLES / name)[1:]}

        assert {datetime, str, int} <= kinds


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_the_sheets_are_read_as_the_page_says(ending):
    """
    What visitcore takes and rejects is what was put in, from CSV and from the workbook alike.
    """
    customers, visits, of_customers, of_visits = read(ending)

    assert (len(customers), of_customers.rows) == (
        said("customers")["customers taken"],
        said("customers")["rows rejected in all"],
    )
    assert (len(visits), of_visits.rows) == (said("visits")["visits taken"], said("visits")["rows rejected in all"])


def test_both_forms_of_the_sheets_say_the_same():
    """
    CSV and workbook give the same customers, the same visits and the same rejected rows.
    """
    found = [
        (customers, visits, [(each.row, each.column, each.reason) for each in of_customers.found + of_visits.found])
        for customers, visits, of_customers, of_visits in map(read, ("csv", "xlsx"))
    ]

    assert found[0] == found[1]


def test_the_excuses_are_read_as_the_page_says():
    """
    Sixty excuses hold, four do not.
    """
    rejects = Rejects()
    known = {row.customer.code for row in read("csv")[0]}
    excuses = list(read_excuses(EXAMPLES / "excuses.csv", rejects, known=known))

    assert {"excuses taken": len(excuses), "rows rejected in all": rejects.rows} == said("excuses")


def test_the_small_sheets_are_faultless():
    """
    The sheets on the pages have 12 customers and 18 visits, and nothing is rejected.
    """
    rejects = Rejects()
    customers = list(read_customers(EXAMPLES / "small_customers.csv", rejects))
    known = {row.customer.code for row in customers}
    visits = list(scan_visits(EXAMPLES / "small_visits.csv", rejects, ZoneInfo("Asia/Shanghai"), known=known))

    assert (12, 18, 0, []) == (len(customers), len(visits), rejects.rows, rejects.notes)
