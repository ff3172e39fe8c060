from datetime import date

import pytest

from visitcore.codec.policy import load_policy, structure_policy
from visitcore.codec.toml import parse_toml
from visitcore.explain.changes import change_in_words, days_in_words
from visitcore.ground.span import Span
from visitcore.policy.compare import compare

OWN = """
extends = ["ABC"]

[[rule]]
id = "OWN-1"
clause = "1"
kind = "cadence"
strength = "required"
text = { en = "B customers are visited every month.", zh = "B类客户每月拜访。" }

[[parameter]]
key = "visits.cadence"
unit = "UNIT"
  [[parameter.history]]
  since = 2025-01-01
  cites = ["OWN-1"]
  table = { inputs = { grade = ["A", "B", "C"] }, outcome = "cadence", rows = [
    { when = { grade = "A" }, then = { times = 1, per = "month" } },
    { when = { grade = "B" }, then = { times = 1, per = "PERIOD" } },
    { when = { grade = "C" }, then = { times = 1, per = "half-year" } } ] }
"""


def changed(*, period="month", unit="visits"):
    """
    The one change from ABC to a company file, in words.
    """
    text = OWN.replace("PERIOD", period).replace("UNIT", unit)
    [change] = compare(load_policy("ABC"), structure_policy(parse_toml(text, file="own.toml"), name="own"))
    return change_in_words(change)


def test_only_what_changes_is_told():
    """
    The row of B goes and comes; those of A and C, which stay, are not told.
    """
    told = changed()

    assert 1 == len(told.gone) == len(told.come)
    assert "grade = B" in told.gone[0].en
    assert "grade = B" in told.come[0].en
    assert told.gone[0].en.endswith("[ABC-03.2b]")


def test_the_days_and_the_rules_are_told():
    """
    From the first day of the new value; a rule that a line names is not told again.
    """
    told = changed()

    assert " from 2025-01-01" == told.days.en
    assert "OWN-1" in told.rules
    assert "ABC-03.2b" not in told.rules


def test_another_unit_is_a_change():
    """
    The same number in another unit is not the same.
    """
    told = changed(period="quarter", unit="calls")

    assert [] == list(told.gone)
    assert ["unit: visits → calls"] == [line.en for line in told.come]


@pytest.mark.parametrize(
    ("since", "until", "english", "chinese"),
    [
        (None, None, "", ""),
        (date(2024, 1, 1), None, " from 2024-01-01", "（2024-01-01 起）"),
        (None, date(2024, 1, 1), " to 2023-12-31", "（至 2023-12-31）"),
        (date(2024, 1, 1), date(2025, 1, 1), " from 2024-01-01 to 2024-12-31", "（2024-01-01 至 2024-12-31）"),
    ],
)
def test_days_are_told_with_both_ends(since, until, english, chinese):
    """
    The last day told is one on which the change still holds.
    """
    told = days_in_words(Span(since, until))

    assert (english, chinese) == (told.en, told.zh)
