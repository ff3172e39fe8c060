"""
Conduct: who may do what, to which, with whose leave.
"""

from typing import Any

from attrs import frozen

from visitcore.blocks.permission import Leave, Permission
from visitcore.decisions.decision import Decision, conclude
from visitcore.decisions.verdict import Verdict
from visitcore.facts.question import Request
from visitcore.ground.text import Text
from visitcore.ground.unspecified import UNSPECIFIED
from visitcore.policy.policy import Policy
from visitcore.rules.holding import book_on, hold, lacking, left_open, listed

NAME = "may_do"


@frozen(kw_only=True)
class Permit:
    """
    What came of a request.

    Attributes:
        who: Roles whose leave is still needed, or that alone may do it.
        why: Short code of the reason, empty where it is allowed.
    """

    who: tuple[str, ...]
    why: str


def may_do(facts: Request, policy: Policy) -> Decision[Any]:
    """
    Whether somebody may do something.

    Args:
        facts: Who wants to do what; *key* names a permission.
        policy: The policy; the permission of the day *on* governs.

    Returns:
        A decision of `Permit`: allowed, refused, referred to those whose leave is needed, or not applicable.
    """
    book = book_on(policy, facts.key, facts.on)
    held = book.read_as(facts.key, Permission)
    if held.value is UNSPECIFIED:
        return left_open(NAME, book, held)
    absent = [name for name in ("action", "role") if getattr(facts, name) is None]
    if absent:
        return lacking(NAME, book, held, absent)
    leave = held.value.ask(
        facts.action,
        facts.role,
        approved_by=facts.approved_by,
        scope=facts.scope,
        at=facts.at,
        object_=facts.object,
    )
    if leave.missing:
        return lacking(NAME, book, held, leave.missing)
    verdict, holds = _ANSWERS[leave.answer]
    if verdict is Verdict.REFUSED and not held.cite().strength.binds:
        verdict = Verdict.ALLOWED
    findings = hold(held, holds, _says(facts, leave), seen=facts.role, limit=held.value.roles or None, unit="")
    return conclude(NAME, book, findings, outcome=Permit(who=leave.who, why=leave.why), verdict=verdict)


_ANSWERS: dict[str, tuple[Verdict, bool | None]] = {
    "yes": (Verdict.ALLOWED, True),
    "no": (Verdict.REFUSED, False),
    "ask": (Verdict.REFERRED, None),
    "not_covered": (Verdict.NOT_APPLICABLE, None),
}


def _says(facts: Request, leave: Leave) -> Text:
    asked = f"{facts.role}: {facts.action}"
    who = listed(leave.who)
    if leave.answer == "yes":
        return Text(f"{asked} – may be done", f"{asked}——允许")
    if leave.answer == "ask":
        return Text(f"{asked} – needs the leave of {who.en}", f"{asked}——须经 {who.zh} 同意")
    if leave.answer == "not_covered":
        return Text(f"{asked} – the rule does not speak of this", f"{asked}——本条不涉及")
    code = leave.why.replace("_", " ")
    return Text(
        f"{asked} – may not be done ({code}){f'; {who.en} may' if leave.who else ''}",
        f"{asked}——不允许（{_WHY.get(leave.why, leave.why)}）{f'；可由 {who.zh} 办理' if leave.who else ''}",
    )


_WHY = {
    "wrong_role": "角色不符",
    "forbidden": "一律禁止",
    "wrong_scope": "超出范围",
    "nobody": "任何人不得",
    "not_approved": "未经批准",
}
