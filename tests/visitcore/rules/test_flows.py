from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from visitcore.blocks.flow import Flow, Move
from visitcore.decisions.verdict import Verdict
from visitcore.facts.question import MoveRequest
from visitcore.ground.unspecified import UNSPECIFIED
from visitcore.policy import Strength
from visitcore.rules.flows import make_move

PLAN = Flow(
    start="draft",
    ends=("approved",),
    states=("draft", "submitted", "approved"),
    moves=(
        Move(name="submit", from_="draft", to="submitted", by=("salesperson",), needs=("filled",), rule="DST-01"),
        Move(name="approve", from_="submitted", to="approved", by=("supervisor",), four_eyes=True, rule="DST-02"),
        Move(name="return", from_="submitted", to="draft", by=("supervisor", "director"), signatures="all"),
        Move(name="withdraw", from_=("submitted", "approved"), to="draft"),
    ),
)


def asked(make, flow=PLAN, *, strength=Strength.REQUIRED, **facts):
    """
    The decision of a pack with one flow.
    """
    rules = [make.rule(f"DST-0{number}", strength=strength, kind="flow") for number in (1, 2, 3)]
    dated = make.dated(flow, key="flows.it", rules=tuple(rules))
    policy = make.policy(make.pack(rules=rules, flows__it=(dated,)))
    return make_move(MoveRequest(key="flows.it", on=date(2024, 3, 5), **facts), policy)


@pytest.mark.parametrize(
    ("state", "move", "roles", "met", "own", "to", "why", "rule"),
    [
        ("draft", "submit", ("salesperson",), ("filled",), None, "submitted", "", "DST-01"),
        ("draft", "submit", ("salesperson",), (), None, "draft", "needs", "DST-01"),
        ("draft", "submit", ("driver",), ("filled",), None, "draft", "wrong_role", "DST-01"),
        ("submitted", "approve", ("supervisor",), (), False, "approved", "", "DST-02"),
        ("submitted", "approve", ("supervisor",), (), True, "submitted", "own_request", "DST-02"),
        ("draft", "approve", ("supervisor",), (), False, "draft", "not_from_here", "DST-03"),
        ("draft", "burn", ("supervisor",), (), False, "draft", "unknown_move", "DST-03"),
        ("lost", "submit", ("salesperson",), ("filled",), None, "lost", "unknown_state", "DST-03"),
        ("submitted", "return", ("supervisor",), (), None, "submitted", "signatures", "DST-03"),
        ("submitted", "return", ("director", "supervisor"), (), None, "draft", "", "DST-03"),
        ("approved", "withdraw", (), (), None, "draft", "", "DST-03"),
    ],
)
def test_a_matter_moves_as_the_flow_says(make, state, move, roles, met, own, to, why, rule):
    """
    The move is allowed with its new state, or refused with the reason and the rule it rests on.
    """
    decision = asked(make, state=state, move=move, roles=roles, met=met, own=own)

    assert (to, why) == (decision.outcome.state, decision.outcome.why)
    assert (Verdict.REFUSED if why else Verdict.ALLOWED) is decision.verdict
    assert rule in [finding.rule.id for finding in decision.findings]


@pytest.mark.parametrize(
    ("facts", "missing"),
    [
        ({}, ("state", "move")),
        ({"state": "draft"}, ("move",)),
        ({"move": "submit"}, ("state",)),
        ({"state": "submitted", "move": "approve", "roles": ("supervisor",)}, ("own",)),
    ],
)
def test_what_the_move_hangs_on_is_named(make, facts, missing):
    """
    Without knowing whose matter it is, nobody passes it on.
    """
    decision = asked(make, **facts)

    assert Verdict.UNDETERMINED is decision.verdict
    assert missing == decision.missing


def test_a_flow_left_open_names_its_key(make):
    """
    Where the document describes no flow, the company has to.
    """
    assert ("flows.it",) == asked(make, UNSPECIFIED, state="draft", move="submit").missing


def test_a_flow_binds_however_soft_its_rule(make):
    """
    A matter cannot be where the flow does not let it go.
    """
    decision = asked(make, strength=Strength.NOTE, state="draft", move="approve", roles=("supervisor",), own=False)

    assert (Verdict.REFUSED, "draft") == (decision.verdict, decision.outcome.state)


def test_what_is_refused_is_told_in_words(make):
    """
    The sentence names who may, and what is not met.
    """
    role = asked(make, state="draft", move="submit", roles=("driver",), met=("filled",))
    need = asked(make, state="draft", move="submit", roles=("salesperson",))

    assert role.findings[0].says.en.endswith("only salesperson may do this")
    assert need.findings[0].says.zh.endswith("条件未满足：filled")


words = st.sampled_from(["draft", "submitted", "approved", "submit", "approve", "return", "withdraw", "else"])
roles = st.lists(st.sampled_from(["salesperson", "supervisor", "director"]), max_size=3)


@given(state=words, move=words, roles=roles, met=st.lists(st.just("filled"), max_size=1), own=st.none() | st.booleans())
def test_nobody_approves_what_is_his_own(make, state, move, roles, met, own):
    """
    Whatever is asked, an approval is only allowed to somebody whose matter it is not.
    """
    decision = asked(make, state=state, move=move, roles=tuple(roles), met=tuple(met), own=own)

    if decision.verdict is Verdict.ALLOWED and move == "approve":
        assert own is False
        assert "approved" == decision.outcome.state
    if decision.verdict is Verdict.REFUSED:
        assert state == decision.outcome.state
