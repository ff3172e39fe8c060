"""
``visitcore plan``: next month's draft, per owner.
"""

import sys
from argparse import ArgumentParser, Namespace
from datetime import datetime, timedelta
from itertools import groupby
from typing import Any

from visitcore.cli.due import REGIONS
from visitcore.cli.main import BAD_NEWS, OK
from visitcore.cli.options import add_output, add_policy, day, format_of, lang_of, month
from visitcore.cli.output import Grid, write_bytes, write_grid
from visitcore.cli.policies import policy_of
from visitcore.cli.progress import progress
from visitcore.cli.reading import add_sheets, read_sheets, tell_rejected
from visitcore.ground.text import Text
from visitcore.planner import Frame, Plan, PlannedVisit, demands, draft_plan
from visitcore.rules.visiting import DueReader

COLUMNS = {
    "owner": Text("Owner", "负责人"),
    "day": Text("Day", "日期"),
    "weekday": Text("Weekday", "星期"),
    "start": Text("Start", "开始"),
    "end": Text("End", "结束"),
    "customer": Text("Customer", "客户编号"),
    "name": Text("Name", "客户名称"),
    "grade": Text("Grade", "客户等级"),
    "region": Text("Region", "地区"),
    "due_by": Text("Due by", "最迟日期"),
    "overdue": Text("Overdue", "已逾期"),
    "rule": Text("Rule", "依据"),
    "provisional": Text("Provisional", "暂定"),
}
UNFITTED = {
    "owner": Text("Owner", "负责人"),
    "customer": Text("Customer", "客户编号"),
    "name": Text("Name", "客户名称"),
    "grade": Text("Grade", "客户等级"),
    "due_by": Text("Due by", "最迟日期"),
    "why": Text("Why", "原因"),
    "rule": Text("Rule", "依据"),
}
_WEEKDAYS = (
    Text("Mon", "周一"), Text("Tue", "周二"), Text("Wed", "周三"), Text("Thu", "周四"), Text("Fri", "周五"), Text("Sat", "周六"),
    Text("Sun", "周日"),
)  # fmt: skip


def configure(parser: ArgumentParser, name: str) -> None:
    """
    The words that follow the command.
    """
    del name
    add_sheets(parser)
    parser.add_argument("--month", type=month, required=True, metavar="YYYY-MM", help="the month to plan")
    parser.add_argument(
        "--on", type=day, metavar="DAY", help="visits are known up to here (default: the day before the month)"
    )
    parser.add_argument(
        "--capacity", type=int, metavar="N", help="visits a person can make in a day (default: the policy's)"
    )
    parser.add_argument("--cadence", default="visits.cadence", metavar="KEY", help="(default: visits.cadence)")
    parser.add_argument("--strict", action="store_true", help="exit with 1 where a visit finds no place")
    add_policy(parser)
    add_output(parser, "text", "json", "csv", "xlsx", "md", "ics")


def run(options: Namespace) -> int:
    """
    Carry the command out.
    """
    policy = policy_of(options)
    on = options.on or options.month - timedelta(days=1)
    reader = DueReader.open(policy, on, options.cadence)
    zone = policy.zone(reader.held.pack)
    frame = Frame.open(policy, options.month, reader.calendar, options.capacity)
    needed = ("code", *(name for name in getattr(reader.held.value, "inputs", ()) if name in ("grade", "category")))
    sheets = read_sheets(options, zone, needed=needed, figures=True)
    wanted = [
        demand
        for customer in progress(sheets.customers, len(sheets.customers), "planning")
        for demand in demands(
            reader, customer, sheets.days.get(customer.code, ()), sheets.excuses.get(customer.code, ()), frame.month
        )
    ]
    plan = draft_plan(frame, wanted)
    if format_of(options) == "ics":
        write_bytes(options, _calendar(plan, options, zone.key))
    else:
        write_grid(options, *_grids(plan, options))
    tell_rejected(options, sheets.rejects)
    _tell(plan, options, len(sheets.customers))
    return BAD_NEWS if plan.unfitted and options.strict else OK


def _grids(plan: Plan, options: Namespace) -> list[Grid]:
    unfitted = Grid(
        title=Text("Cannot be fitted", "无法安排"),
        columns=UNFITTED,
        rows=[
            {
                "owner": miss.customer.owner,
                "customer": miss.customer.code,
                "name": miss.customer.name,
                "grade": miss.customer.grade,
                "due_by": miss.demand.due_by,
                "why": miss.why,
                "rule": miss.demand.rule,
            }
            for miss in plan.unfitted
        ],
        none=Text("every visit due in the month is placed", "本月到期的拜访均已安排"),
        key="unfitted",
        summary=True,
    )
    title = Text(f"Plan {options.month:%Y-%m}", f"{options.month:%Y年%m月}拜访计划")
    rows = [_row(visit, plan) for visit in plan.visits]
    nothing = Text("nothing to plan", "没有需要安排的拜访")
    words = {"region": REGIONS}
    grids = [Grid(title=title, columns=COLUMNS, rows=rows, words=words, none=nothing, key="visits")]
    if format_of(options) == "xlsx":
        grids += [
            Grid(title=Text(owner, owner), columns=COLUMNS, rows=list(mine), words=words)
            for owner, mine in groupby(rows, key=lambda row: str(row["owner"]))
        ]
    return [*grids, unfitted]


def _row(visit: PlannedVisit, plan: Plan) -> dict[str, Any]:
    customer = visit.demand.customer
    return {
        "owner": visit.owner,
        "day": visit.day,
        "weekday": _WEEKDAYS[visit.day.weekday()],
        "start": f"{visit.start:%H:%M}",
        "end": f"{visit.end:%H:%M}",
        "customer": customer.code,
        "name": customer.name,
        "grade": customer.grade,
        "region": customer.region,
        "due_by": visit.demand.due_by,
        "overdue": visit.demand.overdue,
        "rule": visit.demand.rule,
        "provisional": plan.frame.provisional,
    }


def _calendar(plan: Plan, options: Namespace, zone: str) -> bytes:
    from visitcore.codec.calendar_feed import Event, calendar_feed

    lang = lang_of(options)
    events = [
        Event(
            uid=f"{visit.day:%Y%m%d}-{visit.start:%H%M}-{visit.demand.customer.code}@visitcore",
            start=datetime.combine(visit.day, visit.start),
            end=datetime.combine(visit.day, visit.end),
            summary=f"{visit.demand.customer.name or visit.demand.customer.code} ({visit.owner})",
            description=Text(
                f"{visit.demand.customer.code}, grade {visit.demand.customer.grade}, due by {visit.demand.due_by}, {visit.demand.rule}",
                f"{visit.demand.customer.code}，等级{visit.demand.customer.grade}，最迟{visit.demand.due_by}，依据{visit.demand.rule}",
            ).in_(lang),
        )
        for visit in plan.visits
    ]
    return calendar_feed(events, zone=zone, stamp=datetime.combine(options.month, datetime.min.time()))


def _tell(plan: Plan, options: Namespace, customers: int) -> None:
    told = Text(
        f"{len(plan.visits)} visits planned for {customers} customers on {len(plan.frame.days)} working days; "
        f"{len(plan.unfitted)} due in the month find no place, {plan.waiting} due later can wait",
        f"{customers}个客户、{len(plan.frame.days)}个工作日，共安排{len(plan.visits)}次拜访；"
        f"本月到期而无法安排{len(plan.unfitted)}次，可顺延{plan.waiting}次",
    )
    print(told.in_(lang_of(options)), file=sys.stderr)
    if plan.frame.provisional:
        provisional = Text(
            "provisional: the working days of this month are not announced yet", "暂定：本月节假日安排尚未公布"
        )
        print(provisional.in_(lang_of(options)), file=sys.stderr)
