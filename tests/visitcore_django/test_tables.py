from django.db.migrations.recorder import MigrationRecorder

from visitcore_django.tables import what_to_migrate


def test_a_sound_database_is_silent(db):
    """
    With every migration run there is nothing to say, whatever other apps have left.
    """
    MigrationRecorder.Migration.objects.filter(app="host").delete()

    assert "" == what_to_migrate()


def test_what_is_missing_is_named(db):
    """
    The sentence names the migrations and the command.
    """
    MigrationRecorder.Migration.objects.filter(app="visitcore_django").delete()

    assert "0001_initial, 0002_search" in what_to_migrate()
    assert what_to_migrate().endswith("run manage.py migrate.")
