"""
Tables, scales, formulas and plain values: what the policy says of a case.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any

from attrs import frozen

from visitcore.blocks.formula import Formula
from visitcore.blocks.scale import Scale
from visitcore.blocks.table import Row, Table
from visitcore.decisions.decision import Decision, conclude
from visitcore.decisions.finding import Finding
from visitcore.decisions.verdict import Verdict
from visitcore.facts.question import Amounts, Case, ValueQuestion
from visitcore.ground.text import Lang, Text
from visitcore.ground.unspecified import UNSPECIFIED
from visitcore.policy.dated import Dated
from visitcore.policy.policy import Policy, Rulebook
from visitcore.policy.rule import Strength
from visitcore.rules.holding import book_on, hold, lacking, left_open, listed, put

PLAIN: tuple[type, ...] = (int, Decimal, str, bool, date, tuple, Mapping)
"""Shapes of a plain value."""


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
        A decision of `Answered`, with the verdict the row carries; undetermined where an input is missing, lies
        outside the domain, or the document leaves the row open.  Advice that is not kept is told and still allowed.
    """
    name = "look_up"
    book = book_on(policy, facts.key, facts.on)
    held: Dated[Any] = book.read_as(facts.key, Table, Scale)
    if held.value is UNSPECIFIED:
        return left_open(name, book, held)
    if isinstance(held.value, Scale):
        return _on_scale(name, facts, book, held)
    answer = put(held, held.value.ask, facts.case, "case")
    if answer.outside or answer.missing:
        missing = [f"case.{input_}" for input_ in answer.missing]
        if answer.outside:
            return _outside(name, book, held, dict(answer.outside), missing)
        return lacking(name, book, held, missing)
    collects = held.value.hit == "collect"
    if not answer.rows and not collects:
        return _outside(name, book, held, facts.case)
    said = answer.said
    if UNSPECIFIED in said:
        return left_open(name, book, held, answer.rows[said.index(UNSPECIFIED)].rule)
    verdict, holds = _SAYS[answer.verdict]
    if holds is False and all(held.cite(row.rule).strength is Strength.SOFT for row in answer.rows):
        verdict = Verdict.ALLOWED
    seen = ", ".join([f"{input_} = {value}" for input_, value in facts.case.items()]) or "–"
    findings: list[Finding] = []
    for row in answer.rows or _NO_ROW:
        says = _answers(shown(row.then, "en"), shown(row.then, "zh"))
        findings += hold(held, holds, says, rule=row.rule, seen=seen)
    outcome = Answered(answer=said if collects else said[0])
    return conclude(name, book, findings, outcome=outcome, verdict=verdict)


_HOLDS = {Verdict.ALLOWED: True, Verdict.REFUSED: False}
_SAYS = {"": (Verdict.ALLOWED, True)} | {verdict.value: (verdict, _HOLDS.get(verdict)) for verdict in Verdict}
_NO_ROW = (Row(when={}, then=()),)


@lru_cache(maxsize=1024)
def _answers(en: str, zh: str) -> Text:
    return Text(f"the table answers: {en}", f"按规定为：{zh}")


def shown(value: Any, lang: Lang) -> str:
    """
    A value of the policy in a sentence.
    """
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return {"en": ("no", "yes"), "zh": ("否", "是")}[lang][value]
    if isinstance(value, Mapping):
        return listed([f"{name} = {shown(part, lang)}" for name, part in value.items()]).in_(lang)
    return listed(value).in_(lang) if isinstance(value, tuple) else str(value)


def _on_scale(name: str, facts: Case, book: Rulebook, held: Dated[Scale]) -> Decision[Any]:
    value = facts.case.get("value")
    if value is None:
        return lacking(name, book, held, ["case.value"])
    band = put(held, lambda case: held.value.at(case.get("value")), facts.case, "case")
    if band is None:
        return _outside(name, book, held, {"value": value})
    if band.then is UNSPECIFIED:
        return left_open(name, book, held, band.rule)
    says = Text(f"the scale answers: {shown(band.then, 'en')}", f"分级结果：{shown(band.then, 'zh')}")
    findings = hold(held, True, says, rule=band.rule, seen=value, limit=str(band.when))
    return conclude(name, book, findings, outcome=Answered(answer=band.then))


def _outside(
    name: str, book: Rulebook, held: Dated[Any], case: Mapping[str, Any], missing: Sequence[str] = ()
) -> Decision[Any]:
    """
    Values that the table does not know: undetermined, each shown, beside what is missing.
    """
    told = listed([f"{input_} = {value}" for input_, value in case.items()])
    says = Text(f"{told.en}: outside what the table knows", f"{told.zh}：不在表的取值范围内")
    strange = [f"{held.key}[{input_} = {value}]" for input_, value in case.items()]
    return conclude(name, book, hold(held, None, says, unit=""), missing=[*strange, *missing] or [held.key])


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
    result = put(held, held.value.work_out, facts.values, "values")
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
    held: Dated[Any] = book.read_as(facts.key, *PLAIN)
    if held.value is UNSPECIFIED:
        return left_open(name, book, held)
    says = Text(f"{facts.key} is {shown(held.value, 'en')}", f"{facts.key} 为 {shown(held.value, 'zh')}")
    return conclude(name, book, hold(held, True, says), outcome=Valued(value=held.value, unit=held.unit))
