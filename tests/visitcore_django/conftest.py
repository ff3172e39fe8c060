"""
People, customers and a day to start from, for every test of the plugin.
"""

from contextlib import contextmanager

import pytest


@pytest.fixture(autouse=True)
def _in_english():
    """
    Every test begins in English, whatever the one before it has read.
    """
    from django.utils import translation

    with translation.override("en"):
        yield


@pytest.fixture
def office(db):
    """
    An office with its groups, two teams and one person in each role.
    """
    from visitcore_site.office import Office

    return Office()


@pytest.fixture
def refused(db):
    """
    A block that the database refuses, by the name of the constraint.

    SQLite names the columns of a unique constraint and not the constraint.
    """
    from django.db import IntegrityError, connection, transaction

    @contextmanager
    def by(name):
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
