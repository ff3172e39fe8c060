"""
Takes over the customers of the host.
"""

from argparse import ArgumentParser
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.core.management.base import CommandError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from visitcore.cli.progress import progress
from visitcore.ground.text import Text
from visitcore_django.conf import conf
from visitcore_django.management.arguments import at_least
from visitcore_django.management.migrated import MigratedCommand
from visitcore_django.models.language import lang
from visitcore_django.sources import source
from visitcore_django.sweep.due import DueSweep
from visitcore_django.syncing import SyncRefused, sync
from visitcore_django.syncing.writing import hold

SYNCING = Text("taking over", "同步中")


class Command(MigratedCommand):
    """
    ``manage.py visitcore_sync``: safe to repeat, and safe twice at once.
    """

    help = "Take over the customers that VISITCORE['CUSTOMER_SOURCE'] tells; safe to repeat."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """
        Add the size of a batch, and the word for a table that was emptied on purpose.
        """
        parser.add_argument("--batch", type=at_least(1), default=None, help="rows taken at a time")
        gone = "make every customer inactive where the source gives no row at all; refused without it"
        parser.add_argument("--all-gone", action="store_true", help=gone)

    def handle(self, *_args: Any, **options: Any) -> None:
        """
        Take them over; tell each row that could not be taken, and the counts.
        """
        try:
            found = source()
        except ImproperlyConfigured as error:
            raise CommandError(str(error)) from error
        if found is None:
            raise CommandError(
                _('No source of customers is named; write VISITCORE = {"CUSTOMER_SOURCE": "crm.visits.AccountSource"}.')
            )
        today = timezone.localdate()
        try:
            counts = sync(
                found,
                on=today,
                batch=options["batch"] or conf().SWEEP_BATCH,
                all_gone=options["all_gone"],
                tell=lambda told: self.stderr.write(str(told)),
                touched=refreshing(today),
                shown=iter if self.quiet else _shown,
            )
        except (ImproperlyConfigured, SyncRefused) as error:
            raise CommandError(str(error)) from error
        self.say(str(counts))
        if counts.read and counts.refused == counts.read:
            raise CommandError(_("No row could be taken; mend what is said of each, and run it again."))


def _shown(batches: Iterable[Any]) -> Iterable[Any]:
    return progress(batches, SYNCING, lang())


def refreshing(today: date) -> Callable[[Sequence[int]], object]:
    """
    Works out how customers stand that are new or have changed, so that the due list need not wait for the night.
    """
    cadence = DueSweep.open(today)

    def refresh(keys: Sequence[int]) -> None:
        if keys:
            with transaction.atomic():
                hold()
                cadence.of(keys)

    return refresh
