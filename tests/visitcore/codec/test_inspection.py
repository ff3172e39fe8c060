import pytest

from visitcore.codec.inspection import inspect_policy
from visitcore.codec.policy import load_policy, structure_policy
from visitcore.codec.toml import parse_toml
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
