"""
The screens.
"""

from visitcore_django.admin import (
    approvals,
    callback_sheets,
    callbacks,
    complaints,
    credit_accounts,
    credit_ledger,
    credit_shipments,
    customers,
    desk_page,
    excuses,
    gifts,
    meals,
    people,
    plans,
    promises,
    reminders,
    reports,
    settlements,
    stock,
    visits,
)

__all__ = [
    "approvals",
    policies,

    "callback_sheets",
    "callbacks",
    "complaints",
    "credit_accounts",
    "credit_ledger",
    "credit_shipments",
    "customers",
    "desk_page",
    "excuses",
    "gifts",
    "meals",
    "people",
    "plans",
    "promises",
    "reminders",
    "reports",
    "settlements",
    "stock",
    "visits",
    "policies",
]
