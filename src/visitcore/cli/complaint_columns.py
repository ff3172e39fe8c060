"""
The columns of the list of complaints, and what its codes are called.
"""

from visitcore.ground.text import Text

COLUMNS = {
    "id": Text("Complaint", "投诉编号"),
    "customer": Text("Customer", "客户名称"),
    "received": Text("Received", "接到时间"),
    "gravity": Text("Gravity", "投诉等级"),
    "state": Text("Stands at", "当前状态"),
    "clock": Text("Waits for", "待办时限"),
    "waits_for": Text("Still to come", "尚缺"),
    "due": Text("Due by", "最迟时间"),
    "status": Text("Status", "状态"),
    "late": Text("Late by", "逾期情况"),
    "days_late": Text("Days late", "逾期天数"),
    "owes": Text("Owed by", "责任人"),
    "next_by": Text("Next step by", "下一步办理人"),
    "handler": Text("Handler", "处理人"),
    "control": Text("Supervised by", "督办"),
    "clause": Text("Clause", "条款"),
    "rule": Text("Rule", "依据"),
    "document": Text("Document", "文件"),
    "skipped": Text("Out of order", "未按流程的步骤"),
    "missing": Text("Missing", "缺少信息"),
    "provisional": Text("Provisional", "暂定"),
}
"""Every column, in the order in which JSON, CSV and Excel have them."""

BRIEF = (
    "id", "customer", "clock", "waits_for", "due", "status", "late", "owes", "control", "handler",
    "clause", "missing", "provisional",
)  # fmt: skip
"""Those that a text shows."""

SPARE = ("provisional", "handler", "customer", "control", "missing")
"""Those that a narrow terminal can do without, the first to go first."""

STATUSES = {
    "overdue": Text("overdue", "逾期"),
    "undetermined": Text("undetermined", "无法判定"),
    "open": Text("open", "待办"),
    "paused": Text("paused", "暂停"),
    "pending": Text("no number", "无具体期限"),
    "not_closed": Text("done, not closed", "已办未结案"),
    "late": Text("done late", "逾期办完"),
    "closed": Text("closed", "已结案"),
}
"""How a row may stand, what comes first in the list first."""
