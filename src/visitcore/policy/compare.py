"""
What changes between two policies, and from which day.
"""

from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from typing import Any

from attrs import evolve, frozen

from visitcore.ground.span import Span, last_day
from visitcore.policy.dated import Dated
from visitcore.policy.policy import Policy


@frozen(kw_only=True)
class Change:
    """
    One key that two policies answer differently for a stretch of days.

    Attributes:
        key: The key.
        span: The days for which they differ.
        old: The old policy's value, ``None`` where it has none in force.
        new: The new policy's value, ``None`` where it has none in force.
    """

    key: str
    span: Span[date]
    old: Dated[Any] | None
    new: Dated[Any] | None


def compare(old: Policy, new: Policy) -> tuple[Change, ...]:
    """
    Every difference between two policies, by key and then by day.
    """
    keys = sorted({*old.keys(), *new.keys()})
    return tuple(change for key in keys for change in _changes(old, new, key))


def _changes(old: Policy, new: Policy, key: str) -> Iterator[Change]:
    """
    Adjoining stretches with the same two values are told as one change.
    """
    open_: Change | None = None
    for span in _stretches(_edges(old, new, key)):
        day = _a_day_in(span)
        before, after = old.on(day).find(key), new.on(day).find(key)
        if open_ is not None and _same(before, open_.old) and _same(after, open_.new):
            open_ = evolve(open_, span=Span(open_.span.since, span.until))
            continue
        if open_ is not None:
            yield open_
        open_ = None if _same(before, after) else Change(key=key, span=span, old=before, new=after)
    if open_ is not None:
        yield open_


def _same(one: Dated[Any] | None, other: Dated[Any] | None) -> bool:
    return one is other or (one is not None and other is not None and one.says_as(other))


def _edges(old: Policy, new: Policy, key: str) -> list[date]:
    spans = [entry.span for policy in (old, new) for history in policy.layers(key) for entry in history.entries]
    return sorted({edge for span in spans for edge in (span.since, span.until) if edge not in (None, date.min)})


def _stretches(edges: list[date]) -> Iterator[Span[date]]:
    for since, until in pairwise([None, *edges, None]):
        yield Span(since, until)


def _a_day_in(span: Span[date]) -> date:
    return span.since or last_day(span) or date.max
