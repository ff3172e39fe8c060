import pytest
from visitcore_site.rows import tables

from visitcore_django.models import Gift
from visitcore_django.models.asked import WRITERS, Asked


def test_whoever_writes_such_a_row_never_signs_for_it(db):
    """
    Every table of what is asked for names both columns among its writers.
    """
    asked = [model for model in tables() if issubclass(model, Asked)]

    assert {"Gift", "MealRequest", "ShipmentRequest"} == {model.__name__ for model in asked}
    assert all(WRITERS == model.reach.wrote for model in asked)


@pytest.mark.parametrize(("quantity", "by", "last"), [(1, "wang", None), (2, "wang", "wang"), (2, None, None)])
def test_who_changes_nothing_is_no_writer(office, row, quantity, by, last):
    """
    One piece stays one: Wang wrote nothing; two pieces are his; the system is nobody.
    """
    held = row(Gift)
    mine = Gift.objects.get(pk=held.pk)
    mine.quantity, mine.requested_by = quantity, office.lead
    mine.keep_writers(held, by and getattr(office, by))

    assert (office.li, last and getattr(office, last)) == (mine.requested_by, mine.changed_by)
