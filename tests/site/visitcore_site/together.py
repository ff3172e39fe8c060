"""
Several people at once: each call in a thread and a connection of its own, all started at the same moment.
"""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from django.db import connection


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
