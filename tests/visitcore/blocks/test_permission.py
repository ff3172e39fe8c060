from datetime import datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from visitcore.blocks.permission import Leave, Permission

roles = st.sampled_from(["salesperson", "manager", "finance"])
some = st.lists(roles, unique=True, max_size=3).map(tuple)
permissions = st.builds(
    Permission,
    actions=st.just(("act",)),
    roles=some,
    approval=some,
    approvals=st.sampled_from(["any", "all"]),
    scope=st.sampled_from(["", "own"]),
)


@pytest.mark.parametrize(
    ("who_may", "role", "expected"),
    [
        (("salesperson",), "salesperson", Leave(answer="yes")),
        (("salesperson",), "driver", Leave(answer="no", who=("salesperson",), why="wrong_role")),
        (("*",), "driver", Leave(answer="yes")),
        (("*",), None, Leave(answer="yes")),
        ((), "salesperson", Leave(answer="no", why="nobody")),
        ((), None, Leave(answer="no", why="nobody")),
        (("salesperson",), None, Leave(answer="unknown", missing=("role",))),
    ],
)
def test_roles_decide_where_no_approval_is_needed(who_may, role, expected):
    """
    Some may, anybody may, or nobody may; an unknown role is missing only where it matters.
    """
    assert expected == Permission(actions=("act",), roles=who_may).ask("act", role)


@pytest.mark.parametrize(
    ("approvals", "approved_by", "expected"),
    [
        ("any", (), Leave(answer="ask", who=("head", "finance"), why="not_approved")),
        ("any", ("finance",), Leave(answer="yes")),
        ("all", ("finance",), Leave(answer="ask", who=("head",), why="not_approved")),
        ("all", ("finance", "head"), Leave(answer="yes")),
        ("any", ("driver",), Leave(answer="ask", who=("head", "finance"), why="not_approved")),
    ],
)
@pytest.mark.parametrize("who_may", [("salesperson",), ("*",), ()])
def test_approval_is_asked_for_until_it_is_given(who_may, approvals, approved_by, expected):
    """
    One approval is enough, or all are needed; without roles anybody may ask for it.
    """
    entry = Permission(actions=("act",), roles=who_may, approval=("head", "finance"), approvals=approvals)

    assert expected == entry.ask("act", "salesperson", approved_by=approved_by)


def test_approval_does_not_help_the_wrong_role():
    """
    Somebody who may not ask is refused, whoever has approved.
    """
    entry = Permission(actions=("act",), roles=("salesperson",), approval=("head",))
    expected = Leave(answer="no", who=("salesperson",), why="wrong_role")

    assert expected == entry.ask("act", "driver", approved_by={"head"})


@pytest.mark.parametrize(
    ("at", "answer"),
    [
        ("07:59", "not_covered"),
        ("08:00", "ask"),
        (time(16, 29, 59), "ask"),
        (datetime(2024, 3, 5, 16, 30), "not_covered"),
        (None, "unknown"),
    ],
)
def test_outside_its_hours_the_permission_does_not_speak(at, answer):
    """
    Leaving the district needs leave from 08:00 and no longer at 16:30.
    """
    leaving = Permission(actions=("leave",), roles=(), approval=("superior",), between="[08:00..16:30)")

    assert answer == leaving.ask("leave", "salesperson", at=at).answer


def test_a_time_that_is_none_is_refused():
    """
    A misspelt time is an error, not a time outside the hours.
    """
    with pytest.raises(ValueError, match="write it like 09:30"):
        Permission(actions=("act",), roles=("*",), between=">= 08:00").ask("act", None, at="8 o'clock")


@pytest.mark.parametrize(
    ("object_", "expected"),
    [
        ("company_secrets", Leave(answer="no", why="nobody")),
        ("weather", Leave(answer="not_covered", why="other_object")),
        (None, Leave(answer="unknown", missing=("object",))),
    ],
)
def test_a_secret_may_be_told_by_nobody(object_, expected):
    """
    What is forbidden for some things says nothing of others.
    """
    telling = Permission(actions=("disclose",), roles=(), objects=("company_secrets", "customer_privacy"))

    assert expected == telling.ask("disclose", "salesperson", object_=object_)


@pytest.mark.parametrize(
    ("who_may", "scope", "expected"),
    [
        (("account_manager",), "own_team", Leave(answer="yes")),
        (("account_manager",), "other_team", Leave(answer="no", why="wrong_scope")),
        (("account_manager",), None, Leave(answer="unknown", missing=("scope",))),
        ((), "own_team", Leave(answer="no", why="nobody")),
        ((), "other_team", Leave(answer="not_covered", why="other_scope")),
    ],
)
def test_a_grant_ends_with_its_scope(who_may, scope, expected):
    """
    Another team's customers may not be queried; what is only forbidden inside a scope is not covered outside.
    """
    query = Permission(actions=("query",), roles=who_may, scope="own_team")

    assert expected == query.ask("query", "account_manager", scope=scope)


def test_an_approval_asked_of_everybody_ends_with_its_scope():
    """
    Goods of the campaign need a signature, other goods do not.
    """
    drawing = Permission(actions=("draw",), roles=(), approval=("head",), scope="campaign")

    assert Leave(answer="not_covered", why="other_scope") == drawing.ask("draw", "salesperson", scope="office")


def test_another_action_is_not_covered():
    """
    A permission speaks of its own actions only.
    """
    expected = Leave(answer="not_covered", why="other_action")

    assert expected == Permission(actions=("visit",), roles=("*",)).ask("sing", "salesperson")


@pytest.mark.parametrize(
    ("permission", "where", "what"),
    [
        (Permission(actions=(), roles=("*",)), "actions", "without actions"),
        (Permission(actions=("act",), roles=("*", "manager")), "roles", "'*' means anybody"),
        (Permission(actions=("act",), roles=(), approval=("*",)), "approval", "anybody can give"),
        (Permission(actions=("act",), roles=("*",), before="visit"), "before", "no approval that could come before"),
        (Permission(actions=("act",), roles=("*",), between="8 to 5"), "between", "8 to 5"),
    ],
)
def test_a_faulty_permission_says_where_and_how_to_mend_it(permission, where, what):
    """
    Each fault is one problem with its place and its cure.
    """
    (problem,) = permission.problems()

    assert where == problem.where
    assert what in problem.what
    assert problem.fix


def test_a_sound_permission_has_no_problems_and_cites_nothing():
    """
    That nobody may is sound.
    """
    for permission in (Permission(actions=("act",), roles=()), Permission(actions=("act",), roles=("*",))):
        assert not permission.problems()
        assert not permission.cited()


def test_wrong_types_are_refused_at_once():
    """
    A single word is not a list of roles.
    """
    with pytest.raises(TypeError):
        Permission(actions=("act",), roles="manager")
    with pytest.raises(ValueError, match="approvals"):
        Permission(actions=("act",), roles=(), approvals="most")


@given(permission=permissions, role=roles, approved=some, more=some)
def test_more_approvals_never_take_leave_away(permission, role, approved, more):
    """
    What may be done stays so with further approvals, and fewer remain to be asked.
    """
    before = permission.ask("act", role, approved_by=approved, scope="own")
    after = permission.ask("act", role, approved_by=(*approved, *more), scope="own")

    assert before.answer == after.answer or (before.answer, after.answer) == ("ask", "yes")
    assert set(after.who) <= set(before.who)


@given(permission=permissions, role=roles, approved=some)
def test_nothing_is_done_past_a_needed_approval(permission, role, approved):
    """
    Yes means that no approval was needed or that one at least was given.
    """
    leave = permission.ask("act", role, approved_by=approved, scope="own")

    if leave.answer == "yes":
        assert not permission.approval or set(permission.approval) & set(approved)
    if leave.answer == "ask":
        assert leave.who
