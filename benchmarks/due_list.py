"""
`visitcore due` on 100,000 customers and 1,000,000 visits against a plain pandas script for the same columns.

Prints the ratio of their times and the most memory that `due` took, after it has seen that both wrote the same file,
byte for byte; then the time and memory of the other formats.  Needs pandas beside ``visitcore[cli]``.
"""

import argparse
import csv
import filecmp
import os
import random
import subprocess
import sys
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path
from typing import NamedTuple

ON = date(2024, 6, 14)
TARGET, MOST_MEBIBYTES = 3, 1024
PLAIN = Path(__file__).with_name("plain_pandas.py")
ENDINGS = {"json": "json", "text": "txt", "md": "md", "xlsx": "xlsx"}


class Cost(NamedTuple):
    """
    What one run of a program took: seconds by the clock and of the processor, and mebibytes at most.
    """

    clock: float
    processor: float
    memory: float

    def __str__(self) -> str:
        return f"{self.clock:7.2f} s by the clock {self.processor:7.2f} s of the processor {self.memory:6.0f} MiB"


def write_sheets(folder: Path, customers: int, visits: int) -> tuple[Path, Path]:
    """
    Two sheets with a fixed seed; one customer in fifty has a grade that the rules do not know.
    """
    dice = random.Random(20240614)
    first, second = folder / "customers.csv", folder / "visits.csv"
    with first.open("w", newline="", encoding="utf-8") as file:
        sheet = csv.writer(file)
        sheet.writerow(["code", "name", "grade", "owner", "region", "since"])
        for number in range(customers):
            since = date(2020, 1, 1) + timedelta(days=dice.randrange(1500))
            grade = dice.choices("ABCD", (20, 30, 48, 2))[0]
            sheet.writerow([f"C{number}", f"Customer {number}", grade, f"owner{dice.randrange(200)}", "local", since])
    with second.open("w", newline="", encoding="utf-8") as file:
        sheet = csv.writer(file)
        sheet.writerow(["customer", "start", "status"])
        for _ in range(visits):
            start = date(2022, 1, 1) + timedelta(days=dice.randrange(1000))
            status = dice.choices(("completed", "planned", "cancelled"), (90, 6, 4))[0]
            sheet.writerow([f"C{dice.randrange(customers)}", start, status])
    return first, second


def run(*words: object) -> Cost:
    """
    Run this Python with some words; a run that fails ends the benchmark.
    """
    command = [sys.executable, *map(str, words)]
    start = time.perf_counter()
    _, status, usage = os.wait4(subprocess.Popen(command, stdout=subprocess.DEVNULL).pid, 0)
    if status:
        sys.exit(f"failed: {' '.join(command)}")
    return Cost(time.perf_counter() - start, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


def least(costs: list[Cost]) -> Cost:
    """
    The best of several runs; of the memory the most.
    """
    clock, processor, memory = zip(*costs, strict=True)
    return Cost(min(clock), min(processor), max(memory))


def main() -> None:
    """
    Run both in turn, so that a busy moment of the machine hits both, and print the ratio.
    """
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--customers", type=int, default=100_000)
    parser.add_argument("--visits", type=int, default=1_000_000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--formats", nargs="*", choices=ENDINGS, default=list(ENDINGS), help="measured once each")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        sheets = write_sheets(folder, options.customers, options.visits)
        theirs, ours = folder / "plain.csv", folder / "due.csv"
        due = ("-m", "visitcore.cli.main", "due", *sheets, "--on", ON, "--policy", "ABC")
        rounds = [(run(PLAIN, *sheets, ON, theirs), run(*due, "-o", ours)) for _ in range(options.rounds)]
        if not filecmp.cmp(theirs, ours, shallow=False):
            sys.exit(_difference(theirs, ours))
        plain, visitcore = map(least, map(list, zip(*rounds, strict=True)))
        print(f"{options.customers:,} customers, {options.visits:,} visits, the best of {options.rounds} rounds")
        print(f"plain pandas     {plain}")
        print(f"visitcore due    {visitcore}")
        clock, processor = visitcore.clock / plain.clock, visitcore.processor / plain.processor
        print(f"ratio            {clock:7.2f}   by the clock {processor:7.2f}   of the processor")
        print(f"                 (target: at most {TARGET})")
        print(f"memory           {visitcore.memory:7.0f} MiB (target: at most {MOST_MEBIBYTES})")
        print("both files are the same, byte for byte")
        for form in options.formats:
            cost = run(*due, "--format", form, "-o", folder / f"due.{ENDINGS[form]}")
            print(f"due as {form:10}{cost}")


def _difference(theirs: Path, ours: Path) -> str:
    """
    The first line in which two files differ.
    """
    lines = zip(theirs.read_text("utf-8").splitlines(), ours.read_text("utf-8").splitlines(), strict=False)
    first = next(((one, other) for one, other in lines if one != other), ("", "one of them ends early"))
    return "the answers differ:\n{}\n{}".format(*first)


if __name__ == "__main__":
    main()
