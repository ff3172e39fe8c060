"""
A sound row of every table, so that a test names only what it is about.
"""

from datetime import date, timedelta
from decimal import Decimal
from itertools import count

from django.apps import apps
from django.contrib.auth.models import Group

from visitcore_site.days import NOW, TODAY

NUMBERS = count(1)


def tables():
    """
    Every table of the plugin; a page that only counts another's rows is none.
    """
    return [model for model in apps.get_app_config("visitcore_django").get_models() if not model._meta.proxy]


def new(model, person, customer, /, **changes):
    """
    A row that the database takes: it is about *customer*, and *person* has to do with it.
    """
    return model._default_manager.create(**{**columns(model, person, customer), **changes})


def columns(model, person, customer):
    """
    The columns of such a row.
    """
    return COLUMNS[model._meta.model_name](next(NUMBERS), person, customer)


def _part(name, person, customer, **changes):
    return new(apps.get_model("visitcore_django", name), person, customer, **changes)


def _account(person, customer):
    found = apps.get_model("visitcore_django", "creditaccount")._default_manager.filter(customer=customer).first()
    return found or _part("creditaccount", person, customer)


COLUMNS = {
    "approval": lambda n, p, c: {
        "subject_kind": "visitplan",
        "subject_id": n,
        "title": f"plan {n}",
        "permission": "approve_visitplan",
        "requested_by": p,
        "requested_at": NOW,
        "open_key": f"visitplan:{n}",
        "customer": c,
    },
    "calendarday": lambda n, p, c: {"day": TODAY + timedelta(days=n), "works": False, "reason": "stocktaking"},
    "callbackmatter": lambda n, p, c: {"case": f"M{n}", "cause": "complaint", "customer": c, "caller": p},
    "callback": lambda n, p, c: {"matter": _part("callbackmatter", p, c), "made": NOW, "by": p},
    "complaint": lambda n, p, c: {
        "number": f"K{n}",
        "customer": c,
        "problem": "late",
        "received_at": NOW,
        "receptionist": p,
    },
    "complaintevent": lambda n, p, c: {
        "complaint": _part("complaint", p, c),
        "place": n,
        "kind": "received",
        "at": NOW,
        "by": p,
    },
    "creditaccount": lambda n, p, c: {"customer": c},
    "customer": lambda n, p, c: {"code": f"X{n}", "name": "Delta", "owner": p},
    "customerfigure": lambda n, p, c: {"customer": c, "name": f"sales_{n}", "value": "1", "as_of": TODAY},
    "decisionrecord": lambda n, p, c: {
        "subject_kind": "visit",
        "subject_id": n,
        "name": "visit_due",
        "customer": c,
        "verdict": "allowed",
        "governed_on": TODAY,
        "by": p,
        "policy_name": "standard",
        "policy_hash": "0" * 32,
        "facts": {},
        "answer": {},
    },
    "deed": lambda n, p, c: {"token": f"t{n}", "name": "plan_visit", "subject_kind": "visit", "subject_id": n},
    "delegation": lambda n, p, c: {
        "from_user": p,
        "to_user": person_of(n),
        "first_day": TODAY,
        "last_day": TODAY,
    },
    "excuse": lambda n, p, c: {"customer": c, "first_day": TODAY, "last_day": TODAY, "reason": "stocktaking"},
    "giftitem": lambda n, p, c: {"code": f"G{n}", "name": "Tea", "value": Decimal(80), "stock": 5},
    "gift": lambda n, p, c: {"customer": c, "item": _part("giftitem", p, c), "on": TODAY, "requested_by": p},
    "gradeassessment": lambda n, p, c: {"customer": c, "on": TODAY + timedelta(days=n), "proposed": "A"},
    "gradinground": lambda n, p, c: {"on": TODAY + timedelta(days=n)},
    "grouprole": lambda n, p, c: {"group": Group.objects.create(name=f"group {n}"), "role": "supervisor"},
    "ledgerentry": lambda n, p, c: {
        "account": _account(p, c),
        "place": n,
        "on": TODAY,
        "kind": "invoice",
        "number": f"I{n}",
        "amount": Decimal(100),
        "by": p,
    },
    "mealrequest": lambda n, p, c: {
        "customer": c,
        "requested_by": p,
        "on": TODAY,
        "occasion": "banquet",
        "importance": "general",
        "host": "manager",
        "customers": 2,
        "company_diners": 1,
        "bill": Decimal(300),
    },
    "mealsettlement": lambda n, p, c: {
        "meal": _part("mealrequest", p, c),
        "on": TODAY,
        "bill": Decimal(300),
        "customers": 2,
        "company_diners": 1,
        "claimed_by": p,
    },
    "membership": lambda n, p, c: {"user": person_of(n), "team": _part("team", p, c)},
    "policyversion": lambda n, p, c: {
        "name": f"v{n}",
        "toml": "",
        "hash": "0" * 32,
        "in_force_from": TODAY,
        "author": p,
    },
    "promise": lambda n, p, c: {"customer": c, "owner": p, "what": "a sample", "made": TODAY},
    "reminder": lambda n, p, c: {
        "subject_kind": "customer",
        "subject_id": n,
        "kind": "visit",
        "customer": c,
        "to": p,
        "says_en": "Visit",
        "says_zh": "拜访",
        "opened_on": TODAY,
    },
    "sharedfacts": lambda n, p, c: {"key": f"k{n}", "content": ["1"]},
    "shipmentrequest": lambda n, p, c: {
        "account": _account(p, c),
        "on": TODAY,
        "number": f"S{n}",
        "amount": Decimal(100),
        "requested_by": p,
    },
    "stockmovement": lambda n, p, c: {"item": _part("giftitem", p, c), "on": TODAY, "quantity": 3, "by": p},
    "sweeprun": lambda n, p, c: {"on": TODAY + timedelta(days=n)},
    "team": lambda n, p, c: {"code": f"T{n}", "name": "Team", "lead": p},
    "visit": lambda n, p, c: {"customer": c, "owner": p, "start": NOW + timedelta(minutes=n)},
    "visitplan": lambda n, p, c: {"owner": p, "month": date(2000 + n // 12 % 150, n % 12 + 1, 1)},
    "visitreport": lambda n, p, c: {"visit": _part("visit", p, c)},
}
"""By the table: from a number of its own, a person and a customer to its columns."""


def person_of(number):
    """
    Somebody new.
    """
    from django.contrib.auth import get_user_model

    return get_user_model().objects.create_user(f"person{number}")
