"""
The columns of the due list, in both languages.
"""

from visitcore.ground.text import Text

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
"""Every column, in the order in which JSON, CSV and Excel have them."""

OUTCOME = (
    "last_visit", "period_start", "period_end", "owed", "done", "short", "missed", "next_due", "overdue_since",
    "days_overdue", "status",
)  # fmt: skip
"""Those that the decision fills."""

BRIEF = (
    "customer", "name", "grade", "owner", "last_visit", "owed", "done", "next_due", "days_overdue", "status", "rule",
    "missing", "provisional",
)  # fmt: skip
"""Those that a text shows."""

SPARE = ("last_visit", "owed", "done", "missing", "owner", "rule")
"""Those that a narrow terminal can do without, the first to go first."""

STATUSES = {
    "met": Text("met", "已达标"),
    "due": Text("due", "待拜访"),
    "overdue": Text("overdue", "逾期"),
    "excused": Text("excused", "已免"),
    "undetermined": Text("undetermined", "无法判定"),
    "not_applicable": Text("not applicable", "不适用"),
}
REGIONS = {"local": Text("local", "本地"), "out_of_town": Text("out of town", "外地")}

TOTALS = {
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
"""The columns of the sums."""
