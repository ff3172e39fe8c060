"""
What a customer lacks for an answer, in the words of its sheet.
"""

import re
from collections.abc import Sequence
from functools import cache

from visitcore.codec.columns import COLUMNS
from visitcore.ground.text import Text

_OUTSIDE = re.compile(r"(?P<key>[\w.]+)\[(?P<name>\w+) = (?P<value>.+)\]")


def missing_words(names: Sequence[str]) -> Sequence[Text]:
    """
    What is missing, one item for each name: a column by its header, a value that a table does not know by both.

    >>> [words.zh for words in missing_words(["since", "visits.cadence[grade = D]"])]
    ['建档日期', 'visits.cadence 未规定客户等级“D”']
    """
    return [_word(name) for name in names] if names else ()


def _word(name: str) -> Text:
    match = _OUTSIDE.fullmatch(name)
    if match is None:
        return Text(name, _headers().get(name, name))
    key, column, value = match["key"], match["name"], match["value"]
    header = _headers().get(column, column)
    return Text(f"{key} does not know {column} {value!r}", f"{key} 未规定{header}“{value}”")


@cache
def _headers() -> dict[str, str]:
    return {column.name: column.label.zh for column in COLUMNS["customers"]}
