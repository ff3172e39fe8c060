"""
A customer's row as a fact.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

import visitcore
from visitcore.codec.facts import structure_facts
from visitcore_django.models import Customer, CustomerFigure


def customer_fact(row: Customer, figures: Mapping[str, Any] | None = None) -> visitcore.Customer:
    """
    A customer as a fact.

    Args:
        row: The customer.
        figures: Its figures by name; none where left out.
    """
    told = {
        "code": row.code,
        "name": row.name,
        "grade": row.grade or None,
        "owner": owner_name(row),
        "region": row.region or None,
        "since": row.since,
        "category": row.category or None,
        "figures": dict(figures or {}),
    }
    fact: visitcore.Customer = structure_facts(told, visitcore.Customer)
    return fact


def owner_name(row: Customer) -> str | None:
    """
    The log-in name of a customer's owner.
    """
    return None if row.owner is None else row.owner.get_username()


def figures_on(customers: Iterable[int], day: date) -> dict[int, dict[str, str]]:
    """
    The figures in force on a day, by the key of the customer; the latest of each name counts.
    """
    found: dict[int, dict[str, str]] = {}
    rows = CustomerFigure.objects.filter(customer__in=customers, as_of__lte=day).order_by("as_of")
    for customer, name, value in rows.values_list("customer", "name", "value"):
        found.setdefault(customer, {})[name] = value
    return found
