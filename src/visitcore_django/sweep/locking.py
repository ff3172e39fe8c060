"""
One sweep at a time: a lock that is gone when its process is, however it ended.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import Any

from django.core.files import locks
from django.db import connections, router

from visitcore_django.models import SweepRun

NAME = "visitcore sweep"


class SweepIsRunning(Exception):
    """
    Another process sweeps already.
    """


@contextmanager
def alone() -> Iterator[None]:
    """
    Hold the lock of the sweep.

    PostgreSQL and MariaDB keep it with the connection, SQLite as a lock on a file beside the database; where a database
    has no such lock, each step still sees whether somebody else took it.

    Raises:
        SweepIsRunning: If somebody else holds it.
    """
    connection = connections[router.db_for_write(SweepRun)]
    with {"postgresql": _postgresql, "mysql": _mysql, "sqlite": _sqlite}.get(connection.vendor, _none)(connection):
        yield


@contextmanager
def _postgresql(connection: Any) -> Iterator[None]:
    key = int.from_bytes(sha256(NAME.encode()).digest()[:8], "big", signed=True)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [key])
        if not cursor.fetchone()[0]:
            raise SweepIsRunning
    try:
        yield
    finally:
        if connection.is_usable():
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [key])


@contextmanager
def _mysql(connection: Any) -> Iterator[None]:
    name = sha256(f"{NAME} {connection.settings_dict['NAME']}".encode()).hexdigest()[:40]
    with connection.cursor() as cursor:
        cursor.execute("SELECT GET_LOCK(%s, 0)", [name])
        if not cursor.fetchone()[0]:
            raise SweepIsRunning
    try:
        yield
    finally:
        if connection.is_usable():
            with connection.cursor() as cursor:
                cursor.execute("SELECT RELEASE_LOCK(%s)", [name])


@contextmanager
def _sqlite(connection: Any) -> Iterator[None]:
    if connection.is_in_memory_db():
        yield
        return
    path = Path(f"{connection.settings_dict['NAME']}-sweep")
    with path.open("w") as file:
        if not locks.lock(file, locks.LOCK_EX | locks.LOCK_NB):
            raise SweepIsRunning
        yield


@contextmanager
def _none(_connection: Any) -> Iterator[None]:
    yield
