"""
The screens.
"""

from visitcore_django.admin import customers, desk_page, excuses, people, promises

__all__ = ["customers", "desk_page", "excuses", "people", "promises"]
