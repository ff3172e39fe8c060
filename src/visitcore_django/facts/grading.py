"""
Customers with their figures as facts of a grading.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Exists, OuterRef

from visitcore import Assessment
from visitcore.policy.policy import Policy
from visitcore.rules.grading_cohort import cohort_of
from visitcore_django.facts.customer import customer_fact, figures_on
from visitcore_django.models import Customer, CustomerFigure
from visitcore_django.models.batches import in_batches

BATCH = 2000
FIRST_MONTHS = "first_months"
"""Name of the figure that says whether the sales are those of a new customer's first months only."""
_YES = frozenset({"yes", "true", "1", "是", "y"})


def cohort_on(on: date, policy: Policy) -> Iterator[Decimal]:
    """
    The sales of every rateable customer that is active, in no order.
    """
    told = CustomerFigure.objects.filter(name="sales", as_of__lte=on, customer=OuterRef("pk"))
    rows = Customer.objects.filter(Exists(told), active=True).select_related("owner")
    for batch in in_batches(rows, BATCH):
        yield from cohort_of(assessments(batch, on, None), policy)


def assessments(customers: Sequence[Customer], on: date, cohort: tuple[Decimal, ...] | None) -> list[Assessment]:
    """
    Everything that is known for the grading of each of some customers.

    Args:
        customers: The rows, with their owners read along.
        on: The day of the grading.
        cohort: Sales of every rateable customer; ``None`` where the policy does not ask for them.
    """
    figures = figures_on([row.pk for row in customers], on)
    return [_assessment(row, on, figures.get(row.pk, {}), cohort) for row in customers]


def _assessment(row: Customer, on: date, figures: Mapping[str, Any], cohort: tuple[Decimal, ...] | None) -> Assessment:
    asks = "sales" in figures and "sales_points" not in figures
    return Assessment(
        on=on,
        customer=customer_fact(row, {name: value for name, value in figures.items() if name != FIRST_MONTHS}),
        cohort_sales=cohort if asks else None,
        first_months=figures.get(FIRST_MONTHS, "").strip().casefold() in _YES,
    )
