"""
The mark for a value that a document leaves open.
"""

from enum import Enum
from typing import Final


class Unspecified(Enum):
    """
    The document says that there is a rule but gives no number.

    A decision that needs such a value is undetermined and names the key to set; it never guesses.
    """

    UNSPECIFIED = "unspecified"

    def __bool__(self) -> bool:
        return False

    def __repr__(self) -> str:
        return "UNSPECIFIED"


UNSPECIFIED: Final = Unspecified.UNSPECIFIED
