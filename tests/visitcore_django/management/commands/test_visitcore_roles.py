from io import StringIO

import pytest
from django.contrib.auth.models import Group
from django.core.management import CommandError, call_command

pytestmark = pytest.mark.django_db


def run(*args):
    """
    What the command prints.
    """
    said = StringIO()
    call_command("visitcore_roles", *args, stdout=said)
    return said.getvalue().splitlines()


def test_the_groups_are_made():
    """
    The first run makes a group for each role and says that it is new.
    """
    said = run()

    assert "Salesperson: new" == said[0]
    assert 7 == len(said) == Group.objects.count()


def test_it_may_be_repeated():
    """
    The second run finds everything there, in whichever language it was made.
    """
    run()

    assert ["Salesperson: up to date"] == run("--lang", "zh")[:1]
    assert 7 == Group.objects.count()


def test_the_names_are_chinese_where_asked():
    """
    ``--lang zh`` makes groups with Chinese names.
    """
    run("--lang", "zh")

    assert Group.objects.filter(name="业务主管").exists()


def test_another_language_is_refused():
    """
    A language that there is not is named as a mistake.
    """
    with pytest.raises(CommandError, match="--lang"):
        run("--lang", "fr")
