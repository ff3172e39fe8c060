"""
``visitcore complaints``: the open complaints by their next deadline.
"""

from argparse import Namespace
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from visitcore.cli.commands import BAD_NEWS, OK
from visitcore.cli.complaint_columns import BRIEF, COLUMNS, SPARE, STATUSES
from visitcore.cli.complaint_told import awaited_in_words, lack_in_words, late_in_words, rows_of, shown
from visitcore.cli.grid import Grid, Row, called
from visitcore.cli.options import COLUMNS_HELP, add_output, add_policy, lang_of, moment
from visitcore.cli.output import write_grid
from visitcore.cli.parser import Parser
from visitcore.cli.policies import policy_of
from visitcore.cli.progress import READING, progress
from visitcore.cli.reading import keep_rejected, mapping_of, tell
from visitcore.codec.columns import GRAVITIES
from visitcore.codec.complaint_checks import Reading
from visitcore.codec.complaint_rows import read_complaints
from visitcore.codec.listing import in_words
from visitcore.codec.rejected import Rejects
from visitcore.explain.clauses import clause_in_words
from visitcore.explain.names import word
from visitcore.ground.days import as_local
from visitcore.ground.errors import SilentPolicyError
from visitcore.ground.text import Text
from visitcore.ground.unspecified import UNSPECIFIED
from visitcore.policy.policy import Policy
from visitcore.rules.complaint_list import complaint_lines
from visitcore.rules.complaint_runs import RUNS, run_keys, run_of


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
    local = Text(
        "times in the file without an offset are times of the policy's own zone, so that hours are counted from them",
        "表内没有时差的时刻按制度所在时区（例如北京时间）计算，按小时的时限才能判定",
    )
    parser.add_argument("--local-times", action="store_true", help=local)
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
    reading = Reading(zone=zone, at=at, local_times=options.local_times, gravities=_gravities(policy))
    found = read_complaints(options.complaints, rejects, reading=reading, mapping=mapping_of(options))
    complaints = [row.complaint for row in progress(found, READING, lang_of(options))]
    lines = complaint_lines(complaints, at, policy)
    rows = rows_of((line for line in lines if line.open or options.all), at, policy)
    told = keep_rejected(options, rejects)
    write_grid(options, _list(options, at, rows, len(complaints), zone))
    tell(options, told)
    overdue = any(line.status == "overdue" for line in lines)
    return BAD_NEWS if overdue and options.strict else OK


def _gravities(policy: Policy) -> frozenset[str]:
    """
    The classes that a sheet may name: those that everybody knows, and those that a clock of the policy runs for.
    """
    entries = (entry for key in run_keys(policy) for layer in policy.layers(key) for entry in layer.entries)
    own = (run_of(entry).gravity for entry in entries if entry.value is not UNSPECIFIED)
    return frozenset(GRAVITIES.values()) | frozenset(filter(None, own))


def _list(options: Namespace, at: date, rows: Sequence[Row], complaints: int, zone: ZoneInfo) -> Grid:
    there, late = ({row["id"] for row in rows if row["status"] in kinds} for kinds in (STATUSES, ("overdue",)))
    policy, clock = options.policy, in_words(shown(at, zone), "en")
    names = {row["clause"].partition(" ")[0]: row["document"] for row in rows if row["document"]}
    heading = Text(
        f"Complaints at {clock}, policy {policy}: {len(there):,} of {complaints:,}, {len(late):,} overdue"
        + "".join(f"\n{code}: {title.en}" for code, title in sorted(names.items())),
        f"{clock} 投诉待办表（制度：{policy}）：{complaints:,} 件中列出 {len(there):,} 件，逾期 {len(late):,} 件"
        + "".join(f"\n{code}：{title.zh}" for code, title in sorted(names.items())),
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
            "waits_for": awaited_in_words,
            "due": lambda moment: shown(moment, zone),
            "received": lambda moment: shown(moment, zone),
            "status": called(STATUSES),
            "late": late_in_words,
            "owes": _word,
            "next_by": lambda roles: tuple(map(word, roles)),
            "control": _word,
            "clause": clause_in_words,
            "missing": lambda lacks: tuple(map(lack_in_words, lacks)),
            "skipped": _word,
        },
        none=Text("nothing is open", "没有待办的投诉"),
    )


def _word(name: str | None) -> Text | None:
    return word(name) if name else None
