"""
``visitcore credit``: one account, day by day.
"""

from argparse import Namespace
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from visitcore.cli.commands import BAD_NEWS, OK
from visitcore.cli.credit_told import day_line, event_line, event_told, heading, widths_of
from visitcore.cli.grid import Grid
from visitcore.cli.options import COLUMNS_HELP, add_output, add_policy, day, format_of, lang_of
from visitcore.cli.output import write_grid, write_text
from visitcore.cli.parser import Parser
from visitcore.cli.policies import policy_of
from visitcore.cli.progress import DECIDING, progress
from visitcore.cli.questions import label, read_questions
from visitcore.cli.reading import mapping_of, tell
from visitcore.cli.telling import CallError
from visitcore.codec.ledger_rows import LedgerRow, at_place, read_ledger, structure_ledger
from visitcore.codec.rejected import Rejects
from visitcore.facts.money import CENT
from visitcore.ground.days import next_day
from visitcore.ground.errors import FactsError, PolicyError
from visitcore.ground.problem import Problem
from visitcore.ground.text import Text
from visitcore.policy.policy import Policy
from visitcore.rules.credit_account import CreditAccount
from visitcore.rules.credit_ledger import Telling
from visitcore.rules.credit_standing import Standing
from visitcore.rules.credit_terms import WINDOW

_PLAIN = (".json", ".jsonl", ".ndjson")

COLUMNS = {
    "day": Text("Day", "日期"),
    "basis": Text("Basis", "计算基数"),
    "past_term": Text("Past term", "超款期"),
    "limit": Text("Limit", "授信额"),
    "outstanding": Text("Outstanding", "未收货款"),
    "headroom": Text("Head-room", "剩余额度"),
    "step": Text("Step", "超额度次数"),
    "hold": Text("Hold", "待销售部决定"),
}
EVENTS = {"events": Text("Events of the day", "当日业务")}


def configure(parser: Parser, name: str) -> None:
    """
    The words that follow the command.
    """
    del name
    ledger = Text(
        "what happened on the account, in order: JSONL, CSV or .xlsx; - is the standard input, JSONL",
        "账户往来明细（按发生先后）：JSONL、CSV 或 .xlsx；- 表示标准输入（JSONL）",
    )
    parser.add_argument("ledger", type=Path, metavar="LEDGER", help=ledger)
    first = Text("first day to show (default: the first event)", "起始日期（默认第一笔的日期）")
    parser.add_argument("--from", dest="first", type=day, metavar="DAY", help=first)
    last = Text("last day to show (default: the day after the last event)", "截止日期（默认最后一笔的次日）")
    parser.add_argument("--to", dest="last", type=day, metavar="DAY", help=last)
    parser.add_argument("--columns", type=Path, metavar="FILE", help=COLUMNS_HELP)
    strict = Text("exit with 1 where the last day is over the limit", "最后一日超出额度时以 1 退出")
    parser.add_argument("--strict", action="store_true", help=strict)
    add_policy(parser)
    add_output(parser, "text", "json", "csv", "xlsx", "md")


def run(options: Namespace) -> int:
    """
    Carry the command out.
    """
    policy, rejects = policy_of(options), Rejects()
    rows = _read(options, policy, rejects)
    account = CreditAccount(policy)
    days = [account.day_of(row.event.on) for row in rows]
    first, last = _ends(options, days)
    standings = list(progress(_standings(account, rows, options, first, last), DECIDING, lang_of(options)))
    if format_of(options) == "text":
        write_text(options, "\n".join(_told(options, standings, rows, days)))
    else:
        write_grid(options, _grid(options, standings, rows, days))
    tell(options, [Text(f"{note.file}: {note.text.en}", f"{note.file}：{note.text.zh}") for note in rejects.notes])
    over = bool(standings) and (standings[-1].hold or standings[-1].headroom < 0)
    return BAD_NEWS if options.strict and over else OK


def _read(options: Namespace, policy: Policy, rejects: Rejects) -> tuple[LedgerRow, ...]:
    path: Path = options.ledger
    if str(path) == "-" or path.suffix.lower() in _PLAIN:
        questions = read_questions(str(path))
        return structure_ledger(((one.place, one.facts) for one in questions), label(str(path)))
    return read_ledger(path, rejects, policy.home(WINDOW), mapping=mapping_of(options))


def _ends(options: Namespace, days: Sequence[date]) -> tuple[date, date]:
    if not days and (options.first is None or options.last is None):
        raise CallError(
            "the ledger holds no event; say --from and --to", "明细中没有任何记录；请用 --from 和 --to 指定日期"
        )
    first = options.first or min(days[0], options.last or days[0])
    last = options.last or max(next_day(days[-1]), first)
    if last < first:
        raise CallError(
            f"{last} lies before {first}; swap --from and --to", f"{last} 早于 {first}；请对调 --from 和 --to"
        )
    return first, last


def _standings(
    account: CreditAccount, rows: Sequence[LedgerRow], options: Namespace, first: date, last: date
) -> Iterator[Standing]:
    """
    The quantities at the start of each day, before its events.
    """
    telling, faults = Telling(account), list[Problem]()
    one, at = first, 0
    while True:
        while at < len(rows) and (one > last or account.day_of(rows[at].event.on) < one):
            faults += _faults(telling, rows[at])
            at += 1
        if one > last:
            break
        if not faults:
            yield _standing(account, one)
        one += timedelta(days=1)
    if faults:
        raise FactsError(label(str(options.ledger)), faults)


def _faults(telling: Telling, row: LedgerRow) -> list[Problem]:
    return [at_place(problem, row.place, row.headers) for problem in telling.tell(row.event)]


def _standing(account: CreditAccount, on: date) -> Standing:
    standing = account.standing(on)
    if isinstance(standing, Standing):
        return standing
    what = Text(f"has no value on {on}", f"在 {on} 没有取值")
    raise PolicyError(
        standing.key, [Problem("", what, Text("set it in the company's own file", "请在公司自己的文件中设定"))]
    )


def _told(
    options: Namespace, standings: Sequence[Standing], rows: Sequence[LedgerRow], days: Sequence[date]
) -> Iterator[str]:
    """
    The run as a table, with the events between the days.
    """
    lang, at = lang_of(options), 0
    widths = widths_of(standings, COLUMNS, lang)
    yield from heading(options.policy, COLUMNS, widths, lang)
    for standing in standings:
        while at < len(rows) and days[at] < standing.day:
            at += 1
        yield day_line(standing, widths, lang)
        while at < len(rows) and days[at] == standing.day:
            yield event_line(rows[at].event, lang)
            at += 1


def _grid(options: Namespace, standings: Sequence[Standing], rows: Sequence[LedgerRow], days: Sequence[date]) -> Grid:
    """
    The days as rows; what happened on each stands beside it, but for JSON, which has the ledger already.
    """
    columns = COLUMNS if format_of(options) == "json" else COLUMNS | EVENTS
    events: defaultdict[date, list[Text]] = defaultdict(list)
    for row, on in zip(rows, days, strict=True):
        events[on].append(event_told(row.event))
    told = [
        {**{name: _cents(getattr(one, name)) for name in COLUMNS}, "events": tuple(events.get(one.day, ()))}
        for one in standings
    ]
    title = Text("Credit account", "授信账户")
    head = Text(
        f"Credit account, policy {options.policy}: at the start of each day, before its events",
        f"授信账户（制度：{options.policy}）：每日开始时、当日业务之前",
    )
    return Grid(title=title, heading=head, columns=columns, rows=told)


def _cents(value: Any) -> Any:
    """
    A sum with its cents; anything else as it is.
    """
    return value.quantize(CENT) if isinstance(value, Decimal) else value
