import json

import pytest

HISTORY = """
extends = ["DST"]

[[rule]]
id = "OWN-1"
clause = "1"
kind = "cadence"
strength = "required"
text = { en = "A customer is visited once a month.", zh = "每月拜访一次客户。" }

[[parameter]]
key = "visits.cadence"
unit = "visits"
label = { en = "How often", zh = "频次" }
  [[parameter.history]]
  until = 2024-01-01
  cites = ["OWN-1"]
  cadence = { times = 1, per = "month" }
  [[parameter.history]]
  since = 2024-01-01
  until = 2025-01-01
  cites = ["OWN-1"]
  cadence = { times = 2, per = "month" }
  [[parameter.history]]
  since = 2025-01-01
  cites = ["OWN-1"]
  note = { en = "ours", zh = "自定" }
  cadence = { times = 3, per = "month" }
"""


@pytest.fixture
def company(desk):
    """
    A company file with a history.
    """
    (desk / "own.toml").write_text(HISTORY, encoding="utf-8")
    return "own.toml"


def test_a_parameter_is_shown_with_its_sources(call):
    """
    Key, unit, pack, what it is, each line of the value, and the rule it rests on.
    """
    said = call("show", "visits.cadence", "--policy", "DST")

    assert (0, "") == (said.code, said.err)
    assert "visits.cadence (visits) – DST" == said.out.splitlines()[0]
    assert "[DST-01] 一: " in said.out


def test_a_parameter_is_shown_in_chinese(call):
    """
    Label, value and rule are Chinese.
    """
    lines = call("show", "visits.cadence", "--policy", "DST", "--lang", "zh").out.splitlines()

    assert [] == [line for line in lines[1:] if line.isascii()]
    assert "visits.cadence（次）——DST" == lines[0]


def test_without_a_policy_every_pack_that_speaks_is_shown(call):
    """
    The same key in several packs, one after the other, each once.
    """
    heads = [line for line in call("show", "visits.cadence").out.splitlines() if line.startswith("visits.cadence")]

    assert len(heads) == len(set(heads)) > 3


def test_the_days_of_each_value_are_shown(call, company):
    """
    Old values stay; both ends of the days shown count.
    """
    text = call("show", "visits.cadence", "--policy", company).out
    heads = [line for line in text.splitlines() if line.startswith("visits.cadence")]

    assert [
        "visits.cadence (visits) – own, to 2023-12-31, the company's own",
        "visits.cadence (visits) – own, from 2024-01-01 to 2024-12-31, the company's own",
        "visits.cadence (visits) – own, from 2025-01-01, the company's own",
    ] == heads[:3]
    assert "  Reading: ours" in text.splitlines()


def test_a_program_gets_every_value(call, company):
    """
    In JSON each value has its days, half-open as in the file, and its sources.
    """
    rows = json.loads(call("show", "visits.cadence", "--policy", company, "--format", "json").out)

    assert ["key", "label", "pack", "unit", "since", "until", "value", "rules", "origin", "note"] == list(rows[0])
    assert [(None, "2024-01-01"), ("2024-01-01", "2025-01-01"), ("2025-01-01", None)] == [
        (row["since"], row["until"]) for row in rows[:3]
    ]
    assert {"company"} == {row["origin"] for row in rows[:3]}


def test_a_pattern_lists_the_keys(call):
    """
    With a star the keys are listed, each with the packs that speak to it; JSON still has the values.
    """
    lines = call("show", "plans.*").out.splitlines()
    values = json.loads(call("show", "plans.*", "--format", "json").out)

    assert sorted({value["key"] for value in values}) == [line.partition(" – ")[0] for line in lines[::2]]
    assert [] == [line for line in lines[1::2] if not line.startswith("    ")]


def test_an_unknown_key_is_told_with_the_nearest(call):
    """
    A misspelt key ends with two.
    """
    said = call("show", "visits.cadance", "--policy", "DST")

    assert (2, "visitcore: there is no parameter 'visits.cadance'; did you mean 'visits.cadence'?\n") == (
        said.code,
        said.err,
    )
    assert 2 == call("show", "nothing.*").code
