from io import StringIO

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.management import CommandError, call_command
from django.utils.translation import override

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


def test_the_names_are_those_of_the_site(settings):
    """
    A Chinese site has Chinese groups unless something else is asked for.
    """
    settings.LANGUAGE_CODE = "zh-hans"
    run()
    Group.objects.filter(name="财务").delete()
    run("--lang", "en")

    assert {"业务员", "Finance"} <= set(Group.objects.values_list("name", flat=True))


def test_a_group_that_keeps_its_name_is_told(settings):
    """
    Whoever asks for another language reads why nothing is called otherwise, and what to do; once done it is found.
    """
    run()
    said = run("--lang", "zh")

    assert ["Salesperson: up to date", "    It keeps its name; in the admin you may change it to 业务员."] == said[:2]
    Group.objects.filter(name="Salesperson").update(name="业务员")
    assert ["业务员: up to date", "Team lead: up to date"] == run("--lang", "zh")[:2]
    assert ["业务员: up to date", "Team lead: up to date"] == run()[:2]


def test_the_chinese_lines_are_written_as_chinese():
    """
    The colon and the comma of a list are those of the language.
    """
    run()
    group = Group.objects.get(name="Salesperson")
    group.permissions.remove(*Permission.objects.filter(codename__in=["add_visit", "change_visit"]))
    with override("zh-hans"):
        assert run()[0].startswith("Salesperson：保持原样；与其角色相比缺少 add_visit、change_visit。")


def test_another_language_is_refused():
    """
    A language that there is not is named as a mistake.
    """
    with pytest.raises(CommandError, match="--lang"):
        run("--lang", "fr")
