from datetime import date

import pytest
from attrs import evolve

from visitcore.blocks.permission import Permission
from visitcore.codec.policy import load_policy
from visitcore.facts.meal import Meal
from visitcore.ground.errors import WrongBlockError
from visitcore.ground.unspecified import UNSPECIFIED
from visitcore.rules.meal_approval import meal_approval

HM = load_policy("HM")
ON = date(2024, 3, 5)
MEAL = Meal(on=ON, occasion="tea_party", host="cs_staff", approved_by=())
BOSS = ("cs_manager",)


def approval(policy=HM, **facts):
    """
    How the approval of one meal stands.
    """
    return meal_approval(evolve(MEAL, **facts), policy.on(ON))


def told(approval_):
    """
    The findings, rule by rule.
    """
    return [(one.rule.id, one.holds) for one in approval_.findings]


@pytest.mark.parametrize(
    ("facts", "holds", "next_by"),
    [
        ({"approved_by": BOSS}, True, ()),
        ({"approved_by": BOSS, "held": True}, True, ()),
        ({"approved_by": ("cs_staff",)}, None, BOSS),
        ({}, None, BOSS),
        ({"held": True}, False, ()),
        ({"held": True, "made_up": True}, False, ()),
    ],
)
def test_a_meal_is_approved_before_it_is_held(facts, holds, next_by):
    """
    Planned it waits for the manager; held without him it breaks the rule, whatever is made up later.
    """
    answer = approval(**facts)

    assert ([("HM-07.1", holds)], next_by) == (told(answer), answer.next_by)
    assert (holds is True) == answer.given


@pytest.mark.parametrize(
    ("facts", "findings", "is_open"),
    [
        ({"oral_consent_by": BOSS}, [("HM-07.1", None), ("HM-07.4", True)], True),
        ({"oral_consent_by": BOSS, "made_up": False}, [("HM-07.1", None), ("HM-07.4", True)], True),
        ({"oral_consent_by": BOSS, "made_up": True}, [("HM-07.1", None), ("HM-07.4", True)], False),
        ({"oral_consent_by": ("cs_staff",)}, [("HM-07.1", False), ("HM-07.4", False)], False),
        ({}, [("HM-07.1", False), ("HM-07.4", False)], False),
    ],
)
def test_in_an_emergency_a_word_of_the_manager_will_do(facts, findings, is_open):
    """
    His word, and nobody else's; the papers stay open until they are made up.
    """
    answer = approval(held=True, emergency=True, **facts)

    assert (findings, is_open) == (told(answer), answer.formalities_open)
    assert (False, ()) == (answer.given, answer.next_by)


def test_an_approval_nobody_knows_of_is_missing():
    """
    Of a meal that was held; planned it waits for the manager, and consent by word of mouth in an emergency will do.
    """
    held = approval(held=True, approved_by=None)
    agreed = approval(held=True, approved_by=None, emergency=True, oral_consent_by=BOSS)

    assert ([("HM-07.1", None)], ("approved_by",), ("approved_by",)) == (told(held), held.missing, held.unknown)
    assert ((), BOSS) == (approval(approved_by=None).missing, approval(approved_by=None).next_by)
    assert (True, ()) == (agreed.by_word, agreed.missing)


def test_an_approval_by_somebody_else_is_told():
    """
    As it was written, so that a slip of the pen can be seen; where there was none nothing is added.
    """
    said = approval(held=True, approved_by=("cs_manger",)).findings[0].says

    assert "held without the approval of cs_manager; that of `cs_manger` will not do" == said.en
    assert "未经cs_manager批准即已用餐；`cs_manger` 的批准不算" == said.zh
    assert "held without the approval of cs_manager" == approval(held=True).findings[0].says.en


def test_without_an_emergency_a_word_is_not_enough():
    """
    Nor does a planned emergency without consent break anything yet.
    """
    assert [("HM-07.1", False)] == told(approval(held=True, oral_consent_by=BOSS))
    assert [("HM-07.1", None), ("HM-07.4", None)] == told(planned := approval(emergency=True))
    assert BOSS == planned.next_by


def test_who_hosts_and_approves_is_pointed_out(make):
    """
    The text allows it; a company may refuse it.
    """
    own = {"host": "cs_manager", "approved_by": BOSS}
    answer = approval(**own)
    strict = evolve(HM, own=make.pack("OWN", expenses__meal__self_approval=False))
    refused = approval(strict, **own)

    assert (True, [("HM-07.1", True), ("HM-07.1", None)]) == (answer.self_approved, told(answer))
    assert "visitcore" == answer.findings[1].origin.value
    assert (True, [("HM-07.1", True), ("OWN-01", False)]) == (refused.self_approved, told(refused))
    assert not approval(approved_by=BOSS).self_approved


@pytest.mark.parametrize(
    ("facts", "holds", "missing"),
    [
        ({"approved_by": BOSS, "reason": "contract"}, True, ()),
        ({"approved_by": BOSS, "reason": " "}, False, ()),
        ({"approved_by": BOSS}, None, ("reason",)),
        ({"reason": "contract"}, None, ()),
        ({"reason": "contract", "held": True}, False, ()),
    ],
)
def test_a_banquet_needs_a_reason_too(facts, holds, missing):
    """
    Besides the approval that every meal needs.
    """
    answer = approval(occasion="banquet", **facts)

    assert (("HM-02", holds), missing) == (told(answer)[-1], answer.missing)


def test_a_banquet_that_is_no_special_case_is_pointed_out():
    """
    Approved and with a reason it is allowed all the same; where nobody says so nothing is added.
    """
    facts = {"occasion": "banquet", "approved_by": BOSS, "reason": "contract"}

    assert [("HM-02", True), ("HM-02", None)] == told(approval(**facts, special=False))[-2:]
    assert [("HM-07.1", True), ("HM-02", True)] == told(approval(**facts))
    assert [("HM-07.1", True), ("HM-02", True)] == told(approval(**facts, special=True))


def test_a_policy_may_ask_for_no_approval(make):
    """
    Where it does not, or not for such a meal, nobody has to give one.
    """
    assert None is approval(make.policy(make.pack(visits__x=1))).given
    assert None is approval(occasion="picnic").given


def test_what_is_unknown_or_left_open_is_missing(make):
    """
    The sort of meal, who hosts it where that matters, and the approval itself.
    """
    by_staff = Permission(actions=("tea_party",), roles=("cs_staff",), approval=BOSS)
    policy = make.policy(make.pack(expenses__meal__approval=by_staff))
    left = make.policy(make.pack(expenses__meal__approval=UNSPECIFIED))

    assert (("occasion",), False) == ((answer := approval(occasion=None)).missing, answer.given)
    assert (("host",), False) == ((answer := approval(policy, host=None)).missing, answer.given)
    assert (("expenses.meal.approval",), False) == ((answer := approval(left)).missing, answer.given)


def test_who_may_not_host_such_a_meal_is_refused(make):
    """
    No approval heals that.
    """
    by_staff = Permission(actions=("tea_party",), roles=("cs_staff",), approval=BOSS)
    answer = approval(make.policy(make.pack(expenses__meal__approval=by_staff)), host="driver", approved_by=BOSS)

    assert ([("DST-01", False)], False) == (told(answer), answer.given)
    assert "such a meal is hosted by cs_staff" == answer.findings[0].says.en


def test_without_a_rule_on_emergencies_there_are_none(make):
    """
    Nor a rule on banquets, nor one on approving for oneself.
    """
    leave = Permission(actions=("banquet",), roles=("*",), approval=BOSS)
    policy = make.policy(make.pack(expenses__meal__approval=leave))
    facts = {"occasion": "banquet", "host": "cs_manager"}

    held = approval(policy, held=True, emergency=True, oral_consent_by=BOSS, **facts)
    assert [("DST-01", False)] == told(held)
    assert [("DST-01", True)] == told(approval(policy, approved_by=BOSS, **facts))


def test_something_else_than_a_permission_is_a_mistake(make):
    """
    A number approves nothing.
    """
    with pytest.raises(WrongBlockError, match="permission"):
        approval(make.policy(make.pack(expenses__meal__approval=5)))


def test_only_who_may_approve_approves_himself():
    """
    A host who signs beside the manager gives no approval of his own.
    """
    assert not approval(host="cs_staff", approved_by=("cs_manager", "cs_staff")).self_approved
    assert approval(host="cs_manager", approved_by=BOSS).self_approved
