import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from visitcore.codec.inspection import inspect_policy, inspect_refused
from visitcore.codec.policy import load_policy, structure_policy
from visitcore.codec.toml import parse_toml
from visitcore.ground.errors import PolicyError
from visitcore.ground.problem import words

RULE = """
extends = ["ABC"]

[[rule]]
id = "OWN-1"
clause = "1"
kind = "cadence"
strength = "must"
text = { en = "Twice a month.", zh = "每月两次。" }
"""
TWICE = """
[[parameter]]
key = "visits.{key}"
  [[parameter.history]]
  cites = ["OWN-1"]
  cadence = {{ times = 2, per = "month" }}
"""
HOLE = """
[[parameter]]
key = "visits.cadence"
  [[parameter.history]]
  table = { inputs = { grade = ["A", "B"] }, outcome = "cadence", rows = [
    { when = { grade = "A" }, then = { times = 1, per = "month" }, rule = "OWN-1" } ] }
"""
OVER_THE_WHOLE = """
[[parameter]]
key = "credit.within_limit_shares"
  [[parameter.history]]
  cites = ["OWN-1"]
  value = { store = 2 }
"""
EVERYTHING = """
extends = ["ABC", "DST"]
[[rule]]
id = "OWN-1"
clause = "1"
kind = "cadence"
strength = "musst"
text = { en = "Twice.", zh = "两次。" }
[[rule]]
id = "OWN-2"
clause = "2"
kind = "term"
strength = "must"
[[parameter]]
key = "plans.due"
  [[parameter.history]]
  cites = ["OWN-1"]
  term = { dayz = 3 }
[[parameter]]
key = "reports.due"
  [[parameter.history]]
  cites = ["OWN-1", "OWN-9"]
  until = 2024-07-01
  since = 2024-08-01
  term = { days = 3 }
  [[parameter.history]]
  cites = ["OWN-2"]
  since = 2024-08-01
  term = { days = -3 }
[[parameter]]
key = "visits.cadense"
  [[parameter.history]]
  cites = ["OWN-1"]
  cadence = { times = 2, per = "month" }
"""


def found(text):
    """
    What is wrong with a company file, in English.
    """
    policy = structure_policy(parse_toml(text, file="own.toml"), name="own")
    return [(problem.where, words(problem.what).en, problem.sample) for problem in inspect_policy(policy)]


@pytest.mark.parametrize("name", ["standard", "ABC"])
def test_what_comes_with_the_house_is_sound(name):
    """
    Nothing is found in the ready-made composition, nor in a pack.
    """
    assert () == inspect_policy(load_policy(name))


def test_a_sound_company_file_is_sound():
    """
    A company file is not blamed for the house defaults.
    """
    assert [] == found(RULE + TWICE.format(key="cadence"))


def test_a_hole_in_a_table_is_told_with_a_case_that_falls_in():
    """
    B is in the domain and in no row.
    """
    [(where, _what, sample)] = found(RULE + HOLE)

    assert where.startswith("own: parameter[visits.cadence]")
    assert "grade = B" == sample


def test_a_rule_that_nothing_cites_is_told():
    """
    A rule without its value would be forgotten.
    """
    assert ["own: rule[OWN-1]"] == [where for where, _what, _sample in found(RULE)]


def test_a_key_that_comes_close_to_a_known_one_is_told():
    """
    A mistyped key would leave the old value in force without a word.
    """
    assert "no pack knows 'visits.cadense'" in [
        what for _where, what, _sample in found(RULE + TWICE.format(key="cadense"))
    ]


def test_a_value_that_no_decision_could_use_is_told():
    """
    Nobody bears twice the whole loss.
    """
    assert any("credit.within_limit_shares" in where for where, _what, _sample in found(RULE + OVER_THE_WHOLE))


def test_every_fault_is_told_in_one_round():
    """
    A misspelt word, a missing text, a wrong day, a conflict of packs and a misspelt key do not hide one another.

    A value that was left out because it is at fault is not told to be missing.
    """
    with pytest.raises(PolicyError) as told:
        structure_policy(parse_toml(EVERYTHING, file="own.toml"), name="own", file="own.toml")
    problems = inspect_refused(told.value)
    found = [(problem.where, words(problem.what).en) for problem in problems]

    assert [
        ("rule[0].strength", "'musst' is no strength"),
        ("rule[1].text", "required key 'text' is missing"),
        ("parameter[0].history[0].term.dayz", "unknown key 'dayz'"),
        ("parameter[1].history[0]", "a span from 2024-08-01 until 2024-07-01 holds nothing"),
        ("parameter[1].history[0].cites[1]", "there is no rule 'OWN-9'"),
        ("parameter[1].history[1].term.days", "-3 is a negative length"),
    ] == found[:6]
    assert {"choose"} == {where for where, _what in found[6:-1]}
    assert ("parameter[visits.cadense]", "no pack knows 'visits.cadense'") == found[-1]
    assert {"own.toml"} == {problem.file for problem in problems}


def test_a_file_of_which_nothing_can_be_read_is_told_as_it_was():
    """
    Where the file itself is broken, there is nothing to look over.
    """
    with pytest.raises(PolicyError) as told:
        parse_toml("extends = [", file="own.toml")

    assert told.value.problems == inspect_refused(told.value)


@settings(max_examples=100)
@given(st.data())
def test_whatever_is_written_can_be_looked_over(spoilt, data):
    """
    However a file is spoilt, its faults are told, and nothing else goes wrong.
    """
    content = spoilt(parse_toml(RULE + TWICE.format(key="cadence"), file="own.toml"), data.draw)
    try:
        problems = inspect_policy(structure_policy(content, name="own"))
    except PolicyError as error:
        problems = inspect_refused(error)

    assert all(words(problem.what).zh for problem in problems)
