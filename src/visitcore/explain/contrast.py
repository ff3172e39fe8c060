"""
Why two decisions differ.
"""

from collections import Counter
from typing import Any

from visitcore.decisions.decision import Decision
from visitcore.explain.prose import told
from visitcore.ground.text import Lang, Text

_GUESSED = Text("Only the second is provisional.", "仅后者为暂定。")
_SETTLED = Text("Only the first is provisional.", "仅前者为暂定。")


def contrast(one: Decision[Any], other: Decision[Any], lang: Lang = "en") -> str:
    """
    What makes the second decision come out otherwise than the first.

    Args:
        one: The decision to start from.
        other: The decision to hold beside it.
        lang: ``en`` or ``zh``.

    Returns:
        One line per difference: verdict, day, policy, missing facts, whether provisional, findings by rule.
    """
    lines = [line.in_(lang) for line in (*_frame(one, other), *_findings(one, other))]
    return "\n".join(lines) or Text("The two decisions say the same.", "两个判定结果相同。").in_(lang)


def _frame(one: Decision[Any], other: Decision[Any]) -> list[Text]:
    lines = []
    if one.verdict is not other.verdict:
        was, now = one.verdict.label, other.verdict.label
        lines.append(Text(f"Verdict: {was.en} → {now.en}.", f"结论：{was.zh} → {now.zh}。"))
    if one.on != other.on:
        lines.append(Text(f"Governing day: {one.on} → {other.on}.", f"适用日期：{one.on} → {other.on}。"))
    if one.policy != other.policy:
        was_name, now_name = (f"{policy.name} ({policy.hash})" for policy in (one.policy, other.policy))
        lines.append(Text(f"Policy: {was_name} → {now_name}.", f"依据：{was_name} → {now_name}。"))
    if one.missing != other.missing:
        was, now = _listed(one.missing), _listed(other.missing)
        lines.append(Text(f"Missing: {was.en} → {now.en}.", f"缺少：{was.zh} → {now.zh}。"))
    if one.provisional is not other.provisional:
        lines.append(_SETTLED if one.provisional else _GUESSED)
    return lines


def _findings(one: Decision[Any], other: Decision[Any]) -> list[Text]:
    before, after = _by_rule(one), _by_rule(other)
    lines = []
    for place in dict.fromkeys((*before, *after)):
        was, now, rule = before.get(place), after.get(place), place[0]
        if was is None and now is not None:
            lines.append(Text(f"{rule}: only in the second: {now.en}.", f"{rule}：仅见于后者：{now.zh}。"))
        elif now is None and was is not None:
            lines.append(Text(f"{rule}: only in the first: {was.en}.", f"{rule}：仅见于前者：{was.zh}。"))
        elif was is not None and now is not None and was != now:
            lines.append(Text(f"{rule}: {was.en} → {now.en}.", f"{rule}：{was.zh} → {now.zh}。"))
    return lines


def _listed(names: tuple[str, ...]) -> Text:
    return Text(", ".join(names) or "–", "、".join(names) or "–")


def _by_rule(decision: Decision[Any]) -> dict[tuple[str, int], Text]:
    """
    What is told, by rule and by how many findings on that rule came before.
    """
    seen: Counter[str] = Counter()
    found = {}
    for finding in decision.findings:
        found[finding.rule.id, seen[finding.rule.id]] = told(finding, decision)
        seen[finding.rule.id] += 1
    return found
