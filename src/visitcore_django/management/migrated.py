"""
Commands that need the tables of the plugin.
"""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from visitcore_django.tables import what_to_migrate


class MigratedCommand(BaseCommand):
    """
    Says what to run where the tables are not there, before anything else; ``-v 0`` leaves out what went well.

    Attributes:
        quiet: Whether nobody wants to hear what was done.
    """

    quiet = False

    def execute(self, *args: Any, **options: Any) -> str | None:
        """
        Carry the command out.

        Raises:
            CommandError: If a migration is outstanding.
        """
        told = what_to_migrate()
        if told:
            raise CommandError(told)
        self.quiet = not options["verbosity"]
        return super().execute(*args, **options)

    def say(self, *lines: str) -> None:
        """
        Tell what was done; faults go to the error output, whoever wants to hear of them or not.
        """
        for line in () if self.quiet else lines:
            self.stdout.write(line)
