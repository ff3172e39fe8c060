"""
Files: what a record must carry.
"""

from typing import Any

from visitcore.blocks.register import Filled, Register
from visitcore.decisions.decision import Decision, conclude
from visitcore.facts.question import Record
from visitcore.ground.text import Text
from visitcore.ground.unspecified import UNSPECIFIED
from visitcore.policy.policy import Policy
from visitcore.rules.holding import book_on, hold, kept, lacking, left_open

NAME = "check_record"


def check_record(facts: Record, policy: Policy) -> Decision[Any]:
    """
    Whether a record carries what it must.

    Args:
        facts: The record; *key* names a register.
        policy: The policy; the register of the day *on* governs.

    Returns:
        A decision of `Filled`: refused while a mandatory field of a binding rule is empty or wrong.
    """
    book = book_on(policy, facts.key, facts.on)
    held = book.read_as(facts.key, Register)
    if held.value is UNSPECIFIED:
        return left_open(NAME, book, held)
    if facts.values is None:
        return lacking(NAME, book, held, ["values"])
    filled: Filled = held.value.check(facts.values)
    complete = not (filled.missing or filled.wrong or filled.unknown)
    says = Text(
        f"{filled.filled} of {filled.total} mandatory fields filled", f"必填{filled.total}项，已填{filled.filled}项"
    )
    findings = [*hold(held, complete, says, seen=filled.filled, limit=filled.total, unit="fields")]
    fields = {field.name: field for field in held.value.fields}
    whole = Text("what this rule asks for is filled", "本条要求的内容已填写")
    rules = {name: field.rule for name, field in fields.items()}
    findings += kept(held, rules, (*filled.missing, *filled.wrong), whole)
    for names, en, zh in (
        (filled.missing, "missing", "缺少"),
        (filled.wrong, "not one of the values allowed", "取值不在允许范围"),
        (filled.unknown, "not a field of this record", "表中没有此项"),
    ):
        for name in names:
            field = fields.get(name)
            label = (field.label if field else None) or Text(name, name)
            findings += hold(
                held,
                False,
                Text(f"{en}: {label.en}", f"{zh}：{label.zh}"),
                rule=field.rule if field else "",
                seen=facts.values.get(name),
                limit=field.one_of or None if field else None,
                unit="",
            )
    return conclude(NAME, book, findings, outcome=filled)
