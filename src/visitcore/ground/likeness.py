"""
Likeness: when two words that people typed are the same.
"""

from typing import Any
from unicodedata import normalize


def evened(value: Any) -> str | None:
    """
    A word by which two things are compared: capitals, width and blanks evened out; ``None`` for an empty one.

    >>> evened(" Li  Hua")
    'lihua'
    """
    return None if value is None else "".join(normalize("NFKC", str(value)).casefold().split()) or None
