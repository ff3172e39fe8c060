"""
The screens.
"""

from visitcore_django.admin import customers, desk_page, excuses, people, promises

__all__ = ["customers", "desk_page", "excuses", "people", "promises"]
from visitcore_django.admin import callback_sheets, callbacks, complaints

__all__ = ["callback_sheets", "callbacks", "complaints", "customers"]
