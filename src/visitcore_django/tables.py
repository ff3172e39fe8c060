"""
Whether the tables are there: a migration that was forgotten is told with what to run, not as an error of the database.
"""

from django.db import connections, router
from django.db.migrations.loader import MigrationLoader
from django.utils.translation import gettext as _

from visitcore_django.models import Customer

APP = Customer._meta.app_label


def what_to_migrate() -> str:
    """
    A sentence where a migration of the plugin is outstanding; empty where the tables are those of this version.
    """
    loader = MigrationLoader(connections[router.db_for_write(Customer)])
    left = sorted(name for app, name in loader.graph.nodes.keys() - loader.applied_migrations.keys() if app == APP)
    if not left:
        return ""
    said = {"left": ", ".join(left)}
    return _("The tables of visitcore are not those of this version (missing: %(left)s); run manage.py migrate.") % said
