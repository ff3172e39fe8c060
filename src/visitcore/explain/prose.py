"""
A decision told to people, in English or Chinese.
"""

import re
from datetime import date, datetime, time
from decimal import Context, Decimal
from typing import Any, Literal

from visitcore.decisions.decision import Decision
from visitcore.decisions.finding import Finding
from visitcore.ground.text import Lang, Text
from visitcore.policy.dated import Origin
from visitcore.policy.rule import Strength

_MARKS = {True: "✓", False: "✗", None: "?"}
_STRENGTHS = {
    Strength.MUST: Text("must", "必须"),
    Strength.REQUIRED: Text("required", "应当"),
    Strength.SOFT: Text("advice", "建议"),
    Strength.NOTE: Text("note", "说明"),
}
_ORIGINS = {
    Origin.DOCUMENT: Text("", ""),
    Origin.VISITCORE: Text("; a default of visitcore, not of the document", "；visitcore 默认值，非制度原文"),
    Origin.COMPANY: Text("; the company's own value", "；公司自定"),
}


_PROVISIONAL = Text(
    "Provisional: the working days of a year used here are not announced yet.",
    "暂定：所用年度的节假日安排尚未公布。",
)
_PLACES = Decimal("0.0001")


def explain(decision: Decision[Any], lang: Lang = "en", style: Literal["text", "markdown"] = "text") -> str:
    """
    A decision in sentences.

    Args:
        decision: The decision.
        lang: ``en`` or ``zh``.
        style: ``text`` for a terminal, ``markdown`` for a page.

    Returns:
        The verdict, every finding with its clause, what is missing, and whether it is provisional.
    """
    lines = [_told_with_source(finding) for finding in decision.findings]
    if decision.missing:
        lines.append(Text(f"Missing: {', '.join(decision.missing)}.", f"缺少：{'、'.join(decision.missing)}。"))
    if decision.provisional:
        lines.append(_PROVISIONAL)
    head, *rest = (line.in_(lang) for line in (_head(decision), *lines))
    if style == "markdown":
        return "\n".join([f"**{_escaped(head)}**", "", *(f"- {_escaped(line)}" for line in rest)])
    return "\n".join([head, *(f"  {line}" for line in rest)])


def told(finding: Finding) -> Text:
    """
    A finding in a sentence: whether the rule is kept, what was seen, and what is asked for.
    """
    mark, numbers = _MARKS[finding.holds], _numbers(finding)
    return Text(f"{mark} {finding.says.en}{numbers.en}", f"{mark} {finding.says.zh}{numbers.zh}")


def shown(value: Any) -> str:
    """
    A value as people read it, to four places; empty where it is none or more than one line can hold.

    >>> shown(Decimal("67.5000")), shown(date(2024, 3, 5)), shown(None)
    ('67.5', '2024-03-05', '')
    """
    if isinstance(value, datetime):
        return value.isoformat(sep=" ", timespec="minutes")
    if isinstance(value, time):
        return value.isoformat(timespec="minutes")
    if isinstance(value, bool):
        return ""
    if isinstance(value, Decimal):
        wide = Context(prec=max(value.adjusted(), 0) + 8)
        return _digits(value.quantize(_PLACES, context=wide))
    if isinstance(value, tuple):
        return ", ".join(filter(None, map(shown, value)))
    return str(value) if isinstance(value, int | date | str) else ""


def _head(decision: Decision[Any]) -> Text:
    label, name, policy = decision.verdict.label, decision.name, decision.policy.name
    return Text(
        f"{label.en} – {name}, {decision.on}, policy {policy}",
        f"{label.zh}——{name}，{decision.on}，依据 {policy}",
    )


def _told_with_source(finding: Finding) -> Text:
    sentence, rule, citation = told(finding), finding.rule.id, finding.citation
    strength, origin, document = _STRENGTHS[finding.strength], _ORIGINS[finding.origin], citation.document
    return Text(
        f"{sentence.en} [{rule}, {strength.en}: {document.en}, {citation.clause}{origin.en}]",
        f"{sentence.zh}〔{rule}，{strength.zh}：《{document.zh}》{citation.clause}{origin.zh}〕",
    )


def _numbers(finding: Finding) -> Text:
    """
    What was seen and what is asked for, where both are amounts or days.
    """
    seen, limit = shown(finding.seen), shown(finding.limit)
    if not seen or not limit:
        return Text("", "")
    if seen == limit and isinstance(finding.seen, Decimal):  # a difference must not be rounded away
        seen = _digits(finding.seen)
    unit = f" {finding.unit}" if finding.unit else ""
    return Text(f" (saw {seen}, rule {limit}{unit})", f"（实际 {seen}，规定 {limit}{unit}）")


def _digits(value: Decimal) -> str:
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def _escaped(line: str) -> str:
    """
    A line in which Markdown finds nothing of its own but the brackets around a source.
    """
    return re.sub(r"([\\`*<])", r"\\\1", line)
