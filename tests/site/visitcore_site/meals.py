"""
Meals to test with.
"""

from datetime import date, time
from decimal import Decimal

from visitcore_django import desk
from visitcore_django.models import MealRequest
from visitcore_site.days import NOW

EATEN = date(2024, 6, 20)


def tea_party(customer, **more):
    """
    A tea party that staff give for one important customer, at the cap of 60 yuan, not saved yet.
    """
    told = {
        "customer": customer,
        "on": EATEN,
        "starts_at": time(15),
        "restaurant": "Harbour",
        "occasion": "tea_party",
        "importance": "important",
        "host": "cs_staff",
        "customers": 1,
        "company_diners": 0,
        "bill": Decimal(60),
        "drinks": Decimal(0),
        "designated_restaurant": False,
        **more,
    }
    return MealRequest(**told)


def asked_for(office, **more):
    """
    A tea party for a customer of Li's, asked for by him; other columns by name.
    """
    customer = more.pop("customer", None) or office.customer(filed_on=date(2024, 1, 5))
    return desk.request_meal(tea_party(customer, **more), by=office.li, at=NOW)
