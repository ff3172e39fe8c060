"""
Locks with a name that a server holds, gone when the connection is, however it ended.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from typing import Any


def lock_key(name: str) -> int:
    """
    The number that stands for a name among the advisory locks of PostgreSQL.
    """
    return int.from_bytes(sha256(name.encode()).digest()[:8], "big", signed=True)


@contextmanager
def mariadb_lock(connection: Any, name: str, patience: int, error: type[Exception]) -> Iterator[None]:
    """
    Hold a lock of MariaDB; names are those of the whole server, so that of the database is a part of it.

    Args:
        connection: Django's connection.
        name: Name of the lock.
        patience: Seconds to wait for it.
        error: What is raised where somebody else holds it still.
    """
    whole = sha256(f"{name} {connection.settings_dict['NAME']}".encode()).hexdigest()[:40]
    with connection.cursor() as cursor:
        cursor.execute("SELECT GET_LOCK(%s, %s)", [whole, patience])
        if not cursor.fetchone()[0]:
            raise error
    try:
        yield
    finally:
        if connection.is_usable():
            with connection.connection.cursor() as cursor:  # also after a fault within a transaction of the host's
                cursor.execute("SELECT RELEASE_LOCK(%s)", [whole])
