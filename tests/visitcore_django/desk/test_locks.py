import pytest
from django.db import connection, connections

from visitcore_django.desk.locks import lock_key, mariadb_lock


class TakenError(Exception):
    """
    Somebody else holds it.
    """


def test_a_name_has_a_number_that_postgresql_takes():
    """
    It fits into 64 bits with a sign, is the same each time, and another for another name.
    """
    assert lock_key("one") == lock_key("one") != lock_key("two")
    assert all(-(2**63) <= lock_key(str(at)) < 2**63 for at in range(200))


@pytest.mark.skipif("connection.vendor != 'mysql'", reason="a lock of MariaDB")
@pytest.mark.django_db(transaction=True)
def test_one_connection_holds_a_name_at_a_time():
    """
    Another is refused until it is given back; one of another name is not.
    """
    other = connections.create_connection("default")
    try:
        with mariadb_lock(connection, "one", 0, TakenError):
            with pytest.raises(TakenError), mariadb_lock(other, "one", 0, TakenError):
                pass
            with mariadb_lock(other, "two", 0, TakenError):
                pass
        with mariadb_lock(other, "one", 0, TakenError):
            pass
    finally:
        other.close()
