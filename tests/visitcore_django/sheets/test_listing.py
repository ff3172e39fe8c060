from visitcore_site.days import TODAY, at

from visitcore_django.models import Promise, Visit
from visitcore_django.sheets.listing import listing_of


def test_any_list_can_be_taken_away(office):
    """
    Columns are named as on the screen, people and rows by their names, instants in local time.
    """
    Visit.objects.create(customer=office.customer(), owner=office.li, start=at(TODAY, 9), status="completed")
    (told,) = listing_of(Visit)(user=office.li).export().dict

    assert "Customer C1 (C1)" == told["customer"]
    assert at(TODAY, 9).replace(tzinfo=None) == told["start"]
    assert "completed" == told["status"]
    assert "version" not in told


def test_such_a_sheet_is_never_read(office):
    """
    Every column only goes out.
    """
    assert all(column.readonly for column in listing_of(Promise).fields.values())
