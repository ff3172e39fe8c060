from datetime import date
from decimal import Decimal

import pytest
from attrs import evolve

from visitcore.blocks.flow import Flow
from visitcore.codec.policy import load_policy
from visitcore.facts.contract import CollateralAsset, ContractChange, LoanContract
from visitcore.facts.contract_question import ContractMove
from visitcore.ground.unspecified import UNSPECIFIED
from visitcore.rules.contract_guards import condition

LNS = load_policy("LNS")
DAY = date(2024, 6, 14)
BOOK = LNS.on(DAY)
RATE = ContractChange(kind="interest_rate", rate=Decimal("4.50"))
NO, CENT, HUNDRED = Decimal(0), Decimal("0.01"), Decimal("100.00")
PLEDGE = CollateralAsset(kind="pledge", description="receipt", owner="Huaning", valuation=Decimal(5))
DRAWN = {"amount": HUNDRED, "disbursed": HUNDRED, "interest_outstanding": NO, "state": "disbursed"}


def told(name, move=None, **contract):
    """
    The answer on a condition.
    """
    return condition(name, ContractMove(on=DAY, **(move or {})), LoanContract(**contract), BOOK)


@pytest.mark.parametrize(
    ("name", "move", "contract", "holds"),
    [
        ("application_approved", {}, {"application_approved": True}, True),
        ("application_approved", {}, {"application_approved": False}, False),
        ("signing_complete", {}, {"number": "1", "start": DAY, "end": DAY}, True),
        ("signing_complete", {}, {"number": "1", "start": DAY}, False),
        ("signing_complete", {}, {"number": " ", "start": DAY, "end": DAY}, False),
        ("numbers_agree", {}, {"number": "1", "paper_number": "1"}, True),
        ("numbers_agree", {}, {"number": "1", "paper_number": "01"}, False),
        ("dates_in_order", {}, {"start": DAY, "end": date(2024, 6, 15)}, True),
        ("dates_in_order", {}, {"start": DAY, "end": DAY}, False),
        ("dates_in_order", {}, {"start": DAY, "end": date(2024, 6, 13)}, False),
        ("assets_complete", {}, {"guarantees": ("pledge",), "assets": (PLEDGE,)}, True),
        ("assets_complete", {}, {"guarantees": ("pledge",), "assets": ()}, False),
        ("reason_given", {"reason": "end date"}, {}, True),
        ("reason_given", {"reason": " "}, {}, False),
        ("reason_given", {}, {}, False),
        ("amount_drawn", {"drawn": CENT}, {}, True),
        ("amount_drawn", {"drawn": NO}, {}, False),
        ("within_amount", {"drawn": HUNDRED}, {"amount": HUNDRED, "disbursed": NO}, True),
        ("within_amount", {"drawn": HUNDRED}, {"amount": HUNDRED, "disbursed": CENT}, False),
        ("within_amount", {"drawn": CENT}, {"amount": HUNDRED, "disbursed": NO, "rest_cancelled": True}, False),
        ("kind_known", {"change": RATE}, {}, True),
        ("kind_known", {"change": ContractChange(kind="borrower_name")}, {}, False),
        ("none_pending", {}, {}, True),
        ("none_pending", {}, {"change": RATE}, False),
        ("change_pending", {}, {"change": RATE}, True),
        ("change_pending", {}, {}, False),
        ("change_valid", {"change": RATE}, {"rate": Decimal(5)}, True),
        ("change_valid", {"change": RATE}, {"rate": Decimal("4.5")}, False),
        ("other_manager", {"manager": "Li"}, {"manager": "Wang"}, True),
        ("other_manager", {"manager": "Wang"}, {"manager": "Wang"}, False),
        ("principal_repaid", {}, {"principal_outstanding": NO}, True),
        ("principal_repaid", {}, {"principal_outstanding": CENT}, False),
        ("interest_repaid", {}, {"interest_outstanding": NO}, True),
        ("interest_repaid", {}, {"interest_outstanding": CENT}, False),
        ("day_end_due", {}, {**DRAWN, "principal_outstanding": NO}, True),
        ("day_end_due", {}, {**DRAWN, "principal_outstanding": CENT}, False),
    ],
)
def test_each_condition_on_both_sides(name, move, contract, holds):
    """
    A cent, a day or a letter decides.
    """
    assert holds is told(name, move, **contract).holds


@pytest.mark.parametrize(
    ("name", "missing"),
    [
        ("application_approved", ("contract.application_approved",)),
        ("numbers_agree", ("contract.number", "contract.paper_number")),
        ("dates_in_order", ("contract.start", "contract.end")),
        ("assets_complete", ("contract.guarantees", "contract.assets")),
        ("amount_drawn", ("drawn",)),
        ("within_amount", ("drawn", "contract.amount", "contract.disbursed")),
        ("kind_known", ("change.kind",)),
        ("change_valid", ("change.kind",)),
        ("other_manager", ("manager", "contract.manager")),
        ("principal_repaid", ("contract.principal_outstanding",)),
        ("interest_repaid", ("contract.interest_outstanding",)),
        ("day_end_due", ("contract.state",)),
        ("moon_is_full", ("moon_is_full",)),
    ],
)
def test_what_is_not_known_is_named(name, missing):
    """
    Nothing is taken for met, and nothing for broken; a condition that nobody knows is named itself.
    """
    answer = told(name)

    assert (None, missing) == (answer.holds, answer.missing)


def test_the_change_that_is_audited_is_the_one_pending():
    """
    A change that comes with the audit says nothing about the one that was asked for.
    """
    pending = {"change": ContractChange(kind="interest_rate", rate=Decimal(5)), "rate": Decimal(5)}

    assert False is told("change_valid", {"change": RATE}, **pending).holds


def test_a_register_left_open(make):
    """
    Which fields are to be filled has to be set.
    """
    book = evolve(LNS, own=make.pack("OWN", contracts__loan__signing=UNSPECIFIED)).on(DAY)

    assert ("contracts.loan.signing",) == condition(
        "signing_complete", ContractMove(on=DAY), LoanContract(), book
    ).missing


def test_every_condition_of_the_flow_is_known():
    """
    The flow of the pack asks for nothing that cannot be answered.
    """
    flow = BOOK.read_as("contracts.loan.flow", Flow).value
    needs = {need for move in flow.moves for need in move.needs}

    assert [] == sorted(need for need in needs if told(need).missing == (need,))
