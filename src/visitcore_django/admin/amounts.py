"""
Columns of lists that hold amounts of money.
"""

from collections.abc import Callable
from typing import Any

from django.contrib import admin
from django.db.models import Model

from visitcore_django.models.money import money


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
