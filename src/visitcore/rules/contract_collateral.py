"""
Collateral of a loan contract: which types of guarantee ask for a record, and whether the records are complete.
"""

from typing import Any

from attrs import asdict, frozen

from visitcore.blocks.register import Register
from visitcore.facts.contract import CollateralAsset, LoanContract
from visitcore.ground.unspecified import UNSPECIFIED
from visitcore.policy.policy import Rulebook

GUARANTEES, RECORD_TYPES, ASSET = (
    "contracts.loan.guarantees",
    "contracts.loan.record_types",
    "contracts.loan.asset",
)


@frozen
class Told:
    """
    The answer to a yes-or-no question about a contract.

    Attributes:
        holds: Yes or no; ``None`` where it cannot be told.
        missing: Names of what is missing, where it cannot be told.
        seen: What was seen.
        limit: What is asked for.
    """

    holds: bool | None
    missing: tuple[str, ...] = ()
    seen: Any = None
    limit: Any = None


def types_with_record(contract: LoanContract, book: Rulebook) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """
    The types among the guarantees that ask for a record, and what is missing to tell.

    A type that the policy does not know is never taken for one without collateral.
    """
    if contract.guarantees is None:
        return (), ("contract.guarantees",)
    known, asking = book.read_as(GUARANTEES, tuple).value, book.read_as(RECORD_TYPES, tuple).value
    if known is UNSPECIFIED or asking is UNSPECIFIED:
        return (), (GUARANTEES if known is UNSPECIFIED else RECORD_TYPES,)
    strange = tuple(f"{GUARANTEES}[guarantee = {name}]" for name in contract.guarantees if name not in known)
    return tuple(dict.fromkeys(name for name in contract.guarantees if name in asking)), strange


def with_records(contract: LoanContract, book: Rulebook) -> tuple[CollateralAsset, ...]:
    """
    The records of a contract, with an empty one for each type that asks for a record and has none.
    """
    asked, _ = types_with_record(contract, book)
    records = contract.assets or ()
    kinds = {record.kind for record in records}
    return (*records, *(CollateralAsset(kind=kind) for kind in asked if kind not in kinds))


def records_complete(contract: LoanContract, book: Rulebook) -> Told:
    """
    Whether each type that asks for a record has one, and every record is filled in.
    """
    asked, missing = types_with_record(contract, book)
    register = book.read_as(ASSET, Register).value
    if register is UNSPECIFIED:
        missing = (*missing, ASSET)
    if contract.assets is None:
        missing = (*missing, "contract.assets")
    if register is UNSPECIFIED or contract.assets is None:
        return Told(None, missing)
    checked = [register.check(asdict(record, recurse=False)) for record in contract.assets]
    empty = [f"assets[{at}].{name}" for at, one in enumerate(checked) for name in (*one.missing, *one.wrong)]
    kinds = {record.kind for record in contract.assets}
    empty += [f"assets.{kind}" for kind in asked if kind not in kinds]
    if empty or not contract.assets:
        return Told(False, seen=tuple(empty) or None)
    return Told(None, missing) if missing else Told(True)


def records_audited(contract: LoanContract, book: Rulebook) -> bool:
    """
    Whether the records were audited as they are now, and each type that asks for a record has one.
    """
    asked, _ = types_with_record(contract, book)
    kinds = {record.kind for record in contract.assets or ()}
    return bool(contract.assets) and contract.audited_assets == contract.assets and kinds.issuperset(asked)
