import sqlite3

import pytest
from django.db import OperationalError

from visitcore_django.desk.busy import is_busy


class Told(Exception):
    """
    What a driver of PostgreSQL says, with its code.
    """

    def __init__(self, words, sqlstate):
        self.sqlstate = sqlstate
        super().__init__(words)


@pytest.mark.parametrize(
    ("cause", "busy"),
    [
        (Told("Verklemmung entdeckt", "40P01"), True),
        (Told("the server closes; a deadlock it was not", "57P01"), False),
        (Exception(1213, "Deadlock found when trying to get lock; try restarting transaction"), True),
        (Exception(1205, "Lock wait timeout exceeded; try restarting transaction"), True),
        (sqlite3.OperationalError("database is locked"), True),
        (sqlite3.OperationalError("no such table: visitcore_django_visit"), False),
        (Exception(2006, "Server has gone away"), False),
    ],
)
def test_only_what_goes_well_the_second_time_is_busy(cause, busy):
    """
    Two who wrote at once are told from a server that is gone and from a table that is not there.
    """
    error = OperationalError(*cause.args)
    error.__cause__ = cause

    assert busy is is_busy(error)
