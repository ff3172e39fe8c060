import pytest
from attrs import evolve

from visitcore.codec.policy import load_policy
from visitcore.decisions import Verdict
from visitcore.ground.errors import FactsError, PolicyError
from visitcore.testing.cases import PolicyCase, load_cases, policy_of

GOOD = """
policy = "KAT"

[[case]]
name = "Visits are planned from eight to half past four"
rule = "KAT-01.2a"
decision = "read_value"
verdict = "allowed"
outcome = { value = ["[08:00..16:30)"] }
missing = []
facts = { key = "plans.hours", on = 2024-06-14 }
"""


@pytest.fixture
def written(tmp_path):
    """
    Writes a file of cases and gives its path.
    """

    def write(content):
        path = tmp_path / "cases.toml"
        path.write_text(content, encoding="utf-8")
        return path

    return write


@pytest.fixture
def case(written):
    """
    A case that holds.
    """
    return load_cases(written(GOOD)).case[0]


def test_a_case_that_holds_has_no_difference(case):
    """
    The policy answers as expected.
    """
    assert () == case.differences(load_policy("KAT"))


@pytest.mark.parametrize(
    ("change", "difference"),
    [
        ({"verdict": Verdict.REFUSED}, "verdict: expected refused, got allowed (plans.hours is"),
        (
            {"outcome": {"value": ["[08:00..17:00)"]}},
            "outcome.value[0]: expected '[08:00..17:00)', got '[08:00..16:30)'",
        ),
        ({"outcome": {"value": []}}, "outcome.value: expected [], got ['[08:00..16:30)']"),
        ({"outcome": {"valeu": 5}}, "outcome.valeu: expected 5, got None"),
        ({"missing": ("since",)}, "missing: expected ['since'], got []"),
        ({"provisional": True}, "provisional: expected True, got False"),
        ({"rule": "KAT-02a"}, "rule: expected a finding on KAT-02a, got ['KAT-01.2a']"),
    ],
)
def test_every_difference_is_told(case, change, difference):
    """
    What was expected, and what came instead.
    """
    (told,) = evolve(case, **change).differences(load_policy("KAT"))

    assert told.startswith(difference)


def test_what_a_case_leaves_out_does_not_matter():
    """
    A case may ask for the verdict alone.
    """
    case = PolicyCase(
        name="x", decision="read_value", verdict=Verdict.ALLOWED, facts={"key": "plans.hours", "on": "2024-06-14"}
    )

    assert () == case.differences(load_policy("KAT"))


def test_an_amount_is_compared_by_its_digits():
    """
    A whole number may be expected as text or as a number.
    """
    case = PolicyCase(
        name="x",
        decision="read_value",
        verdict=Verdict.ALLOWED,
        outcome={"value": "60"},
        facts={"key": "plans.visit_length", "on": "2024-06-14"},
    )

    assert () == case.differences(load_policy("KAT"))
    assert () == evolve(case, outcome={"value": 60}).differences(load_policy("KAT"))
    assert 1 == len(evolve(case, outcome={"value": "61"}).differences(load_policy("KAT")))


def test_every_fault_of_a_file_is_told(written):
    """
    Unknown verdicts and keys, each with file and path.
    """
    path = written(GOOD.replace('verdict = "allowed"', 'verdict = "alowed"').replace("rule =", "rul ="))
    with pytest.raises(PolicyError) as told:
        load_cases(path)

    assert {
        (str(path), "case[0].verdict", "'alowed' is no verdict", "did you mean 'allowed'?"),
        (str(path), "case[0].rul", "unknown key 'rul'", "did you mean 'rule'?"),
    } == {(problem.file, problem.where, problem.what.en, problem.fix.en) for problem in told.value.problems}


def test_facts_that_do_not_fit_are_told(case):
    """
    A case with wrong facts is no case that fails, but a mistake in the file.
    """
    with pytest.raises(FactsError, match="unknown key 'of'"):
        evolve(case, facts={**case.facts, "of": 1}).differences(load_policy("KAT"))


def test_cases_are_put_to_the_policy_they_name(written):
    """
    The code of a pack, or the name of a composition.
    """
    assert "KAT" == policy_of(load_cases(written(GOOD))).name


def test_a_policy_file_is_looked_for_beside_the_cases(written, tmp_path):
    """
    A company keeps its policy and its cases in one folder, wherever the tests are started from.
    """
    (tmp_path / "acme.toml").write_text('extends = ["KAT"]', encoding="utf-8")
    cases = load_cases(written(GOOD.replace('"KAT"', '"acme.toml"', 1)))

    assert "acme" == policy_of(cases).name
    assert () == cases.case[0].differences(policy_of(cases))
