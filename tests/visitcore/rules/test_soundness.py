import pytest

from visitcore.codec.library import library_packs
from visitcore.codec.policy import load_policy
from visitcore.rules.soundness import CHECKS, unsound

OWN = """
name = "own"
extends = ["CR", "HM"]

[[rule]]
id = "OWN-1"
clause = "1"
kind = "definition"
strength = "must"
text = { en = "Our own.", zh = "公司自定。" }

[[parameter]]
key = "%s"
unit = "%s"

  [[parameter.history]]
  cites = ["OWN-1"]
  value = %s
"""


@pytest.fixture
def found(tmp_path):
    """
    What is said of a company file with one value of its own.
    """

    def said(key, value, unit=""):
        path = tmp_path / "own.toml"
        path.write_text(OWN % (key, unit, value), encoding="utf-8")
        return [problem for problem in unsound(load_policy(path)) if problem.where.startswith("own")]

    return said


@pytest.mark.parametrize("pack", library_packs(), ids=lambda pack: pack.code)
def test_every_pack_of_the_library_is_sound(pack):
    """
    No value of ours makes no sense.
    """
    assert () == unsound(load_policy(pack.code))


@pytest.mark.parametrize(
    ("key", "value", "said"),
    [
        ("credit.basis", '"invoicedd"', "there is no credit.basis"),
        ("credit.over_limit_in_basis", '"never"', "there is no credit.over_limit_in_basis"),
        ("credit.episode", '"daily"', "there is no credit.episode"),
        ("credit.fraction_test", '"hole"', "there is no test"),
        ("credit.fraction", "{ parts = 4, of = 3 }", "is no share of the limit"),
        ("credit.steps", '["frist"]', "there is no step"),
        ("credit.window_days", "-3", "is no number of days"),
        ("credit.signer_share", "20", "is no share of a loss"),
        ("credit.within_limit_shares", "{ a = 0.5, b = 0.6 }", "more than the whole"),
        ("credit.within_limit_shares", "{ a = -0.5 }", "is no share of a loss"),
        ("credit.finance_rule_shares", "[]", "nobody is named"),
    ],
)
def test_a_value_that_no_decision_could_use_is_told(found, key, value, said):
    """
    By the file and the key, before anybody asks.
    """
    (problem,) = found(key, value)

    assert f"own: parameter[{key}]" == problem.where
    assert said in str(problem.what)


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("credit.basis", '"collected"'),
        ("credit.steps", '["first", "first", "last"]'),
        ("credit.signer_share", "0.20"),
        ("credit.within_limit_shares", "{ a = 0.5, b = 0.5 }"),
        ("credit.window_days", '"thirty"'),
    ],
)
def test_a_sound_value_passes(found, key, value):
    """
    And so does one of another shape, which the audit tells.
    """
    assert [] == found(key, value)


@pytest.mark.parametrize(
    ("value", "unit", "said"),
    [
        ("-120", "CNY/person", ["less than nothing"]),
        ("120.005", "CNY", ["more than 2 digits"]),
        ("120", "USD/person", ["the unit is USD"]),
        ("120", "CNY/person", []),
        ("-1", "days", []),
        ("1.005", "", []),
    ],
)
def test_amounts_are_in_whole_cents_of_the_pack_s_currency(found, value, unit, said):
    """
    A negative cap, a fraction of a cent and another currency are told; what is no money is not looked at.
    """
    problems = found("expenses.own_cap", value, unit)

    assert len(said) == len(problems)
    assert all(words in str(problem.what) for words, problem in zip(said, problems, strict=True))


def test_every_check_has_its_key():
    """
    No check looks after a key that no pack has.
    """
    assert set(CHECKS) <= {key for pack in library_packs() for key in pack.parameters}
