"""
Changes of a loan contract: which term each kind changes, and whether the new one is valid.
"""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from attrs import evolve

from visitcore.blocks.table import Table
from visitcore.facts.contract import ContractChange, Instalment, LoanContract
from visitcore.ground.days import local_day
from visitcore.ground.unspecified import UNSPECIFIED
from visitcore.policy.policy import Rulebook
from visitcore.rules.contract_collateral import Told

CHANGES, GRACE = "contracts.loan.changes", "contracts.blacklist.grace"
_PLAN = "plan"


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

    A rate is not negative and another one; instalments add up to the principal outstanding, and none was due before the
    day; an extension ends later; anything else is another one.  Of a kind that the policy does not have, nothing can be
    told.
    """
    term = _term(change, book)
    if change is None or term is None:
        return Told(None, () if change is not None and change.kind else ("change.kind",))
    new: Any = getattr(change, term, None)
    name = "principal_outstanding" if term == _PLAN else term
    old: Any = getattr(contract, name, None)
    lacks = [f"change.{term}"] if new is None else []
    lacks += [f"contract.{name}"] if old is None else []
    if lacks:
        return Told(None, tuple(lacks))
    if term == _PLAN:
        if any(local_day(one.due, book.policy.home(CHANGES)) < book.on for one in new):
            return Told(False, seen=min(one.due for one in new), limit=book.on)
        new = sum((instalment.amount for instalment in new if not instalment.interest), Decimal(0))
    elif term == "end":
        zone = book.policy.home(CHANGES)
        old, new = local_day(old, zone), local_day(new, zone)
    return Told(_TESTS.get(term, _another)(new, old), seen=new, limit=old)


def changed(contract: LoanContract, book: Rulebook) -> LoanContract:
    """
    The contract with the change that was asked for carried out.

    A new repayment plan takes the place of the principal to come: what is overdue and what is interest stay, so that
    nobody leaves the blacklist by it.
    """
    term = _term(contract.change, book)
    if contract.change is None or term is None:
        return contract
    new = getattr(contract.change, term)
    if term == _PLAN:
        stay = [one for one in contract.plan or () if one.interest or _overdue(one, book)]
        new = (*stay, *new)
    return evolve(contract, **{term: new, "change": None})


def unknown_instalments(contract: LoanContract, book: Rulebook) -> tuple[str, ...]:
    """
    What is missing to carry a new repayment plan out: which instalments to come are of principal, and so replaced.
    """
    if _term(contract.change, book) != _PLAN:
        return ()
    if contract.plan is None:
        return ("contract.plan",)
    return tuple(
        f"contract.plan[{at}].interest"
        for at, one in enumerate(contract.plan)
        if one.interest is None and not _overdue(one, book)
    )


def _overdue(instalment: Instalment, book: Rulebook) -> bool:
    """
    Whether an instalment was past its due day and the grace after it, paid or not, when the day began.
    """
    held = book.find(GRACE)
    grace = held.value if held is not None and isinstance(held.value, int) else 0
    return local_day(instalment.due, book.policy.home(CHANGES)) + timedelta(days=grace) < book.on


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


_TESTS: dict[str, Callable[[Any, Any], bool]] = {"rate": _rate, _PLAN: _sum, "end": _later}
