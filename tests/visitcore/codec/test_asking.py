from datetime import date

import pytest

from visitcore.codec.asking import decide
from visitcore.codec.policy import load_policy
from visitcore.decisions import Verdict
from visitcore.facts.customer import Customer
from visitcore.facts.question import ValueQuestion
from visitcore.ground.errors import FactsError, NotInForceError, SilentPolicyError, UnknownNameError
from visitcore.policy.editions import Editions

QUESTION = {"key": "plans.hours", "on": "2024-06-14"}


@pytest.fixture(scope="module")
def policy():
    """
    One pack.
    """
    return load_policy("KAT")


def test_facts_may_be_plain_data_or_objects(policy):
    """
    The same question, put in either way, gets the same answer.
    """
    plain = decide("read_value", QUESTION, policy)
    objects = decide("read_value", ValueQuestion(key="plans.hours", on=date(2024, 6, 14)), policy)

    assert Verdict.ALLOWED is plain.verdict
    assert plain.outcome == objects.outcome


def test_an_unknown_decision_comes_with_the_one_meant(policy):
    """
    A slip of the pen in the name.
    """
    with pytest.raises(UnknownNameError, match=r"there is no decision 'read_valu'; did you mean 'read_value'\?"):
        decide("read_valu", QUESTION, policy)


@pytest.mark.parametrize("facts", [5, None, [QUESTION], Customer(code="C1"), {}, {"key": 5, "on": "2024-06-14"}])
def test_facts_that_do_not_fit(policy, facts):
    """
    A wrong kind of object is told like wrong data.
    """
    with pytest.raises(FactsError):
        decide("read_value", facts, policy)


def test_what_governed_before_is_asked_of_a_decision_that_looks_back():
    """
    DST-01 asks for two visits a week: of the 23 weeks since New Year only two ended after May, the rest were others'.
    """
    visits = [{"start": f"2024-{month:02}-05T10:00", "status": "completed"} for month in range(1, 6)]
    facts = {"on": "2024-06-14", "customer": {"code": "C1", "grade": "A", "since": "2024-01-01"}, "visits": visits}
    weekly = load_policy("DST")
    earlier = Editions().then(date(2024, 6, 1), load_policy("ABC"))

    assert 23 == decide("visit_due", facts, weekly).outcome.missed
    assert 2 == decide("visit_due", facts, weekly, earlier=earlier).outcome.missed


def test_the_others_do_without(policy):
    """
    One that looks at its own day alone answers as ever.
    """
    earlier = Editions().then(date(2024, 6, 1), load_policy("ABC"))

    assert decide("read_value", QUESTION, policy, earlier=earlier).outcome.value


def test_a_silent_policy_names_the_packs_that_speak(policy):
    """
    Where the key is known to other packs, these are named.
    """
    with pytest.raises(SilentPolicyError, match=r"packs that do: .*DST.*; extend one of them") as told:
        decide("visit_due", {"on": "2024-06-14", "customer": {"code": "C1"}, "visits": []}, policy)

    assert {"ABC", "DST"} <= set(told.value.packs)
    assert "visits.hours" in told.value.nearest


def test_a_key_that_nobody_knows_comes_with_the_nearest(policy):
    """
    Where no pack speaks to the key, the nearest key of this policy is named.
    """
    with pytest.raises(SilentPolicyError, match=r"did you mean 'plans\.hours'\?") as told:
        decide("read_value", {**QUESTION, "key": "plan.hours"}, policy)

    assert () == told.value.packs


def test_a_day_without_a_rule_is_told(tmp_path):
    """
    A value that is not in force that day is not stretched.
    """
    path = tmp_path / "acme.toml"
    path.write_text(
        """
[[rule]]
id = "ACME-1"
clause = "1"
kind = "term"
strength = "must"
text = { en = "a rule", zh = "规定" }
[[parameter]]
key = "a.b"
[[parameter.history]]
since = 2024-01-01
cites = ["ACME-1"]
value = 5
""",
        encoding="utf-8",
    )
    policy = load_policy(path)

    assert 5 == decide("read_value", {"key": "a.b", "on": "2024-01-01"}, policy).outcome.value
    with pytest.raises(NotInForceError, match="from 2024-01-01 until further notice"):
        decide("read_value", {"key": "a.b", "on": "2023-12-31"}, policy)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ("standard", r"'standard' is no policy; give load_policy\('standard'\)"),
        (None, "nothing is no policy; give what load_policy returns"),
    ],
)
def test_a_name_is_no_policy(given, said):
    """
    Whoever gives the name of a policy is told how to come by the policy.
    """
    with pytest.raises(TypeError, match=said):
        decide("read_value", QUESTION, given)


def test_nothing_is_no_decision(policy):
    """
    An empty name is told with the names there are.
    """
    with pytest.raises(UnknownNameError, match="there is no decision None; known: admit_partner") as told:
        decide(None, QUESTION, policy)

    assert "没有名为“None”的判定项目" in told.value.in_("zh")
