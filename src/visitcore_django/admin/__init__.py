"""
The screens.
"""

from visitcore_django.admin import customers

__all__ = ["customers"]
