"""
People, customers and a day to start from, for every test of the plugin.
"""

import socket
from contextlib import contextmanager
from pathlib import Path

import pytest

USUAL_PORT = {"postgresql": 5432, "mysql": 3306}


def answers(database):
    """
    Whether the server of a database is there; a file always is.
    """
    kind = database["ENGINE"].rpartition(".")[2]
    if kind not in USUAL_PORT or (database["HOST"] or "").startswith("/"):
        return True
    try:
        where = (database["HOST"] or "localhost", int(database["PORT"] or USUAL_PORT[kind]))
        socket.create_connection(where, timeout=5).close()
    except OSError:
        return False
    return True


def pytest_collection_modifyitems(items):
    """
    Skip the tests of the plugin, loudly, where the server that ``VISITCORE_DATABASE`` names does not answer.
    """
    from django.conf import settings

    database = settings.DATABASES["default"]
    if answers(database):
        return
    what = f"{database['ENGINE'].rpartition('.')[2]} at {database['HOST']}:{database['PORT'] or 'its usual port'}"
    for item in items:
        if Path(item.path).is_relative_to(Path(__file__).parent):
            item.add_marker(pytest.mark.skip(reason=f"not here: {what} does not answer"))


@pytest.fixture(autouse=True)
def _in_english():
    """
    Every test begins in English, whatever the one before it has read.
    """
    from django.utils import translation

    with translation.override("en"):
        yield


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """
    The groups of the roles are there from the start, until a test empties the tables.
    """
    from visitcore_django.people.roles import create_roles

    with django_db_blocker.unblock():
        create_roles()


@pytest.fixture
def no_groups(db):
    """
    A database before anybody made the groups.
    """
    from django.contrib.auth.models import Group

    Group.objects.all().delete()


@pytest.fixture
def today():
    """
    It is the day on which the tests play.
    """
    import time_machine
    from visitcore_site.days import NOW

    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def month_end():
    """
    It is the 31st of March, the day up to which the ledgers of the worked examples run.
    """
    import time_machine
    from visitcore_site.credit import day
    from visitcore_site.days import at

    with time_machine.travel(at(day("03-31")), tick=False):
        yield


@pytest.fixture
def office(db):
    """
    An office with its groups, two teams and one person in each role.
    """
    from visitcore_site.office import Office

    return Office()


@pytest.fixture
def refused(db, monkeypatch):
    """
    A block that the database itself refuses, by the name of the constraint; no row is looked at before.

    SQLite names the columns of a unique constraint and not the constraint.
    """
    from django.db import IntegrityError, connection, transaction

    from visitcore_django.models import fit

    @contextmanager
    def by(name):
        with monkeypatch.context() as past:
            past.setattr(fit, "unfit", lambda *_args, **_more: [])
            with pytest.raises(IntegrityError) as caught, transaction.atomic():
                yield
        said = str(caught.value)
        assert name in said or (connection.vendor == "sqlite" and said.startswith("UNIQUE"))

    return by


@pytest.fixture
def row(office):
    """
    A sound row of a table, Li's and of a customer of Li's unless said otherwise: ``row(Visit, end=…)``.
    """
    from visitcore_site.rows import new

    made = office.customer("C0")
    return lambda model, **changes: new(
        model, changes.pop("person", office.li), changes.pop("customer_of", made), **changes
    )
