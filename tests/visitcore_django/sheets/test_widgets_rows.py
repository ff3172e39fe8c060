import pytest
from django.core.exceptions import ValidationError

from visitcore_django.models import Customer
from visitcore_django.sheets import widgets_rows


def test_a_person_goes_by_log_in_or_by_full_name(office):
    """
    Both ways round; a name that two people bear is told.
    """
    office.li.first_name, office.li.last_name = "丽", "王"
    office.li.save()

    assert office.li == widgets_rows.PersonWidget().clean("li")
    assert office.li == widgets_rows.PersonWidget().clean("王丽")

    office.wang.first_name, office.wang.last_name = "丽", "王"
    office.wang.save()
    with pytest.raises(ValidationError, match="Several"):
        widgets_rows.PersonWidget().clean("王丽")


def test_another_row_is_found_within_the_scope(office):
    """
    Wang's customer is no customer for Li.
    """
    row = office.customer("C1", owner=office.wang)
    widget = widgets_rows.RowWidget(Customer)
    widget.user = office.wang

    assert row == widget.clean("C1")

    widget.user = office.li
    with pytest.raises(ValidationError, match="look after"):
        widget.clean("C1")
