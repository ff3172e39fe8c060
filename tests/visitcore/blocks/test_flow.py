import pytest
from hypothesis import given
from hypothesis import strategies as st

from visitcore.blocks.flow import Flow, Move, Step
from visitcore.ground.text import Text

SUBMIT = Move(name="submit", from_=("draft", "returned"), to="submitted", by=("salesperson",), rule="R-1")
APPROVE = Move(
    name="approve",
    from_=("submitted",),
    to="approved",
    by=("supervisor",),
    needs=("complete",),
    four_eyes=True,
    rule="R-2",
)
RETURN = Move(name="return", from_=("submitted",), to="returned", by=("supervisor",), rule="R-2")
EXECUTE = Move(name="execute", from_=("approved",), to="executed", rule="R-3")
SIGN = Move(name="sign", from_=("executed",), to="signed", by=("keeper", "department_head"), signatures="all")
PLAN = Flow(
    start="draft",
    ends=("signed",),
    states=("draft", "submitted", "returned", "approved", "executed", "signed"),
    moves=(SUBMIT, APPROVE, RETURN, EXECUTE, SIGN),
)
roles = st.sets(st.sampled_from(["salesperson", "supervisor", "keeper", "department_head", "driver"]))
states = st.sampled_from([*PLAN.states, "lost"])
moves = st.sampled_from([*(move.name for move in PLAN.moves), "sing"])
met = st.sampled_from([None, (), ("complete",), ("complete", "stamped")])
own = st.sampled_from([True, False, None])


def flow(*found, start="a", ends=("z",), states=("a", "z")):
    """
    A flow made of the moves given.
    """
    return Flow(start=start, ends=ends, states=states, moves=found)


def move(name, from_, to, **fields):
    """
    A move that anybody can make.
    """
    return Move(name=name, from_=from_, to=to, **fields)


@pytest.mark.parametrize(
    ("state", "name", "who", "conditions", "is_own", "expected"),
    [
        ("draft", "submit", {"salesperson"}, (), True, Step(move=SUBMIT, to="submitted")),
        ("returned", "submit", ["salesperson"], (), None, Step(move=SUBMIT, to="submitted")),
        ("submitted", "approve", {"supervisor"}, {"complete"}, False, Step(move=APPROVE, to="approved")),
        ("approved", "execute", (), (), None, Step(move=EXECUTE, to="executed")),
        ("executed", "sign", {"keeper", "department_head"}, (), None, Step(move=SIGN, to="signed")),
        ("lost", "submit", {"salesperson"}, (), True, Step(refused="unknown_state")),
        ("draft", "sing", {"salesperson"}, (), True, Step(refused="unknown_move")),
        ("submitted", "execute", {"salesperson"}, (), True, Step(refused="not_from_here")),
        ("draft", "submit", {"driver"}, (), True, Step(move=SUBMIT, refused="wrong_role")),
        ("submitted", "approve", {"supervisor"}, {"complete"}, True, Step(move=APPROVE, refused="own_request")),
        ("submitted", "approve", {"supervisor"}, (), False, Step(move=APPROVE, refused="needs")),
        ("executed", "sign", {"keeper"}, (), None, Step(move=SIGN, refused="signatures")),
        ("executed", "sign", {"driver"}, (), None, Step(move=SIGN, refused="wrong_role")),
    ],
)
def test_each_answer_has_its_case(state, name, who, conditions, is_own, expected):
    """
    A visit takes place only once its plan is approved; every refusal has a code of its own.
    """
    assert expected == PLAN.ask(state, name, who, conditions, is_own)


@pytest.mark.parametrize(
    ("state", "name", "who", "conditions", "is_own", "expected"),
    [
        ("submitted", "approve", {"supervisor"}, {"complete"}, None, Step(move=APPROVE, missing=("own",))),
        ("submitted", "approve", {"supervisor"}, None, None, Step(move=APPROVE, missing=("own", "met"))),
        ("submitted", "approve", None, None, False, Step(move=APPROVE, missing=("roles", "met"))),
        ("submitted", "approve", {"driver"}, None, None, Step(move=APPROVE, refused="wrong_role")),
        ("submitted", "approve", {"supervisor"}, (), None, Step(move=APPROVE, refused="needs")),
        ("executed", "sign", None, None, None, Step(move=SIGN, missing=("roles",))),
        ("approved", "execute", None, None, None, Step(move=EXECUTE, to="executed")),
    ],
)
def test_a_missing_fact_is_named_unless_the_move_is_refused_anyway(state, name, who, conditions, is_own, expected):
    """
    What is not known is never taken for yes, and only asked for where it matters.
    """
    assert expected == PLAN.ask(state, name, who, conditions, is_own)


def test_one_state_needs_no_list():
    """
    A move from a single state may name it plainly.
    """
    assert move("go", ("a",), "z") == move("go", "a", "z")


def test_the_same_name_may_lead_elsewhere_from_another_state():
    """
    Returning from review and returning from approval are two moves with one name.
    """
    both = flow(move("go", "a", "b"), move("return", "b", "a"), move("go", "b", "z"), states=("a", "b", "z"))

    assert not both.problems()
    assert ["b", "z"] == [both.ask(state, "go", (), (), None).to for state in "ab"]


@pytest.mark.parametrize(
    ("faulty", "where", "what"),
    [
        (flow(move("go", "a", "z"), states=("a", "z", "z")), "states", "'z' stands here 2 times"),
        (flow(move("go", "a", "z"), start="b"), "start", "no state 'b'"),
        (flow(move("go", "a", "z"), ends=("y",)), "ends", "no state 'y'"),
        (flow(move("go", ("a", "b"), "z")), "moves[0].from", "no state 'b'"),
        (flow(move("go", "a", "z"), move("on", "a", "b")), "moves[1].to", "no state 'b'"),
        (flow(move("go", "a", "z"), states=("a", "b", "z"), ends=("b", "z")), "states", "no move leads to 'b'"),
        (flow(move("go", "a", "z"), move("on", "a", "b"), states=("a", "b", "z")), "states", "leads out of 'b'"),
        (
            flow(move("go", "a", "z"), move("on", "a", "b"), move("stay", "b", "b"), states=("a", "b", "z")),
            "states",
            "from 'b' no end can be reached",
        ),
        (flow(move("go", "a", "z"), move("go", "a", "z")), "moves[1]", "'go' leads from 'a' again"),
        (
            flow(move("go", "a", "z"), move("go", "a", "b"), states=("a", "b", "z"), ends=("b", "z")),
            "moves[1]",
            "'go' leads from 'a' to 'z' and to 'b'",
        ),
    ],
)
def test_a_faulty_flow_says_where_and_how_to_mend_it(faulty, where, what):
    """
    Each fault is one problem with its place and its cure.
    """
    (problem,) = faulty.problems()

    assert where == problem.where
    assert what in problem.what
    assert problem.fix


@pytest.mark.parametrize(
    ("askers", "passers", "four_eyes", "found"),
    [
        (("salesperson",), ("salesperson",), False, True),
        (("salesperson",), ("manager", "salesperson"), False, True),
        ((), (), False, True),
        (("salesperson",), ("salesperson",), True, False),
        (("salesperson",), ("manager",), False, False),
        ((), ("manager",), False, False),
    ],
)
@pytest.mark.parametrize("name", ["approve", "review_by_meeting", "confirm"])
def test_nobody_should_pass_his_own_request(name, askers, passers, four_eyes, found):
    """
    Roles that both ask and approve need a second pair of eyes.
    """
    paper = flow(
        move("submit", "a", "b", by=askers),
        move(name, "b", "z", by=passers, four_eyes=four_eyes),
        states=("a", "b", "z"),
    )
    expected = ["moves[1]"] if found else []

    assert expected == [problem.where for problem in paper.problems()]


def test_a_sound_flow_has_no_problems_and_cites_each_rule_once():
    """
    A circle without an end is sound as long as every state leads on.
    """
    circle = flow(move("go", "a", "b"), move("back", "b", "a"), states=("a", "b"), ends=())

    assert not PLAN.problems()
    assert not circle.problems()
    assert ("R-1", "R-2", "R-3") == PLAN.cited()


def test_wrong_types_are_refused_at_once():
    """
    Names of moves are not moves.
    """
    with pytest.raises(TypeError):
        flow("go")
    with pytest.raises(TypeError):
        move("go", "a", "z", by="manager")
    with pytest.raises(ValueError, match="signatures"):
        move("go", "a", "z", signatures="most")


@given(state=states, name=moves, who=roles, conditions=met, is_own=own)
def test_an_allowed_move_leads_to_a_declared_state(state, name, who, conditions, is_own):
    """
    Every answer is a new state, a refusal, or a missing fact: exactly one of the three.
    """
    step = PLAN.ask(state, name, who, conditions, is_own)

    assert sum(map(bool, (step.to, step.refused, step.missing))) == 1
    assert step.to is None or step.to in PLAN.states


@given(state=states, name=moves, who=roles, conditions=met, is_own=st.sampled_from([True, None]))
def test_nobody_passes_a_move_of_four_eyes_on_his_own_request(state, name, who, conditions, is_own):
    """
    Whatever the state, the roles and the conditions, an own request is never approved by its maker.
    """
    step = PLAN.ask(state, name, who, conditions, is_own)

    assert step.move is None or not step.move.four_eyes or step.to is None


@given(state=states, name=moves, who=roles, more=roles, conditions=met, is_own=own)
def test_more_roles_never_take_a_move_away(state, name, who, more, conditions, is_own):
    """
    What some may do, they may do together with others.
    """
    alone = PLAN.ask(state, name, who, conditions, is_own)
    together = PLAN.ask(state, name, who | more, conditions, is_own)

    assert alone.to is None or alone.to == together.to


def test_what_is_written_down_is_told_in_both_languages():
    """
    A move asks for words in English and Chinese, or for none.
    """
    assert move("a", "b", "z").asks is None
    assert "意见" == move("a", "b", "z", asks=Text("the opinion", "意见")).asks.zh
    with pytest.raises(TypeError):
        move("a", "b", "z", asks="the opinion")
