"""
Matters to call back on, and call-backs, as facts.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

import visitcore
from visitcore_django.facts.visits import local
from visitcore_django.models import CallBack, CallbackMatter


def matter_fact(row: CallbackMatter, callbacks: Iterable[CallBack] | None = None) -> visitcore.Matter:
    """
    A matter with its call-backs as a fact.

    Args:
        row: The matter.
        callbacks: Its call-backs; read where left out.
    """
    made = callbacks_of(row) if callbacks is None else callbacks
    return visitcore.Matter(
        cause=row.cause,
        case=row.case or None,
        class_=row.class_of or None,
        closed=_moment(row.closed_at),
        complainant=row.complainant or None,
        problem=row.problem or None,
        anonymous=None if row.complainant else row.anonymous and row.customer_id is None,
        reply_letter_only=row.reply_letter_only,
        reply_attached=row.reply_attached,
        set_for=row.set_for,
        participants=row.participants,
        callbacks=tuple(callback_fact(one) for one in made),
    )


def callback_fact(row: CallBack) -> visitcore.CallBack:
    """
    A call-back as a fact.
    """
    values: Mapping[str, Any] = row.values or {}
    return visitcore.CallBack(
        made=local(row.made),
        by=row.by_role or None,
        mode=row.mode or None,
        person=row.person or None,
        resolved=row.resolved,
        next_at=_moment(row.next_at),
        values=dict(values),
    )


def callbacks_of(row: CallbackMatter) -> list[CallBack]:
    """
    The call-backs of a matter, oldest first; what was fetched already is taken.
    """
    if row._state.adding:
        return []
    fetched = getattr(row, "_prefetched_objects_cache", {}).get("callbacks")
    if fetched is not None:
        return sorted(fetched, key=lambda one: one.made)
    return list(row.callbacks.order_by("made"))


def _moment(at: datetime | None) -> datetime | None:
    return None if at is None else local(at)
