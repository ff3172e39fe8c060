"""
``visitcore grade``: a sheet of customers with the grade proposed for each.
"""

from argparse import Namespace
from collections import Counter
from collections.abc import Iterable
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any

from attrs import evolve

from visitcore.blocks.score import Score
from visitcore.cli.commands import BAD_NEWS, OK
from visitcore.cli.due import NO_CUSTOMER
from visitcore.cli.due_columns import COLUMNS as DUE
from visitcore.cli.grid import Grid, called
from visitcore.cli.missing import missing_words
from visitcore.cli.options import COLUMNS_HELP, add_output, add_policy, day, lang_of
from visitcore.cli.output import write_grid
from visitcore.cli.parser import Parser
from visitcore.cli.policies import policy_of
from visitcore.cli.progress import GRADING, progress
from visitcore.cli.reading import SHEET_HELP, keep_rejected, read_sheets, tell
from visitcore.decisions.decision import Decision
from visitcore.decisions.finding import Finding
from visitcore.decisions.verdict import Verdict
from visitcore.facts.assessment import Assessment
from visitcore.facts.customer import Customer
from visitcore.ground.text import Text
from visitcore.rules.grading import SCORE, Grade, grade_customer
from visitcore.rules.grading_cohort import cohort_of, needs_cohort
from visitcore.rules.holding import book_on

_BEFORE = {
    "customer": DUE["customer"],
    "name": DUE["name"],
    "owner": DUE["owner"],
    "old_grade": Text("Grade now", "现等级"),
    "grade": Text("Proposed", "建议等级"),
    "score": Text("Score", "得分"),
}
_AFTER = {
    "capped": Text("Capped", "受限降级"),
    "provisional_grade": Text("Provisional", "暂定"),
    "review_from": Text("Review from", "正式评定日"),
    "status": DUE["status"],
    "missing": DUE["missing"],
    "remark": Text("Remark", "说明"),
    "rules": Text("Rules", "依据"),
}
_STATUSES = {
    **{verdict.value: verdict.label for verdict in Verdict},
    Verdict.ALLOWED.value: Text("graded", "已评定"),
    Verdict.UNDETERMINED.value: Text("undetermined", "无法判定"),
}
_SUMS = {
    "grade": Text("Proposed", "建议等级"),
    "customers": Text("Customers", "客户数"),
    "share_pct": Text("Share %", "占比%"),
    "same": Text("As before", "不变"),
    "other": Text("Changed", "有变化"),
    "new": Text("First grade", "首次评级"),
}


def configure(parser: Parser, name: str) -> None:
    """
    The words that follow the command.
    """
    del name
    parser.add_argument("customers", type=Path, metavar="CUSTOMERS", help=SHEET_HELP)
    on = Text("the day of the grading (default: today)", "评级日期（默认今天）")
    parser.add_argument("--on", type=day, metavar="DAY", help=on)
    parser.add_argument("--columns", type=Path, metavar="FILE", help=COLUMNS_HELP)
    strict = Text("exit with 1 where a customer cannot be graded", "有客户无法评级时以 1 退出")
    parser.add_argument("--strict", action="store_true", help=strict)
    parser.set_defaults(visits=None, excuses=None)
    add_policy(parser)
    add_output(parser, "text", "json", "csv", "xlsx", "md")


def run(options: Namespace) -> int:
    """
    Carry the command out.
    """
    policy = policy_of(options)
    on = options.on or date.today()
    held = book_on(policy, SCORE, on).read_as(SCORE, Score)
    sheets = read_sheets(options, policy.zone(held.pack), needed=("code",), figures=True)
    told = [Assessment(on=on, customer=customer) for customer in sheets.customers]
    cohort = tuple(cohort_of(told, policy)) if needs_cohort(policy, on) else None
    factors = {
        factor.name: factor.label or Text(factor.name, factor.name) for factor in getattr(held.value, "factors", ())
    }
    rows = []
    for facts in progress(told, GRADING, lang_of(options), total=len(told)):
        decision = grade_customer(evolve(facts, cohort_sales=cohort), policy)
        rows.append(_row(facts.customer, decision, tuple(factors)))
    rejected = keep_rejected(options, sheets.rejects)
    write_grid(options, _grid(options, on, factors, rows), _sums(rows))
    tell(options, rejected)
    return BAD_NEWS if options.strict and any(row["grade"] is None for row in rows) else OK


def _grid(options: Namespace, on: date, factors: dict[str, Text], rows: list[dict[str, Any]]) -> Grid:
    points = {f"{name}_points": _short(label) for name, label in factors.items()}
    columns = {**_BEFORE, **points, **_AFTER}
    return Grid(
        title=Text("Grades", "客户评级"),
        heading=Text(
            f"Grades proposed on {on}, policy {options.policy}", f"{on} 客户评级建议（制度：{options.policy}）"
        ),
        columns=columns,
        rows=rows,
        brief=tuple(columns),
        words={"status": called(_STATUSES), "missing": missing_words},
        spare=("rules", "remark", "owner", *points, "review_from", "missing", "status"),
        none=NO_CUSTOMER,
    )


def _short(label: Text) -> Text:
    """
    The header over a factor's points: its label without the remark in brackets.
    """
    return Text(f"{label.en.partition(' (')[0]}: points", f"{label.zh.partition('（')[0]}得分")


def _row(customer: Customer, decision: Decision[Any], factors: tuple[str, ...]) -> dict[str, Any]:
    grade = decision.outcome
    points = {part.name: part.points for part in grade.parts} if grade is not None else {}
    return {
        "customer": customer.code,
        "name": customer.name,
        "owner": customer.owner,
        "old_grade": customer.grade,
        "grade": None if grade is None else grade.grade,
        "score": None if grade is None else _rounded(grade.score),
        **{f"{name}_points": _rounded(points[name]) if name in points else None for name in factors},
        "capped": None if grade is None else grade.capped,
        "provisional_grade": None if grade is None else grade.provisional,
        "review_from": grade.review_from if grade is not None and grade.provisional else None,
        "status": decision.verdict.value,
        "missing": decision.missing,
        "remark": None if grade is None else _remark(grade, decision.findings),
        "rules": ", ".join(dict.fromkeys(finding.rule.id for finding in decision.findings)),
    }


def _remark(grade: Grade, findings: Iterable[Finding]) -> Text | None:
    """
    Why the grade is another one than the score gives, or not the last word.
    """
    wanted = {"grading.gate", "grading.credit_gate"} if grade.capped else set[str]()
    wanted |= {"grading.review"} if grade.provisional else set()
    told = [finding.says for finding in findings if finding.against.key in wanted]
    if not told:
        return None
    return Text("; ".join(dict.fromkeys(text.en for text in told)), "；".join(dict.fromkeys(text.zh for text in told)))


def _rounded(number: Decimal) -> Decimal:
    return number.quantize(Decimal("0.1"), rounding=ROUND_HALF_UP)


def _sums(rows: list[dict[str, Any]]) -> Grid:
    """
    How many customers get each grade, and for how many it is another one than before.
    """
    found = Counter(row["grade"] for row in rows)
    sums = []
    for grade in sorted(found, key=lambda name: (name is None, name or "")):
        before = Counter(_moved(row) for row in rows if row["grade"] == grade)
        name = Text("(not graded)", "（无法评级）") if grade is None else grade
        share = (found[grade] * 200 + len(rows)) // (2 * len(rows))  # rounded half up
        sums.append(
            {
                "grade": name,
                "customers": found[grade],
                "share_pct": share,
                **{move: before[move] for move in ("same", "other", "new")},
            }
        )
    return Grid(title=Text("By grade", "按等级汇总"), columns=_SUMS, rows=sums, none=NO_CUSTOMER, summary=True)


def _moved(row: dict[str, Any]) -> str:
    if row["grade"] is None:
        return ""
    if row["old_grade"] is None:
        return "new"
    return "same" if row["old_grade"] == row["grade"] else "other"
