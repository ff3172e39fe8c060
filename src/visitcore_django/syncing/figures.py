"""
Writes the figures of a batch: one is added where it differs from the last one known.
"""

from collections.abc import Sequence
from datetime import date

from visitcore_django.models import Customer, CustomerFigure
from visitcore_django.syncing.reading import Read


def write_figures(pairs: Sequence[tuple[Customer, Read]], on: date) -> int:
    """
    Write what has changed, as of a day.

    Returns:
        How many were added or corrected.
    """
    told = {(customer.pk, name): value for customer, row in pairs for name, value in row.figures.items()}
    if not told:
        return 0
    rows = CustomerFigure.objects.filter(
        customer__in={key for key, _ in told}, name__in={name for _, name in told}, as_of__lte=on
    )
    last: dict[tuple[int, str], CustomerFigure] = {}
    for row in rows.order_by("as_of"):
        last[row.customer_id, row.name] = row
    new, mended = [], []
    for (customer, name), value in told.items():
        before = last.get((customer, name))
        if before is not None and before.value == value:
            continue
        if before is not None and before.as_of == on:
            before.value = value
            mended.append(before)
        else:
            new.append(CustomerFigure(customer_id=customer, name=name, value=value, as_of=on))
    CustomerFigure.objects.bulk_update(mended, ["value"])
    CustomerFigure.objects.bulk_create(new)
    return len(new) + len(mended)
