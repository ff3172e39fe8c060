import pytest
from django.db import connection

from visitcore_django.sweep import locking
from visitcore_django.sweep.locking import SweepIsRunning, alone


class File:
    """
    A connection to a file of SQLite, as far as the lock asks.
    """

    def __init__(self, name):
        self.settings_dict = {"NAME": name}

    def is_in_memory_db(self):
        """
        It is a file.
        """
        return False


def test_a_lock_is_held_and_given_back(db):
    """
    One after the other may have it.
    """
    for _ in range(2):
        with alone():
            pass


def test_a_file_is_locked_by_one(tmp_path):
    """
    While one sweeps a file, another is told so; afterwards it may.
    """
    file = File(tmp_path / "site.db")
    with locking._sqlite(file), pytest.raises(SweepIsRunning), locking._sqlite(file):
        pass
    with locking._sqlite(file):
        pass


def test_a_database_without_such_a_lock_goes_on(db):
    """
    Where there is no lock the marks of the run have to do.
    """
    with locking._none(connection):
        pass


class Server:
    """
    A connection to a server that gives a lock, or does not.
    """

    def __init__(self, answer):
        self.answer, self.asked = answer, []
        self.connection, self.settings_dict = self, {"NAME": "site"}

    def cursor(self):
        """
        Itself is its cursor.
        """
        return self

    def __enter__(self):
        return self

    def __exit__(self, *_error):
        return None

    def execute(self, sql, params):
        """
        Note what is asked.
        """
        self.asked.append(sql)

    def fetchone(self):
        """
        Give the answer.
        """
        return (self.answer,)

    def is_usable(self):
        """
        It is there.
        """
        return True


@pytest.mark.parametrize(
    ("lock", "words"),
    [
        (locking._postgresql, ["pg_try_advisory_lock", "pg_advisory_unlock"]),
        (locking._mysql, ["GET_LOCK", "RELEASE_LOCK"]),
    ],
)
def test_a_server_keeps_the_lock_with_the_connection(lock, words):
    """
    It is asked for once, given back at the end, and refused where somebody else holds it.
    """
    free = Server(1)
    with lock(free):
        pass

    assert all(word in sql for word, sql in zip(words, free.asked, strict=True))
    with pytest.raises(SweepIsRunning), lock(Server(0)):
        pass
