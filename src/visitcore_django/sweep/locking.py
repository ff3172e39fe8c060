"""
One sweep at a time: a lock that is gone when its process is, however it ended.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.core.files import locks
from django.db import connections, router

from visitcore_django.desk.locks import lock_key, mariadb_lock
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
    has no such lock, each step still sees whether somebody else took it. The file stays: were it taken away, a third
    process might lock a new one while a second still holds the old.

    Raises:
        SweepIsRunning: If somebody else holds it.
    """
    connection = connections[router.db_for_write(SweepRun)]
    with {"postgresql": _postgresql, "mysql": _mysql, "sqlite": _sqlite}.get(connection.vendor, _none)(connection):
        yield


@contextmanager
def _postgresql(connection: Any) -> Iterator[None]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [lock_key(NAME)])
        if not cursor.fetchone()[0]:
            raise SweepIsRunning
    try:
        yield
    finally:
        if connection.is_usable():
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [lock_key(NAME)])


@contextmanager
def _mysql(connection: Any) -> Iterator[None]:
    with mariadb_lock(connection, NAME, 0, SweepIsRunning):
        yield


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
