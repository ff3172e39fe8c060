"""
``visitcore due``: the main job.
"""

from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from typing import Any

from visitcore.cli.main import BAD_NEWS, OK
from visitcore.cli.options import add_output, add_policy, day
from visitcore.cli.output import Grid, write_grid
from visitcore.cli.policies import policy_of
from visitcore.cli.progress import progress
from visitcore.cli.reading import add_sheets, read_sheets, tell_rejected
from visitcore.ground.text import Text
from visitcore.rules.due_list import DueLine, Total, due_lines, totals
from visitcore.rules.visiting import DueReader

COLUMNS = {
    "customer": Text("Customer", "客户编号"),
    "name": Text("Name", "客户名称"),
    "grade": Text("Grade", "客户等级"),
    "owner": Text("Owner", "负责人"),
    "region": Text("Region", "地区"),
    "last_visit": Text("Last visit", "上次拜访日期"),
    "period_start": Text("Period start", "周期开始"),
    "period_end": Text("Period end", "周期结束"),
    "owed": Text("Owed", "应拜访"),
    "done": Text("Done", "已拜访"),
    "short": Text("Short", "差"),
    "missed": Text("Missed periods", "漏访周期数"),
    "next_due": Text("Next due", "下次最迟日期"),
    "overdue_since": Text("Overdue since", "逾期起始日"),
    "days_overdue": Text("Days overdue", "逾期天数"),
    "status": Text("Status", "状态"),
    "rule": Text("Rule", "依据"),
    "missing": Text("Missing", "缺少信息"),
    "provisional": Text("Provisional", "暂定"),
}
STATUSES = {
    "met": Text("met", "已达标"),
    "due": Text("due", "待拜访"),
    "overdue": Text("overdue", "逾期"),
    "excused": Text("excused", "已免"),
    "undetermined": Text("undetermined", "无法判定"),
    "not_applicable": Text("not applicable", "不适用"),
}
REGIONS = {"local": Text("local", "本地"), "out_of_town": Text("out of town", "外地")}
_BRIEF = (
    "customer",
    "name",
    "grade",
    "owner",
    "last_visit",
    "owed",
    "done",
    "next_due",
    "days_overdue",
    "status",
    "rule",
    "missing",
)
_OUTCOME = (
    "last_visit", "period_start", "period_end", "owed", "done", "short", "missed", "next_due", "overdue_since", "days_overdue", "status",
)  # fmt: skip


def configure(parser: ArgumentParser, name: str) -> None:
    """
    The words that follow the command.
    """
    del name
    add_sheets(parser)
    parser.add_argument("--on", type=day, required=True, metavar="DAY", help="the day asked about, e.g. 2024-06-14")
    parser.add_argument("--cadence", default="visits.cadence", metavar="KEY", help="(default: visits.cadence)")
    parser.add_argument(
        "--open", action="store_true", help="only customers who still need a visit, the longest overdue first"
    )
    parser.add_argument("--strict", action="store_true", help="exit with 1 where a customer is overdue")
    add_policy(parser)
    add_output(parser, "text", "json", "csv", "xlsx", "md")


def run(options: Namespace) -> int:
    """
    Carry the command out.
    """
    policy = policy_of(options)
    reader = DueReader.open(policy, options.on, options.cadence)
    zone = policy.zone(reader.held.pack)
    needed = ("code", *(name for name in getattr(reader.held.value, "inputs", ()) if name in ("grade", "category")))
    sheets = read_sheets(options, zone, needed=needed, figures=True)
    customers = progress(sheets.customers, len(sheets.customers), Text("deciding", "判定中").en)
    lines = list(due_lines(reader, customers, sheets.days, sheets.excuses))
    shown = sorted(filter(_is_open, lines), key=_urgency) if options.open else lines
    grids = [
        Grid(
            title=Text("Due list", "拜访到期表"),
            columns=COLUMNS,
            rows=[_row(line) for line in shown],
            brief=_BRIEF,
            words={"status": STATUSES, "region": REGIONS},
            none=Text("no customer", "没有客户"),
        ),
        _totals(lines, "grade"),
        _totals(lines, "owner"),
    ]
    write_grid(options, *grids)
    tell_rejected(options, sheets.rejects)
    overdue = any(line.due.status == "overdue" for line in lines)
    return BAD_NEWS if overdue and options.strict else OK


def _is_open(line: DueLine) -> bool:
    return line.due.status in ("overdue", "due", "undetermined")


def _urgency(line: DueLine) -> tuple[Any, ...]:
    due = line.due
    return (-(due.days_overdue or 0), due.next_due is None, due.next_due or 0, line.customer.code)


def _row(line: DueLine) -> dict[str, Any]:
    customer, decision, due = line.customer, line.decision, line.due
    row: dict[str, Any] = {
        "customer": customer.code,
        "name": customer.name,
        "grade": customer.grade,
        "owner": customer.owner,
        "region": customer.region,
        **{name: getattr(due, name) for name in _OUTCOME},
        "rule": decision.findings[0].rule.id,
        "missing": decision.missing,
        "provisional": decision.provisional,
    }
    return row


_TOTALS = {
    "customers": Text("Customers", "客户数"),
    "owed": Text("Owed", "应拜访"),
    "done": Text("Done", "已拜访"),
    "coverage_pct": Text("Coverage %", "完成率%"),
    "met": Text("Met", "已达标"),
    "due": Text("Due", "待拜访"),
    "overdue": Text("Overdue", "逾期"),
    "excused": Text("Excused", "已免"),
    "undetermined": Text("Undetermined", "无法判定"),
    "not_applicable": Text("Not applicable", "不适用"),
}


def _totals(lines: Sequence[DueLine], by: str) -> Grid:
    rows = [_total(name, by, total) for name, total in totals(lines, by).items()]
    label = COLUMNS[by]
    return Grid(
        title=Text(f"By {label.en.lower()}", f"按{label.zh}汇总"),
        columns={by: label, **_TOTALS},
        rows=rows,
        summary=True,
    )


def _total(name: str, by: str, total: Total) -> dict[str, Any]:
    return {by: name or Text("(none)", "（无）"), **{column: getattr(total, column) for column in _TOTALS}}
