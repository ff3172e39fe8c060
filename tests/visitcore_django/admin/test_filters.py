import pytest

from visitcore_django.admin.filters import ChosenFilter
from visitcore_django.models import Reminder


class SizeFilter(ChosenFilter):
    """
    Small unless large is asked for.
    """

    title = "size"
    parameter_name = "size"
    usual = "small"

    def lookups(self, request, model_admin):
        """
        Two sizes.
        """
        return [("small", "Small"), ("large", "Large")]


class Page:
    """
    A list that tells how it would be asked for.
    """

    def get_query_string(self, new, left_out):
        """
        What is asked and what is forgotten.
        """
        return f"{new} without {left_out}"


@pytest.mark.parametrize(
    ("asked", "stands"), [({}, "small"), ({"size": ["large"]}, "large"), ({"size": ["huge"]}, "small")]
)
def test_one_choice_always_stands(asked, stands):
    """
    The usual one, where none is asked for that there is.
    """
    told = SizeFilter(None, dict(asked), Reminder, None)

    assert stands == told.value()
    assert [stands] == [choice["display"].lower() for choice in told.choices(Page()) if choice["selected"]]


def test_each_choice_leads_to_its_first_page():
    """
    There is no other choice than those of the filter, and none stays on a page that it may not have.
    """
    told = list(SizeFilter(None, {}, Reminder, None).choices(Page()))

    assert ["Small", "Large"] == [choice["display"] for choice in told]
    assert "{'size': 'large'} without ['p']" == told[1]["query_string"]
