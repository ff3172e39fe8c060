"""
The screens.
"""

from visitcore_django.admin import customers, desk_page, people

__all__ = ["customers", "desk_page", "people"]
