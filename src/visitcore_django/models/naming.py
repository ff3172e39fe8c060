"""
What people are called on a screen.
"""

import re
from typing import Any

_CHINESE = re.compile(r"[\u3400-\u9fff]")


def person_name(user: Any) -> str:
    """
    The full name of a person, in Chinese the family name first and without a gap; the log-in name where there is none.
    """
    if user is None:
        return ""
    first, last = user.first_name.strip(), user.last_name.strip()
    if _CHINESE.search(first + last):
        return f"{last}{first}"
    return f"{first} {last}".strip() or str(user.get_username())
