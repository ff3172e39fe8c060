from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from attrs import evolve

from visitcore.codec.asking import decide
from visitcore.codec.facts import facts_to_dict
from visitcore.codec.policy import load_policy
from visitcore.decisions.verdict import Verdict
from visitcore.facts.contract import CollateralAsset, ContractChange, LoanContract
from visitcore.facts.contract_question import ContractMove
from visitcore.ground.errors import FactsError
from visitcore.ground.text import Text
from visitcore.ground.unspecified import UNSPECIFIED
from visitcore.rules.contracts import move_contract

LNS = load_policy("LNS")
DAY = date(2024, 1, 9)
PLEDGE = CollateralAsset(kind="pledge", description="receipt", owner="Huaning", valuation=Decimal(5))
DRAFT = LoanContract(
    state="draft",
    number="017",
    paper_number="017",
    start=date(2024, 1, 10),
    end=date(2025, 1, 9),
    guarantees=("credit",),
    manager="Wang",
)
MANAGER = {"actor": "Wang", "roles": ("account_manager",)}
REVIEWER = {"actor": "Zhou", "roles": ("reviewer",)}
BOTH = ("account_manager", "reviewer")


def asked(move, contract, policy=LNS, *, on=DAY, **facts):
    """
    The decision on one move.
    """
    return move_contract(ContractMove(on=on, move=move, contract=contract, **facts), policy)


def company(make, **values):
    """
    The policy of a company that sets some values of its own.
    """
    return evolve(LNS, own=make.pack("OWN", **{f"contracts__loan__{name}": value for name, value in values.items()}))


def test_the_way_from_a_draft_to_the_voucher():
    """
    Each step of lending in its order, each on the contract that the one before it left.
    """
    contract = evolve(DRAFT, guarantees=("pledge",), amount=Decimal(100), disbursed=Decimal(0))
    contract = evolve(contract, principal_outstanding=Decimal(0), interest_outstanding=Decimal(0))
    states = []
    for move, who in (
        ("submit", MANAGER),
        ("edit_assets", {**MANAGER, "assets": (PLEDGE,)}),
        ("submit_assets", MANAGER),
        ("pass_assets", REVIEWER),
        ("pass_review", REVIEWER),
        ("open", MANAGER),
        ("make_voucher", {**MANAGER, "drawn": Decimal(100)}),
    ):
        decision = asked(move, contract, **who)
        assert Verdict.ALLOWED is decision.verdict, move
        contract = decision.outcome.contract
        states.append(contract.state)

    assert ["collateral_open", "collateral_open", "collateral_audit", "in_review", "reviewed"] == states[:5]
    assert ["opened", "disbursed"] == states[5:]
    assert ("Wang", "Zhou", (PLEDGE,)) == (contract.submitted_by, contract.reviewed_by, contract.audited_assets)


def test_every_reason_is_told():
    """
    Two things wrong and one unknown: both are told, and what is missing too; nothing is changed.
    """
    wrong = evolve(DRAFT, number="16", end=None)
    decision = asked("submit", wrong, actor="Wang", roles=("reviewer",))

    assert Verdict.REFUSED is decision.verdict
    assert ("wrong_role", "field_empty", "number_differs_from_paper") == decision.outcome.why
    assert ("contract.end",) == decision.missing
    assert (wrong, ("account_manager",)) == (decision.outcome.contract, decision.outcome.who)


def test_each_finding_cites_its_own_rule():
    """
    The way, the move and each condition; what is ours says so.
    """
    findings = asked("submit", DRAFT, **MANAGER).findings

    assert ["LNS-03.5", "LNS-03.4", "LNS-03.2", "LNS-03.3", "LNS-03.2"] == [one.rule.id for one in findings]
    assert ["document"] * 4 + ["visitcore"] == [one.origin.value for one in findings]


@pytest.mark.parametrize(
    ("move", "state", "owner"),
    [
        ("pass_assets", "collateral_audit", {"assets_submitted_by": "Li"}),
        ("return_assets", "collateral_audit", {"assets_submitted_by": "Li"}),
        ("pass_review", "in_review", {"submitted_by": "Li"}),
        ("return_contract", "in_review", {"submitted_by": "Li"}),
        ("pass_change", "disbursed", {"change": ContractChange(kind="contract_grade", grade="B", requested_by="Li")}),
        ("drop_change", "disbursed", {"change": ContractChange(kind="contract_grade", grade="B", requested_by="Li")}),
    ],
)
@pytest.mark.parametrize(("actor", "own"), [("Wang", True), ("wang", True), ("Li", True), ("Zhou", False)])
def test_nobody_passes_on_what_is_his_own(move, state, owner, actor, own):
    """
    Neither who submitted it nor who manages it, whatever roles they have; a third person may.
    """
    contract = evolve(DRAFT, state=state, grade="A", **owner)
    decision = asked(move, contract, actor=actor, roles=BOTH, reason="wrong")

    assert (("own_contract",) if own else ()) == decision.outcome.why


def test_without_four_eyes_one_may(make):
    """
    The setting lifts it; left open, it has to be set; a company that sets it anew cites its own rule.
    """
    contract = evolve(DRAFT, state="in_review", submitted_by="Wang")
    on, off, open_ = (company(make, four_eyes=value) for value in (True, False, UNSPECIFIED))

    assert Verdict.ALLOWED is asked("pass_review", contract, off, actor="Wang", roles=BOTH).verdict
    assert Verdict.REFUSED is asked("pass_review", contract, on, actor="Wang", roles=BOTH).verdict
    assert "OWN-01" in [one.rule.id for one in asked("pass_review", contract, on, actor="Wang", roles=BOTH).findings]
    assert ("contracts.loan.four_eyes",) == asked("pass_review", contract, open_, actor="Wang", roles=BOTH).missing


def test_one_who_is_barred_is_barred_whatever_is_unknown():
    """
    The manager does not review, even where nobody knows who submitted the contract.
    """
    decision = asked("pass_review", evolve(DRAFT, state="in_review"), actor="Wang", roles=BOTH)

    assert (Verdict.REFUSED, ()) == (decision.verdict, decision.missing)


@pytest.mark.parametrize("move", ["submit", "correct", "pass_review", "pay", "end", "day_end", "request_change", "fly"])
def test_nothing_is_done_with_an_ended_contract(move):
    """
    Whoever asks and whatever for, the contract stays as it was.
    """
    ended = evolve(DRAFT, state="ended")
    decision = asked(move, ended, actor="Zhou", roles=("system", "reviewer", "account_manager"))

    assert (Verdict.REFUSED, ("contract_ended",)) == (decision.verdict, decision.outcome.why)
    assert ended is decision.outcome.contract
    assert ["LNS-03.0", "LNS-04.6"] == [one.rule.id for one in decision.findings]


@pytest.mark.parametrize(
    ("move", "state", "code"),
    [
        ("fly", "draft", "unknown_move"),
        ("open", "draft", "not_from_here"),
        ("submit", "in_review", "not_from_here"),
        ("submit", "drafty", "unknown_state"),
    ],
)
def test_a_move_that_is_not_there(move, state, code):
    """
    Refused with its code, and the contract stays as it was.
    """
    decision = asked(move, evolve(DRAFT, state=state), **MANAGER)

    assert (Verdict.REFUSED, (code,), state) == (decision.verdict, decision.outcome.why, decision.outcome.state)


@pytest.mark.parametrize(
    ("facts", "missing"),
    [
        ({}, ("contract", "contract.state", "move")),
        ({"contract": LoanContract(), "move": "submit"}, ("contract.state",)),
        ({"contract": DRAFT}, ("move",)),
        ({"contract": DRAFT, "move": "correct"}, ("roles",)),
        ({"contract": DRAFT, "move": "submit"}, ("roles", "actor")),
    ],
)
def test_what_is_missing_is_named(facts, missing):
    """
    Without contract, state, move, roles or actor nothing is decided.
    """
    decision = move_contract(ContractMove(on=DAY, **facts), LNS)

    assert (Verdict.UNDETERMINED, missing) == (decision.verdict, decision.missing)


@pytest.mark.parametrize(
    ("name", "move", "state", "missing"),
    [
        ("flow", "submit", "draft", "contracts.loan.flow"),
        ("after_submission", "submit", "draft", "contracts.loan.after_submission"),
        ("guarantees", "submit", "draft", "contracts.loan.guarantees"),
    ],
)
def test_a_value_left_open_is_named(make, name, move, state, missing):
    """
    A company that leaves it open has to set it.
    """
    decision = asked(move, evolve(DRAFT, state=state), company(make, **{name: UNSPECIFIED}), **MANAGER)

    assert Verdict.UNDETERMINED is decision.verdict
    assert missing in decision.missing


def test_a_condition_that_no_table_speaks_of(make):
    """
    Where a company leaves both tables open, the flow itself is cited and the condition names itself.
    """
    policy = company(make, conditions=UNSPECIFIED, guards=UNSPECIFIED)
    decision = asked("submit", evolve(DRAFT, number="16"), policy, **MANAGER)

    assert ("numbers_agree",) == decision.outcome.why


def test_contradictions_are_faults():
    """
    Another currency and more owed than paid out, both at once; a payment of more than is owed.
    """
    contract = evolve(DRAFT, state="disbursed", currency="USD", disbursed=Decimal(1), principal_outstanding=Decimal(2))
    with pytest.raises(FactsError) as caught:
        asked("pay", contract, **MANAGER)
    assert ["contract.currency", "contract.principal_outstanding"] == [one.where for one in caught.value.problems]

    sound = evolve(contract, currency="CNY", disbursed=Decimal(2))
    with pytest.raises(FactsError) as caught:
        asked("pay", sound, **MANAGER, principal_paid=Decimal("2.01"))
    assert ["principal_paid"] == [one.where for one in caught.value.problems]


def test_a_refused_payment_is_no_fault():
    """
    On an ended contract a payment of too much is refused, as any is.
    """
    ended = evolve(DRAFT, state="ended", interest_outstanding=Decimal(0))

    assert Verdict.REFUSED is asked("pay", ended, **MANAGER, interest_paid=Decimal(10)).verdict


def test_the_day_is_that_of_the_pack():
    """
    An instant late in the evening of London is the next day in Shanghai.
    """
    reviewed = evolve(DRAFT, state="reviewed")
    decision = asked("open", reviewed, on=datetime(2024, 1, 9, 16, 0, tzinfo=UTC), **MANAGER)

    assert (date(2024, 1, 10),) * 2 == (decision.on, decision.outcome.contract.opened_on)


def test_plain_data_and_objects_are_answered_alike():
    """
    What goes out as plain data comes back as the same question.
    """
    facts = ContractMove(on=DAY, move="submit", contract=evolve(DRAFT, assets=(PLEDGE,)), **MANAGER)
    by_data = decide("move_contract", facts_to_dict(facts), LNS)

    assert move_contract(facts, LNS).outcome == by_data.outcome


def test_a_finding_in_both_languages():
    """
    What is empty is named.
    """
    empty = evolve(DRAFT, state="collateral_open", guarantees=("pledge",), assets=())
    said = [one.says for one in asked("submit_assets", empty, **MANAGER).findings]

    assert Text("not met: assets_complete (assets.pledge)", "未满足：assets_complete（assets.pledge）") == said[-1]
