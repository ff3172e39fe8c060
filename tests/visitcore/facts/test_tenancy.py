from datetime import date

import pytest

from visitcore.codec.facts import structure_facts
from visitcore.facts.tenancy import Tenancy, TenantsMet
from visitcore.ground.errors import FactsError


def test_a_lease_without_an_end_runs_on():
    """
    Out of plain data as well as out of the class.
    """
    facts = structure_facts({"on": "2024-12-31", "tenants": [{"code": "T-01", "since": "2024-01-01"}]}, TenantsMet)

    assert (Tenancy(code="T-01", since=date(2024, 1, 1)),) == facts.tenants
    assert (None, None, None) == (facts.tenants[0].until, facts.meetings, facts.attended)


def test_a_lease_has_to_begin():
    """
    A lease of which nobody knows the first day cannot be told from one that has not begun.
    """
    with pytest.raises(FactsError, match="since"):
        structure_facts({"on": "2024-12-31", "tenants": [{"code": "T-01"}]}, TenantsMet)
