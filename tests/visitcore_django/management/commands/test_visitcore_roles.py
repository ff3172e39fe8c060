from io import StringIO

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.management import CommandError, call_command

pytestmark = pytest.mark.usefixtures("no_groups")


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


def test_what_was_taken_away_is_told_and_comes_back_only_where_asked():
    """
    The administrator's change stays, and whoever runs the command reads what the group lacks.
    """
    run()
    group = Group.objects.get(name="Salesperson")
    group.permissions.remove(Permission.objects.get(codename="add_visit"))

    assert "Salesperson: kept as it is; of its role it lacks add_visit. " in run()[0]
    assert "Salesperson: up to date" == run("--reset")[0]
    assert group.permissions.filter(codename="add_visit").exists()


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
