"""
``visitcore due`` on 100,000 customers and 1,000,000 visits against a plain pandas script for the same columns.

Prints the ratio of their times (target at most 3) and the most memory that ``due`` took (target at most 1 GiB).
Needs pandas beside ``visitcore[cli]``.
"""

import argparse
import csv
import os
import random
import subprocess
import sys
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path

ON = date(2024, 6, 14)

PANDAS = """
import sys
import pandas as pd

customers = pd.read_csv(sys.argv[1], dtype=str, parse_dates=["since"])
visits = pd.read_csv(sys.argv[2], dtype={"customer": str, "status": str}, parse_dates=["start"])
on = pd.Timestamp(sys.argv[3])
visits = visits[(visits["status"] == "completed") & (visits["start"] <= on)]
last = visits.groupby("customer")["start"].max()
customers["last_visit"] = customers["code"].map(last)
first = visits.groupby("customer")["start"].min()
customers["first"] = customers["since"].fillna(customers["code"].map(first))
parts = []
for grade, freq, months in (("A", "M", 1), ("B", "Q", 3), ("C", "6M", 6)):
    mine = customers[customers["grade"] == grade].copy()
    seen = visits[visits["customer"].isin(mine["code"])].copy()
    index = lambda day: (day.dt.year * 12 + day.dt.month - 1) // months
    here = (on.year * 12 + on.month - 1) // months
    seen["period"] = index(seen["start"])
    counts = seen.groupby(["customer", "period"]).size().reset_index(name="n")
    done = counts[counts["period"] == here].set_index("customer")["n"]
    met = counts[counts["period"] < here].groupby("customer")["period"].max()
    mine["done"] = mine["code"].map(done).fillna(0).astype(int)
    mine["owed"] = 1
    mine["short"] = (mine["owed"] - mine["done"]).clip(lower=0)
    start = index(mine["first"])
    whole = mine["first"].dt.day.eq(1) & ((mine["first"].dt.month - 1) % months == 0)
    start = start.where(whole, start + 1)
    latest = pd.concat([mine["code"].map(met), start - 1], axis=1).max(axis=1)
    mine["missed"] = (here - 1 - latest).clip(lower=0).fillna(0).astype(int)
    first_day = lambda n: pd.to_datetime(dict(year=n * months // 12, month=n * months % 12 + 1, day=1))
    whole_list = pd.Series(here, index=mine.index)
    mine["period_start"] = first_day(whole_list)
    mine["period_end"] = first_day(whole_list + 1) - pd.Timedelta(days=1)
    mine["next_due"] = mine["period_end"].where(mine["short"] > 0, first_day(whole_list + 2) - pd.Timedelta(days=1))
    mine["status"] = "met"
    mine.loc[mine["short"] > 0, "status"] = "due"
    late = (mine["short"] > 0) & (mine["missed"] > 0)
    mine.loc[late, "status"] = "overdue"
    mine["overdue_since"] = first_day(whole_list - mine["missed"] + 1).where(late)
    mine["days_overdue"] = ((on - mine["overdue_since"]).dt.days + 1).where(late)
    parts.append(mine)
rest = customers[~customers["grade"].isin(["A", "B", "C"])].copy()
rest["status"] = "undetermined"
result = pd.concat([*parts, rest]).sort_index()
result["rule"] = "ABC-03.2"
result["missing"] = ""
result["provisional"] = False
columns = ["code", "name", "grade", "owner", "region", "last_visit", "period_start", "period_end", "owed", "done",
           "short",
           "missed", "next_due", "overdue_since", "days_overdue", "status", "rule", "missing", "provisional"]
result[columns].to_csv(sys.argv[4], index=False)
"""


def write_sheets(folder: Path, customers: int, visits: int) -> tuple[Path, Path]:
    """
    Two sheets with a fixed seed.
    """
    dice = random.Random(20240614)
    first, second = folder / "customers.csv", folder / "visits.csv"
    with first.open("w", newline="", encoding="utf-8") as file:
        sheet = csv.writer(file)
        sheet.writerow(["code", "name", "grade", "owner", "region", "since"])
        for number in range(customers):
            since = date(2020, 1, 1) + timedelta(days=dice.randrange(1500))
            owner = f"owner{dice.randrange(200)}"
            grade = dice.choices("ABCD", (20, 30, 48, 2))[0]
            sheet.writerow([f"C{number}", f"Customer {number}", grade, owner, "local", since])
    with second.open("w", newline="", encoding="utf-8") as file:
        sheet = csv.writer(file)
        sheet.writerow(["customer", "start", "status"])
        for _ in range(visits):
            start = date(2022, 1, 1) + timedelta(days=dice.randrange(1000))
            status = dice.choices(("completed", "planned", "cancelled"), (90, 6, 4))[0]
            sheet.writerow([f"C{dice.randrange(customers)}", start, status])
    return first, second


def timed(command: list[str]) -> tuple[float, float]:
    """
    Seconds and mebibytes one command took.
    """
    begin = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    if status:
        sys.exit(f"failed: {' '.join(command)}")
    return time.perf_counter() - begin, usage.ru_maxrss / 1024


def main() -> None:
    """
    Measure both in one run.
    """
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--customers", type=int, default=100_000)
    parser.add_argument("--visits", type=int, default=1_000_000)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        sheets = [str(path) for path in write_sheets(folder, options.customers, options.visits)]
        script = folder / "plain.py"
        script.write_text(PANDAS, encoding="utf-8")
        plain, plain_size = timed([sys.executable, str(script), *sheets, ON.isoformat(), str(folder / "plain.csv")])
        words = ["due", *sheets, "--on", ON.isoformat(), "--policy", "ABC", "-o", str(folder / "due.csv")]
        ours, size = timed([sys.executable, "-m", "visitcore.cli.main", *words])
        print(f"{options.customers} customers, {options.visits} visits")
        print(f"pandas script   {plain:6.2f} s  {plain_size:6.0f} MiB")
        print(f"visitcore due   {ours:6.2f} s  {size:6.0f} MiB")
        print(f"ratio {ours / plain:.2f} (target at most 3); memory {size:.0f} MiB (target at most 1024)")
        print(f"equal answers: {_equal(folder / 'plain.csv', folder / 'due.csv')}")


def _equal(plain: Path, ours: Path) -> bool:
    """
    Whether both say the same of status, done, missed and days overdue for every customer.
    """

    def rows(path: Path, names: tuple[str, ...]) -> list[list[str]]:
        with path.open(encoding="utf-8-sig", newline="") as file:
            return [[row[name].removesuffix(".0") for name in names] for row in csv.DictReader(file)]

    mine = rows(ours, ("Customer", "Status", "Done", "Missed periods", "Days overdue", "Next due"))
    theirs = rows(plain, ("code", "status", "done", "missed", "days_overdue", "next_due"))
    return sorted(mine) == sorted(theirs)


if __name__ == "__main__":
    main()
