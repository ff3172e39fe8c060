"""
Which matters may be the same as another, where not everything is known of them.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

_Names = tuple[str, ...]


def unnamed(matters: Sequence[tuple[Mapping[str, Any], bool, str, Sequence[str]]]) -> Iterator[str]:
    """
    What is missing to tell whether a matter is the same as another, one of the two being of the month.

    Args:
        matters: For each matter what has to be the same, by name, ``None`` for what is not known; whether it is of the
            month; where it stands in the facts; and what is missing of it before that.
    """
    again = may_be_another([names for names, *_ in matters], [inside for _, inside, *_ in matters])
    for (mine, _, where, before), unsure in zip(matters, again, strict=True):
        empty = [name for name, value in mine.items() if value is None]
        if empty and unsure:
            yield from before or [f"{where}.{name}" for name in empty]


def may_be_another(names: Sequence[Mapping[str, Any]], inside: Sequence[bool]) -> list[bool]:
    """
    For each matter, whether it may be the same as another one of the list, one of the two being of the month.

    Two matters may be the same where they go by the same names and agree in every one that is known of both. Matters
    are counted by what is known of them, so that a long list is not gone through once for each of its members.

    Args:
        names: What has to be the same, by name, for each matter; ``None`` for what is not known.
        inside: Whether each matter is of the month.
    """
    shapes: dict[_Names, dict[_Names, list[int]]] = {}
    for at, mine in enumerate(names):
        shapes.setdefault(tuple(sorted(mine)), {}).setdefault(_known(mine), []).append(at)
    counts: dict[tuple[_Names, _Names, _Names], Counter[Any]] = {}
    answers = []
    for at, mine in enumerate(names):
        own, shape, others = _known(mine), tuple(sorted(mine)), 0
        for known, places in shapes[shape].items():
            both = tuple(name for name in known if name in own)
            place = shape, known, both
            if place not in counts:
                counts[place] = Counter((inside[one], _values(names[one], both)) for one in places)
            values = _values(mine, both)
            others += counts[place][True, values] + (counts[place][False, values] if inside[at] else 0)
        answers.append(others > inside[at])  # one of the month is counted once itself
    return answers


def _known(names: Mapping[str, Any]) -> _Names:
    return tuple(name for name in sorted(names) if names[name] is not None)


def _values(names: Mapping[str, Any], of: _Names) -> tuple[Any, ...]:
    return tuple(names[name] for name in of)
