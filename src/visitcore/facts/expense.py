"""
Expenses for a customer, and when the customer was filed.
"""

from datetime import date

from attrs import field, frozen

from visitcore.facts.checked import checked
from visitcore.facts.money import Money, money


@frozen(kw_only=True, field_transformer=checked)
class Filing:
    """
    Whether and when a customer was entered in the company's files.

    Attributes:
        filed: Whether it has been; ``None`` where unknown.
        filed_on: The day it was.
        contacted_on: The day of the first contact with the customer.
    """

    filed: bool | None = None
    filed_on: date | None = None
    contacted_on: date | None = None


@frozen(kw_only=True, field_transformer=checked)
class ExpenseClaim:
    """
    An expense for a customer that is claimed.

    Attributes:
        on: The day of the claim; the rules of the day of the expense govern.
        spent_on: The day of the expense.
        kind: ``entertainment``, ``travel``, ``gift`` or ``other_related``.
        amount: What was spent, in the pack's currency.
        currency: ISO code of the amount; ``None`` for that of the pack.
        filing: When the customer was filed.
    """

    on: date
    spent_on: date | None = None
    kind: str | None = None
    amount: Money | None = field(default=None, validator=money)
    currency: str | None = None
    filing: Filing = Filing()
