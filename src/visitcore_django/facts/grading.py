"""
Customers with their figures as facts of a grading.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from visitcore import Assessment
from visitcore.ground.unspecified import UNSPECIFIED
from visitcore.policy.policy import Policy
from visitcore.rules.grading import REFERENCE
from visitcore_django.facts.customer import customer_fact, figures_on
from visitcore_django.models import Customer, CustomerFigure

FIRST_MONTHS = "first_months"
"""Name of the figure that says whether the sales are those of a new customer's first months only."""
_YES = frozenset({"yes", "true", "1", "是", "y"})


def needs_cohort(policy: Policy, on: date) -> bool:
    """
    Whether the points for sales are the place among all customers, because the policy sets no reference.
    """
    held = policy.on(on).find(REFERENCE)
    return held is None or held.value is UNSPECIFIED


def cohort_on(on: date) -> tuple[Decimal, ...]:
    """
    The sales of every active customer that has some on a day, in no order.
    """
    rows = CustomerFigure.objects.filter(name="sales", as_of__lte=on, customer__active=True).order_by("as_of")
    latest: dict[int, str] = dict(rows.values_list("customer", "value").iterator(chunk_size=2000))
    return tuple(number for value in latest.values() if (number := _number(value)) is not None)


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


def _number(value: str) -> Decimal | None:
    try:
        number = Decimal(value)
    except ArithmeticError:
        return None
    return number if number.is_finite() else None
