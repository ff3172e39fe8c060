from datetime import date
from decimal import Decimal

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from visitcore.codec.policy import load_policy
from visitcore.decisions.verdict import Verdict
from visitcore.facts.gift import Gift
from visitcore.ground.errors import FactsError
from visitcore.ground.text import Text
from visitcore.ground.unspecified import UNSPECIFIED
from visitcore.rules.gifts import check_gift

DAY = date(2024, 3, 1)
RCP = load_policy("RCP")
ALL = ("suits_taste", "fair_price", "worthy_of_company")
TEA = {"arranged_by": "department_supervisor", "ticked": ALL, "important": False}
SUPERVISOR, CHAIRMAN = ("department_supervisor",), ("executive_committee_chairman",)


def with_(key, value):
    """
    The pack with another value under a key; `None` takes the key away.
    """
    pack = RCP.packs[0]
    changed = dict(pack.parameters)
    history = changed.pop(key)
    if value is not None:
        changed[key] = evolve(history, entries=(evolve(history.entries[0], value=value),))
    return evolve(RCP, packs=(evolve(pack, parameters=changed),))


FROM_1000 = with_("gifts.important_from", 1000)


def asked(policy=RCP, **facts):
    """
    The decision on one gift.
    """
    return check_gift(Gift(on=DAY, **facts), policy)


@pytest.mark.parametrize(
    ("facts", "verdict", "rule", "next_"),
    [
        ({}, Verdict.ALLOWED, None, ()),
        ({"arranged_by": "clerk"}, Verdict.REFUSED, "RCP-03.7", SUPERVISOR),
        ({"ticked": ("suits_taste", "worthy_of_company")}, Verdict.REFUSED, "RCP-03.8", ()),
        ({"important": True, "reported": False}, Verdict.REFUSED, "RCP-03.9", CHAIRMAN),
        ({"important": True, "reported": True}, Verdict.ALLOWED, None, ()),
        (
            {"important": True, "reported": False, "arranged_by": "clerk"},
            Verdict.REFUSED,
            "RCP-03.9",
            (*SUPERVISOR, *CHAIRMAN),
        ),
    ],
)
def test_each_rule_is_held_and_says_who_acts_next(facts, verdict, rule, next_):
    """
    Bought by a clerk, too dear, or important and not reported: each is refused by its own rule.
    """
    decision = asked(**{**TEA, **facts})
    broken = [finding.rule.id for finding in decision.findings if finding.holds is False]

    assert (verdict, next_) == (decision.verdict, decision.outcome.decides_next)
    assert (rule in broken) if rule else (not broken)


def test_what_it_is_not_is_named():
    """
    In the words of the pack, both languages.
    """
    decision = asked(**{**TEA, "ticked": ("suits_taste",)})

    assert Text("not met: fair price, worthy of the company", "不符合：价格公道、与公司形象相称") == (
        decision.findings[1].says
    )


@pytest.mark.parametrize(
    ("facts", "missing"),
    [
        ({"arranged_by": None}, ("arranged_by",)),
        ({"ticked": None}, ("ticked",)),
        ({"important": None}, ("important",)),
        ({"important": True}, ("reported",)),
    ],
)
def test_what_is_not_known_leaves_it_open(facts, missing):
    """
    Nobody is taken for the supervisor, and no gift for an unimportant one.
    """
    decision = asked(**{**TEA, **facts})

    assert (Verdict.UNDETERMINED, missing) == (decision.verdict, decision.missing)


@pytest.mark.parametrize(
    ("value", "called", "important"),
    [
        ("999.99", False, False),
        ("1000.00", False, True),
        ("1000.00", None, True),
        ("999.99", True, True),
        ("999.99", None, False),
    ],
)
def test_a_value_cannot_be_talked_down(value, called, important):
    """
    Once a company sets an amount, a gift worth as much is important; one called important is so at any price.
    """
    decision = asked(FROM_1000, **{**TEA, "value": Decimal(value), "important": called, "reported": False})

    assert important is decision.outcome.important
    assert (Verdict.REFUSED if important else Verdict.ALLOWED) is decision.verdict


def test_with_an_amount_the_value_has_to_be_known():
    """
    That nobody called it important is not enough then.
    """
    assert ("value",) == asked(FROM_1000, **TEA).missing


@pytest.mark.parametrize("key", ["conduct.customer_gift", "checklists.customer_gift", "tables.important_gift"])
def test_what_the_policy_leaves_open_is_named(key):
    """
    A key without a value makes it undetermined.
    """
    decision = asked(with_(key, UNSPECIFIED), **TEA)

    assert (Verdict.UNDETERMINED, (key,)) == (decision.verdict, decision.missing)


def test_whoever_gets_the_report_need_not_be_named():
    """
    Without that key the gift is refused all the same.
    """
    decision = asked(with_("gifts.important_reported_to", None), **{**TEA, "important": True, "reported": False})

    assert (Verdict.REFUSED, ()) == (decision.verdict, decision.outcome.decides_next)


def test_another_currency_is_a_mistake():
    """
    No value is converted.
    """
    with pytest.raises(FactsError, match="'EUR' is not the currency of RCP"):
        asked(**TEA, value=Decimal(1), currency="EUR")


gifts = st.fixed_dictionaries(
    {},
    optional={
        "arranged_by": st.sampled_from(["department_supervisor", "clerk"]),
        "ticked": st.sets(st.sampled_from(ALL)).map(lambda some: tuple(sorted(some))),
        "important": st.booleans(),
        "reported": st.booleans(),
        "value": st.integers(0, 200_000).map(lambda cents: Decimal(cents).scaleb(-2)),
    },
)


@given(facts=gifts, more=st.integers(0, 200_000))
def test_a_dearer_gift_is_never_more_allowed(facts, more):
    """
    Nor does a report, or one more thing that it is, ever make it worse.
    """
    dear = {**facts, "value": facts.get("value", Decimal(0)) + Decimal(more).scaleb(-2)}
    better = {**facts, "reported": True, "ticked": ALL}

    if "value" in facts:
        assert asked(FROM_1000, **facts).verdict is Verdict.ALLOWED or (
            asked(FROM_1000, **dear).verdict is not Verdict.ALLOWED
        )
    assert asked(FROM_1000, **facts).verdict is not Verdict.ALLOWED or (
        asked(FROM_1000, **better).verdict is Verdict.ALLOWED
    )


@given(facts=gifts)
def test_every_finding_cites_a_rule_in_force(facts):
    """
    And what is open is named.
    """
    decision = asked(**facts)

    assert all(DAY in finding.against.span and finding.against.rests_on(finding.rule) for finding in decision.findings)
    assert (decision.verdict is Verdict.UNDETERMINED) <= bool(decision.missing)
