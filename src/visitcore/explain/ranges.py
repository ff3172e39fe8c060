"""
Ranges of numbers and times of day in the words of people.
"""

import re

from visitcore.ground.text import Text

_SIDE = re.compile(r"(>=|<=|>|<|=)\s*(\S+)")
_BETWEEN = re.compile(r"([\[(])\s*(\S+?)\s*\.\.\s*(\S+?)\s*([\])])")
_NUMBERS = {
    ">=": Text("{} or more", "{}及以上"),
    ">": Text("more than {}", "大于{}"),
    "<=": Text("{} or less", "{}及以下"),
    "<": Text("less than {}", "小于{}"),
    "=": Text("{}", "{}"),
}
_TIMES = {
    ">=": Text("{} or later", "{}及以后"),
    ">": Text("after {}", "{}之后"),
    "<=": Text("{} or earlier", "{}及以前"),
    "<": Text("before {}", "{}之前"),
    "=": Text("{}", "{}"),
}


def range_in_words(written: str) -> Text | None:
    """
    A range as a pack writes it, in words; ``None`` where it is no range.

    >>> range_in_words("[60..80)").en, range_in_words("<= 3").zh, range_in_words(">= 16:30").en
    ('from 60 to less than 80', '3及以下', '16:30 or later')
    """
    if written == "any":
        return Text("any", "任意")
    side = _SIDE.fullmatch(written)
    if side is not None:
        sign, point = side.groups()
        words = (_TIMES if ":" in point else _NUMBERS)[sign]
        return Text(words.en.format(point), words.zh.format(point))
    between = _BETWEEN.fullmatch(written)
    return _between(*between.groups()) if between is not None else None


def _between(opens: str, low: str, high: str, closes: str) -> Text:
    to = "before" if ":" in high else "less than"
    en = f"{'from' if opens == '[' else 'more than' if ':' not in low else 'after'} {low}"
    en += f" to {high}" if closes == "]" else f" to {to} {high}"
    zh = f"{low}{'' if opens == '[' else '（不含）'}至{high}{'' if closes == ']' else '（不含）'}"
    return Text(en, zh)
