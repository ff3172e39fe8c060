from datetime import date

import pytest

from visitcore.blocks.permission import Permission
from visitcore.decisions.verdict import Verdict
from visitcore.facts.question import Request
from visitcore.ground.errors import FactsError
from visitcore.ground.unspecified import UNSPECIFIED
from visitcore.policy import Strength
from visitcore.rules.conduct import may_do

GIFT = Permission(actions=("give_gift",), roles=("salesperson",), approval=("section_chief", "director"))
LEAVE = Permission(actions=("leave",), roles=(), approval=("superior",), between="[08:00..16:30)")
NOBODY = Permission(actions=("borrow",), roles=())
OWN = Permission(actions=("visit",), roles=("salesperson",), scope="own", objects=("office", "home"))
ANYBODY = Permission(actions=("greet",), roles=("*",))


def asked(make, permission, *, strength=Strength.REQUIRED, **facts):
    """
    The decision of a pack with one permission.
    """
    rule = make.rule(strength=strength, kind="permission")
    dated = make.dated(permission, key="conduct.it", rules=(rule,))
    policy = make.policy(make.pack(rules=[rule], conduct__it=(dated,)))
    return may_do(Request(key="conduct.it", on=date(2024, 3, 5), **facts), policy)


@pytest.mark.parametrize(
    ("permission", "facts", "verdict", "why"),
    [
        (GIFT, {"action": "give_gift", "role": "salesperson"}, Verdict.REFERRED, "not_approved"),
        (
            GIFT,
            {"action": "give_gift", "role": "salesperson", "approved_by": ("director",)},
            Verdict.ALLOWED,
            "",
        ),
        (GIFT, {"action": "give_gift", "role": "driver"}, Verdict.REFUSED, "wrong_role"),
        (GIFT, {"action": "give_loan", "role": "salesperson"}, Verdict.NOT_APPLICABLE, "other_action"),
        (LEAVE, {"action": "leave", "role": "clerk", "at": "08:00"}, Verdict.REFERRED, "not_approved"),
        (LEAVE, {"action": "leave", "role": "clerk", "at": "07:59"}, Verdict.NOT_APPLICABLE, "other_hours"),
        (LEAVE, {"action": "leave", "role": "clerk", "at": "16:30"}, Verdict.NOT_APPLICABLE, "other_hours"),
        (NOBODY, {"action": "borrow", "role": "director"}, Verdict.REFUSED, "nobody"),
        (OWN, {"action": "visit", "role": "salesperson", "scope": "own", "object": "home"}, Verdict.ALLOWED, ""),
        (
            OWN,
            {"action": "visit", "role": "salesperson", "scope": "other", "object": "home"},
            Verdict.REFUSED,
            "wrong_scope",
        ),
        (
            OWN,
            {"action": "visit", "role": "salesperson", "scope": "own", "object": "pub"},
            Verdict.NOT_APPLICABLE,
            "other_object",
        ),
        (ANYBODY, {"action": "greet"}, Verdict.ALLOWED, ""),
    ],
)
def test_who_may_do_what(make, permission, facts, verdict, why):
    """
    Allowed, refused, referred to those whose leave is needed, or outside the rule; each with its reason.
    """
    decision = asked(make, permission, **facts)

    assert (verdict, why) == (decision.verdict, decision.outcome.why)


def test_those_whose_leave_is_needed_are_named(make):
    """
    Referred to those who have not said yes, refused with those who may.
    """
    referred = asked(make, GIFT, action="give_gift", role="salesperson")
    refused = asked(make, GIFT, action="give_gift", role="driver")

    assert ("section_chief", "director") == referred.outcome.who
    assert ("salesperson",) == refused.outcome.who
    assert "section_chief, director" in referred.findings[0].says.en
    assert "可由 salesperson 办理" in refused.findings[0].says.zh


@pytest.mark.parametrize(
    ("permission", "facts", "missing"),
    [
        (GIFT, {}, ("action", "role")),
        (GIFT, {"role": "salesperson"}, ("action",)),
        (GIFT, {"action": "give_gift"}, ("role",)),
        (LEAVE, {"action": "leave", "role": "clerk"}, ("at",)),
        (OWN, {"action": "visit", "role": "salesperson"}, ("object", "scope")),
        (UNSPECIFIED, {"action": "visit"}, ("conduct.it",)),
    ],
)
def test_what_the_answer_hangs_on_is_named(make, permission, facts, missing):
    """
    An unknown action, role, time, scope or object is asked for only where it matters.
    """
    decision = asked(make, permission, **facts)

    assert Verdict.UNDETERMINED is decision.verdict
    assert missing == decision.missing


@pytest.mark.parametrize("strength", [Strength.SOFT, Strength.NOTE])
def test_a_soft_rule_never_refuses(make, strength):
    """
    What a soft rule advises against is told and allowed; an approval is still asked for.
    """
    advised = asked(make, NOBODY, strength=strength, action="borrow", role="clerk")
    referred = asked(make, GIFT, strength=strength, action="give_gift", role="salesperson")

    assert (Verdict.ALLOWED, False) == (advised.verdict, advised.findings[0].holds)
    assert Verdict.REFERRED is referred.verdict


@pytest.mark.parametrize("at", ["25:00", "morning", "9 o'clock", ""])
def test_a_time_that_is_none_is_a_mistake(make, at):
    """
    A time of day that cannot be read is named, not guessed.
    """
    with pytest.raises(FactsError) as told:
        asked(make, LEAVE, action="leave", role="clerk", at=at)

    assert ["at"] == [problem.where for problem in told.value.problems]
