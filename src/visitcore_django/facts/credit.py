"""
Credit accounts, their ledgers and shipments as facts.
"""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from visitcore import BadDebt, CreditPapers, LedgerEvent, MonthEnd, Shipment
from visitcore.codec.facts import structure_facts
from visitcore_django.models import CreditAccount, LedgerEntry, ShipmentRequest


def event_fact(row: LedgerEntry) -> LedgerEvent:
    """
    One entry of a ledger as a fact.
    """
    return LedgerEvent(
        on=row.on,
        kind=row.kind,  # type: ignore[arg-type]
        id=row.number or "",
        amount=row.amount,
        class_=row.class_of or None,  # type: ignore[arg-type]
        signer=row.signer or None,
        for_=row.towards or None,
        from_=row.first_day,
        to=row.last_day,
    )


def ledger_of(account: CreditAccount) -> tuple[LedgerEvent, ...]:
    """
    Everything that happened on an account, in the order in which it happened; what was entered late stands at its day.
    """
    return tuple(event_fact(row) for row in account.entries.order_by("on", "place"))


def papers_fact(account: CreditAccount) -> CreditPapers:
    """
    What the customer has handed in.
    """
    return CreditPapers(
        file_data=account.file_data,
        opener_id_copy=account.opener_id_copy,
        contract_type=account.contract_type or None,
        settlement_agreement=account.settlement_agreement,
    )


def shipment_fact(
    row: ShipmentRequest, account: CreditAccount, ledger: Iterable[LedgerEvent], on: date, signer: str | None = None
) -> Shipment:
    """
    Goods that are to leave on a day.

    Args:
        row: The request.
        account: The account that they leave on.
        ledger: Everything that happened on it before.
        on: The day on which they would leave.
        signer: Role of the one who has signed; ``None`` where nobody has.
    """
    return Shipment(
        on=on,
        amount=row.amount,
        id=row.number,
        papers=papers_fact(account),
        ledger=tuple(ledger),
        signer=signer,
        cash=row.cash,
        plan=row.plan,
        ticket=row.ticket,  # type: ignore[arg-type]
    )


def month_end_fact(ledger: Iterable[LedgerEvent], on: date) -> MonthEnd:
    """
    An account as it stood when a day began.
    """
    return MonthEnd(on=on, ledger=tuple(event for event in ledger if event.on < on))


def loss_fact(
    class_: str, amount: Decimal, on: date, *, verified: bool | None, deducted: Decimal, signer: str
) -> BadDebt:
    """
    A shipment whose money is lost.

    Args:
        class_: The class that it left in; what stands as normal in a ledger left within the limit.
        amount: How much is lost.
        on: The day it is found to be lost.
        verified: Whether it is verified that it left without approval.
        deducted: What its signer was charged already.
        signer: Role of its signer; empty where there is none.
    """
    told: dict[str, Any] = {
        "on": on,
        "class": "within" if class_ == "normal" else class_,
        "amount": amount,
        "verified": verified,
        "deducted": deducted,
        "signer": signer or None,
    }
    fact: BadDebt = structure_facts(told, BadDebt)
    return fact
