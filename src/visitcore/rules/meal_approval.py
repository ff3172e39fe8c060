"""
The approval of a meal: before it, by word of mouth in an emergency, or by who hosts it himself.
"""

from collections.abc import Sequence
from typing import Any

from attrs import frozen

from visitcore.blocks.permission import Permission
from visitcore.decisions.finding import Finding
from visitcore.facts.meal import Meal
from visitcore.ground.errors import WrongBlockError
from visitcore.ground.text import Text
from visitcore.ground.unspecified import UNSPECIFIED
from visitcore.policy.dated import Dated
from visitcore.policy.policy import Rulebook
from visitcore.rules.holding import hold, no_value
from visitcore.rules.meal_tables import ROOM, cannot_tell, remembered

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
        by_word: Whether it was agreed to by word of mouth in an emergency.
        unknown: What is missing to tell whether it was approved; empty where that can be told.
        findings: The findings.
        missing: What is missing, the reason of a banquet included.
    """

    given: bool | None
    next_by: tuple[str, ...] = ()
    self_approved: bool = False
    formalities_open: bool = False
    by_word: bool = False
    unknown: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()
    missing: tuple[str, ...] = ()


def meal_approval(meal: Meal, book: Rulebook) -> Approval:
    """
    Whether a meal is approved, by whom, and what of the papers is open.

    Raises:
        WrongBlockError: If the policy has something else than a permission where one belongs.
    """
    find = book.find
    return _stands(
        (find(APPROVAL), find(EMERGENCY), find(SELF), find(BANQUET)),
        meal.occasion,
        meal.host,
        meal.held,
        meal.approved_by,
        meal.oral_consent_by if meal.emergency else None,
        meal.made_up,
        None if meal.reason is None else bool(meal.reason.strip()),
        meal.special,
    )


@remembered
def _stands(
    rules: tuple[Dated[Any] | None, ...],
    occasion: str | None,
    host: str | None,
    is_held: bool,
    approved_by: tuple[str, ...] | None,
    oral_consent_by: tuple[str, ...] | None,
    made_up: bool | None,
    reasoned: bool | None,
    special: bool | None,
) -> Approval:
    """
    The approval of all meals that are alike in this.

    Args:
        rules: On the approval, on emergencies, on approving for oneself and on banquets.
        occasion: As in the meal, and so on.
        host: Who hosts it.
        is_held: Whether it has taken place.
        approved_by: Who approved it; ``None`` where nobody knows, empty where nobody did.
        oral_consent_by: Who agreed by word of mouth; ``None`` where it was no emergency.
        made_up: Whether the papers were made up.
        reasoned: Whether there is a reason; ``None`` where that is not known.
        special: Whether it is a special case, likewise.
    """
    held, emergency, self_approval, banquet = rules
    if held is None:
        return Approval(given=None)
    if held.value is UNSPECIFIED:
        lacks = (APPROVAL,)
        return Approval(given=False, findings=hold(held, None, no_value(held)), missing=lacks, unknown=lacks)
    if occasion is None:
        return _untold(held, "occasion")
    leave = _permission(held).ask(occasion, host, approved_by=approved_by or ())
    if leave.answer == "not_covered":
        return Approval(given=None)
    if leave.answer == "unknown":
        return _untold(held, "host")
    if leave.answer == "no":
        return Approval(given=False, findings=hold(held, False, _says("wrong_host", leave.who)))
    given = leave.answer == "yes"
    orally, found = (False, ()) if given else _by_word_of_mouth(emergency, host, oral_consent_by, made_up, is_held)
    if approved_by is None and is_held and not orally:
        return _untold(held, "approved_by", found)
    holds = True if given else None if orally or not is_held else False
    state = "given" if given else "orally" if orally else "not_given" if is_held else "wanted"
    approval = _permission(held).approval
    says = (
        _without_avail(_says(state, leave.who or approval), approved_by or ())
        if not given
        else _says(state, leave.who or approval)
    )
    findings = (*hold(held, holds, says), *found)
    own = given and host is not None and host in (approved_by or ()) and host in approval
    if own and self_approval is not None:
        findings += hold(self_approval, False if self_approval.value is False else None, _SELF_APPROVED)
    reasons, missing = _reason(banquet, occasion, holds, reasoned, special)
    return Approval(
        given=given,
        next_by=leave.who if holds is None and not orally else (),
        self_approved=own,
        formalities_open=orally and not made_up,
        by_word=orally,
        findings=findings + reasons,
        missing=missing,
    )


def _untold(held: Dated[Any], lack: str, found: tuple[Finding, ...] = ()) -> Approval:
    """
    Nobody can tell whether the meal was approved.
    """
    findings = (*hold(held, None, cannot_tell((lack,))), *found)
    return Approval(given=False, findings=findings, missing=(lack,), unknown=(lack,))


def _permission(held: Dated[Any]) -> Permission:
    if not isinstance(held.value, Permission):
        raise WrongBlockError(held.key, "permission", type(held.value).__name__.lower())
    return held.value


def _by_word_of_mouth(
    held: Dated[Any] | None, host: str | None, agreed_by: tuple[str, ...] | None, made_up: bool | None, is_held: bool
) -> tuple[bool, tuple[Finding, ...]]:
    """
    Whether those who may did agree by word of mouth in an emergency, with the finding.
    """
    if held is None or agreed_by is None or held.value is UNSPECIFIED:
        return False, ()
    if _permission(held).ask(_EAT_FIRST, host, approved_by=agreed_by).answer == "yes":
        return True, hold(held, True, _MADE_UP if made_up else _PAPERS_OPEN, seen=agreed_by, unit="")
    return False, hold(held, False if is_held else None, _NO_CONSENT)


def _reason(
    held: Dated[Any] | None, occasion: str, approved: bool | None, reasoned: bool | None, special: bool | None
) -> tuple[tuple[Finding, ...], tuple[str, ...]]:
    """
    A meal that needs a reason besides the approval; one that is said to be no special case is pointed out.
    """
    if held is None or held.value is UNSPECIFIED or occasion not in _permission(held).actions:
        return (), ()
    if approved is False:
        return hold(held, False, _NOT_APPROVED), ()
    if reasoned is None:
        return hold(held, None, _REASON_UNKNOWN), ("reason",)
    if not reasoned:
        return hold(held, False, _NO_REASON), ()
    return hold(held, approved, _REASON) + (hold(held, None, _NOT_SPECIAL) if special is False else ()), ()


def _without_avail(says: Text, approved_by: Sequence[str]) -> Text:
    """
    The sentence on an approval that is not given, with those given by others, as they were written.
    """
    if not approved_by:
        return says
    names = [f"`{name}`" for name in approved_by]
    return Text(f"{says.en}; that of {', '.join(names)} will not do", f"{says.zh}；{'、'.join(names)} 的批准不算")


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
_NOT_SPECIAL = Text(
    "banquets are for special cases, and this is said to be none", "宴请限于特殊情况，此次注明不属特殊情况"
)
_NO_REASON = Text("a banquet without a reason", "宴请没有理由")
_REASON = Text("a banquet with a reason", "宴请有理由")
