"""
How every customer stands against the cadence, batch by batch: read in bulk, decided, written in bulk.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from attrs import define, frozen
from django.db.models import Q, QuerySet
from django.utils import timezone

import visitcore
from visitcore.blocks.table import Table
from visitcore.codec.facts import structure_facts
from visitcore.rules.visiting import DueReader
from visitcore_django.desk.due import DUE_COLUMNS, opened, put_due, put_nothing
from visitcore_django.facts.customer import figures_on
from visitcore_django.facts.visits import excuse_fact
from visitcore_django.models import Customer, Excuse, Visit
from visitcore_django.policies import SILENT
from visitcore_django.sweep.bulk import local_days, read_rows, write_rows

FACTS = ("pk", "active", "code", "grade", "region", "category", "since")
ASKED = {"grade", "region", "category"}
COMPARED = tuple(name for name in DUE_COLUMNS if name != "due_on")
"""A customer who stands as before is only marked as looked at."""

_COMPLETED = Visit.Status.COMPLETED.value


class Standing:
    """
    The due columns of one customer, such as `put_due` fills them.
    """

    __slots__ = ("active", *DUE_COLUMNS)

    def __init__(self, *, active: bool) -> None:
        self.active = active


@define
class Refreshed:
    """
    What a batch brought.

    Attributes:
        last: Key of the last customer; zero where there was none.
        seen: How many customers there were.
        changed: How many stood otherwise before.
        failed: Codes of those whose facts do not fit.
    """

    last: int = 0
    seen: int = 0
    changed: int = 0
    failed: tuple[str, ...] = ()


@frozen
class DueSweep:
    """
    The cadence, opened once for all customers.

    Attributes:
        reader: The cadence; ``None`` where the policy says nothing on visits, and so nothing is due.
        on: The day.
        asks_figures: Whether it asks for figures of the customer.
    """

    reader: DueReader | None
    on: date
    asks_figures: bool = False

    @classmethod
    def open(cls, on: date) -> "DueSweep":
        """
        Open the cadence of a day.
        """
        try:
            reader = opened(on)
        except SILENT:
            return cls(None, on)
        value = reader.held.value
        return cls(reader, on, isinstance(value, Table) and not set(value.inputs) <= ASKED)

    def after(self, past: int, size: int) -> Refreshed:
        """
        Work out how the next customers stand, and store what has changed; the transaction is the caller's.

        Args:
            past: Key of the last customer that is done.
            size: How many are taken.
        """
        rows = read_rows(_told(Customer.objects.filter(pk__gt=past))[:size])
        last = rows[-1][0] if rows else 0
        return self._refresh(rows, last, lambda path: Q(**{f"{path}__gt": past, f"{path}__lte": last}))

    def of(self, keys: Sequence[int]) -> Refreshed:
        """
        The same for some customers by their keys.
        """
        rows = read_rows(_told(Customer.objects.filter(pk__in=keys)))
        return self._refresh(rows, max(keys, default=0), lambda path: Q(**{f"{path}__in": keys}))

    def _refresh(self, rows: list[tuple[Any, ...]], last: int, among: Any) -> Refreshed:
        if not rows:
            return Refreshed()
        changed: list[tuple[Any, ...]] = []
        failed: list[str] = []
        for row, (fact, days, excuses) in zip(rows, self._known(rows, among), strict=True):
            if fact is None:
                failed.append(row[2])
                continue
            standing = Standing(active=bool(row[1]))
            if self.reader is None:
                put_nothing(standing, max((day for day in days if day <= self.on), default=None), self.on)
            else:
                put_due(standing, self.reader.decide(fact, days, excuses))
            now = tuple([getattr(standing, name) for name in COMPARED])
            if now != row[len(FACTS) :]:
                changed.append((row[0], *now, self.on))
        write_rows(Customer, (*COMPARED, "due_on"), changed)
        stale = Q(due_on=None) | ~Q(due_on=self.on)
        Customer.objects.filter(among("pk"), stale).update(due_on=self.on)
        return Refreshed(last, len(rows), len(changed), tuple(failed))

    def _known(
        self, rows: list[tuple[Any, ...]], among: Any
    ) -> Iterator[tuple[visitcore.Customer | None, Sequence[date], Sequence[visitcore.Excuse]]]:
        """
        What is known of each customer, in the same order; no customer where its row does not fit.
        """
        days = self._days(among)
        excuses: dict[int, list[visitcore.Excuse]] = {}
        codes = {row[0]: row[2] for row in rows}
        for excuse in Excuse.objects.filter(among("customer"), state=Excuse.State.APPROVED).order_by("first_day"):
            excuses.setdefault(excuse.customer_id, []).append(excuse_fact(excuse, codes[excuse.customer_id]))
        figures = figures_on(list(codes), self.on) if self.asks_figures else {}
        for row in rows:
            key = row[0]
            yield _fact(row, figures.get(key)), days.get(key, ()), excuses.get(key, ())

    def _days(self, among: Any) -> dict[int, list[date]]:
        """
        The local days of the completed visits, in order.
        """
        found: dict[int, list[date]] = {}
        zone = timezone.get_default_timezone() if self.reader is None else self.reader.zone
        asked, day_of = local_days(Visit, "start", zone)
        rows = Visit.objects.filter(among("customer")).order_by("customer", "status", "start").annotate(began=asked)
        for customer, status, began in read_rows(rows.values_list("customer", "status", "began")):
            if status == _COMPLETED:  # asked here, so that every database walks along the index on customers
                found.setdefault(customer, []).append(day_of(began))
        return found


def _told(rows: QuerySet[Customer]) -> QuerySet[Any, tuple[Any, ...]]:
    """
    The rows in order, locked so that nobody writes a visit's outcome in between.
    """
    return rows.select_for_update().order_by("pk").values_list(*FACTS, *COMPARED)


def _fact(row: tuple[Any, ...], figures: Mapping[str, str] | None) -> visitcore.Customer | None:
    """
    A customer as the cadence asks for it: `customer_fact` without what it never asks.
    """
    _key, _active, code, grade, region, category, since = row[: len(FACTS)]
    told = {
        "code": code,
        "grade": grade or None,
        "region": region or None,
        "category": category or None,
        "since": since,
    }
    try:
        if figures:
            fact: visitcore.Customer = structure_facts({**told, "figures": figures}, visitcore.Customer)
            return fact
        return visitcore.Customer(**told)
    except (ValueError, visitcore.VisitcoreError):
        return None
