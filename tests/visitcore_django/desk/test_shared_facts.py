import pytest
from django.db import connection

from visitcore_django.desk.shared_facts import ChangedFactsError, brought_back, put_aside, shared_by
from visitcore_django.models import SharedFacts

pytestmark = pytest.mark.django_db


def test_facts_put_aside_come_back():
    """
    In their place, beside those that were never put aside.
    """
    told = {"on": "2024-06-14", "cohort_sales": {"shared": put_aside(["1", "2.5"])}}

    assert {"on": "2024-06-14", "cohort_sales": ["1", "2.5"]} == brought_back(told)


def test_the_same_facts_are_kept_once():
    """
    However often they come.
    """
    assert put_aside(["1"]) == put_aside(["1"])
    assert 1 == SharedFacts.objects.count()


def test_a_fact_that_only_looks_like_one_is_left_alone():
    """
    A customer may have a figure called *shared*, and others beside it.
    """
    assert {} == shared_by({"figures": {"shared": 3}, "more": {"shared": "x", "other": 1}, "plain": "shared"})


@pytest.mark.parametrize("change", ["UPDATE {} SET content = '[\"9\"]'", "DELETE FROM {}"])
def test_facts_changed_behind_its_back_are_found(change):
    """
    Other content under the same key, or none.
    """
    told = {"cohort_sales": {"shared": put_aside(["1"])}}
    with connection.cursor() as cursor:
        cursor.execute(change.format("visitcore_django_sharedfacts"))

    with pytest.raises(ChangedFactsError):
        brought_back(told)
