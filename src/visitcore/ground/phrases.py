"""
The Chinese of sentences that are written in English only: what blocks and the reader of TOML say of a fault.
"""

import re
from functools import cache
from pathlib import Path

_HOLE = re.compile(r"\\\{\\\}")
_ANY = r"((?:(?!; ).)+)"
_QUOTED = re.compile(r"^'(.*)'$|^\"(.*)\"$", re.DOTALL)


def in_chinese(said: str) -> str:
    """
    A sentence in Chinese; one that nobody has translated stays as it is.

    >>> in_chinese("the item 'tea' stands here 2 times")
    '项目“tea”在此出现 2 次'
    >>> in_chinese("'tea' is not a flag; write true or false")
    '“tea”不是是非值；请写 true 或 false'
    """
    for written, chinese in _phrases():
        found = written.fullmatch(said)
        if found is not None:
            return chinese.format(*(_value(one) for one in found.groups()))
    first, between, rest = said.partition("; ")
    return f"{in_chinese(first)}；{in_chinese(rest)}" if between else said


@cache
def _phrases() -> tuple[tuple[re.Pattern[str], str], ...]:
    """
    Every sentence, with a place for each value; those with fewer places come first, for they say more.
    """
    lines = Path(__file__).with_name("phrases.txt").read_text(encoding="utf-8").splitlines()
    pairs = sorted((line.split(" → ", 1) for line in lines), key=lambda pair: pair[0].count("{}"))
    return tuple((re.compile(_HOLE.sub(_ANY, re.escape(en)), re.DOTALL), _holes(en, zh)) for en, zh in pairs)


def _holes(en: str, zh: str) -> str:
    """
    The Chinese with numbered places; braces that are no places are TOML and stay.
    """
    if "{0}" in zh:
        return zh
    if "{}" in en:
        return "{}".join(part.replace("{", "{{").replace("}", "}}") for part in zh.split("{}"))
    return zh.replace("{", "{{").replace("}", "}}")


def _value(text: str) -> str:
    quoted = _QUOTED.match(text)
    if quoted is None:
        return in_chinese(text)
    return f"“{quoted[1] or quoted[2] or ''}”"
