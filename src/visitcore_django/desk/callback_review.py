"""
The superior's opinion on a call-back: by whom it is given, and which call-backs wait for it.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from visitcore import Policy
from visitcore.blocks.flow import Flow
from visitcore.blocks.register import Register
from visitcore.explain.names import word
from visitcore.rules.callback_records import REVIEW
from visitcore_django.desk.errors import NotAllowedError
from visitcore_django.desk.rights import hand_of
from visitcore_django.facts.callbacks import callback_fact
from visitcore_django.models import CallBack
from visitcore_django.models.language import between, lang

FLOW = "flows.callback_review"
COLUMNS = ("by", "mode", "resolved", "next_at")
"""Fields of a sheet that are columns of the call-back."""


def waits_for_opinion(callback: CallBack, policy: Policy, day: date) -> bool:
    """
    Whether the policy of the day on which a call-back was made asks for an opinion on it that nobody has given.
    """
    values: Mapping[str, Any] = callback.values or {}
    return not all(values.get(name) for name in _asked(callback, policy, day))


def demand_opinion(
    callback: CallBack, before: Mapping[str, Any] | None, policy: Policy, day: date, *, by: Any, on: date
) -> None:
    """
    Raise where one writes or changes the opinion on a call-back who may not: its caller, or one without the role.

    Args:
        callback: The call-back as it is brought.
        before: Its sheet as it is stored; ``None`` for a new one.
        policy: The policy of the day on which it was made.
        day: That day.
        by: Who brings it; ``None`` is the system itself and may.
        on: The day, for those who stand in.

    Raises:
        NotAllowedError: If he may not.
    """
    asked = _asked(callback, policy, day)
    now, held = (callback.values or {}), (before or {})
    if by is None or all((now.get(name) or "") == (held.get(name) or "") for name in asked):
        return
    roles = _signers(policy, day, asked)
    try:
        hand_of(by, "change_callback", callback.by, callback, on, roles)
    except NotAllowedError as error:
        who = between().join(word(role).in_(lang()) for role in roles) or _("a superior")
        said = _(
            "The opinion on a call-back is given by somebody other than its caller (%(who)s); leave it empty here."
        )
        raise NotAllowedError(said % {"who": who}, column="values") from error


def _asked(callback: CallBack, policy: Policy, day: date) -> tuple[str, ...]:
    """
    The fields of the opinion that the policy asks for on a call-back.
    """
    held = policy.on(day).find(REVIEW)
    if held is None or not isinstance(held.value, Register):
        return ()
    sheet = callback_fact(callback).sheet() or {}
    return tuple(one.name for one in held.value.fields if one.name not in COLUMNS and one.counts_in(sheet))


def _signers(policy: Policy, day: date, asked: tuple[str, ...]) -> tuple[str, ...]:
    """
    The roles that give the opinion; none where the policy names nobody.
    """
    held = policy.on(day).find(FLOW)
    moves = held.value.moves if held is not None and isinstance(held.value, Flow) else ()
    return tuple(dict.fromkeys(role for move in moves if set(move.needs) & set(asked) for role in move.by))
