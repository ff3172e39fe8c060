from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db.migrations.recorder import MigrationRecorder

from visitcore_django.management.migrated import MigratedCommand


def test_a_command_needs_the_tables(db, monkeypatch):
    """
    It is carried out where they are there.
    """
    done = []
    monkeypatch.setattr(MigratedCommand, "handle", lambda self, **_more: done.append(1), raising=False)
    call_command(MigratedCommand())

    assert [1] == done


class Speaking(MigratedCommand):
    """
    Tells what it did and what is wrong.
    """

    def handle(self, **_options):
        """
        Say a line on each stream.
        """
        self.say("done", "all")
        self.stderr.write("wrong")


@pytest.mark.parametrize(("verbosity", "out"), [(0, ""), (1, "done\nall\n"), (3, "done\nall\n")])
def test_what_went_well_may_be_left_out(db, verbosity, out):
    """
    ``-v 0`` is quiet but for faults.
    """
    said, faults = StringIO(), StringIO()
    call_command(Speaking(), verbosity=verbosity, stdout=said, stderr=faults)

    assert (out, "wrong\n") == (said.getvalue(), faults.getvalue())


@pytest.mark.parametrize("name", ["visitcore_sync", "visitcore_sweep", "visitcore_roles", "visitcore_replay"])
def test_every_command_may_be_quiet(office, settings, name):
    """
    Nothing is printed where all went well and nobody wants to hear of it; without ``-v 0`` each says something.
    """
    settings.VISITCORE = {"CUSTOMER_SOURCE": "visitcore_site.host.models.AccountSource", "NOTIFIERS": []}
    said, faults = StringIO(), StringIO()
    call_command(name, verbosity=0, stdout=said, stderr=faults)

    assert ("", "") == (said.getvalue(), faults.getvalue())
    call_command(name, stdout=said, stderr=faults)
    assert said.getvalue()


@pytest.mark.parametrize("name", ["visitcore_sync", "visitcore_sweep", "visitcore_roles", "visitcore_replay"])
def test_a_migration_that_was_forgotten_is_told_in_a_line(db, settings, name):
    """
    Every command names what is missing and what to run, and does nothing.
    """
    settings.VISITCORE = {"CUSTOMER_SOURCE": "visitcore_site.host.models.AccountSource"}
    MigrationRecorder.Migration.objects.filter(app="visitcore_django").exclude(name="0001_initial").delete()

    with pytest.raises(CommandError, match=r"0002_search.*manage\.py migrate"):
        call_command(name)
