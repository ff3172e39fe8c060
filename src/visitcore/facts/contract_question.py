"""
What is asked about loan contracts: a move, the day-end job, the blacklist, a loan card number.
"""

from datetime import date

from attrs import field, frozen

from visitcore.facts.checked import checked
from visitcore.facts.contract import CollateralAsset, ContractChange, LoanContract, person
from visitcore.facts.money import Money, money


@frozen(kw_only=True, field_transformer=checked)
class ContractMove:
    """
    Somebody wants to bring a loan contract into its next state.

    Attributes:
        on: The governing day, on which the move is made.
        contract: The contract as it stands.
        move: Name of the move, e.g. ``submit``.
        actor: Who makes it, by the name that contracts know people by.
        roles: Roles of who makes it; ``None`` where unknown.
        reason: Why something is not passed.
        number: Corrected number.
        paper_number: Number read off the paper contract.
        start: Corrected start.
        end: Corrected end.
        assets: Records of the collateral as edited.
        drawn: Amount of the voucher, in the pack's currency.
        principal_paid: Principal that a payment brings.
        interest_paid: Interest that a payment brings.
        change: ContractChange asked for.
        manager: New account manager.
    """

    on: date
    contract: LoanContract | None = None
    move: str | None = None
    actor: str | None = field(default=None, validator=person)
    roles: tuple[str, ...] | None = None
    reason: str | None = None
    number: str | None = None
    paper_number: str | None = None
    start: date | None = None
    end: date | None = None
    assets: tuple[CollateralAsset, ...] | None = None
    drawn: Money | None = field(default=None, validator=money)
    principal_paid: Money | None = field(default=None, validator=money)
    interest_paid: Money | None = field(default=None, validator=money)
    change: ContractChange | None = None
    manager: str | None = field(default=None, validator=person)


@frozen(kw_only=True, field_transformer=checked)
class DayEnd:
    """
    The day-end job of one day.

    Attributes:
        on: The day whose night it runs in; that day governs.
        contracts: The contracts, each with a number of its own; their order says nothing.
    """

    on: date
    contracts: tuple[LoanContract, ...] | None = None


@frozen(kw_only=True, field_transformer=checked)
class BlacklistEntry:
    """
    What somebody entered into the blacklist by hand.

    Attributes:
        removes: Whether it takes the customer off the list; otherwise it puts him on.
        set: Day or instant of the entry.
        set_by: Who made it.
        audited: Day or instant of the audit; ``None`` where there was none yet.
        audited_by: Who audited it.
    """

    removes: bool = False
    set: date
    set_by: str | None = field(default=None, validator=person)
    audited: date | None = None
    audited_by: str | None = field(default=None, validator=person)


@frozen(kw_only=True, field_transformer=checked)
class BlacklistCheck:
    """
    One customer and the blacklist.

    Attributes:
        on: The day or instant asked about; its day governs.
        customer: The customer.
        loans: The customer's loans with their instalments and payments; ``None`` where nobody knows.
        entries: Entries made by hand.
        business: What is to be done: ``new_application`` or ``running_contract``; ``None`` where only the list matters.
    """

    on: date
    customer: str | None = None
    loans: tuple[LoanContract, ...] | None = None
    entries: tuple[BlacklistEntry, ...] = ()
    business: str | None = None


@frozen(kw_only=True, field_transformer=checked)
class CardNumber:
    """
    A loan card number as filled in.

    Attributes:
        on: The governing day.
        number: The number.
        bank_account: Bank account number of the customer, which the card number is not.
        others: Loan card numbers of other customers, from which it must differ.
    """

    on: date
    number: str | None = None
    bank_account: str | None = None
    others: tuple[str, ...] = ()
