"""
Meals and gifts told in a few lines, for whoever decides on one.
"""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from visitcore_django.admin.stock import currency_today
from visitcore_django.admin.wording import joined, named, named_all
from visitcore_django.models import Gift, MealRequest
from visitcore_django.models.money import money
from visitcore_django.models.naming import person_name

Lines = Iterator[tuple[Any, Any]]


def meal_lines(row: MealRequest) -> Lines:
    """
    Whose meal it is, when and where, of what sort, for how many, and what it costs against its cap.
    """
    yield _("customer"), str(row.customer)
    yield _("requested by"), person_name(row.requested_by)
    yield _("day of the meal"), joined(f"{row.on}", "" if row.starts_at is None else f"{row.starts_at:%H:%M}")
    yield _("place of the meal"), place_of(row)
    yield _("sort of meal"), sort_of(row)
    yield _("guests"), _number(row.customers)
    yield _("diners of the company"), _number(row.company_diners)
    yield _("cost"), costs_of(row)
    yield _("over the cap"), money(row.excess, row.currency) if row.excess else ""
    yield _("reason"), row.reason
    yield _("papers"), papers_of(row)


def gift_lines(row: Gift) -> Lines:
    """
    Whose gift it is, how many of what, what they are worth, and how many there are.
    """
    yield _("customer"), str(row.customer)
    yield _("requested by"), person_name(row.requested_by)
    yield _("day"), f"{row.on}"
    yield _("gift"), str(row)
    yield _("value of one"), money(row.item.value, currency_today())
    yield _("worth in all"), worth_of(row)
    yield _("in stock"), str(row.item.stock)
    yield _("reason"), row.reason


def worth_of(row: Gift) -> str:
    """
    What a gift is worth, in the currency of the policy.
    """
    return money(row.item.value * row.quantity, currency_today())


def place_of(row: MealRequest) -> str:
    """
    The restaurant, and whether it is the designated one.
    """
    return joined(row.restaurant, _("the designated restaurant") if row.designated_restaurant else "")


def sort_of(row: MealRequest) -> str:
    """
    For how important guests, on what occasion, who hosts it, and whether it is a special case.
    """
    special = _("a special case") if row.special else ""
    return joined(named(row.importance), named(row.occasion), named(row.host), special)


def costs_of(row: MealRequest) -> str:
    """
    The bill, what of it is for drinks, what it is per person, and the cap.
    """
    parts = (
        (_("bill"), row.bill),
        (_("drinks and fruit"), row.drinks),
        (_("per person"), row.per_person),
        (_("cap per person"), row.cap),
    )
    return joined(*(f"{label} {money(amount, row.currency)}" for label, amount in parts if amount is not None))


def papers_of(row: MealRequest) -> str:
    """
    Who approved it, or by whose word it was held.
    """
    by = _("approved by %(who)s") % {"who": named_all(row.approved_by)} if row.approved_by else ""
    oral = ""
    if row.oral_consent_by:
        oral = _("agreed to by word of mouth by %(who)s") % {"who": named(row.oral_consent_by)}
    return joined(by, _("papers made up later") if row.made_up else "", oral)


def _number(number: int | None) -> str:
    return "" if number is None else str(number)
