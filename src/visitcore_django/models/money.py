"""
Columns for money.
"""

from decimal import Decimal
from typing import Any

from django.core.validators import MinValueValidator
from django.db import models


def money_column(name: Any, **more: Any) -> models.DecimalField:  # type: ignore[type-arg]
    """
    A column for money: exact, in whole cents, not below zero.
    """
    floor = [MinValueValidator(Decimal(0))]
    return models.DecimalField(name, max_digits=14, decimal_places=2, validators=floor, **more)
