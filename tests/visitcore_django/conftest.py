"""
People, customers and a day to start from, for every test of the plugin.
"""

import pytest


@pytest.fixture
def office(db):
    """
    An office with its groups, two teams and one person in each role.
    """
    from visitcore_site.office import Office

    return Office()
