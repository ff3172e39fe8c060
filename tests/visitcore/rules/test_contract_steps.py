from datetime import date
from decimal import Decimal

import pytest
from attrs import evolve

from visitcore.blocks.flow import Flow, Move
from visitcore.codec.policy import load_policy
from visitcore.facts.contract import CollateralAsset, ContractChange, LoanContract
from visitcore.facts.contract_question import ContractMove
from visitcore.ground.errors import FactsError
from visitcore.rules.contract_steps import after_move, needed, refuse_overpayment

LNS = load_policy("LNS")
DAY = date(2024, 6, 14)
BOOK = LNS.on(DAY)
FLOW = BOOK.read_as("contracts.loan.flow", Flow).value
TEN, FOUR = Decimal("10.00"), Decimal("4.00")
ASSETS = (CollateralAsset(kind="pledge"),)
RATE = ContractChange(kind="interest_rate", rate=FOUR)
OWED = {"disbursed": TEN, "principal_outstanding": TEN, "interest_outstanding": TEN}


def moved(name, contract, **facts):
    """
    What a move of the pack makes of a contract.
    """
    move = next(one for one in FLOW.moves if one.name == name)
    return after_move(ContractMove(on=DAY, actor="Wang", **facts), contract, move, BOOK)


@pytest.mark.parametrize(
    ("name", "before", "facts", "after"),
    [
        ("create", {"state": "application"}, {}, {"state": "draft"}),
        ("correct", {"number": "1", "end": DAY}, {"number": "2"}, {"state": "draft", "number": "2", "end": DAY}),
        ("submit_for_review", {}, {}, {"state": "in_review", "submitted_by": "Wang"}),
        (
            "submit_for_collateral",
            {"guarantees": ("pledge",)},
            {},
            {"state": "collateral_open", "guarantees": ("pledge",), "assets": ASSETS, "submitted_by": "Wang"},
        ),
        ("edit_assets", {}, {"assets": ASSETS}, {"state": "collateral_open", "assets": ASSETS}),
        ("submit_assets", {}, {}, {"state": "collateral_audit", "assets_submitted_by": "Wang"}),
        ("pass_assets", {"assets": ASSETS}, {}, {"state": "in_review", "assets": ASSETS, "audited_assets": ASSETS}),
        ("return_assets", {}, {"reason": "owner"}, {"state": "collateral_open", "returned_for": "owner"}),
        ("pass_review", {}, {}, {"state": "reviewed", "reviewed_by": "Wang"}),
        ("return_contract", {}, {"reason": "end"}, {"state": "draft", "returned_for": "end"}),
        ("open", {}, {}, {"state": "opened", "opened_on": DAY}),
        (
            "make_voucher",
            {"disbursed": FOUR, "principal_outstanding": Decimal("1.00")},
            {"drawn": TEN},
            {
                "state": "disbursed",
                "disbursed": Decimal("14.00"),
                "principal_outstanding": Decimal("11.00"),
                "disbursed_on": DAY,
            },
        ),
        ("cancel_rest", {}, {}, {"state": "disbursed", "rest_cancelled": True}),
        (
            "pay",
            OWED,
            {"principal_paid": TEN, "interest_paid": FOUR},
            {
                "state": "disbursed",
                "disbursed": TEN,
                "principal_outstanding": Decimal(0),
                "interest_outstanding": Decimal("6.00"),
            },
        ),
        ("request_change", {}, {"change": RATE}, {"state": "opened", "change": evolve(RATE, requested_by="Wang")}),
        ("pass_change", {"change": RATE}, {}, {"state": "opened", "rate": FOUR}),
        ("drop_change", {"change": RATE}, {}, {"state": "opened"}),
        ("change_manager", {"manager": "Wu"}, {"manager": "Li"}, {"manager": "Li", "past_managers": ("Wu",)}),
        ("change_manager", {}, {"manager": "Li"}, {"state": "draft", "manager": "Li"}),
        ("end", {}, {}, {"state": "ended", "ended_on": DAY}),
        ("day_end", {}, {}, {"state": "ended", "ended_on": DAY}),
    ],
)
def test_what_each_move_makes_of_a_contract(name, before, facts, after):
    """
    What it says is new, everything else is as it was.
    """
    assert LoanContract(**{"state": "draft", **after}) == moved(name, LoanContract(**before), **facts)


def test_the_day_of_the_first_voucher_stays():
    """
    A second voucher is no new beginning.
    """
    first = LoanContract(disbursed_on=date(2024, 1, 9))

    assert date(2024, 1, 9) == moved("make_voucher", first, drawn=TEN).disbursed_on


def test_a_submission_asks_for_a_new_review():
    """
    Who passed an earlier review has not passed this one.
    """
    assert None is moved("submit_for_review", LoanContract(reviewed_by="Zhou")).reviewed_by


def test_a_move_of_the_company_changes_the_state_alone():
    """
    What nobody here knows has no effect of its own.
    """
    move = Move(name="archive", from_="ended", to="archived")

    assert LoanContract(state="archived") == after_move(ContractMove(on=DAY), LoanContract(), move, BOOK)


@pytest.mark.parametrize(
    ("name", "facts", "contract", "missing"),
    [
        ("submit_for_review", {}, {}, ("actor",)),
        ("submit_for_review", {"actor": "Wang"}, {}, ()),
        ("edit_assets", {}, {}, ("assets",)),
        ("make_voucher", {}, {}, ("contract.principal_outstanding",)),
        ("request_change", {}, {}, ("actor",)),
        ("pay", {}, OWED, ("principal_paid", "interest_paid")),
        ("pay", {"interest_paid": TEN}, {}, ("contract.interest_outstanding",)),
        ("pay", {"principal_paid": TEN}, OWED, ()),
        ("open", {}, {}, ()),
    ],
)
def test_what_a_move_cannot_do_without(name, facts, contract, missing):
    """
    What its effect needs is named; of a payment one part is enough.
    """
    move = next(one for one in FLOW.moves if one.name == name)

    assert missing == needed(ContractMove(on=DAY, **facts), LoanContract(**contract), move)


@pytest.mark.parametrize(
    ("paid", "faults"),
    [
        ({"principal_paid": TEN, "interest_paid": TEN}, []),
        ({"principal_paid": Decimal("10.01")}, ["principal_paid"]),
        ({"principal_paid": Decimal("10.01"), "interest_paid": Decimal(11)}, ["principal_paid", "interest_paid"]),
    ],
)
def test_more_than_is_owed_is_a_fault(paid, faults):
    """
    To the cent; each part is told, in both languages.
    """
    facts, contract = ContractMove(on=DAY, **paid), LoanContract(**OWED)
    if not faults:
        return refuse_overpayment(facts, contract)
    with pytest.raises(FactsError) as caught:
        refuse_overpayment(facts, contract)
    assert faults == [problem.where for problem in caught.value.problems]
    assert "大于所欠" in caught.value.in_("zh")
    return None
