import pytest

from visitcore_django.models import Customer
from visitcore_django.models.batches import in_batches


@pytest.fixture
def three(office):
    """
    Three customers, whose codes run against their keys.
    """
    Customer.objects.all().delete()
    for code in ("C", "B", "A"):
        Customer.objects.create(code=code, name=code)
    return Customer.objects.all()


@pytest.mark.parametrize(
    ("size", "by", "told"),
    [(2, "pk", ["CB", "A"]), (2, "code", ["AB", "C"]), (3, "pk", ["CBA"]), (1, "code", ["A", "B", "C"])],
)
def test_each_row_comes_once_and_in_order(three, size, by, told):
    """
    No batch is larger than was asked for, and none is empty.
    """
    assert ["".join(row.code for row in batch) for batch in in_batches(three, size, by)] == told


def test_no_row_is_left_out_where_one_goes_meanwhile(three):
    """
    A row that is deleted between two batches does not pull another out of the next.
    """
    batches = in_batches(three, 1)
    next(batches)[0].delete()
    assert [row.code for batch in batches for row in batch] == ["B", "A"]


def test_nothing_comes_of_nothing(three):
    """
    Where there are no rows there is no batch.
    """
    assert not list(in_batches(three.none(), 2))
