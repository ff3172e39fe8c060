"""
``manage.py visitcore_replay``.
"""

from argparse import ArgumentParser
from collections import Counter
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from visitcore.rules.catalogue import CATALOGUE
from visitcore_django.desk.replaying import Outcome, Replayer
from visitcore_django.facts.days import midnight
from visitcore_django.management.arguments import at_least, day
from visitcore_django.management.migrated import MigratedCommand
from visitcore_django.models import DecisionRecord

BATCH = 500


class Command(MigratedCommand):
    """
    Decides recorded decisions again, and ends with 1 where one comes out otherwise.
    """

    help = "Takes recorded decisions again from their stored facts and policy, and prints those that differ."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """
        The words that follow the command.
        """
        parser.add_argument(
            "--since", type=day, metavar="DAY", help="only what was recorded on this day or later (2024-06-14)"
        )
        names = sorted(entry.name for entry in CATALOGUE)
        parser.add_argument("--name", choices=names, metavar="NAME", help="only decisions of this name (decide_meal)")
        parser.add_argument("--limit", type=at_least(0), metavar="N", help="at most so many, the latest first")

    def handle(self, *_args: Any, **options: Any) -> None:
        """
        Carry the command out.
        """
        records = _chosen(options["since"], options["name"])
        total = records.count()
        total = total if options["limit"] is None else min(total, options["limit"])
        counts = self._replay(records, total)
        told = _("%(total)d decisions: %(same)d the same, %(differs)d differ, %(gone)d cannot be replayed.") % {
            "total": counts.total(),
            "same": counts[Outcome.SAME],
            "differs": counts[Outcome.DIFFERS],
            "gone": counts[Outcome.NOT_AT_HAND],
        }
        if counts[Outcome.DIFFERS]:
            self.stdout.write(told)
            raise SystemExit(1)
        self.say(told)

    def _replay(self, records: QuerySet[DecisionRecord], total: int) -> Counter[Outcome]:
        replayer, counts = Replayer(), Counter[Outcome]()
        for record in records[:total].iterator(chunk_size=BATCH):
            found = replayer.replay(record)
            counts[found.outcome] += 1
            if found.outcome is not Outcome.SAME:
                self._tell(record, found.outcome, found.told)
            if self.stderr.isatty() and not self.quiet and (counts.total() % BATCH == 0 or counts.total() == total):
                self.stderr.write(f"\r{counts.total()} / {total}", ending="\n" if counts.total() == total else "")
        return counts

    def _tell(self, record: DecisionRecord, outcome: Outcome, told: tuple[str, ...]) -> None:
        word = _("differs") if outcome is Outcome.DIFFERS else _("cannot be replayed")
        what = f"#{record.pk} {record.name} {record.governed_on}"
        self.say(_("%(who)s: %(what)s") % {"who": what, "what": word}, *(f"    {line}" for line in told))


def _chosen(since: date | None, name: str | None) -> QuerySet[DecisionRecord]:
    records = DecisionRecord.objects.order_by("-pk")
    if since is not None:
        records = records.filter(recorded_at__gte=midnight(since))
    return records.filter(name=name) if name else records
