"""
Every decision there is, with the facts it takes and the keys it reads.
"""

from functools import lru_cache
from typing import Any

from visitcore.ground.errors import UnknownNameError
from visitcore.rules.catalogue_generic import GENERIC
from visitcore.rules.catalogue_money import MONEY
from visitcore.rules.catalogue_service import SERVICE
from visitcore.rules.catalogue_visits import VISITS
from visitcore.rules.entry import Entry

CATALOGUE: tuple[Entry, ...] = (*VISITS, *MONEY, *SERVICE, *GENERIC)
"""The decisions, chapters first."""

_BY_NAME = {entry.name: entry for entry in CATALOGUE}


def entry(name: str) -> Entry:
    """
    The decision of this name.

    Raises:
        UnknownNameError: If there is none.
    """
    try:
        return _BY_NAME[name]
    except KeyError:
        raise UnknownNameError("decision", name, _BY_NAME) from None


def is_read(key: str, value: Any) -> bool:
    """
    Whether some decision reads this key with this value; a key that a chapter reads by name must suit the chapter.
    """
    return any(known.reads(key, value) for known in _readers(key))


@lru_cache(maxsize=2048)
def _readers(key: str) -> tuple[Entry, ...]:
    return tuple(known for known in CATALOGUE if known.names(key)) or CATALOGUE
