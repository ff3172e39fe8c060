"""
``visitcore due``: the main job.
"""

from argparse import Namespace
from collections.abc import Iterable, Sequence
from typing import Any

from attrs import fields

from visitcore.cli.commands import BAD_NEWS, OK
from visitcore.cli.due_columns import BRIEF, COLUMNS, OUTCOME, REGIONS, SPARE, STATUSES, TOTALS
from visitcore.cli.grid import Grid, called
from visitcore.cli.missing import missing_words
from visitcore.cli.options import CADENCE_HELP, ON_HELP, add_output, add_policy, day, lang_of
from visitcore.cli.output import write_grid
from visitcore.cli.parser import Parser
from visitcore.cli.policies import policy_of
from visitcore.cli.progress import DECIDING, progress
from visitcore.cli.reading import add_sheets, keep_rejected, read_sheets, tell
from visitcore.ground.text import Text
from visitcore.rules.due_list import DueLine, Total, due_lines, totals
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
    sheets = read_sheets(options, policy.zone(reader.held.pack), needed=needed_for(reader), figures=True)
    customers = progress(sheets.customers, DECIDING, lang_of(options), total=len(sheets.customers))
    lines = list(due_lines(reader, customers, sheets.days, sheets.excuses))
    shown = sorted(filter(_is_open, lines), key=_urgency) if options.open else lines
    told = keep_rejected(options, sheets.rejects)
    write_grid(options, _list(options, shown, len(lines)), _totals(lines, "grade"), _totals(lines, "owner"))
    tell(options, told)
    overdue = any(line.due.status == "overdue" for line in lines)
    return BAD_NEWS if overdue and options.strict else OK


def needed_for(reader: DueReader) -> tuple[str, ...]:
    """
    The columns of customers without which a cadence tells nothing.
    """
    inputs = getattr(reader.held.value, "inputs", ())
    return ("code", *(name for name in inputs if name in ("grade", "category")))


def _is_open(line: DueLine) -> bool:
    return line.due.status in ("overdue", "due", "undetermined")


def _urgency(line: DueLine) -> tuple[Any, ...]:
    due = line.due
    return (-(due.days_overdue or 0), due.next_due is None, due.next_due or 0, line.customer.code)


def _list(options: Namespace, shown: Sequence[DueLine], customers: int) -> Grid:
    on, policy = options.on, options.policy
    heading = Text(f"Due list on {on}, policy {policy}", f"{on} 拜访到期表（制度：{policy}）")
    if options.open:
        heading = Text(
            f"{heading.en}: {len(shown):,} of {customers:,} customers still need a visit",
            f"{heading.zh}：{customers:,} 个客户中有 {len(shown):,} 个仍需拜访",
        )
    return Grid(
        title=Text("Due list", "拜访到期表"),
        heading=heading,
        columns=COLUMNS,
        rows=[_row(line) for line in shown],
        brief=BRIEF,
        spare=SPARE,
        words={"status": called(STATUSES), "region": called(REGIONS), "missing": missing_words},
        none=Text("nobody needs a visit", "没有需要拜访的客户") if customers else NO_CUSTOMER,
    )


NO_CUSTOMER = Text("there is no customer to tell of", "没有可列出的客户")


def _row(line: DueLine) -> dict[str, Any]:
    customer, decision, due = line.customer, line.decision, line.due
    row: dict[str, Any] = {
        "customer": customer.code,
        "name": customer.name,
        "grade": customer.grade,
        "owner": customer.owner,
        "region": customer.region,
        **{name: getattr(due, name) for name in OUTCOME},
        "rule": decision.findings[0].rule.id,
        "missing": decision.missing,
        "provisional": decision.provisional,
    }
    return row


def _totals(lines: Sequence[DueLine], by: str) -> Grid:
    sums = totals(lines, by)
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
