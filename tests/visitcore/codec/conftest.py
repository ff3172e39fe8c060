"""
A pack that uses every shape there is, and a way to spoil it.
"""

from copy import deepcopy
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import strategies as st

from visitcore.codec.toml import read_toml

FILE = Path(__file__).with_name("TRY.toml")
DATA = read_toml(FILE)


@pytest.fixture(scope="session")
def trial_file():
    """
    Path of the pack.
    """
    return FILE


@pytest.fixture
def trial():
    """
    Content of the pack, to be spoilt at will.
    """
    return deepcopy(DATA)


STRANGE = [
    *(None, True, 0, -1, 10**30, Decimal("0.5"), Decimal("NaN"), 0.5, "", "x", "unspecified", "none", "A-", "any"),
    *([], ["x"], [1, "x"], [[]], {}, {"x": 1}, {"en": "x"}, {"en": "a", "zh": "甲"}, {1: 2}),
    *(date(2024, 1, 1), date.max, "2024-01-01", b"x", object()),
]
NAMES = ["value", "unspecified", "table", "then", "when", "rule", "cites", "rows", "x", "name", "from", "extends"]


def nodes(part):
    """
    Every table and list inside a content, with each of its names or places.
    """
    children = list(part.items() if isinstance(part, dict) else enumerate(part) if isinstance(part, list) else ())
    for name, child in children:
        yield part, name
        yield from nodes(child)


@pytest.fixture(scope="session")
def spoilt():
    """
    Spoils a content in one to three places: a node is dropped, renamed, replaced or doubled.
    """

    def spoil(content, draw):
        for _ in range(draw(st.integers(1, 3))):
            places = list(nodes(content))
            if not places:
                break
            part, name = places[draw(st.integers(0, len(places) - 1))]
            how = draw(st.sampled_from(["drop", "rename", "replace", "double"]))
            if how == "drop":
                del part[name]
            elif how == "rename" and isinstance(part, dict):
                part[draw(st.sampled_from(NAMES))] = part.pop(name)
            elif how == "double" and isinstance(part, list):
                part.append(deepcopy(part[name]))
            else:
                part[name] = deepcopy(draw(st.sampled_from(STRANGE)))
        return content

    return spoil
