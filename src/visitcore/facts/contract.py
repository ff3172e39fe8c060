"""
A loan contract as it stands, with its collateral, its instalments and the change asked for.
"""

from datetime import date
from decimal import Decimal
from typing import Any

from attrs import field, frozen

from visitcore.facts.checked import checked
from visitcore.facts.money import Money, money
from visitcore.ground.text import Text


def person(_facts: Any, attribute: Any, name: str | None) -> None:
    """
    Validator of the name of a person, or of nobody known.

    Raises:
        ValueError: If it is empty or has blanks around it, so that one person might pass for two.
    """
    if name is not None and (not name or name != name.strip()):
        en = f"{name!r} is no name as people are known by; leave out the blanks, or the fact where nobody is known"
        zh = f"“{name}”不能作为姓名；请去掉空格，不知道是谁时请不要填写"
        raise ValueError(Text(f"{attribute.name}: {en}", f"{attribute.name}：{zh}"))


@frozen(kw_only=True, field_transformer=checked)
class InstalmentPayment:
    """
    An amount paid.

    Attributes:
        on: Day or instant of the payment.
        amount: Amount, in the pack's currency.
    """

    on: date
    amount: Money = field(validator=money)


@frozen(kw_only=True, field_transformer=checked)
class Instalment:
    """
    One instalment, of principal or interest.

    Attributes:
        due: Day it is due.
        amount: Amount due, in the pack's currency.
        payments: What was paid on it; ``None`` where nobody knows, empty where nothing was.
        interest: Whether it is one of interest, otherwise of principal; ``None`` where nobody knows.
    """

    due: date
    amount: Money = field(validator=money)
    payments: tuple[InstalmentPayment, ...] | None = None
    interest: bool | None = None


@frozen(kw_only=True, field_transformer=checked)
class CollateralAsset:
    """
    One record of the asset register; the policy says which of its fields must be filled.

    Attributes:
        kind: Type of guarantee it stands for, e.g. ``pledge``.
        description: What it is.
        owner: Whose it is.
        valuation: Its value, in the pack's currency.
    """

    kind: str | None = None
    description: str | None = None
    owner: str | None = None
    valuation: Money | None = field(default=None, validator=money)


@frozen(kw_only=True, field_transformer=checked)
class ContractChange:
    """
    A change of the contract; of the new terms only the one that its kind changes is read.

    Attributes:
        kind: Kind of change, e.g. ``extension``.
        rate: New yearly rate of interest, in percent.
        plan: New instalments of principal to come; what is overdue, and interest, stay as they are.
        end: New end of the contract.
        grade: New grade of the contract.
        purpose: New purpose of the loan.
        batch_deduction: Whether instalments are to be deducted in batch.
        requested_by: Who asked for it.
    """

    kind: str | None = None
    rate: Decimal | None = None
    plan: tuple[Instalment, ...] | None = None
    end: date | None = None
    grade: str | None = None
    purpose: str | None = None
    batch_deduction: bool | None = None
    requested_by: str | None = field(default=None, validator=person)


@frozen(kw_only=True, field_transformer=checked)
class LoanContract:
    """
    One loan contract.

    Attributes:
        state: State it is in, e.g. ``draft``.
        number: Its number in the system.
        paper_number: Number on the paper contract.
        start: First day of the contract.
        end: Last day of the contract.
        guarantees: Types of its guarantees; empty where there is none.
        assets: Records of its collateral; empty where there is none.
        audited_assets: The records as they were when the audit passed them.
        application_approved: Whether the application was approved.
        amount: Amount agreed, in the pack's currency.
        disbursed: Amount paid out so far.
        rest_cancelled: Whether what was not drawn can no longer be drawn.
        principal_outstanding: Principal still owed.
        interest_outstanding: Interest still owed, with default interest and fees once they are booked.
        rate: Yearly rate of interest, in percent.
        plan: Instalments of principal and interest.
        grade: Grade of the contract.
        purpose: Purpose of the loan.
        batch_deduction: Whether instalments are deducted in batch.
        manager: The account manager who has it.
        past_managers: Those who had it before, the first first.
        submitted_by: Who submitted it for review.
        assets_submitted_by: Who submitted the records of its collateral for audit.
        reviewed_by: Who passed the review.
        returned_for: Why it, or its collateral, was last not passed.
        change: The change asked for and not audited yet.
        opened_on: Day it was opened.
        disbursed_on: Day of the first voucher.
        ended_on: Day it ended.
        currency: ISO code of all amounts; that of the pack where left out.
    """

    state: str | None = None
    number: str | None = None
    paper_number: str | None = None
    start: date | None = None
    end: date | None = None
    guarantees: tuple[str, ...] | None = None
    assets: tuple[CollateralAsset, ...] | None = None
    audited_assets: tuple[CollateralAsset, ...] | None = None
    application_approved: bool | None = None
    amount: Money | None = field(default=None, validator=money)
    disbursed: Money | None = field(default=None, validator=money)
    rest_cancelled: bool = False
    principal_outstanding: Money | None = field(default=None, validator=money)
    interest_outstanding: Money | None = field(default=None, validator=money)
    rate: Decimal | None = None
    plan: tuple[Instalment, ...] | None = None
    grade: str | None = None
    purpose: str | None = None
    batch_deduction: bool | None = None
    manager: str | None = field(default=None, validator=person)
    past_managers: tuple[str, ...] = ()
    submitted_by: str | None = field(default=None, validator=person)
    assets_submitted_by: str | None = field(default=None, validator=person)
    reviewed_by: str | None = field(default=None, validator=person)
    returned_for: str | None = None
    change: ContractChange | None = None
    opened_on: date | None = None
    disbursed_on: date | None = None
    ended_on: date | None = None
    currency: str | None = None
