"""
Conduct: who may do what, to which, with whose leave.
"""

from collections.abc import Mapping
from functools import partial
from typing import Any

from attrs import frozen

from visitcore.blocks.permission import Leave, Permission
from visitcore.decisions.decision import Decision, conclude
from visitcore.decisions.verdict import Verdict
from visitcore.facts.question import Request
from visitcore.ground.text import Text
from visitcore.ground.unspecified import UNSPECIFIED
from visitcore.policy.policy import Policy
from visitcore.rules.holding import book_on, hold, lacking, left_open, listed, put

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
    if facts.action is None:
        return lacking(NAME, book, held, [name for name in ("action", "role") if getattr(facts, name) is None])
    leave = put(held, partial(_leave, held.value, facts.action, facts), {"at": facts.at})
    if leave.missing:
        return lacking(NAME, book, held, leave.missing)
    holds, verdict = _ANSWERS[leave.answer]
    findings = hold(held, holds, _says(facts, leave), seen=facts.role, limit=held.value.roles or None, unit="")
    return conclude(NAME, book, findings, outcome=Permit(who=leave.who, why=leave.why), verdict=verdict)


def _leave(permission: Permission, action: str, facts: Request, given: Mapping[str, Any]) -> Leave:
    return permission.ask(
        action,
        facts.role,
        approved_by=facts.approved_by,
        scope=facts.scope,
        at=given["at"],
        object_=facts.object,
    )


_ANSWERS: dict[str, tuple[bool | None, Verdict | None]] = {
    "yes": (True, None),
    "no": (False, None),
    "ask": (None, Verdict.REFERRED),
    "not_covered": (None, Verdict.NOT_APPLICABLE),
}
"""Whether the rule holds, and the verdict where its strength does not give it."""


def _says(facts: Request, leave: Leave) -> Text:
    asked = f"{facts.role}: {facts.action}" if facts.role else facts.action
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
        f"{asked}——不允许（{_WHY[leave.why]}）{f'；可由 {who.zh} 办理' if leave.who else ''}",
    )


_WHY = {
    "wrong_role": "角色不符",
    "wrong_scope": "超出范围",
    "nobody": "任何人不得",
}
