"""
``visitcore due``: the main job.
"""

from argparse import Namespace
from collections.abc import Iterable, Sequence
from operator import attrgetter
from typing import Any

from attrs import fields

from visitcore.cli.commands import BAD_NEWS, OK
from visitcore.cli.due_columns import BRIEF, COLUMNS, OUTCOME, REGIONS, SPARE, STATUSES, TOTALS
from visitcore.cli.grid import Grid, Row, called
from visitcore.cli.missing import missing_words
from visitcore.cli.options import CADENCE_HELP, ON_HELP, add_output, add_policy, day, lang_of
from visitcore.cli.output import write_grid
from visitcore.cli.parser import Parser
from visitcore.cli.policies import policy_of
from visitcore.cli.progress import DECIDING, progress
from visitcore.cli.reading import add_sheets, keep_rejected, read_sheets, tell
from visitcore.ground.text import Text
from visitcore.rules.due_list import DueLine, Tally, Total, due_lines
from visitcore.rules.visiting import DueReader


def configure(parser: Parser, name: str) -> None:
    """
    The words that follow the command.
    """
    del name
    add_sheets(parser)
    parser.add_argument("--on", type=day, required=True, metavar="DAY", help=ON_HELP)
    parser.add_argument("--cadence", default="visits.cadence", metavar="KEY", help=CADENCE_HELP)
    open_ = Text(
        "only customers who still need a visit, the longest overdue first", "只列仍需拜访的客户，逾期最久的在前"
    )
    parser.add_argument("--open", action="store_true", help=open_)
    strict = Text("exit with 1 where a customer is overdue", "有客户逾期时以 1 退出")
    parser.add_argument("--strict", action="store_true", help=strict)
    add_policy(parser)
    add_output(parser, "text", "json", "csv", "xlsx", "md")


def run(options: Namespace) -> int:
    """
    Carry the command out.
    """
    policy = policy_of(options)
    reader = DueReader.open(policy, options.on, options.cadence)
    zone = policy.zone(reader.held.pack)
    sheets = read_sheets(options, zone, needed=needed_for(reader), figures=asks_figures(reader))
    customers = progress(sheets.customers, DECIDING, lang_of(options), total=len(sheets.customers))
    rows, tallies = [], (Tally("grade"), Tally("owner"))
    for line in due_lines(reader, customers, sheets.days, sheets.excuses):
        for tally in tallies:
            tally.add(line)
        if not options.open or line.due.status in _OPEN:
            rows.append(_row(line))
    if options.open:
        rows.sort(key=_urgency)
    told = keep_rejected(options, sheets.rejects)
    write_grid(options, _list(options, rows, len(sheets.customers)), *map(_totals, tallies))
    tell(options, told)
    overdue = any(total.overdue for total in tallies[0].totals().values())
    return BAD_NEWS if overdue and options.strict else OK


_OPEN = ("overdue", "due", "undetermined")


def needed_for(reader: DueReader) -> tuple[str, ...]:
    """
    The columns of customers without which a cadence tells nothing.
    """
    return ("code", *(name for name in _inputs(reader) if name in ("grade", "category")))


def asks_figures(reader: DueReader) -> bool:
    """
    Whether a cadence looks at the figures of a customer; where it does not, a faulty figure costs nothing.
    """
    return any(name not in ("grade", "category", "region") for name in _inputs(reader))


def _inputs(reader: DueReader) -> tuple[str, ...]:
    return tuple(getattr(reader.held.value, "inputs", ()))


def _urgency(row: Row) -> tuple[Any, ...]:
    return (-(row["days_overdue"] or 0), row["next_due"] is None, row["next_due"] or 0, row["customer"])


def _list(options: Namespace, rows: Sequence[Row], customers: int) -> Grid:
    on, policy = options.on, options.policy
    heading = Text(f"Due list on {on}, policy {policy}", f"{on} 拜访到期表（制度：{policy}）")
    if options.open:
        heading = Text(
            f"{heading.en}: {len(rows):,} of {customers:,} customers still need a visit",
            f"{heading.zh}：{customers:,} 个客户中有 {len(rows):,} 个仍需拜访",
        )
    return Grid(
        title=Text("Due list", "拜访到期表"),
        heading=heading,
        columns=COLUMNS,
        rows=rows,
        brief=BRIEF,
        spare=SPARE,
        words={"status": called(STATUSES), "region": called(REGIONS), "missing": missing_words},
        none=Text("nobody needs a visit", "没有需要拜访的客户") if customers else NO_CUSTOMER,
    )


NO_CUSTOMER = Text("there is no customer to tell of", "没有可列出的客户")


_OUTCOME = attrgetter(*OUTCOME)


def _row(line: DueLine) -> Row:
    customer, decision, due = line.customer, line.decision, line.due
    return {
        "customer": customer.code,
        "name": customer.name,
        "grade": customer.grade,
        "owner": customer.owner,
        "region": customer.region,
        **dict(zip(OUTCOME, _OUTCOME(due), strict=True)),
        "rule": decision.findings[0].rule.id,
        "missing": decision.missing,
        "provisional": decision.provisional,
    }


def _totals(tally: Tally) -> Grid:
    by, sums = tally.by, tally.totals()
    rows = [_total(name or Text("(none)", "（无）"), by, total) for name, total in sums.items()]
    if len(rows) > 1:
        rows.append(_total(Text("all", "合计"), by, _sum(sums.values())))
    label = COLUMNS[by]
    columns = {by: label, **TOTALS}
    return Grid(
        title=Text(f"By {label.en.lower()}", f"按{label.zh}汇总"),
        columns=columns,
        rows=rows,
        brief=tuple(columns),
        spare=("not_applicable", "excused", "undetermined", "due", "met"),
        none=NO_CUSTOMER,
        summary=True,
    )


def _sum(sums: Iterable[Total]) -> Total:
    parts = list(sums)
    return Total(**{part.name: sum(getattr(total, part.name) for total in parts) for part in fields(Total)})


def _total(name: str | Text, by: str, total: Total) -> dict[str, Any]:
    return {by: name, **{column: getattr(total, column) for column in TOTALS}}
