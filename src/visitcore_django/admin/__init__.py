"""
The screens.
"""

from visitcore_django.admin import (
    callback_sheets,
    callbacks,
    complaints,
    customers,
    desk_page,
    excuses,
    people,
    plans,
    promises,
)

__all__ = [
    "callback_sheets",
    "callbacks",
    "complaints",
    "customers",
    "desk_page",
    "excuses",
    "people",
    "plans",
    "promises",
]
