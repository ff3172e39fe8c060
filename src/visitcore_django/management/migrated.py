"""
Commands that need the tables of the plugin.
"""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from visitcore_django.tables import what_to_migrate


class MigratedCommand(BaseCommand):
    """
    Says what to run where the tables are not there, before anything else.
    """

    def execute(self, *args: Any, **options: Any) -> str | None:
        """
        Carry the command out.

        Raises:
            CommandError: If a migration is outstanding.
        """
        told = what_to_migrate()
        if told:
            raise CommandError(told)
        return super().execute(*args, **options)
