"""
Changes of a loan contract: which term each kind changes, and whether the new one is valid.
"""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

from attrs import evolve

from visitcore.blocks.table import Table
from visitcore.facts.contract import ContractChange, LoanContract
from visitcore.ground.days import local_day
from visitcore.ground.unspecified import UNSPECIFIED
from visitcore.policy.policy import Rulebook
from visitcore.rules.contract_collateral import Told

CHANGES = "contracts.loan.changes"


def kind_known(change: ContractChange | None, book: Rulebook) -> Told:
    """
    Whether the policy has this kind of change.
    """
    held = book.read_as(CHANGES, Table)
    if held.value is UNSPECIFIED:
        return Told(None, (CHANGES,))
    if change is None or change.kind is None:
        return Told(None, ("change.kind",))
    return Told(_term(change, book) is not None, seen=change.kind)


def change_valid(change: ContractChange | None, contract: LoanContract, book: Rulebook) -> Told:
    """
    Whether the new term may stand in place of the old one.

    A rate is not negative and another one; instalments add up to the principal outstanding; an extension ends later;
    anything else is another one.  Of a kind that the policy does not have, nothing can be told.
    """
    term = _term(change, book)
    if change is None or term is None:
        return Told(None, () if change is not None and change.kind else ("change.kind",))
    new: Any = getattr(change, term, None)
    name = "principal_outstanding" if term == "plan" else term
    old: Any = getattr(contract, name, None)
    lacks = [f"change.{term}"] if new is None else []
    lacks += [f"contract.{name}"] if old is None else []
    if lacks:
        return Told(None, tuple(lacks))
    if term == "plan":
        new = sum((instalment.amount for instalment in new), Decimal(0))
    elif term == "end":
        zone = book.policy.home(CHANGES)
        old, new = local_day(old, zone), local_day(new, zone)
    return Told(_TESTS.get(term, _another)(new, old), seen=new, limit=old)


def changed(contract: LoanContract, book: Rulebook) -> LoanContract:
    """
    The contract with the change that was asked for carried out.
    """
    term = _term(contract.change, book)
    if contract.change is None or term is None:
        return contract
    return evolve(contract, **{term: getattr(contract.change, term), "change": None})


def _term(change: ContractChange | None, book: Rulebook) -> str | None:
    """
    Name of the term that a change changes.
    """
    held = book.read_as(CHANGES, Table)
    if held.value is UNSPECIFIED or change is None or change.kind is None:
        return None
    answer = held.value.ask({"kind": change.kind})
    return None if answer.row is None or answer.outside else str(answer.row.then)


def _rate(new: Decimal, old: Decimal) -> bool:
    return new >= 0 and new != old


def _sum(new: Decimal, old: Decimal) -> bool:
    return new == old


def _later(new: date, old: date) -> bool:
    return new > old


def _another(new: Any, old: Any) -> bool:
    return bool(new != old)


_TESTS: dict[str, Callable[[Any, Any], bool]] = {"rate": _rate, "plan": _sum, "end": _later}
