import pytest
from visitcore_site.days import NOW
from visitcore_site.rows import tables

from visitcore_django.desk.brought import demand_new, only_written, stored
from visitcore_django.desk.errors import DeskError
from visitcore_django.models import Gift, Visit
from visitcore_django.models.base import Versioned


@pytest.mark.parametrize("model", [model for model in tables() if issubclass(model, Versioned)])
def test_of_a_stored_row_only_what_a_person_writes_is_taken(office, row, model):
    """
    In every table that people write: whatever stands in the other columns in memory, the stored values count.
    """
    held, mine = row(model), None
    mine = stored(held)
    closed = [one for one in model._meta.concrete_fields if not one.editable and one.name != "version"]
    open_ones = [one for one in model._meta.concrete_fields if one.editable and not one.primary_key]
    for column in closed + open_ones:
        setattr(mine, column.attname, "brought")
    only_written(mine, held)

    assert [getattr(held, one.attname) for one in closed] == [getattr(mine, one.attname) for one in closed]
    assert {"brought"} >= {getattr(mine, one.attname) for one in open_ones}


def test_a_new_row_begins_as_every_new_row_does(office, row):
    """
    A gift that says of itself that it was given and signed for is a draft like any other; two pieces stay two.
    """
    gift = Gift(quantity=2, state="given", approved_by="manager", receipted_on=NOW.date(), requested_by=office.boss)
    only_written(gift, None)

    assert (2, "draft", "", None) == (gift.quantity, gift.state, gift.approved_by, gift.receipted_on)
    assert gift.requested_by_id is None


def test_columns_that_are_written_elsewhere_are_named(office, row):
    """
    The status of a visit is no matter of a form for its note; the version stays what was read.
    """
    held = row(Visit)
    mine = Visit(pk=held.pk, status="completed", note="x", version=7)
    only_written(mine, held, "status")

    assert ("planned", "x", 7) == (mine.status, mine.note, mine.version)


def test_what_is_there_is_not_taken_in_again(office, row):
    """
    A row that is stored is no new one, and is named.
    """
    demand_new(Visit())
    with pytest.raises(DeskError, match="on record already"):
        demand_new(row(Visit))
