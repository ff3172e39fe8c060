"""
A reception of guests.
"""

from datetime import date
from typing import Any

from attrs import field, frozen

from visitcore.facts.checked import checked
from visitcore.facts.money import Money, money
from visitcore.ground.text import Text


def _a_party(_facts: Any, _attribute: Any, guests: int | None) -> None:
    if guests is not None and guests <= 0:
        raise ValueError(
            Text(
                f"guests: {guests} is no party; give the number of people received, or leave it out",
                f"guests：{guests} 位客人不成接待；请填写实际人数，不详则留空",
            )
        )


def _a_count(_facts: Any, _attribute: Any, escorts: int | None) -> None:
    if escorts is not None and escorts < 0:
        raise ValueError(
            Text(
                f"escorts: {escorts} cannot be sent; give 0 or more, or leave it out",
                f"escorts：陪同人数不能是 {escorts}；请填写 0 或更大的数，不详则留空",
            )
        )


@frozen(kw_only=True, field_transformer=checked)
class Reception:
    """
    Guests who are, or are to be, received.

    Attributes:
        on: The day of the reception.
        guest_kinds: What the guests are, e.g. ``foreign_guest``; of several, the one of the highest class counts.
        guest_class: The class as somebody fixed it; worked out from *guest_kinds* where left out.
        supervisor_or_above: Whether a supervisor or somebody higher is called for; asked where no class is fixed.
        host: Role of the person who receives.
        guests: How many are received.
        escorts: How many of the company's own people go along.
        total: What it costs altogether, or is to cost.
        currency: ISO code of *total*; that of the pack where left out.
        sales_customer: Whether the guests are customers of the sales department.
    """

    on: date
    guest_kinds: tuple[str, ...] | None = None
    guest_class: str | None = None
    supervisor_or_above: bool | None = None
    host: str | None = None
    guests: int | None = field(default=None, validator=_a_party)
    escorts: int | None = field(default=None, validator=_a_count)
    total: Money | None = field(default=None, validator=money)
    currency: str | None = None
    sales_customer: bool | None = None
