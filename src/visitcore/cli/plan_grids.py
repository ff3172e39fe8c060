"""
The plan as tables, in both languages.
"""

from argparse import Namespace
from collections import Counter
from itertools import groupby
from typing import Any

from attrs import evolve

from visitcore.cli.due_columns import COLUMNS as DUE
from visitcore.cli.due_columns import REGIONS
from visitcore.cli.grid import Grid, called
from visitcore.cli.options import format_of
from visitcore.ground.text import Text
from visitcore.planner import Plan, PlannedVisit, Unfitted

_COLUMNS = {
    "owner": DUE["owner"],
    "day": Text("Day", "日期"),
    "weekday": Text("Weekday", "星期"),
    "start": Text("Start", "开始"),
    "end": Text("End", "结束"),
    "customer": DUE["customer"],
    "name": DUE["name"],
    "grade": DUE["grade"],
    "region": DUE["region"],
    "due_by": Text("Due by", "最迟日期"),
    "overdue": Text("Overdue", "已逾期"),
    "rule": DUE["rule"],
    "provisional": DUE["provisional"],
}
_SPARE = ("end", "region", "rule", "grade", "weekday")
_UNFITTED = {
    "owner": DUE["owner"],
    "customer": DUE["customer"],
    "name": DUE["name"],
    "grade": DUE["grade"],
    "due_by": _COLUMNS["due_by"],
    "why": Text("Why", "原因"),
    "rule": DUE["rule"],
}
_OWNERS = {
    "owner": DUE["owner"],
    "visits": Text("Visits", "拜访数"),
    "customers": Text("Customers", "客户数"),
    "days": Text("Days out", "外出天数"),
    "overdue": Text("Overdue", "其中已逾期"),
    "unfitted": Text("Cannot be fitted", "无法安排"),
}
_WEEKDAYS = (
    Text("Mon", "周一"),
    Text("Tue", "周二"),
    Text("Wed", "周三"),
    Text("Thu", "周四"),
    Text("Fri", "周五"),
    Text("Sat", "周六"),
    Text("Sun", "周日"),
)


def plan_grids(plan: Plan, options: Namespace) -> list[Grid]:
    """
    The plan as tables: the sums, every visit, and those without a place; in a workbook also a sheet for each owner.
    """
    rows = [_row(visit, plan) for visit in plan.visits]
    shown = Grid(
        title=Text("Plan", "拜访计划"),
        heading=Text(
            f"Plan for {options.month:%Y-%m}, policy {options.policy}",
            f"{options.month.year}年{options.month.month}月拜访计划（制度：{options.policy}）",
        ),
        columns=_COLUMNS,
        rows=rows,
        brief=tuple(_COLUMNS),
        spare=_SPARE,
        words={"region": called(REGIONS)},
        none=Text("nothing to plan", "没有需要安排的拜访"),
        key="visits",
    )
    sums, misses = _by_owner(plan), unfitted(plan)
    if format_of(options) != "xlsx":
        return [sums, shown, misses]
    mine = [
        evolve(shown, title=Text(owner, owner), rows=list(visits))
        for owner, visits in groupby(rows, key=lambda row: str(row["owner"]))
    ]
    return [shown, *mine, misses, sums]


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


def unfitted(plan: Plan) -> Grid:
    """
    The visits due in the month that find no place.
    """
    return Grid(
        title=Text("Cannot be fitted", "无法安排"),
        columns=_UNFITTED,
        rows=[_miss(miss) for miss in plan.unfitted],
        none=Text("every visit due in the month is placed", "本月到期的拜访均已安排"),
        key="unfitted",
        summary=True,
    )


def _miss(miss: Unfitted) -> dict[str, Any]:
    return {
        "owner": miss.customer.owner,
        "customer": miss.customer.code,
        "name": miss.customer.name,
        "grade": miss.customer.grade,
        "due_by": miss.demand.due_by,
        "why": miss.why,
        "rule": miss.demand.rule,
    }


def _by_owner(plan: Plan) -> Grid:
    misses = Counter(miss.customer.owner or "" for miss in plan.unfitted)
    visits = {owner: list(mine) for owner, mine in groupby(plan.visits, key=lambda visit: visit.owner)}
    rows = [
        {
            "owner": owner or Text("(none)", "（无）"),
            "visits": len(visits.get(owner, ())),
            "customers": len({visit.demand.customer.code for visit in visits.get(owner, ())}),
            "days": len({visit.day for visit in visits.get(owner, ())}),
            "overdue": sum(visit.demand.overdue for visit in visits.get(owner, ())),
            "unfitted": misses[owner],
        }
        for owner in sorted({*visits, *misses}, key=lambda name: (not name, name))
    ]
    if len(rows) > 1:
        whole: dict[str, Any] = {name: sum(row[name] for row in rows) for name in _OWNERS if name != "owner"}
        rows.append({"owner": Text("all", "合计"), **whole})
    none = Text("nobody has a visit to make", "没有人需要拜访")
    return Grid(title=Text("By owner", "按负责人汇总"), columns=_OWNERS, rows=rows, none=none, summary=True)
