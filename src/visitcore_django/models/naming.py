"""
What people are called on a screen.
"""

import re
from typing import Any

from visitcore_django.models.users import NAMES

_CHINESE = re.compile(r"[\u3400-\u9fff]")


def person_name(user: Any) -> str:
    """
    The full name of a person, in Chinese the family name first and without a gap; the log-in name where there is none.
    """
    if user is None:
        return ""
    last, first = (str(getattr(user, name, "")).strip() for name in NAMES)
    if _CHINESE.search(first + last):
        return f"{last}{first}"
    return f"{first} {last}".strip() or full_name(user) or str(user.get_username())


def full_name(user: Any) -> str:
    """
    The full name as the host's table of users tells it; empty where it tells none.
    """
    told = getattr(user, "get_full_name", str)
    return str(told()).strip()
