"""
A decorator's project on its way from the enquiry to the payment, and what somebody wants to do with it.
"""

from datetime import date

from attrs import field, frozen

from visitcore.facts.checked import checked
from visitcore.facts.money import Money, money


@frozen(kw_only=True, field_transformer=checked)
class FeeProject:
    """
    Where a project stands with its fee, contract and payment.

    Attributes:
        state: State it is in, e.g. ``fee_pending``.
        customer: ``ordinary``, ``special`` or ``returning``.
        fee: Measuring or design fee paid; zero where it was waived.
        fee_form: Whether the fee form was filled in.
        agreement: Whether the design agreement was signed.
        waiver_by: Who filed the waiver; ``None`` where none was filed.
        draft_by: Who entered the contract.
        off_site_part: Whether the off-site part of the contract is entered.
        on_site_part: Whether the on-site part is.
        paid: Project money confirmed.
        refunded: Fee given back.
    """

    state: str | None = None
    customer: str | None = None
    fee: Money | None = field(default=None, validator=money)
    fee_form: bool | None = None
    agreement: bool | None = None
    waiver_by: str | None = None
    draft_by: str | None = None
    off_site_part: bool | None = None
    on_site_part: bool | None = None
    paid: Money | None = field(default=None, validator=money)
    refunded: Money | None = field(default=None, validator=money)


@frozen(kw_only=True, field_transformer=checked)
class ProjectMove:
    """
    Somebody wants to bring a project into its next state.

    Attributes:
        on: The governing day.
        project: The project as it stands.
        move: Name of the move, e.g. ``quote``, ``approve_waiver``, ``refund``.
        role: Role in which he acts.
        person: Who acts.
        with_notice: Whether project money came with the payment notice.
        amount: Project money paid, or the refund approved; zero where it is rejected.
        filed_by: Who asked for the refund.
        reason: Why; an empty text where none was given.
        opinion: Opinion of the approver of a refund; an empty text where none was given.
        currency: Currency of every amount, as an ISO code; that of the pack where left out.
        met: Conditions of the company's own that are met, by name.
    """

    on: date
    project: FeeProject = FeeProject()
    move: str | None = None
    role: str | None = None
    person: str | None = None
    with_notice: bool | None = None
    amount: Money | None = field(default=None, validator=money)
    filed_by: str | None = None
    reason: str | None = None
    opinion: str | None = None
    currency: str | None = None
    met: tuple[str, ...] = ()
