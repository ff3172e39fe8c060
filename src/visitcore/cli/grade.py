"""
``visitcore grade``: a sheet of customers with the grade proposed for each.
"""

from argparse import ArgumentParser, Namespace
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any

from visitcore.cli.main import BAD_NEWS, OK
from visitcore.cli.options import add_output, add_policy, day
from visitcore.cli.output import Grid, write_grid
from visitcore.cli.policies import policy_of
from visitcore.cli.progress import progress
from visitcore.cli.reading import read_sheets, tell_rejected
from visitcore.decisions.decision import Decision
from visitcore.facts.assessment import Assessment
from visitcore.facts.customer import Customer
from visitcore.ground.text import Text
from visitcore.rules.grading import SCORE, grade_customer
from visitcore.rules.holding import book_on


def configure(parser: ArgumentParser, name: str) -> None:
    """
    The words that follow the command.
    """
    del name
    parser.add_argument("customers", type=Path, metavar="CUSTOMERS", help="CSV or .xlsx with the figures")
    parser.add_argument("--on", type=day, metavar="DAY", help="the day of the grading (default: today)")
    parser.add_argument("--columns", type=Path, metavar="FILE", help="TOML or JSON that maps headers to columns")
    parser.add_argument("--strict", action="store_true", help="exit with 1 where a customer cannot be graded")
    parser.set_defaults(visits=None, excuses=None)
    add_policy(parser)
    add_output(parser, "text", "json", "csv", "xlsx", "md")


def run(options: Namespace) -> int:
    """
    Carry the command out.
    """
    policy = policy_of(options)
    on = options.on or date.today()
    held = book_on(policy, SCORE, on).read(SCORE)
    sheets = read_sheets(options, policy.zone(held.pack), needed=("code",), figures=True)
    cohort = tuple(
        sales for customer in sheets.customers if isinstance(sales := customer.figures.get("sales"), Decimal)
    )
    factors = [factor.name for factor in held.value.factors]
    rows, undetermined = [], 0
    for customer in progress(sheets.customers, len(sheets.customers), "grading"):
        decision = grade_customer(Assessment(on=on, customer=customer, cohort_sales=cohort), policy)
        undetermined += decision.outcome is None
        rows.append(_row(customer, decision, factors))
    labels = {factor.name: factor.label or Text(factor.name, factor.name) for factor in held.value.factors}
    columns = {**_BEFORE, **{f"{name}_points": _points(labels[name]) for name in factors}, **_AFTER}
    write_grid(
        options,
        Grid(title=Text("Grades", "客户评级"), columns=columns, rows=rows, none=Text("no customer", "没有客户")),
    )
    tell_rejected(options, sheets.rejects)
    return BAD_NEWS if undetermined and options.strict else OK


_BEFORE = {
    "customer": Text("Customer", "客户编号"),
    "name": Text("Name", "客户名称"),
    "old_grade": Text("Grade now", "现等级"),
    "grade": Text("Grade proposed", "建议等级"),
    "score": Text("Score", "得分"),
}
_AFTER = {
    "capped": Text("Capped", "受限降级"),
    "provisional_grade": Text("Provisional grade", "暂定等级"),
    "review_from": Text("Review from", "正式评定日"),
    "status": Text("Status", "状态"),
    "rules": Text("Rules", "依据"),
    "missing": Text("Missing", "缺少信息"),
}


def _points(label: Text) -> Text:
    return Text(f"{label.en}: points", f"{label.zh}得分")


def _row(customer: Customer, decision: Decision[Any], factors: list[str]) -> dict[str, Any]:
    grade = decision.outcome
    points = {part.name: part.points for part in grade.parts} if grade is not None else {}
    return {
        "customer": customer.code,
        "name": customer.name,
        "old_grade": customer.grade,
        "grade": None if grade is None else grade.grade,
        "score": None if grade is None else _rounded(grade.score),
        **{f"{name}_points": _rounded(points[name]) if name in points else None for name in factors},
        "capped": None if grade is None else grade.capped,
        "provisional_grade": None if grade is None else grade.provisional,
        "review_from": None if grade is None else grade.review_from,
        "status": Text(decision.verdict.value, decision.verdict.label.zh),
        "rules": ", ".join(dict.fromkeys(finding.rule.id for finding in decision.findings)),
        "missing": decision.missing,
    }


def _rounded(number: Decimal) -> Decimal:
    return number.quantize(Decimal("0.1"), rounding=ROUND_HALF_UP)
