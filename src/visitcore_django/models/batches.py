"""
Rows read in batches.
"""

from collections.abc import Iterator
from typing import TypeVar

from django.db.models import Model, QuerySet

Row = TypeVar("Row", bound=Model)


def in_batches(rows: "QuerySet[Row]", size: int, by: str = "pk") -> Iterator[list[Row]]:
    """
    Rows in batches, each read when it is asked for; what is changed meanwhile moves no row past another.

    Args:
        rows: The rows, not sliced.
        size: The most of them at once.
        by: A column that is the same for no two rows; they come in its order.
    """
    rows = rows.order_by(by)
    batch = list(rows[:size])
    while batch:
        last = getattr(batch[-1], by)
        yield batch
        batch = list(rows.filter(**{f"{by}__gt": last})[:size])
