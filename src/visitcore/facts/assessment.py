"""
What a grading, a ranking or an admission is judged by.
"""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from attrs import field, frozen

from visitcore.facts.checked import checked
from visitcore.facts.customer import Customer


@frozen(kw_only=True, field_transformer=checked)
class Assessment:
    """
    One customer to be graded.

    Attributes:
        on: The day of the grading.
        customer: The customer; its figures are read: ``sales`` or ``sales_points``, ``price_index`` or
            ``actual_amount`` and ``standard_amount``, ``collection_rate`` or ``collected_on_time`` and
            ``falling_due``, the letters of cooperation and ``trend``, ``credit_grade``, ``first_cooperation``.
        cohort_sales: Sales of every rateable customer, this one included, for the place in the cohort.
        first_months: Whether the sales are those of a new customer's first months only, up to its proper review.
    """

    on: date
    customer: Customer
    cohort_sales: tuple[Decimal, ...] | None = None
    first_months: bool = False


@frozen(kw_only=True, field_transformer=checked)
class Invoice:
    """
    One invoice that fell due in the window.

    Attributes:
        amount: Amount, in the pack's currency.
        days_late: Days from its due day to payment, or to the ranking day where unpaid; zero in time.
        excused: Whether the delay was our own fault or an accepted dispute.
    """

    amount: Decimal
    days_late: int
    excused: bool = False


@frozen(kw_only=True, field_transformer=checked)
class RankedCustomer:
    """
    One customer to be ranked.

    Attributes:
        code: The customer's code.
        credit: Credit points; worked out from *invoices* where left out.
        order: Orders in the window, as an amount or a quantity.
        profit: Profit made in the window.
        new: Whether there was no order in the window.
        potential: Judged potential of a new customer.
        invoices: Invoices that fell due in the window.
    """

    code: str
    credit: Decimal | None = None
    order: Decimal | None = None
    profit: Decimal | None = None
    new: bool = False
    potential: Decimal | None = None
    invoices: tuple[Invoice, ...] = ()


@frozen(kw_only=True, field_transformer=checked)
class Cohort:
    """
    Customers to be ranked among themselves.

    Attributes:
        on: The day of the ranking.
        method: ``credit``, ``order``, ``prospects``, ``profit`` or ``combined``.
        customers: The customers.
    """

    on: date
    method: str = "combined"
    customers: tuple[RankedCustomer, ...] = ()


@frozen(kw_only=True, field_transformer=checked)
class PartnerAdmission:
    """
    A partner to be admitted.

    Attributes:
        on: The governing day.
        answers: What the inspection says on each point: ``met``, ``not_met``, ``vague`` or ``not_produced``.
        admitted: Day of admission.
        negotiated: Day of the first negotiation of a project.
    """

    on: date
    answers: Mapping[str, str | None] = field(factory=dict)
    admitted: date | None = None
    negotiated: date | None = None
