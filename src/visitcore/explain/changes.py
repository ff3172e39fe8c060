"""
A change between two policies in words: what goes, what comes, and on which days.
"""

import re
from collections.abc import Iterable
from datetime import date

from attrs import frozen

from visitcore.explain.words import in_words
from visitcore.ground.span import Span, last_day
from visitcore.ground.text import Text
from visitcore.policy.compare import Change

_CITED = re.compile(r" \[[^]]*\]$")


@frozen(kw_only=True)
class ChangeInWords:
    """
    A change as people compare: what stays is not told.

    Attributes:
        days: The days for which it holds, with a blank in front in English; empty where it is always.
        rules: Ids of the rules behind both values that no line names.
        gone: Lines that only the old value says.
        come: Lines that only the new value says, or that the unit is another.
    """

    days: Text
    rules: tuple[str, ...]
    gone: tuple[Text, ...]
    come: tuple[Text, ...]


def change_in_words(change: Change) -> ChangeInWords:
    """
    A change line by line.
    """
    old, new = (() if value is None else in_words(value.value, value.unit) for value in (change.old, change.new))
    told = " ".join(line.en for line in (*old, *new))
    rules = dict.fromkeys(rule.id for value in (change.old, change.new) if value is not None for rule in value.rules)
    gone, come = _only(old, new), _only(new, old)
    unit = [value.unit for value in (change.old, change.new) if value is not None and value.unit]
    if not gone and not come and len(unit) == 2:
        come = (Text(f"unit: {unit[0]} → {unit[1]}", f"单位：{unit[0]} → {unit[1]}"),)
    unnamed = tuple(rule for rule in rules if rule not in told)
    return ChangeInWords(days=days_in_words(change.span), rules=unnamed, gone=gone, come=come)


def days_in_words(span: Span[date]) -> Text:
    """
    The days of a span with both ends; empty where it is always.

    >>> days_in_words(Span(date(2024, 1, 1), date(2025, 1, 1))).zh
    '（2024-01-01 至 2024-12-31）'
    """
    since, last = span.since, last_day(span)
    if since is None:
        return Text("", "") if last is None else Text(f" to {last}", f"（至 {last}）")
    if last is None:
        return Text(f" from {since}", f"（{since} 起）")
    return Text(f" from {since} to {last}", f"（{since} 至 {last}）")


def _only(lines: Iterable[Text], others: Iterable[Text]) -> tuple[Text, ...]:
    """
    The lines that the others do not say, whatever rules they cite.
    """
    said = {_CITED.sub("", line.en) for line in others}
    return tuple(line for line in lines if _CITED.sub("", line.en) not in said)
