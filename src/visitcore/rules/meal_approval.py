"""
The approval of a meal: before it, by word of mouth in an emergency, or by who hosts it himself.
"""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from attrs import frozen

from visitcore.blocks.permission import Permission
from visitcore.decisions.finding import Finding
from visitcore.facts.meal import Meal
from visitcore.ground.text import Text
from visitcore.ground.unspecified import UNSPECIFIED
from visitcore.policy.dated import Dated
from visitcore.policy.policy import Rulebook
from visitcore.rules.holding import hold, no_value
from visitcore.rules.meal_tables import ROOM, cannot_tell

APPROVAL, BANQUET, EMERGENCY = f"{ROOM}approval", f"{ROOM}banquet", f"{ROOM}emergency"
SELF = f"{ROOM}self_approval"
_EAT_FIRST = "eat_first"


@frozen(kw_only=True)
class Approval:
    """
    How the approval of a meal stands.

    Attributes:
        given: Whether it was approved in writing before it took place; ``None`` where the policy asks for none.
        next_by: Roles that decide next.
        self_approved: Whether who hosts it approved it.
        formalities_open: Whether papers are still to be made up.
        findings: The findings.
        missing: What is missing.
    """

    given: bool | None
    next_by: tuple[str, ...] = ()
    self_approved: bool = False
    formalities_open: bool = False
    findings: tuple[Finding, ...] = ()
    missing: tuple[str, ...] = ()


def meal_approval(meal: Meal, book: Rulebook) -> Approval:
    """
    Whether a meal is approved, by whom, and what of the papers is open.
    """
    held = _permission(book, APPROVAL)
    if held is None:
        return Approval(given=None)
    if held.value is UNSPECIFIED:
        return Approval(given=False, findings=hold(held, None, no_value(held)), missing=(APPROVAL,))
    if meal.occasion is None:
        return Approval(given=False, findings=hold(held, None, cannot_tell(["occasion"])), missing=("occasion",))
    leave = held.value.ask(meal.occasion, meal.host, approved_by=meal.approved_by)
    if leave.answer == "not_covered":
        return Approval(given=None)
    if leave.answer == "unknown":
        return Approval(given=False, findings=hold(held, None, cannot_tell(["host"])), missing=("host",))
    if leave.answer == "no":
        return Approval(given=False, findings=hold(held, False, _says("wrong_host", leave.who)))
    given = leave.answer == "yes"
    orally, found = _by_word_of_mouth(meal, book) if not given else (False, ())
    holds = True if given else None if orally or not meal.held else False
    state = "given" if given else "orally" if orally else "not_given" if meal.held else "wanted"
    findings = (*hold(held, holds, _says(state, leave.who or held.value.approval)), *found)
    own = given and meal.host is not None and meal.host in meal.approved_by and meal.host in held.value.approval
    if own:
        findings += _own(book)
    reasons, missing = _banquet(meal, book, holds=holds)
    return Approval(
        given=given,
        next_by=leave.who if holds is None and not orally else (),
        self_approved=own,
        formalities_open=orally and not meal.made_up,
        findings=findings + reasons,
        missing=missing,
    )


def _permission(book: Rulebook, key: str) -> Dated[Any] | None:
    return None if book.find(key) is None else book.read_as(key, Permission)


def _by_word_of_mouth(meal: Meal, book: Rulebook) -> tuple[bool, tuple[Finding, ...]]:
    """
    Whether those who may did agree by word of mouth in an emergency, with the finding.
    """
    held = _permission(book, EMERGENCY)
    if held is None or not meal.emergency or held.value is UNSPECIFIED:
        return False, ()
    leave = held.value.ask(_EAT_FIRST, meal.host, approved_by=meal.oral_consent_by)
    agreed = leave.answer == "yes"
    if agreed:
        says = _MADE_UP if meal.made_up else _PAPERS_OPEN
        return True, hold(held, True, says, seen=meal.oral_consent_by, unit="")
    return False, hold(held, False if meal.held else None, _NO_CONSENT)


def _own(book: Rulebook) -> tuple[Finding, ...]:
    """
    Who hosts the meal approved it: pointed out, and refused where the policy does not let him.
    """
    held = book.find(SELF)
    if held is None:
        return ()
    return hold(held, False if held.value is False else None, _SELF_APPROVED)


def _banquet(meal: Meal, book: Rulebook, *, holds: bool | None) -> tuple[tuple[Finding, ...], tuple[str, ...]]:
    """
    A meal that needs a reason besides the approval.
    """
    held = _permission(book, BANQUET)
    if held is None or held.value is UNSPECIFIED or meal.occasion not in held.value.actions:
        return (), ()
    if holds is False:
        return hold(held, False, _NOT_APPROVED), ()
    if meal.reason is None:
        return hold(held, None, _REASON_UNKNOWN), ("reason",)
    if not meal.reason.strip():
        return hold(held, False, _NO_REASON), ()
    return hold(held, holds, _REASON, seen=meal.reason), ()


@lru_cache(maxsize=256)
def _says(state: str, who: Sequence[str]) -> Text:
    en, zh = ", ".join(who), "、".join(who)
    return {
        "given": Text(f"approved by {en}", f"已经{zh}批准"),
        "orally": Text(f"agreed to by word of mouth; {en} approves the papers", f"已口头同意，书面手续由{zh}批准"),
        "wanted": Text(f"needs the approval of {en} before the meal", f"用餐前须经{zh}批准"),
        "wrong_host": Text(f"such a meal is hosted by {en}", f"此类用餐由{zh}出面"),
        "not_given": Text(f"held without the approval of {en}", f"未经{zh}批准即已用餐"),
    }[state]


_PAPERS_OPEN = Text("an emergency with consent by word of mouth; the papers are open", "紧急情况，已口头同意，手续待补")
_MADE_UP = Text("an emergency with consent by word of mouth; the papers were made up", "紧急情况，已口头同意，手续已补")
_NO_CONSENT = Text("no consent by word of mouth", "未经口头同意")
_SELF_APPROVED = Text("approved by the person who hosts it", "由主持用餐的人自行批准")
_NOT_APPROVED = Text("a banquet without its approval", "宴请未经批准")
_REASON_UNKNOWN = Text("the reason for the banquet is not known", "不知宴请的理由")
_NO_REASON = Text("a banquet without a reason", "宴请没有理由")
_REASON = Text("a banquet with a reason", "宴请有理由")
