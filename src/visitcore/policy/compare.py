"""
What changes between two policies, and from which day.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from attrs import frozen

from visitcore.ground.span import Span
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
        day = span.since or (span.until - timedelta(days=1) if span.until else date.max)
        before, after = old.on(day).find(key), new.on(day).find(key)
        same = before.says_as(after) if before is not None and after is not None else before is after
        if open_ is not None and (same or before is not open_.old or after is not open_.new):
            yield open_
            open_ = None
        if not same:
            since = open_.span.since if open_ is not None else span.since
            open_ = Change(key=key, span=Span(since, span.until), old=before, new=after)
    if open_ is not None:
        yield open_


def _edges(old: Policy, new: Policy, key: str) -> list[date]:
    spans = [entry.span for policy in (old, new) for history in policy.layers(key) for entry in history.entries]
    return sorted({edge for span in spans for edge in (span.since, span.until) if edge is not None})


def _stretches(edges: list[date]) -> Iterator[Span[date]]:
    ends: list[date | None] = [None, *edges, None]
    for since, until in zip(ends, ends[1:], strict=False):
        yield Span(since, until)
