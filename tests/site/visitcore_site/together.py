"""
Several people at once: each call in a thread and a connection of its own, all started at the same moment.
"""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

at_once = pytest.mark.skipif(
    "__import__('django.db').db.connection.vendor == 'sqlite'", reason="SQLite in memory is one person at a time"
)
"""For tests that need a database server."""


def together(*calls):
    """
    What comes of each call, or the error that it raised.
    """
    ready = Barrier(len(calls))

    def run(call):
        try:
            ready.wait()
            return call()
        except Exception as error:  # noqa: BLE001 (the test says which one it expects)
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(len(calls)) as people:
        return list(people.map(run, calls))
