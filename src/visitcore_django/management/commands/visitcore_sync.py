"""
Takes over the customers of the host.
"""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from visitcore_django.conf import conf
from visitcore_django.sources import source
from visitcore_django.syncing import sync


class Command(BaseCommand):
    """
    ``manage.py visitcore_sync``: safe to repeat, and safe twice at once.
    """

    help = "Take over the customers that VISITCORE['CUSTOMER_SOURCE'] tells; safe to repeat."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """
        Add the size of a batch.
        """
        parser.add_argument("--batch", type=int, default=None, help="rows taken at a time")

    def handle(self, *_args: Any, **options: Any) -> None:
        """
        Take them over; tell each row that could not be taken, and the counts.
        """
        found = source()
        if found is None:
            raise CommandError(
                _('No source of customers is named; write VISITCORE = {"CUSTOMER_SOURCE": "crm.visits.AccountSource"}.')
            )
        size = options["batch"] or conf().SWEEP_BATCH
        counts = sync(found, on=timezone.localdate(), batch=size, tell=lambda told: self.stderr.write(str(told)))
        self.stdout.write(str(counts))
