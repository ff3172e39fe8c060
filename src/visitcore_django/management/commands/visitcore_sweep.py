"""
Runs the daily sweep.
"""

from argparse import ArgumentParser
from collections.abc import Iterable
from typing import Any

from django.core.management.base import CommandError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from visitcore.cli.progress import progress
from visitcore.ground.text import Text
from visitcore_django.management.arguments import at_least, day
from visitcore_django.management.migrated import MigratedCommand
from visitcore_django.models import SweepRun
from visitcore_django.models.language import lang
from visitcore_django.sweep.locking import SweepIsRunning
from visitcore_django.sweep.running import SweepRefused, sweep
from visitcore_django.sweep.summary import summary

SWEEPING = Text("sweeping", "巡检中")


class Command(MigratedCommand):
    """
    ``manage.py visitcore_sweep``: for cron; safe to repeat, to break off, and twice at once.
    """

    help = "Work out what is due, open and close reminders, see to the ends of day and month, and tell people."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """
        Add the day, and the way around the check of the clock.
        """
        parser.add_argument("--on", type=day, default=None, metavar="YYYY-MM-DD", help="the day; today where left out")
        parser.add_argument("--batch", type=at_least(1), default=None, help="rows taken at a time")
        parser.add_argument(
            "--force", action="store_true", help="sweep a day before the last one swept, or one that lies ahead"
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        """
        Sweep, and say what was done.
        """
        try:
            run: SweepRun = sweep(
                options["on"],
                force=options["force"],
                size=options["batch"],
                complain=self.stderr.write,
                shown=iter if self.quiet else _shown,
            )
        except SweepIsRunning:
            self.say(_("Another sweep is running; this one has nothing to do."))
            return
        except SweepRefused as error:
            raise CommandError(str(error)) from None
        self.say(*summary(run))
        failed = run.counts.get("telling.failed", 0)
        if failed and not run.counts.get("telling.messages"):
            told = ngettext(
                "The day was swept, but the one person to be told could not be, and the reminders wait. Mend what is "
                "said and run it again, or write NOTIFIERS: [] where nobody is to be told.",
                "The day was swept, but none of the %(failed)d people to be told could be, and the reminders wait. "
                "Mend what is said of each and run it again, or write NOTIFIERS: [] where nobody is to be told.",
                failed,
            )
            raise CommandError(told % {"failed": failed})


def _shown(steps: Iterable[Any]) -> Iterable[Any]:
    return progress(steps, SWEEPING, lang())
