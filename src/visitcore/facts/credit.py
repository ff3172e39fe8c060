"""
Trade credit: what happened on a customer's account, and the goods that are to leave on it.
"""

from datetime import date
from decimal import Decimal
from typing import Literal

from attrs import field, frozen

from visitcore.facts.checked import checked
from visitcore.facts.money import Money, money

InvoiceClass = Literal["normal", "first", "last", "unapproved"]
"""How an invoice came about: within the limit or paid for at once, as a step over the limit, or without approval."""

EventKind = Literal["invoice", "payment", "return", "special_limit"]
Ticket = Literal["normal", "handwritten", "none"]


@frozen(kw_only=True, field_transformer=checked)
class LedgerEvent:
    """
    One thing that happened on an account; history, taken as it stands.

    Attributes:
        on: The day it happened.
        kind: ``invoice``, ``payment``, ``return`` or ``special_limit``.
        id: Number of the document; an invoice needs one, and no number stands twice among events of a kind.
        amount: How much, in the pack's currency; above zero, but for a special limit.
        class_: Of an invoice: ``normal``, ``first``, ``last`` or ``unapproved``; its step in the order of approval.
        signer: Role of the one who signed for it.
        for_: Of a payment or return: number of its invoice; ``next`` for a payment towards the next shipment.  A
            payment for nothing named is free money.
        from_: Of a special limit: first day in force.
        to: Of a special limit: last day in force.
        currency: ISO code of the amount; the pack's where left out.
    """

    on: date
    kind: EventKind
    id: str = ""
    amount: Money = field(validator=money)
    class_: InvoiceClass | None = None
    signer: str | None = None
    for_: str | None = None
    from_: date | None = None
    to: date | None = None
    currency: str | None = None


@frozen(kw_only=True, field_transformer=checked)
class CreditPapers:
    """
    What a customer has handed in to qualify for credit.

    Attributes:
        file_data: Whether the data of the customer file are there.
        opener_id_copy: Whether a copy of the identity card of the one who opened the account is there (personal data;
            only the fact that it is there).
        contract_type: Type of the business contract signed, empty where there is none.
        settlement_agreement: Whether the contract has a settlement agreement.
    """

    file_data: bool | None = None
    opener_id_copy: bool | None = None
    contract_type: str | None = None
    settlement_agreement: bool | None = None


@frozen(kw_only=True, field_transformer=checked)
class Shipment:
    """
    Goods that are to leave on account.

    Attributes:
        on: The day of invoicing and shipping; its rules govern.
        amount: Value of the goods.
        id: Number of the invoice to be; one that the ledger holds already is not shipped again.
        currency: ISO code of every amount; the pack's where left out.
        papers: What the customer has handed in.
        ledger: Everything that happened on the account before, in the order in which it happened; ``None`` where nobody
            knows.
        signer: Role of the one who has signed for going over the limit; ``None`` where nobody has yet.
        cash: Cash paid for this shipment at release.
        plan: Whether a plan for bringing the money in is on file.
        ticket: What the goods leave on: a ``normal`` invoice, a ``handwritten`` ticket, or ``none``.
    """

    on: date
    amount: Money | None = field(default=None, validator=money)
    id: str = ""
    currency: str | None = None
    papers: CreditPapers = field(factory=CreditPapers)
    ledger: tuple[LedgerEvent, ...] | None = None
    signer: str | None = None
    cash: Money | None = field(default=None, validator=money)
    plan: bool | None = None
    ticket: Ticket = "normal"


@frozen(kw_only=True, field_transformer=checked)
class BadDebt:
    """
    A shipment whose money is lost.

    Attributes:
        on: The day it is found to be lost; its rules govern.
        class_: Class the shipment was released in, e.g. ``within``, ``first``, ``last`` or ``unapproved``.
        amount: How much is lost.
        currency: ISO code of every amount; the pack's where left out.
        verified: Whether it has been verified that the goods left without approval.
        deducted: What the signer has been charged for the same shipment already; it is set off.
        signer: Role of the one who signed for the shipment.
    """

    on: date
    class_: str | None = None
    amount: Money | None = field(default=None, validator=money)
    currency: str | None = None
    verified: bool | None = None
    deducted: Money = field(default=Decimal(0), validator=money)
    signer: str | None = None


@frozen(kw_only=True, field_transformer=checked)
class MonthEnd:
    """
    An account at the end of a month, to see whether a last over-limit shipment has been paid.

    Attributes:
        on: The day asked about; what was due on or before the day before is looked at.
        ledger: Everything that happened on the account before, in the order in which it happened; ``None`` where nobody
            knows.
        currency: ISO code of every amount; the pack's where left out.
    """

    on: date
    ledger: tuple[LedgerEvent, ...] | None = None
    currency: str | None = None
