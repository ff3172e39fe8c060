"""
What a move makes of a loan contract, and what must be known for it.
"""

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from attrs import evolve

from visitcore.blocks.flow import Move
from visitcore.facts.contract import LoanContract
from visitcore.facts.contract_question import ContractMove
from visitcore.ground.errors import FactsError
from visitcore.ground.problem import Problem
from visitcore.ground.text import Text
from visitcore.policy.policy import Rulebook
from visitcore.rules.contract_changes import changed
from visitcore.rules.contract_collateral import with_records


def after_move(facts: ContractMove, contract: LoanContract, move: Move, book: Rulebook) -> LoanContract:
    """
    The contract after a move that may be made; a move without an effect of its own changes the state alone.

    Args:
        facts: The move with everything it brings.
        contract: The contract before.
        move: The move.
        book: The rulebook of the day of the move.
    """
    effect = _EFFECTS.get(move.name)
    made = contract if effect is None else effect(facts, contract, book)
    return evolve(made, state=move.to)


def needed(facts: ContractMove, contract: LoanContract, move: Move) -> tuple[str, ...]:
    """
    Names of what the effect of a move needs and nobody knows.
    """
    told = {"contract": contract, "": facts}
    asked = [name.rpartition(".") for name in _NEEDED.get(move.name, ())]
    lacks = [f"{room}{dot}{name}" for room, dot, name in asked if getattr(told[room], name) is None]
    if move.name == "pay":
        parts = {"principal_paid": "principal_outstanding", "interest_paid": "interest_outstanding"}
        given = [paid for paid in parts if getattr(facts, paid) is not None]
        lacks += [f"contract.{parts[paid]}" for paid in given if getattr(contract, parts[paid]) is None]
        lacks += [] if given else list(parts)
    return tuple(lacks)


def refuse_overpayment(facts: ContractMove, contract: LoanContract) -> None:
    """
    Make sure that a payment brings no more than is owed; nothing is ever booked elsewhere in silence.

    Raises:
        FactsError: With each part of the payment that is too much.
    """
    parts = (("principal_paid", contract.principal_outstanding), ("interest_paid", contract.interest_outstanding))
    faults = [
        Problem(
            name,
            Text(f"{paid} is more than the {owed} owed", f"{paid} 大于所欠的 {owed}"),
            Text("give back the rest, or book it where it belongs", "请退回多付部分，或记入应记之处"),
        )
        for name, owed in parts
        if (paid := getattr(facts, name)) is not None and owed is not None and paid > owed
    ]
    if faults:
        raise FactsError("the facts", faults)


def _correct(facts: ContractMove, contract: LoanContract, _book: Rulebook) -> LoanContract:
    return evolve(contract, **_given(facts, ("number", "paper_number", "start", "end")))


def _given(facts: ContractMove, names: tuple[str, ...]) -> dict[str, Any]:
    told = {name: getattr(facts, name) for name in names}
    return {name: value for name, value in told.items() if value is not None}


def _submit(facts: ContractMove, contract: LoanContract, _book: Rulebook) -> LoanContract:
    return evolve(contract, submitted_by=facts.actor, reviewed_by=None)


def _submit_for_collateral(facts: ContractMove, contract: LoanContract, book: Rulebook) -> LoanContract:
    return evolve(_submit(facts, contract, book), assets=with_records(contract, book))


def _edit_assets(facts: ContractMove, contract: LoanContract, _book: Rulebook) -> LoanContract:
    return evolve(contract, assets=facts.assets)


def _submit_assets(facts: ContractMove, contract: LoanContract, _book: Rulebook) -> LoanContract:
    return evolve(contract, assets_submitted_by=facts.actor)


def _pass_assets(_facts: ContractMove, contract: LoanContract, _book: Rulebook) -> LoanContract:
    return evolve(contract, audited_assets=contract.assets)


def _return(facts: ContractMove, contract: LoanContract, _book: Rulebook) -> LoanContract:
    return evolve(contract, returned_for=facts.reason)


def _pass_review(facts: ContractMove, contract: LoanContract, _book: Rulebook) -> LoanContract:
    return evolve(contract, reviewed_by=facts.actor)


def _open(_facts: ContractMove, contract: LoanContract, book: Rulebook) -> LoanContract:
    return evolve(contract, opened_on=book.on)


def _make_voucher(facts: ContractMove, contract: LoanContract, book: Rulebook) -> LoanContract:
    drawn, first = facts.drawn or Decimal(0), contract.disbursed_on
    return evolve(
        contract,
        disbursed=_sum(contract.disbursed, drawn),
        principal_outstanding=_sum(contract.principal_outstanding, drawn),
        disbursed_on=_day(first, book.on),
    )


def _day(first: date | None, today: date) -> date:
    return today if first is None else first


def _sum(before: Decimal | None, more: Decimal) -> Decimal:
    return (before or Decimal(0)) + more


def _cancel_rest(_facts: ContractMove, contract: LoanContract, _book: Rulebook) -> LoanContract:
    return evolve(contract, rest_cancelled=True)


def _pay(facts: ContractMove, contract: LoanContract, _book: Rulebook) -> LoanContract:
    parts = {"principal_outstanding": facts.principal_paid, "interest_outstanding": facts.interest_paid}
    paid = {name: getattr(contract, name) - amount for name, amount in parts.items() if amount is not None}
    return evolve(contract, **paid)


def _request_change(facts: ContractMove, contract: LoanContract, _book: Rulebook) -> LoanContract:
    asked = facts.change and evolve(facts.change, requested_by=facts.actor)
    return evolve(contract, change=asked)


def _pass_change(_facts: ContractMove, contract: LoanContract, book: Rulebook) -> LoanContract:
    return changed(contract, book)


def _drop_change(_facts: ContractMove, contract: LoanContract, _book: Rulebook) -> LoanContract:
    return evolve(contract, change=None)


def _change_manager(facts: ContractMove, contract: LoanContract, _book: Rulebook) -> LoanContract:
    before = () if contract.manager is None else (contract.manager,)
    return evolve(contract, manager=facts.manager, past_managers=(*contract.past_managers, *before))


def _end(_facts: ContractMove, contract: LoanContract, book: Rulebook) -> LoanContract:
    return evolve(contract, ended_on=book.on)


_EFFECTS: Mapping[str, Callable[[ContractMove, LoanContract, Rulebook], LoanContract]] = {
    "correct": _correct,
    "submit_for_review": _submit,
    "submit_for_collateral": _submit_for_collateral,
    "edit_assets": _edit_assets,
    "submit_assets": _submit_assets,
    "pass_assets": _pass_assets,
    "return_assets": _return,
    "pass_review": _pass_review,
    "return_contract": _return,
    "open": _open,
    "make_voucher": _make_voucher,
    "cancel_rest": _cancel_rest,
    "pay": _pay,
    "request_change": _request_change,
    "pass_change": _pass_change,
    "drop_change": _drop_change,
    "change_manager": _change_manager,
    "end": _end,
    "day_end": _end,
}
_NEEDED: Mapping[str, tuple[str, ...]] = {
    "submit_for_review": ("actor",),
    "submit_for_collateral": ("actor",),
    "submit_assets": ("actor",),
    "edit_assets": ("assets",),
    "pass_review": ("actor",),
    "make_voucher": ("contract.principal_outstanding",),
    "request_change": ("actor",),
}
