import pytest
from django.contrib.auth.models import User

from visitcore_django.models.naming import full_name, person_name


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


class Person:
    """
    A user of the host's own, who has one name.
    """

    def __init__(self, name):
        self.name = name

    def get_full_name(self):
        """
        The one name.
        """
        return self.name

    def get_username(self):
        """
        What stands for the log-in.
        """
        return "li@example.com"


@pytest.mark.parametrize(("told", "name"), [("Li Wei", "Li Wei"), (" ", "li@example.com")])
def test_a_user_of_the_hosts_own_is_called_as_the_host_does(told, name):
    """
    By the full name that the host tells; where it tells none, by what stands for the log-in.
    """
    assert told.strip() == full_name(Person(told))
    assert name == person_name(Person(told))
    assert "" == full_name(object())
