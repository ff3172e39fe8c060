import pytest
from django.contrib.auth.models import User

from visitcore_django.models.naming import person_name


@pytest.mark.parametrize(
    ("first", "last", "name"),
    [("伟", "李", "李伟"), ("Wei", "Li", "Wei Li"), ("", "王", "王"), ("", "", "li")],
)
def test_a_person_has_a_full_name_or_the_log_in(first, last, name):
    """
    A Chinese name has the family name first and no gap; without a name the log-in stands for it.
    """
    assert name == person_name(User(username="li", first_name=first, last_name=last))


def test_nobody_has_no_name():
    """
    Where there is no person there is nothing to read.
    """
    assert "" == person_name(None)
