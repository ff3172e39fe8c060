from functools import partial
from time import monotonic, sleep

import pytest
from django.db import connection
from visitcore_site.together import together

from visitcore_django.sheets.in_turn import in_turn


def stay(seen):
    """
    Have one's turn for a while, and note when it began and ended.
    """
    with in_turn("default"):
        began = monotonic()
        sleep(0.3)
        seen.append((began, monotonic()))


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif("connection.vendor == 'sqlite'", reason="SQLite lets one write at a time")
def test_each_waits_for_the_one_before():
    """
    Three at once come one after the other, also after one who failed.
    """

    def fail():
        with in_turn("default"):
            raise ZeroDivisionError

    seen = []
    failed, *_rest = together(fail, *[partial(stay, seen)] * 3)
    (_, first), (second, until), (third, _) = sorted(seen)

    assert isinstance(failed, ZeroDivisionError)
    assert first <= second
    assert until <= third


def test_one_alone_does_not_wait(db):
    """
    Nothing is asked for twice within one transaction of the host's.
    """
    with in_turn("default"):
        assert connection.is_usable()
