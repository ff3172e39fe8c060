"""
One sheet after the other, in whatever order their rows stand.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connections, transaction

from visitcore_django.desk.errors import BusyError
from visitcore_django.desk.locks import lock_key, mariadb_lock

NAME = "visitcore sheets"
PATIENCE = 600
"""Seconds after which a sheet gives up waiting, where a database has to be told."""


@contextmanager
def in_turn(using: str) -> Iterator[None]:
    """
    Wait until no other sheet is read, and keep the others waiting.

    SQLite lets one write at a time in any case, and other databases have no such lock; there it is as with two people
    at the desk.

    Raises:
        BusyError: If the turn does not come.
    """
    connection = connections[using]
    with {"postgresql": _postgresql, "mysql": _mysql}.get(connection.vendor, _none)(connection):
        yield


@contextmanager
def _postgresql(connection: Any) -> Iterator[None]:
    with transaction.atomic(using=connection.alias):
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [lock_key(NAME)])
        yield


@contextmanager
def _mysql(connection: Any) -> Iterator[None]:
    with mariadb_lock(connection, NAME, PATIENCE, BusyError):
        yield


@contextmanager
def _none(_connection: Any) -> Iterator[None]:
    yield
