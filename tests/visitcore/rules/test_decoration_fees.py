from datetime import date
from decimal import Decimal

import pytest
from attrs import evolve
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from visitcore.codec.asking import decide
from visitcore.codec.policy import load_policy
from visitcore.decisions.verdict import Verdict
from visitcore.facts.project_fee import FeeProject, ProjectMove
from visitcore.ground.errors import FactsError
from visitcore.rules.decoration_fees import move_project

DYR = load_policy("DYR")
DAY = date(2024, 3, 5)
MOVES = DYR.on(DAY).read("projects.flow").value.moves
ROLES = sorted({role for move in MOVES for role in move.by})
PEOPLE = ("Li", "Wang", "Zhou")
FULL = FeeProject(
    state="registered",
    customer="ordinary",
    fee=Decimal("1500.00"),
    fee_form=True,
    agreement=True,
    off_site_part=True,
    on_site_part=True,
)
WAY = (
    ("ask_fee", "account_manager", "Li"),
    ("confirm_fee", "finance", "Chen"),
    ("quote", "designer", "Zhao"),
    ("draft_contract", "account_manager", "Li"),
    ("approve_contract", "store_manager", "Wang"),
    ("print_notice", "account_manager", "Li"),
    ("confirm_payment", "finance", "Chen"),
)


def moved(project, move, role, person, policy=DYR, **facts):
    """
    The decision on one move.
    """
    return move_project(ProjectMove(on=DAY, project=project, move=move, role=role, person=person, **facts), policy)


def test_the_whole_way_to_the_payment():
    """
    Each step hands its project to the next; only the last one books the money, and that on the project alone.
    """
    project = FULL
    for step in WAY:
        decision = moved(project, *step, with_notice=True, amount=Decimal("50000.00"))
        assert Verdict.ALLOWED is decision.verdict, step
        project = decision.outcome.project

    assert ("paid", Decimal("50000.00"), "Li", None) == (
        project.state,
        project.paid,
        project.draft_by,
        project.refunded,
    )


@pytest.mark.parametrize("left_out", range(len(WAY) - 1))
def test_no_step_of_the_way_can_be_left_out(left_out):
    """
    Without one of them the payment is not confirmed.
    """
    project = FULL
    for number, step in enumerate(WAY):
        if number != left_out:
            project = moved(project, *step, with_notice=True, amount=Decimal(1)).outcome.project

    assert None is project.paid
    assert "paid" != project.state


def mostly(good, *others):
    """
    One value as a rule, others now and then.
    """
    return st.sampled_from([*[good] * (6 * len(others)), *others])


@st.composite
def walks(draw):
    """
    A project and the moves that were made on it, whoever tried what.
    """
    project = FeeProject(
        state="registered",
        customer=draw(st.sampled_from(["ordinary", "special", "returning", None])),
        fee=draw(mostly(Decimal("1500.00"), None, Decimal(0))),
        fee_form=draw(mostly(True, False, None)),
        agreement=draw(mostly(True, False, None)),
        off_site_part=draw(mostly(True, False, None)),
        on_site_part=draw(mostly(True, False, None)),
    )
    made = []
    for _ in range(16):
        onward = [move for move in MOVES if project.state in move.from_ and move.name != "refund"]
        move = draw(st.sampled_from([*onward, *onward, *onward, *MOVES]))
        facts = ProjectMove(
            on=DAY,
            project=project,
            move=move.name,
            role=draw(mostly(move.by[0], *ROLES)),
            person=draw(st.sampled_from([*PEOPLE, None])),
            filed_by=draw(st.sampled_from([*PEOPLE, None])),
            with_notice=draw(mostly(True, False, None)),
            amount=draw(st.sampled_from([None, Decimal(0), Decimal("1000.00"), Decimal("1500.01")])),
            reason=draw(mostly("moved away", "", None)),
            opinion="agreed",
        )
        decision = move_project(facts, DYR)
        if decision.verdict is Verdict.ALLOWED:
            project = decision.outcome.project
            made.append((facts, project))
        elif decision.outcome is not None:
            assert project == decision.outcome.project
    return project, made


@settings(max_examples=300, suppress_health_check=[HealthCheck.too_slow])
@given(walks())
def test_no_order_of_moves_walks_around_a_guard(walk):
    """
    Payment only after approval and notice, nobody approves his own, no quotation before the fee is settled.

    No more is given back than was paid, nor anything once the contract is approved.
    """
    project, made = walk
    names = [facts.move for facts, _ in made]
    if project.state == "paid":
        assert names.index("approve_contract") < names.index("print_notice") < names.index("confirm_payment")
        assert made[-1][0].with_notice
    if "quote" in names:
        assert {"approve_waiver", "confirm_fee"} & set(names[: names.index("quote")])
    for facts, after in made:
        if facts.move == "approve_waiver":
            assert facts.project.customer in ("special", "returning")
            assert (facts.role, Decimal(0)) == ("store_manager", after.fee)
            assert facts.person not in (None, facts.project.waiver_by)
        if facts.move == "approve_contract":
            assert facts.person not in (None, facts.project.draft_by)
        if facts.move == "refund":
            assert "approve_contract" not in names
            assert 0 < after.refunded <= after.fee
            assert facts.person not in (None, facts.filed_by)


def test_amounts_in_another_currency_are_refused():
    """
    Nothing is converted.
    """
    with pytest.raises(FactsError, match="'USD' is not the currency of DYR"):
        moved(FULL, "ask_fee", "account_manager", "Li", currency="USD")
    assert Verdict.ALLOWED is moved(FULL, "ask_fee", "account_manager", "Li", currency="cny").verdict


@pytest.mark.parametrize(
    ("facts", "where"),
    [
        ({"amount": "-1"}, "amount"),
        ({"amount": "1.005"}, "amount"),
        ({"project": {"fee": "1500.001"}}, "project.fee"),
    ],
)
def test_a_wrong_amount_is_named_with_its_path(facts, where):
    """
    As written in JSON: below nothing, or in parts of a cent.
    """
    with pytest.raises(FactsError) as caught:
        decide("move_project", {"on": "2024-03-05", **facts}, DYR)

    assert [where] == [problem.where for problem in caught.value.problems]


def test_a_refund_that_waits_changes_nothing():
    """
    Whoever may only ask is told whose approval is needed; out of the window he is refused at once.
    """
    cleared = evolve(FULL, state="fee_cleared")

    asked = moved(cleared, "refund", "account_manager", "Li", reason="moved away")
    assert (Verdict.REFERRED, ("branch_general_manager",), cleared) == (
        asked.verdict,
        asked.outcome.who,
        asked.outcome.project,
    )
    late = moved(evolve(FULL, state="paid"), "refund", "account_manager", "Li", reason="moved away")
    assert (Verdict.REFUSED, "not_from_here") == (late.verdict, late.outcome.why)
    nothing = moved(evolve(cleared, fee=Decimal(0)), "refund", "account_manager", "Li", reason="moved away")
    assert (Verdict.REFUSED, "needs") == (nothing.verdict, nothing.outcome.why)


@pytest.mark.parametrize(("state", "move"), [("registered", "file_waiver"), ("quoted", "draft_contract")])
def test_whoever_files_something_is_named(state, move):
    """
    Else nobody could tell later who must not approve it.
    """
    decision = moved(evolve(FULL, state=state, customer="special"), move, "account_manager", None)

    assert (Verdict.UNDETERMINED, ("person",)) == (decision.verdict, decision.missing)


def test_a_refusal_says_from_where_the_step_can_be_taken():
    """
    In both languages.
    """
    says = moved(FULL, "quote", "designer", "Zhao").findings[0].says

    assert "quote from registered refused: only from fee_cleared" == says.en
    assert says.zh.endswith("只能在 fee_cleared 状态下办理")


@pytest.mark.parametrize("key", ["projects.flow", "projects.fee_waiver", "projects.refund"])
def test_a_value_left_open_is_named(tmp_path, key):
    """
    Without it no step can be judged.
    """
    file = tmp_path / "own.toml"
    file.write_text(
        f'extends = ["DYR"]\n[[parameter]]\nkey = "{key}"\n[[parameter.history]]\ncites = ["OWN-1"]\n'
        'unspecified = true\n[[rule]]\nid = "OWN-1"\nclause = "1"\nkind = "guidance"\nstrength = "must"\n'
        'text = { en = "our own", zh = "本公司" }\n',
        encoding="utf-8",
    )
    project = evolve(FULL, state="fee_cleared")
    decision = moved(project, "refund", "account_manager", "Li", reason="moved", policy=load_policy(file))

    assert (Verdict.UNDETERMINED, (key,)) == (decision.verdict, decision.missing)


@pytest.mark.parametrize("state", DYR.on(DAY).read("projects.flow").value.states)
def test_the_window_of_a_refund(state):
    """
    From the asked fee to the draft of the contract; not before, and not once the contract is approved.
    """
    project = evolve(FULL, state=state)
    decision = moved(
        project,
        "refund",
        "branch_general_manager",
        "Zhou",
        filed_by="Li",
        reason="moved away",
        opinion="agreed",
        amount=Decimal("1500.00"),
    )

    window = ("fee_pending", "fee_cleared", "quoted", "contract_draft")
    assert (state in window) == (decision.verdict is Verdict.ALLOWED)
