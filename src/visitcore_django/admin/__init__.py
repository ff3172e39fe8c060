"""
The screens.
"""

from visitcore_django.admin import customers, desk_page, people

__all__ = ["customers", "desk_page", "people"]
from visitcore_django.admin import customers, excuses, promises

__all__ = ["customers", "excuses", "promises"]
