"""
A gift to a customer.
"""

from datetime import date

from attrs import field, frozen

from visitcore.facts.checked import checked
from visitcore.facts.money import Money, money


@frozen(kw_only=True, field_transformer=checked)
class Gift:
    """
    A gift that is, or is to be, given.

    Attributes:
        on: The day of the gift.
        arranged_by: Role of the person who arranged it.
        ticked: Names of what it is, e.g. ``fair_price``, out of what a gift must be.
        important: Whether somebody called it important.
        value: What it is worth.
        currency: ISO code of *value*; that of the pack where left out.
        reported: Whether it was reported where important gifts are reported.
    """

    on: date
    arranged_by: str | None = None
    ticked: tuple[str, ...] | None = None
    important: bool | None = None
    value: Money | None = field(default=None, validator=money)
    currency: str | None = None
    reported: bool | None = None
