import pytest
from django.db.models import ProtectedError

from visitcore_django.models import DecisionRecord, PolicyVersion


def test_a_record_keeps_its_policy(row):
    """
    A version of the policy that something was decided under cannot be deleted.
    """
    version = row(PolicyVersion)
    row(DecisionRecord, policy_version=version)

    with pytest.raises(ProtectedError):
        version.delete()


def test_a_record_keeps_its_customer(row):
    """
    A customer about whom something was decided cannot be deleted.
    """
    held = row(DecisionRecord)

    with pytest.raises(ProtectedError):
        held.customer.delete()


def test_a_record_outlives_the_person(office, row):
    """
    When a person's account is deleted the record stays, without the name.
    """
    gone = office.person("gone", "Salesperson")
    held = row(DecisionRecord, by=gone)
    gone.delete()
    held.refresh_from_db()

    assert held.by is None
    assert "visit_due: allowed" == str(held)
