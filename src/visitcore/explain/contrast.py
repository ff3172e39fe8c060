"""
Why two decisions differ.
"""

from typing import Any

from visitcore.decisions.decision import Decision
from visitcore.decisions.finding import Finding
from visitcore.explain.prose import shown
from visitcore.ground.text import Lang, Text


def contrast(one: Decision[Any], other: Decision[Any], lang: Lang = "en") -> str:
    """
    What makes the second decision come out otherwise than the first.

    Args:
        one: The decision to start from.
        other: The decision to hold beside it.
        lang: ``en`` or ``zh``.

    Returns:
        One line per difference: verdict, day, policy, findings by rule, missing facts.
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
        was_list, now_list = (", ".join(missing) or "–" for missing in (one.missing, other.missing))
        lines.append(Text(f"Missing: {was_list} → {now_list}.", f"缺少：{was_list} → {now_list}。"))
    return lines


def _findings(one: Decision[Any], other: Decision[Any]) -> list[Text]:
    before, after = _by_rule(one), _by_rule(other)
    lines = []
    for rule in dict.fromkeys((*before, *after)):
        was, now = before.get(rule), after.get(rule)
        if was is None or now is None:
            said = now or was
            assert said is not None  # the rule comes from one of the two
            only = Text("only in the second", "仅见于后者") if was is None else Text("only in the first", "仅见于前者")
            lines.append(Text(f"{rule}: {only.en}: {said.says.en}.", f"{rule}：{only.zh}：{said.says.zh}。"))
        elif (was.holds, shown(was.seen), shown(was.limit), was.says) != (
            now.holds,
            shown(now.seen),
            shown(now.limit),
            now.says,
        ):
            lines.append(
                Text(f"{rule}: {was.says.en} → {now.says.en}.", f"{rule}：{was.says.zh} → {now.says.zh}。")
            )
    return lines


def _by_rule(decision: Decision[Any]) -> dict[str, Finding]:
    return {finding.rule.id: finding for finding in decision.findings}
