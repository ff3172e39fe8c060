"""
What can still be read of a pack file with faults, so that one reading tells as many of them as it can.
"""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from attrs import field, frozen

from visitcore.ground.problem import Problem
from visitcore.policy.rule import RuleKind, Strength

Content = dict[str, Any]

_ELEMENT = re.compile(r"(?:pack|rule\[\d+\]|parameter\[\d+\](?:\.history\[\d+\])?)(?![\w-])")
_KEY = re.compile(r'\.?(?:"([^"]*)"|([\w-]+))')
_ALL = "*"
_NO_WORDS = {"en": "–", "zh": "–"}
_RULE = {"clause": "–", "kind": RuleKind.GUIDANCE.value, "strength": Strength.NOTE.value, "text": _NO_WORDS}


@frozen
class Lost:
    """
    What had to be left out: the keys at fault by the element they stand on; ``""`` is the file as a whole.
    """

    keys: Mapping[str, frozenset[str]] = field(factory=dict)

    def any(self, element: str, *names: str) -> bool:
        """
        Whether one of these keys of an element was left out; without names, whether any was.
        """
        gone = self.keys.get(element, frozenset())
        return bool(gone) if not names else _ALL in gone or not gone.isdisjoint(names)

    @property
    def rules(self) -> bool:
        """
        Whether it is not known of every rule which id it has.
        """
        return self.any("", "rule") or any(self.any(element, "id") for element in self.keys if element[:5] == "rule[")


NOTHING_LOST = Lost()
"""What is lost of a sound file."""


def salvage(content: Mapping[str, Any], problems: Iterable[Problem]) -> tuple[Content, Lost]:
    """
    A content without the keys at fault; what cannot be missing is filled with words that say nothing.

    Args:
        content: The content of the file.
        problems: The faults found in it, each with its path.
    """
    sound, elements = _copied(content)
    lost: dict[str, set[str]] = {}
    for problem in problems:
        found = _ELEMENT.match(problem.where)
        element = found[0] if found else ""
        key = _KEY.match(problem.where, len(element))
        name = _ALL if key is None else key[1] if key[1] is not None else key[2]
        lost.setdefault(element, set()).add(name)
        elements.get(element, {}).pop(name, None)
    for element, part in elements.items():
        _fill(element, part)
    return sound, Lost({element: frozenset(names) for element, names in lost.items()})


def _copied(content: Mapping[str, Any]) -> tuple[Content, dict[str, Content]]:
    """
    A copy that can be cut, and each element of it by its path; one that is no table is an empty one.
    """
    sound: Content = dict(content)
    elements = {"": sound, "pack": _table(content.get("pack"))}
    sound["pack"] = elements["pack"]
    for name in ("rule", "parameter"):
        sound[name] = _tables(content.get(name), name, elements)
    for place, parameter in enumerate(sound["parameter"]):
        parameter["history"] = _tables(parameter.get("history"), f"parameter[{place}].history", elements)
    return sound, elements


def _tables(part: Any, path: str, elements: dict[str, Content]) -> list[Content]:
    tables = [_table(one) for one in part] if isinstance(part, list | tuple) else []
    elements |= {f"{path}[{place}]": table for place, table in enumerate(tables)}
    return tables


def _table(part: Any) -> Content:
    return dict(part) if isinstance(part, Mapping) else {}


def _fill(element: str, part: Content) -> None:
    """
    Add what an element cannot do without; its path stands for its name.
    """
    kind, _, deeper = element.partition("[")
    needed = {"pack": {"code": kind, "name": _NO_WORDS}, "rule": {"id": element, **_RULE}}
    if kind == "parameter" and ".history" not in deeper:
        needed[kind] = {"key": element, "history": []}
    for name, value in needed.get(kind, {}).items():
        part.setdefault(name, value)
