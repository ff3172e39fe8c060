"""
Amounts of money in the words of people, and columns of lists that hold them.
"""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from django.contrib import admin
from django.db.models import Model

_SIGNS = {"CNY": "¥"}


def money(amount: Decimal | None, currency: str = "") -> str:
    """
    An amount with commas between thousands and its currency before it; nothing where it is not known.

    Args:
        amount: The amount, in whole cents.
        currency: ISO code; the yuan is written with its sign.
    """
    if amount is None:
        return ""
    sign = _SIGNS.get(currency, f"{currency} " if currency else "")
    return f"{'−' if amount < 0 else ''}{sign}{abs(amount):,.2f}"


def money_cell(model: type[Model], name: str, currency: str = "currency") -> Callable[[Any], str]:
    """
    A column of a list with the amount of a row.

    Args:
        model: The table.
        name: The column.
        currency: Where the row keeps its currency, as a path with double underscores.
    """

    def cell(row: Any) -> str:
        code: Any = row
        for step in currency.split("__"):
            code = getattr(code, step)
        return money(getattr(row, name), code)

    cell.__name__ = f"{name}_money"
    shown: Callable[[Any], str] = admin.display(
        description=model._meta.get_field(name).verbose_name,  # type: ignore[union-attr]
        ordering=name,
        empty_value="–",
    )(cell)
    return shown
