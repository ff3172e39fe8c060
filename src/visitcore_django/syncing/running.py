"""
Takes over all customers of the host, batch by batch.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Model, QuerySet
from django.utils.translation import gettext as _

from visitcore_django.models import Customer
from visitcore_django.sources import CustomerSource
from visitcore_django.syncing.host import Host
from visitcore_django.syncing.reading import read
from visitcore_django.syncing.terms import Terms
from visitcore_django.syncing.told import Counts, Told, each_once
from visitcore_django.syncing.writing import hold, write_batch


class SyncRefused(Exception):
    """
    The host's table cannot be taken as it stands; the message says why.
    """


def sync(
    source: CustomerSource[Any],
    *,
    on: date,
    batch: int = 2000,
    all_gone: bool = False,
    tell: Callable[[Told], object] = lambda _told: None,
    touched: Callable[[Sequence[int]], object] = lambda _keys: None,
    shown: Callable[[Iterable[Any]], Iterable[Any]] = iter,
) -> Counts:
    """
    Take over every row of the host, then make those inactive whose row is gone.

    Each batch is one transaction; a sync that was broken off is begun again and finds done what is done.

    Args:
        source: The host's source.
        on: The day, which changed figures are as of.
        batch: Rows taken at a time.
        all_gone: Whether every customer becomes inactive where the host gives no row at all.
        tell: Hears of each row that cannot be taken, and once of each word that rows were taken without.
        touched: Hears the keys of the customers that are new or changed, batch by batch.
        shown: Hands the batches on, and may show how far they have come.

    Raises:
        ImproperlyConfigured: If the source fails to give its rows, or gives anything but rows of its table.
        SyncRefused: If it gives none at all and every customer would become inactive.
    """
    counts = Counts()
    host, terms = Host(source), Terms.of(on)
    with each_once(tell) as hear:
        for rows in shown(_batches(host, batch)):
            done = write_batch([read(source, row, terms) for row in rows], source.origin(), on, host.there)
            counts.add(done.counts)
            for told in done.told:
                hear(told)
            touched(done.touched)
    if not counts.read and not all_gone:
        _sound(host)
    for keys in _gone(host, batch):
        counts.gone += len(keys)
        touched(keys)
    return counts


def _batches(host: Host, size: int) -> Iterator[list[Model]]:
    last: Any = None
    while True:
        found = host.page(last, size)
        if found:
            yield found
        if len(found) < size:
            return
        last = found[-1].pk


def _sound(host: Host) -> None:
    """
    Refuse an empty table where there were customers: one that was emptied by mistake looks just the same.
    """
    mine = _mine(host)
    if any(host.gone(row) for row in mine.iterator()):
        said = {"table": host.source.origin(), "count": mine.count()}
        raise SyncRefused(
            _(
                "%(table)s gives no row at all, and %(count)d customers here come from it; they stay active. See to "
                "the table and to rows() of your class; if all of them are gone indeed, run it again with --all-gone."
            )
            % said
        )


def _mine(host: Host) -> QuerySet[Customer]:
    return Customer.objects.filter(source_model=host.source.origin(), active=True).order_by("pk")


def _gone(host: Host, size: int) -> Iterator[list[int]]:
    last = 0
    mine = _mine(host)
    while True:
        with transaction.atomic():
            hold()
            found = list(mine.filter(pk__gt=last).select_for_update()[:size])
            there = host.there([row.source_key or "" for row in found])
            away = [row for row in found if row.source_key not in there and host.gone(row)]
            for row in away:
                row.active = False
                row.version += 1
            Customer.objects.bulk_update(away, ["active", "version"])
        if away:
            yield [row.pk for row in away]
        if len(found) < size:
            return
        last = found[-1].pk
