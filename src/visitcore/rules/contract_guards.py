"""
Conditions of the moves of a loan contract, by the names that the flow uses.
"""

from collections.abc import Callable, Mapping
from typing import Any

from visitcore.blocks.register import Register
from visitcore.facts.contract import LoanContract
from visitcore.facts.contract_question import ContractMove
from visitcore.ground.days import local_day
from visitcore.ground.unspecified import UNSPECIFIED
from visitcore.policy.policy import Rulebook
from visitcore.rules.contract_changes import change_valid, kind_known
from visitcore.rules.contract_collateral import Told, records_complete
from visitcore.rules.day_end import ENDS, FLOW, OWED, night

SIGNING = "contracts.loan.signing"


def condition(name: str, facts: ContractMove, contract: LoanContract, book: Rulebook) -> Told:
    """
    Whether a condition is met; a name that nobody here knows cannot be told.
    """
    ask = _CONDITIONS.get(name)
    return Told(None, (name,)) if ask is None else ask(facts, contract, book)


def _told(known: Mapping[str, Any], test: Callable[..., bool]) -> Told:
    """
    The answer of a test, or the names of what is not known.
    """
    missing = tuple(name for name, value in known.items() if value is None)
    return Told(None, missing) if missing else Told(test(*known.values()))


def _approved(_facts: ContractMove, contract: LoanContract, _book: Rulebook) -> Told:
    return _told({"contract.application_approved": contract.application_approved}, bool)


def _signed(_facts: ContractMove, contract: LoanContract, book: Rulebook) -> Told:
    register = book.read_as(SIGNING, Register).value
    if register is UNSPECIFIED:
        return Told(None, (SIGNING,))
    filled = register.check({one.name: getattr(contract, one.name, None) for one in register.fields})
    return Told(filled.complete, seen=filled.missing or None)


def _numbers(_facts: ContractMove, contract: LoanContract, _book: Rulebook) -> Told:
    known = {"contract.number": contract.number, "contract.paper_number": contract.paper_number}
    told = _told(known, lambda number, paper: number == paper)
    return Told(told.holds, told.missing, contract.number, contract.paper_number)


def _dates(_facts: ContractMove, contract: LoanContract, book: Rulebook) -> Told:
    zone = book.policy.home(FLOW)
    known = {"contract.start": contract.start, "contract.end": contract.end}
    return _told(known, lambda start, end: local_day(start, zone) < local_day(end, zone))


def _assets(_facts: ContractMove, contract: LoanContract, book: Rulebook) -> Told:
    return records_complete(contract, book)


def _reason(facts: ContractMove, _contract: LoanContract, _book: Rulebook) -> Told:
    return Told(bool(facts.reason and facts.reason.strip()))


def _drawn(facts: ContractMove, _contract: LoanContract, _book: Rulebook) -> Told:
    return _told({"drawn": facts.drawn}, lambda drawn: drawn > 0)


def _within(facts: ContractMove, contract: LoanContract, _book: Rulebook) -> Told:
    if contract.rest_cancelled:
        return Told(False)
    known = {"drawn": facts.drawn, "contract.amount": contract.amount, "contract.disbursed": contract.disbursed}
    return _told(known, lambda drawn, agreed, before: before + drawn <= agreed)


def _known(facts: ContractMove, _contract: LoanContract, book: Rulebook) -> Told:
    return kind_known(facts.change, book)


def _free(_facts: ContractMove, contract: LoanContract, _book: Rulebook) -> Told:
    return Told(contract.change is None)


def _pending(_facts: ContractMove, contract: LoanContract, _book: Rulebook) -> Told:
    return Told(contract.change is not None)


def _valid(facts: ContractMove, contract: LoanContract, book: Rulebook) -> Told:
    return change_valid(facts.change if contract.change is None else contract.change, contract, book)


def _other(facts: ContractMove, contract: LoanContract, _book: Rulebook) -> Told:
    return _told({"manager": facts.manager, "contract.manager": contract.manager}, lambda new, old: new != old)


def _principal(_facts: ContractMove, contract: LoanContract, _book: Rulebook) -> Told:
    return _repaid("principal_outstanding", contract)


def _interest(_facts: ContractMove, contract: LoanContract, _book: Rulebook) -> Told:
    return _repaid("interest_outstanding", contract)


def _repaid(name: str, contract: LoanContract) -> Told:
    owed = getattr(contract, name)
    told = _told({f"contract.{name}": owed}, lambda amount: amount == 0)
    return Told(told.holds, told.missing, owed)


def _due(_facts: ContractMove, contract: LoanContract, book: Rulebook) -> Told:
    told = night(contract, book)
    missing = tuple(name if name.startswith("contracts.") else f"contract.{name}" for name in told.missing)
    return Told(None, missing) if missing else Told(told.answer in (ENDS, OWED), seen=told.answer)


_CONDITIONS: Mapping[str, Callable[[ContractMove, LoanContract, Rulebook], Told]] = {
    "application_approved": _approved,
    "signing_complete": _signed,
    "numbers_agree": _numbers,
    "dates_in_order": _dates,
    "assets_complete": _assets,
    "reason_given": _reason,
    "amount_drawn": _drawn,
    "within_amount": _within,
    "kind_known": _known,
    "none_pending": _free,
    "change_pending": _pending,
    "change_valid": _valid,
    "other_manager": _other,
    "principal_repaid": _principal,
    "interest_repaid": _interest,
    "day_end_due": _due,
}
