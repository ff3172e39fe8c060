import subprocess
import sys
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from visitcore.codec.fingerprint import fingerprint

CONTENT = {"name": "甲", "rate": Decimal("0.80"), "since": date(2024, 1, 1), "list": [1, True, "x"]}
scalars = st.one_of(
    st.text(), st.integers(), st.booleans(), st.decimals(allow_nan=False, allow_infinity=False), st.dates()
)
contents = st.recursive(scalars, lambda part: st.lists(part) | st.dictionaries(st.text(), part), max_leaves=8)


def test_the_fingerprint_is_the_same_in_every_run():
    """
    It does not hang on the seed of the interpreter.
    """
    program = (
        "from datetime import date; from decimal import Decimal; from visitcore.codec.fingerprint import fingerprint; "
        f"print(fingerprint({CONTENT!r}))"
    ).replace("datetime.date(", "date(")
    printed = [
        subprocess.run(
            [sys.executable, "-c", program],
            check=True,
            capture_output=True,
            encoding="utf-8",
            env={"PYTHONHASHSEED": seed, "PYTHONIOENCODING": "utf-8"},
        ).stdout.strip()
        for seed in ("1", "2")
    ]

    assert [fingerprint(CONTENT)] * 2 == printed


def test_the_order_of_names_does_not_matter():
    """
    A table is the same in whatever order its names stand.
    """
    assert fingerprint(CONTENT) == fingerprint(dict(reversed(CONTENT.items())))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (Decimal("0.80"), "0.80"),
        (Decimal("0.80"), Decimal("0.8")),
        (date(2024, 1, 1), "2024-01-01"),
        (1, "1"),
        (1, True),
        (["a", "b"], ["b", "a"]),
        (["ab"], ["a", "b"]),
        ({"a": 1}, {"a": 2}),
        ({"a": 1}, {"b": 1}),
    ],
)
def test_another_content_has_another_fingerprint(one, other):
    """
    A number is not its text, order in a list counts, and so does every digit.
    """
    assert fingerprint(one) != fingerprint(other)


@given(one=contents, other=contents)
def test_only_the_same_content_has_the_same_fingerprint(one, other):
    """
    Two contents that are written differently never share a fingerprint.
    """
    assert (repr(one) == repr(other)) <= (fingerprint(one) == fingerprint(other))
    assert (fingerprint(one) == fingerprint(other)) <= (one == other)
