"""
Whether a database gave up because somebody else was writing, as each of them says it.
"""

from django.db import OperationalError

WORDS = ("deadlock", "database is locked", "database table is locked", "lock wait timeout", "record has changed since")
"""MariaDB and SQLite tell it in English, whatever the language of their host."""
STATES = ("40P01", "40001", "55P03")
"""PostgreSQL tells it in the language of its host, and by a code: deadlock, order of writing, lock not to be had."""


def is_busy(error: OperationalError) -> bool:
    """
    Whether the same will do when it is done again, for nothing is wrong but that two did it at once.
    """
    cause = error.__cause__
    state = getattr(cause, "sqlstate", None) or getattr(cause, "pgcode", None)
    if state is not None:
        return state in STATES
    return any(word in str(error).lower() for word in WORDS)
