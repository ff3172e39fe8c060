"""
Meals and what is claimed for them as facts.
"""

from datetime import date, datetime
from typing import Any

from django.utils import timezone

import visitcore
from visitcore import MealClaim, Record
from visitcore.codec.facts import structure_facts
from visitcore_django.models import Customer, MealRequest, MealSettlement

REPORT = "expenses.meal.report"
"""Key of what a request has to tell before the meal."""


def meal_fact(row: MealRequest, *, held: bool) -> visitcore.Meal:
    """
    A meal as a fact; what was left empty is not known.

    Args:
        row: The meal; it need not be saved.
        held: Whether it has taken place.

    Raises:
        FactsError: If its figures contradict each other.
    """
    fact: visitcore.Meal = structure_facts(_told(row, held=held), visitcore.Meal)
    return fact


def claim_fact(row: MealSettlement) -> MealClaim:
    """
    A claim as a fact: the meal as it was asked for and approved, with the people and the bill as they came.

    Raises:
        FactsError: If its figures contradict each other.
    """
    meal = _told(row.meal, held=row.meal.on <= row.on)
    meal |= {name: getattr(row, name) for name in ("customers", "company_diners", "bill", "drinks")}
    told = {
        "on": row.on,
        "meal": meal,
        "ticked": list(row.ticked),
        "filing": filing_told(row.meal.customer),
        "already_paid": row.already_paid,
    }
    fact: MealClaim = structure_facts(told, MealClaim)
    return fact


def report_fact(row: MealRequest) -> Record:
    """
    What a request tells before the meal: whose, when, of what standard, for how many, and where.
    """
    people = None
    if row.customers is not None and row.company_diners is not None:
        people = row.customers + row.company_diners
    values = {
        "organisation": str(row.customer) if hasattr(row, "customer") else None,
        "time": None if row.starts_at is None else f"{row.on} {row.starts_at:%H:%M}",
        "standard": row.occasion or None,
        "people": people,
        "restaurant": row.restaurant or None,
    }
    return Record(key=REPORT, on=row.on, values=values)


def filing_told(customer: Customer) -> dict[str, Any]:
    """
    Whether and when a customer was filed; a day of filing says that it was.
    """
    filed = True if customer.filed is None and customer.filed_on is not None else customer.filed
    return {"filed": filed, "filed_on": customer.filed_on, "contacted_on": customer.contacted_on}


def is_held(row: MealRequest, now: datetime) -> bool:
    """
    Whether a meal has begun; one without a time is there for the whole of its day.
    """
    local = timezone.localtime(now)
    if row.on != local.date() or row.starts_at is None:
        return row.on < local.date()
    return row.starts_at <= local.time()


def is_to_come(row: MealRequest, now: datetime) -> bool:
    """
    Whether a meal cannot have been held yet; one without a time may have been on any hour of its day.
    """
    local = timezone.localtime(now)
    if row.on != local.date() or row.starts_at is None:
        return row.on > local.date()
    return row.starts_at > local.time()


def names_in(written: str) -> tuple[str, ...]:
    """
    The names in a column that holds several with commas between them.
    """
    return tuple(name for name in written.split(",") if name)


def _told(row: MealRequest, *, held: bool) -> dict[str, Any]:
    on: date = row.on
    return {
        "on": on,
        "importance": row.importance or None,
        "occasion": row.occasion or None,
        "host": row.host or None,
        "customers": row.customers,
        "company_diners": row.company_diners,
        "bill": row.bill,
        "drinks": row.drinks,
        "held": held,
        "designated_restaurant": row.designated_restaurant,
        "special": row.special,
        "reason": row.reason.strip() or None,
        "manager_joins": row.manager_joins,
        "approved_by": list(names_in(row.approved_by)),
        "emergency": row.emergency,
        "oral_consent_by": [row.oral_consent_by] if row.oral_consent_by else [],
        "made_up": row.made_up,
    }
