"""
A decision told to people, in English or Chinese.
"""

from datetime import date, datetime
from decimal import Decimal
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
    bold = "**" if style == "markdown" else ""
    lines = [f"{bold}{_head(decision, lang)}{bold}"]
    if style == "markdown":
        lines.append("")
    bullet = "- " if style == "markdown" else "  "
    lines += [f"{bullet}{_told(finding, lang)}" for finding in decision.findings]
    if decision.missing:
        names = "、".join(decision.missing) if lang == "zh" else ", ".join(decision.missing)
        lines.append(bullet + Text(f"Missing: {names}.", f"缺少：{names}。").in_(lang))
    if decision.provisional:
        lines.append(bullet + _PROVISIONAL.in_(lang))
    return "\n".join(lines)


_PROVISIONAL = Text(
    "Provisional: the working days of a year used here are not announced yet.",
    "暂定：所用年度的节假日安排尚未公布。",
)


def _head(decision: Decision[Any], lang: Lang) -> str:
    label = decision.verdict.label
    return Text(
        f"{label.en} – {decision.name}, {decision.on}, policy {decision.policy.name}",
        f"{label.zh}——{decision.name}，{decision.on}，依据 {decision.policy.name}",
    ).in_(lang)


def _told(finding: Finding, lang: Lang) -> str:
    strength, origin = _STRENGTHS[finding.strength], _ORIGINS[finding.origin]
    numbers = _numbers(finding)
    document = finding.citation.document
    clause = finding.citation.clause
    return Text(
        f"{_MARKS[finding.holds]} {finding.says.en}{_bracket(numbers.en)} "
        f"[{finding.rule.id}, {strength.en}: {document.en}, {clause}{origin.en}]",
        f"{_MARKS[finding.holds]} {finding.says.zh}{_bracket(numbers.zh)}"
        f"〔{finding.rule.id}，{strength.zh}：《{document.zh}》{clause}{origin.zh}〕",
    ).in_(lang)


def _bracket(words: str) -> str:
    return f" ({words})" if words else ""


def _numbers(finding: Finding) -> Text:
    """
    What was seen and what is asked for, where both are amounts or days.
    """
    seen, limit = shown(finding.seen), shown(finding.limit)
    if not seen or not limit:
        return Text("", "")
    unit = f" {finding.unit}" if finding.unit else ""
    return Text(f"saw {seen}, rule {limit}{unit}", f"实际 {seen}，规定 {limit}{unit}")


def shown(value: Any) -> str:
    """
    A value as people read it; empty where it is none or more than one line can hold.
    """
    if isinstance(value, datetime):
        return value.isoformat(sep=" ", timespec="minutes")
    if isinstance(value, bool) or value is None:
        return ""
    if isinstance(value, Decimal):
        return format(value.normalize() if value == value.to_integral_value() else round(value, 4), "f")
    if isinstance(value, tuple):
        return ", ".join(map(str, value))
    return str(value) if isinstance(value, int | date | str) else ""
