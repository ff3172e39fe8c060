"""
Tables, scales, formulas and plain values: what the policy says of a case.
"""

from decimal import Decimal
from typing import Any

from attrs import frozen

from visitcore.blocks.formula import Formula
from visitcore.blocks.scale import Scale
from visitcore.blocks.table import Table
from visitcore.decisions.decision import Decision, conclude
from visitcore.decisions.verdict import Verdict
from visitcore.facts.question import Amounts, Case, ValueQuestion
from visitcore.ground.text import Text
from visitcore.ground.unspecified import UNSPECIFIED
from visitcore.policy.policy import Policy
from visitcore.rules.holding import book_on, hold, lacking, left_open


@frozen(kw_only=True)
class Answered:
    """
    What a table says.

    Attributes:
        answer: What the row that fits holds; a tuple where the table collects.
    """

    answer: Any


@frozen(kw_only=True)
class Valued:
    """
    One number or plain value.

    Attributes:
        value: The value, in *unit*.
        unit: Its unit.
    """

    value: Any
    unit: str


def look_up(facts: Case, policy: Policy) -> Decision[Any]:
    """
    What a table or scale says of a case.

    Args:
        facts: The inputs; *key* names a table or scale.
        policy: The policy; the table of the day *on* governs.

    Returns:
        A decision of `Answered`, with the verdict the row carries; undetermined where an input is missing, lies outside the
        domain, or the document leaves the row open.
    """
    name = "look_up"
    book = book_on(policy, facts.key, facts.on)
    held = book.read_as(facts.key, Table, Scale)
    if held.value is UNSPECIFIED:
        return left_open(name, book, held)
    if isinstance(held.value, Scale):
        return _on_scale(name, facts, book, held)
    answer = held.value.ask(facts.case)
    if answer.missing:
        return lacking(name, book, held, [f"case.{input_}" for input_ in answer.missing])
    if answer.outside:
        input_, value = answer.outside[0]
        return _outside(name, book, held, input_, value)
    if not answer.rows:
        return _outside(name, book, held, "case", dict(facts.case))
    if any(row.then is UNSPECIFIED for row in answer.rows):
        return left_open(name, book, held, answer.rows[0].rule)
    verdict = next((Verdict(row.verdict) for row in answer.rows if row.verdict), Verdict.ALLOWED)
    found = tuple(row.then for row in answer.rows)
    said = found[0] if held.value.hit != "collect" else found
    findings = [
        finding
        for row in answer.rows
        for finding in hold(
            held,
            _HOLDS.get(verdict),
            Text(f"the table answers: {shown(row.then)}", f"查表结果：{shown(row.then)}"),
            rule=row.rule,
            seen=", ".join(f"{input_} = {value}" for input_, value in facts.case.items()),
        )
    ]
    return conclude(name, book, findings, outcome=Answered(answer=said), verdict=verdict)


_HOLDS: dict[Verdict, bool] = {Verdict.ALLOWED: True, Verdict.REFUSED: False}


def shown(value: Any) -> str:
    """
    A table's answer in a sentence.
    """
    return ", ".join(map(str, value)) if isinstance(value, tuple) else str(value)


def _on_scale(name: str, facts: Case, book: Any, held: Any) -> Decision[Any]:
    value = facts.case.get("value")
    if value is None:
        return lacking(name, book, held, ["case.value"])
    band = held.value.at(value if isinstance(value, int | Decimal) else Decimal(str(value)))
    if band is None:
        return _outside(name, book, held, "value", value)
    if band.then is UNSPECIFIED:
        return left_open(name, book, held, band.rule)
    says = Text(f"the scale answers: {band.then}", f"分级结果：{band.then}")
    findings = hold(held, True, says, rule=band.rule, seen=value, limit=str(band.when))
    return conclude(name, book, findings, outcome=Answered(answer=band.then))


def _outside(name: str, book: Any, held: Any, input_: str, value: Any) -> Decision[Any]:
    says = Text(
        f"{input_} = {value} is outside what the table knows",
        f"{input_} = {value} 不在表的取值范围内",
    )
    findings = hold(held, None, says, seen=value, unit="")
    return conclude(name, book, findings, missing=(f"{held.key}[{input_} = {value}]",))


def calculate(facts: Amounts, policy: Policy) -> Decision[Any]:
    """
    What a formula gives.

    Args:
        facts: The inputs; *key* names a formula.
        policy: The policy; the formula of the day *on* governs.

    Returns:
        A decision of `Valued`; not applicable where the formula divides by zero.
    """
    name = "calculate"
    book = book_on(policy, facts.key, facts.on)
    held = book.read_as(facts.key, Formula)
    if held.value is UNSPECIFIED:
        return left_open(name, book, held)
    result = held.value.work_out(facts.values)
    if result.missing:
        return lacking(name, book, held, [f"values.{input_}" for input_ in result.missing])
    if result.value is None:
        says = Text("the base is zero, there is nothing to work out", "基数为零，无法计算")
        return conclude(name, book, hold(held, None, says), verdict=Verdict.NOT_APPLICABLE)
    says = Text(f"{held.value.expression} = {result.value}", f"{held.value.expression} = {result.value}")
    findings = hold(held, True, says, seen=result.value)
    return conclude(name, book, findings, outcome=Valued(value=result.value, unit=held.unit))


def read_value(facts: ValueQuestion, policy: Policy) -> Decision[Any]:
    """
    What a plain value is on a day.

    Args:
        facts: *key* names a plain value.
        policy: The policy; the value of the day *on* governs.

    Returns:
        A decision of `Valued`.
    """
    name = "read_value"
    book = book_on(policy, facts.key, facts.on)
    held = book.read(facts.key)
    if held.value is UNSPECIFIED:
        return left_open(name, book, held)
    says = Text(f"{facts.key} is {shown(held.value)}", f"{facts.key} 为 {shown(held.value)}")
    return conclude(name, book, hold(held, True, says), outcome=Valued(value=held.value, unit=held.unit))
