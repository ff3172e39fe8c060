from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from decimal import Decimal
from enum import Enum
from typing import Any, Literal

import pytest
from attrs import frozen

from visitcore.codec.converter import WholeDay, raw_value, strict_converter
from visitcore.codec.faults import Invalid, problems_of
from visitcore.ground.text import Text

DAY = date(2024, 3, 5)


class Colour(Enum):
    """
    Two colours.
    """

    RED = "red"
    GREEN = "green"


@frozen
class Box:
    """
    A box with a mark.
    """

    from_: str


def structure(value, type_):
    """
    A value read as a type.
    """
    return strict_converter().structure(value, type_)


@pytest.mark.parametrize(
    ("value", "type_", "expected"),
    [
        ("x", str, "x"),
        (5, int, 5),
        (True, bool, True),
        (Decimal("0.80"), Decimal, Decimal("0.80")),
        (100, Decimal, Decimal(100)),
        ("67.5000", Decimal, Decimal("67.5000")),
        (DAY, date, DAY),
        ("2024-03-05", date, DAY),
        ("2024-03-05T09:30:00+00:00", date, datetime(2024, 3, 5, 9, 30, tzinfo=UTC)),
        (datetime(2024, 3, 5, 9, 30), date, datetime(2024, 3, 5, 9, 30)),
        ("2024-03-05", WholeDay, DAY),
        ({"en": "a", "zh": "甲"}, Text, Text("a", "甲")),
        ("red", Colour, Colour.RED),
        ("a", Literal["a", "b"], "a"),
        ([1, 2], tuple[int, ...], (1, 2)),
        ("x", tuple[str, ...], ("x",)),
        ({"a": 1}, Mapping[str, int], {"a": 1}),
        ({"from": "x"}, Box, Box("x")),
        (None, int | None, None),
        ([1, {"a": [2]}], Any, (1, {"a": (2,)})),
    ],
)
def test_values_are_taken_as_they_are(value, type_, expected):
    """
    Each kind of value from TOML or JSON, read as what it is.
    """
    found = structure(value, type_)

    assert expected == found
    assert str(expected) == str(found)


@pytest.mark.parametrize(
    ("value", "type_", "what"),
    [
        (5, str, "5 is no text"),
        ("5", int, "'5' is no whole number"),
        (True, int, "true is no whole number"),
        (Decimal("5.0"), int, "5.0 is no whole number"),
        (2**63, int, "is too big a number"),
        (1, bool, "1 is neither true nor false"),
        ("true", bool, "'true' is neither true nor false"),
        (0.5, Decimal, "0.5 is no exact number"),
        (True, Decimal, "true is no exact number"),
        ("five", Decimal, "'five' is no number"),
        (Decimal("NaN"), Decimal, "NaN is no finite number"),
        (5, date, "5 is no day"),
        ("2024-02-30", date, "'2024-02-30' is no day"),
        ("5 March 2024", date, "'5 March 2024' is no day"),
        (datetime(2024, 3, 5, 9), WholeDay, "2024-03-05 09:00:00 is an instant"),
        ({"en": "a"}, Text, "is not said in both languages"),
        ({"en": "a", "zh": " "}, Text, "is not said in both languages"),
        ({"en": "a", "zh": "甲", "de": "a"}, Text, "is not said in both languages"),
        ("a", Text, "is not said in both languages"),
        ("rde", Colour, "'rde' is no colour"),
        ([], Colour, "[…] is no colour"),
        ("c", Literal["a", "b"], "'c' is no choice"),
        ([], Literal["a", "b"], "[…] is no choice"),
        (5, tuple[str, ...], "5 is no list"),
        ("x", tuple[int, ...], "'x' is no list"),
        ([("a", 1)], Mapping[str, int], "[…] is no table of names and values"),
        ("from", Box, "'from' is no table of names and values"),
        (0.5, Any, "0.5 is no exact value"),
        ([{"a": 0.5}], Any, "0.5 is no exact value"),
        ({1: 2}, Any, "1 is no text"),
        (Decimal("1e999999"), Any, "a number of more than 50 digits cannot be meant"),
        (object, Any, "is no exact value"),
    ],
)
def test_nothing_is_bent_to_fit(value, type_, what):
    """
    No number for text, no text for a number, no float for anything.
    """
    with pytest.raises(Invalid) as told:
        structure(value, type_)
    (problem,) = problems_of(told.value)

    assert what in problem.what.en
    assert problem.what.zh
    assert problem.fix.en
    assert problem.fix.zh


def test_a_misspelt_word_comes_with_the_one_meant():
    """
    The nearest word that is known is named.
    """
    with pytest.raises(Invalid, match="did you mean 'red'"):
        structure("rad", Colour)


@pytest.mark.parametrize("value", ["x", 5, True, None, Decimal("0.80"), DAY, time(8, 30)])
def test_a_plain_value_stays_as_it_is(value):
    """
    Text, numbers, yes or no, days and times of day are kept.
    """
    assert value is raw_value(value)
