"""
Every command: where it is carried out, what it does, how it is called, and how it can end.
"""

from typing import NamedTuple

OK, BAD_NEWS, WRONG, STOPPED = 0, 1, 2, 130
"""Exit codes: fine; bad news and ``--strict``; the input or the call is wrong; stopped by the user."""


class Command(NamedTuple):
    """
    One command.

    Attributes:
        room: The file of this folder that carries it out.
        en: What it does.
        zh: The same in Chinese.
        example: A call that works, without the name of the program and of the command.
    """

    room: str
    en: str
    zh: str
    example: str


COMMANDS = {
    "rules": Command(
        "listing",
        "list rules: id, pack, kind, strength, clause, text",
        "列出规则：编号、制度包、类型、约束力、条款、内容",
        "--pack DST --kind cadence",
    ),
    "packs": Command("listing", "list packs and compositions", "列出制度包与组合", "--lang zh"),
    "show": Command(
        "showing",
        "show one parameter with its history and sources",
        "查看一个参数及其沿革和出处",
        "visits.cadence --policy DST",
    ),
    "facts": Command(
        "asking",
        "list the decisions, or print the JSON Schema of the facts one takes",
        "列出判定项目，或某一项目所需事实的 JSON Schema",
        "visit_due",
    ),
    "decide": Command(
        "asking",
        "answer one question, or one per line of JSONL",
        "作出一项判定，或按 JSONL 逐行判定",
        "check_deadline facts.json --policy SVM",
    ),
    "due": Command(
        "due",
        "who must be visited, by when, by which clause, and who is overdue",
        "应拜访哪些客户、最迟日期、依据条款及逾期情况",
        "customers.csv visits.csv --on 2024-06-14 -o due.xlsx",
    ),
    "plan": Command(
        "plan",
        "draft next month's visits for each owner",
        "为各负责人拟订次月拜访计划",
        "customers.csv visits.csv --month 2024-07 -o plan.xlsx",
    ),
    "grade": Command(
        "grade",
        "grade a sheet of customers, with the parts of each score",
        "为客户表评级，并列出各项得分",
        "customers.csv --on 2024-06-14 -o grades.xlsx",
    ),
    "credit": Command(
        "credit",
        "one credit account day by day: limit, what is owed, head-room",
        "逐日列出一个授信账户：授信额、未收货款、剩余额度",
        "ledger.csv --from 2024-03-26 --to 2024-04-12",
    ),
    "complaints": Command(
        "complaints",
        "open complaints by their next deadline, who owes it, and what is late",
        "未结投诉：下一期限、责任人、依据条款及逾期情况",
        "complaints.csv --at 2024-07-09T10:00+08:00 -o complaints.xlsx",
    ),
    "check": Command("checking", "audit packs and company files", "检查制度包与公司制度文件", "company.toml"),
    "compare": Command(
        "comparing",
        "what changes between two policies, from which day, and for whom",
        "比较两套制度：何时起、哪些变化、影响哪些客户",
        "ABC DST --customers customers.csv",
    ),
}
"""The commands in the order in which help lists them."""
