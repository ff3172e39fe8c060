"""
Money: columns for it, and how people write it.
"""

from decimal import Decimal
from typing import Any

from django.core.validators import MinValueValidator
from django.db import models

_SIGNS = {"CNY": "¥"}


def money_column(name: Any, **more: Any) -> models.DecimalField:  # type: ignore[type-arg]
    """
    A column for money: exact, in whole cents, not below zero.
    """
    floor = [MinValueValidator(Decimal(0))]
    return models.DecimalField(name, max_digits=14, decimal_places=2, validators=floor, **more)


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
