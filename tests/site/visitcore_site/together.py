"""
Several people at once: each call in a thread and a connection of its own, all started at the same moment.
"""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Thread, current_thread

from django.db import connection
from django.db.models import QuerySet


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


def locks(monkeypatch):
    """
    The names of the tables whose rows are locked from now on, in their order, whatever the database makes of it.
    """
    kept, seen = QuerySet.select_for_update, []

    def locking(rows, *args, **kwargs):
        seen.append(rows.model.__name__)
        return kept(rows, *args, **kwargs)

    monkeypatch.setattr(QuerySet, "select_for_update", locking)
    return seen


def meanwhile(monkeypatch, where, name, call):
    """
    Have somebody else do something in the middle of what is done: right after *name* was called for the first time.

    He gets a second; whoever is kept off by a lock comes to it as soon as that is given back.

    Returns:
        What tells what came of it, or the error that it raised, once everything is done.
    """
    kept, said = getattr(where, name), []
    other = Thread(target=lambda: said.extend(together(call)))

    def called(*args, **kwargs):
        found = kept(*args, **kwargs)
        if current_thread() is not other and not other.ident:
            other.start()
            other.join(1)
        return found

    def ended():
        other.join()
        return said[0]

    monkeypatch.setattr(where, name, called)
    return ended
