"""
The due list of the example export against answers worked out here, with nothing but the standard library.
"""

import csv
import json
import re
import subprocess
import sys
import unicodedata
from collections import defaultdict
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

EXAMPLES = Path(__file__).parents[2] / "examples"
ON = date(2024, 6, 14)
MONTHS = {"A": 1, "B": 3, "C": 6}
COMPARED = ("last_visit", "done", "short", "missed", "next_due", "overdue_since", "days_overdue", "status")
Answer = dict[str, Any]


def text(cell: str) -> str:
    """
    A cell with half-width signs.
    """
    return unicodedata.normalize("NFKC", cell).strip()


def day(cell: str) -> date | None:
    """
    The day in a cell: year first, or a spreadsheet's serial number; ``None`` where there is none.
    """
    words = text(cell)
    found = re.match(r"(\d{4})[-/年](\d{1,2})[-/月](\d{1,2})日?( |$)", words)
    try:
        if found:
            return date(int(found[1]), int(found[2]), int(found[3]))
        if re.fullmatch(r"\d{5}(\.\d+)?", words):
            return date(1899, 12, 30) + timedelta(days=int(float(words)))
    except ValueError:
        pass
    return None


def rows(name: str, encoding: str) -> list[dict[str, str]]:
    """
    The rows of an example sheet that are not blank.
    """
    with (EXAMPLES / name).open(encoding=encoding, newline="") as file:
        return [row for row in csv.DictReader(file) if any(text(cell or "") for cell in row.values())]


def by_plain_counting() -> dict[str, Answer]:
    """
    What is due, per customer, counted month by month.
    """
    visits: defaultdict[str, list[date]] = defaultdict(list)
    for row in rows("visits.csv", "utf-8-sig"):
        start, status = day(row["拜访日期"]), text(row["状态"])
        end = text(row["结束时间"])
        clock = re.search(r"(\d{1,2}):(\d\d)$", text(row["拜访日期"]))
        begins_late = clock and end and [int(part) for part in end.split(":")] < [int(clock[1]), int(clock[2])]
        if status in ("已完成", "完成", "已拜访") and start is not None and start <= ON and not begins_late:
            visits[text(row["客户编号"])].append(start)
    answers: dict[str, Answer] = {}
    for row in rows("customers.csv", "gb18030"):
        code = text(row["客户编号"])
        since = day(row["建档日期"])
        if not code or code in answers or (since is None and text(row["建档日期"])):
            continue
        last = day(row["上次拜访日期"])
        if last is not None and last <= ON and last not in visits[code]:
            visits[code].append(last)
        grade = text(row["客户等级"]).upper().removesuffix("级").removesuffix("类")
        answers[code] = answer(grade, since, sorted(visits[code]))
    return answers


def month_number(of: date, months: int) -> int:
    """
    Number of the period of so many months that holds a day.
    """
    return (of.year * 12 + of.month - 1) // months


def first_day(number: int, months: int) -> date:
    """
    First day of the period with this number.
    """
    return date(number * months // 12, number * months % 12 + 1, 1)


def answer(grade: str, since: date | None, visits: list[date]) -> Answer:
    """
    One customer, walking back period by period.
    """
    last = visits[-1].isoformat() if visits else None
    empty = dict.fromkeys(COMPARED) | {"last_visit": last}
    if grade not in MONTHS:
        return empty | {"status": "undetermined"}
    if since is not None and since > ON and not visits:
        return empty | {"status": "not_applicable"}
    months = MONTHS[grade]
    here = month_number(ON, months)
    done = sum(month_number(one, months) == here for one in visits)
    start = since or (visits[0] if visits else None)
    missed = 0
    if start is not None:
        period = here - 1
        while first_day(period, months) >= start and not any(month_number(one, months) == period for one in visits):
            missed += 1
            period -= 1
    short = max(1 - done, 0)
    status = "met" if not short else "overdue" if missed else "due"
    late = first_day(here - missed + 1, months) if status == "overdue" else None
    return {
        "last_visit": last,
        "done": done,
        "short": short,
        "missed": missed,
        "next_due": (first_day(here + (1 if short else 2), months) - timedelta(days=1)).isoformat(),
        "overdue_since": late and late.isoformat(),
        "days_overdue": late and (ON - late).days + 1,
        "status": status,
    }


def asked(folder: Path, kind: str) -> list[dict[str, Any]]:
    """
    What the command says.
    """
    if kind == "xlsx":
        pytest.importorskip("openpyxl")
    sheets = [str(EXAMPLES / f"{name}.{kind}") for name in ("customers", "visits")]
    command = [sys.executable, "-m", "visitcore.cli.main", "due", *sheets, "--on", ON.isoformat(), "--policy", "ABC"]
    done = subprocess.run([*command, "--format", "json"], cwd=folder, capture_output=True, check=True, text=True)
    found: list[dict[str, Any]] = json.loads(done.stdout)
    return found


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_the_due_list_of_the_export_is_right_for_every_customer(kind: str, tmp_path: Path) -> None:
    """
    2,000 customers and 12,000 visits, dirty as they are, give the answers that plain counting gives.
    """
    expected = by_plain_counting()

    found = {row["customer"]: {name: row[name] for name in COMPARED} for row in asked(tmp_path, kind)}

    assert len(expected) == 2000
    assert expected == found
