import pytest

from visitcore_django.admin import paging
from visitcore_django.models import Customer


@pytest.mark.parametrize(("rows", "count", "capped"), [(2, 2, False), (3, 3, False), (4, 3, True)])
def test_a_list_is_counted_no_further_than_people_leaf(office, monkeypatch, rows, count, capped):
    """
    Up to the most there is an exact count; beyond it the list says that there are more.
    """
    monkeypatch.setattr(paging, "MOST", 3)
    for number in range(rows):
        office.customer(f"C{number}")
    pages = paging.BoundedPaginator(Customer.objects.order_by("code"), 2)

    assert (count, capped) == (pages.count, pages.is_capped)


def test_counting_stops_in_the_database(office, django_assert_num_queries):
    """
    One query with a limit counts, and the next look costs none.
    """
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    office.customer()
    pages = paging.BoundedPaginator(Customer.objects.order_by("code"), 2)
    with CaptureQueriesContext(connection) as seen, django_assert_num_queries(1):
        assert (1, False) == (pages.count, pages.is_capped)

    assert f"LIMIT {paging.MOST + 1}" in seen[0]["sql"]


def test_a_plain_list_is_counted_as_it_is():
    """
    What is no query is counted by its length.
    """
    assert 2 == paging.BoundedPaginator(["a", "b"], 1).count
