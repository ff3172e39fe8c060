"""
``visitcore complaints``: the open complaints by their next deadline.
"""

from argparse import Namespace
from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from visitcore.cli.commands import BAD_NEWS, OK
from visitcore.cli.complaint_columns import BRIEF, COLUMNS, SPARE, STATUSES
from visitcore.cli.grid import Grid, Row, called
from visitcore.cli.options import COLUMNS_HELP, add_output, add_policy, lang_of, moment
from visitcore.cli.output import write_grid
from visitcore.cli.parser import Parser
from visitcore.cli.policies import policy_of
from visitcore.cli.progress import READING, progress
from visitcore.cli.reading import keep_rejected, mapping_of, tell
from visitcore.codec.complaint_rows import read_complaints
from visitcore.codec.rejected import Rejects
from visitcore.explain.clauses import clause_in_words
from visitcore.explain.names import in_people_words, word
from visitcore.ground.days import as_local
from visitcore.ground.errors import SilentPolicyError
from visitcore.ground.text import Text
from visitcore.policy.policy import Policy
from visitcore.rules.complaint_clocks import Clock
from visitcore.rules.complaint_list import ComplaintLine, complaint_lines
from visitcore.rules.complaint_runs import RUNS, run_keys


def configure(parser: Parser, name: str) -> None:
    """
    The words that follow the command.
    """
    del name
    file = Text("complaints: CSV, .xlsx, or .jsonl with one a line", "投诉表（CSV、.xlsx，或每行一件的 .jsonl）")
    parser.add_argument("complaints", type=Path, metavar="FILE", help=file)
    at = Text(
        "the moment asked about, e.g. 2024-07-09T10:00+08:00; without an offset it is the policy's own time",
        "判定时刻，例如 2024-07-09T10:00+08:00；不写时差则为制度所在时区",
    )
    parser.add_argument("--at", type=moment, required=True, metavar="MOMENT", help=at)
    parser.add_argument("--columns", type=Path, metavar="FILE", help=COLUMNS_HELP)
    every = Text("closed complaints too", "连同已结案的投诉")
    parser.add_argument("--all", action="store_true", help=every)
    strict = Text("exit with 1 where something is overdue", "有逾期事项时以 1 退出")
    parser.add_argument("--strict", action="store_true", help=strict)
    add_policy(parser)
    add_output(parser, "text", "json", "csv", "xlsx", "md")


def run(options: Namespace) -> int:
    """
    Carry the command out.
    """
    policy = policy_of(options)
    keys = run_keys(policy)
    if not keys:
        raise SilentPolicyError(f"{RUNS}*", policy.name, policy.keys())
    zone, rejects = policy.home(keys[0]), Rejects()
    at = as_local(options.at, zone) if isinstance(options.at, datetime) else options.at
    rows = read_complaints(options.complaints, rejects, zone=zone, mapping=mapping_of(options))
    complaints = [row.complaint for row in progress(rows, READING, lang_of(options))]
    lines = complaint_lines(complaints, at, policy)
    shown = [line for line in lines if line.open or options.all]
    told = keep_rejected(options, rejects)
    write_grid(options, _list(options, at, [_row(line, policy) for line in shown], len(complaints)))
    tell(options, told)
    overdue = any(line.status == "overdue" for line in lines)
    return BAD_NEWS if overdue and options.strict else OK


def _list(options: Namespace, at: date, rows: Sequence[Row], complaints: int) -> Grid:
    late, policy = sum(row["status"] == "overdue" for row in rows), options.policy
    heading = Text(
        f"Complaints at {_shown(at)}, policy {policy}: {len(rows):,} of {complaints:,}, {late:,} overdue",
        f"{_shown(at)} 投诉待办表（制度：{policy}）：{complaints:,} 件中列出 {len(rows):,} 件，逾期 {late:,} 件",
    )
    return Grid(
        title=Text("Complaints", "投诉待办表"),
        heading=heading,
        columns=COLUMNS,
        rows=rows,
        brief=BRIEF,
        spare=SPARE,
        words={
            "gravity": _word,
            "state": _word,
            "clock": _word,
            "due": _shown,
            "received": _shown,
            "status": called(STATUSES),
            "late": lambda late: tuple(_length(*one) for one in late),
            "owes": _word,
            "next_by": lambda roles: tuple(map(word, roles)),
            "control": _word,
            "clause": clause_in_words,
            "missing": lambda names: tuple(map(_missing, names)),
            "skipped": _word,
        },
        none=Text("nothing is open", "没有待办的投诉"),
    )


def _row(line: ComplaintLine, policy: Policy) -> dict[str, Any]:
    complaint, clock, stands = line.complaint, line.next, line.stands
    received = complaint.first("received")
    return {
        "id": complaint.id,
        "customer": complaint.customer,
        "received": received.at if received is not None else None,
        "gravity": line.gravity,
        "state": stands.state if stands is not None else None,
        "clock": clock.name if clock is not None else None,
        "due": clock.due if clock is not None else None,
        "status": line.status,
        "late": tuple(_late(one, alone=one is clock) for one in line.late),
        "owes": clock.owes if clock is not None else None,
        "next_by": stands.next_by if stands is not None else (),
        "handler": complaint.handler,
        "control": clock.control if clock is not None else None,
        "clause": policy.rule(clock.rule).clause if clock is not None else "",
        "rule": clock.rule if clock is not None else "",
        "skipped": stands.broken.kind if stands is not None and stands.broken is not None else None,
        "missing": line.missing,
        "provisional": line.decision.provisional,
    }


def _late(clock: Clock, *, alone: bool) -> tuple[str, int | Decimal | None, str]:
    """
    What is late, by how much, in which unit; its name is left out where the line is about nothing else.
    """
    return "" if alone else clock.name, clock.late_by, "hours" if isinstance(clock.due, datetime) else "days"


def _length(name: str, late: int | Decimal | None, unit: str) -> Text:
    """
    The same in words; hours to one place.
    """
    number = (f"{late:.1f}" if isinstance(late, Decimal) else str(late)).removesuffix(".0")
    what = word(name) if name else Text("", "")
    en, zh = unit.removesuffix("s") if number == "1" else unit, "小时" if unit == "hours" else "天"
    return Text(f"{what.en} {number} {en}".strip(), f"{what.zh}{number}{zh}")


def _missing(name: str) -> Text:
    last = name.removeprefix("complaint.").removeprefix("events.").removeprefix("flags.").removesuffix(".at")
    kind, space, rest = last.partition(" ")
    what, how = word(kind), in_people_words(Text(rest, space + rest))
    return Text(f"{what.en}{space}{how.en}", f"{what.zh}{how.zh}")


def _word(name: str | None) -> Text | None:
    return word(name) if name else None


def _shown(moment: date | None) -> str | None:
    """
    A moment as a list shows it: an instant to the minute, without its offset.
    """
    if moment is None:
        return None
    return f"{moment:%Y-%m-%d %H:%M}" if isinstance(moment, datetime) else moment.isoformat()
