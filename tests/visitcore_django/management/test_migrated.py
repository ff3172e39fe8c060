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


@pytest.mark.parametrize("name", ["visitcore_sync", "visitcore_sweep", "visitcore_roles", "visitcore_replay"])
def test_a_migration_that_was_forgotten_is_told_in_a_line(db, settings, name):
    """
    Every command names what is missing and what to run, and does nothing.
    """
    settings.VISITCORE = {"CUSTOMER_SOURCE": "visitcore_site.host.models.AccountSource"}
    MigrationRecorder.Migration.objects.filter(app="visitcore_django").exclude(name="0001_initial").delete()

    with pytest.raises(CommandError, match=r"0002_search.*manage\.py migrate"):
        call_command(name)
