import pytest
from visitcore_site.rows import tables

from visitcore_django.models import Gift
from visitcore_django.models.asked import WRITERS, Asked
from visitcore_django.people.writers import writers_of


def test_whoever_writes_such_a_row_never_signs_for_it(db):
    """
    Every table of what is asked for names all the columns of its writers.
    """
    asked = [model for model in tables() if issubclass(model, Asked)]

    assert {"Gift", "MealRequest", "ShipmentRequest"} == {model.__name__ for model in asked}
    assert all(WRITERS == model.reach.wrote for model in asked)


@pytest.mark.parametrize(("quantity", "by", "last"), [(1, "wang", "zhao"), (2, "wang", "wang"), (2, None, "zhao")])
def test_who_changes_nothing_is_no_writer(office, row, quantity, by, last):
    """
    One piece stays one: Wang wrote nothing; two pieces are his; the system is nobody, and Zhao was the last before.
    """
    held = row(Gift, changed_by=office.zhao)
    mine = Gift.objects.get(pk=held.pk)
    mine.quantity, mine.requested_by = quantity, office.lead
    changed = mine.keep_writers(held, by and getattr(office, by))

    assert (office.li, getattr(office, last)) == (mine.requested_by, mine.changed_by)
    assert (last == "wang", [office.wang] if last == "wang" else []) == (changed, list(mine.writers.all()))


def test_everybody_who_changed_it_since_it_was_begun_is_kept(office, row):
    """
    Wang, then Zhao, then Wang again: both are writers, each once, and Li asked.
    """
    for number, person in enumerate((office.wang, office.zhao, office.wang), start=2):
        held = Gift.objects.first() or row(Gift)
        mine = Gift.objects.get(pk=held.pk)
        mine.quantity = number
        mine.keep_writers(held, person)
        mine.save()

    assert {office.wang, office.zhao} == set(mine.writers.all())
    assert {office.li.pk, office.wang.pk, office.zhao.pk} == writers_of(mine)


def test_who_begins_a_row_asked_for_it(office):
    """
    A new row has one writer, and nobody has changed it.
    """
    gift = Gift()

    assert not gift.keep_writers(None, office.wang)
    assert (office.wang, None) == (gift.requested_by, gift.changed_by)
