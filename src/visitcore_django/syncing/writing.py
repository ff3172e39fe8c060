"""
Writes one batch of rows: what is new, what has changed, and nothing else.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Any

from attrs import define, field
from django.db import DataError, IntegrityError, transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from visitcore_django.models import Customer
from visitcore_django.sources import NOT_KEPT
from visitcore_django.syncing.figures import write_figures
from visitcore_django.syncing.people import People
from visitcore_django.syncing.reading import Read
from visitcore_django.syncing.told import Counts, Told, shown

COLUMNS = ("code", "name", "owner_id", "team_id", "region", "since", "category", "grade", "active")
ORIGIN = ("source_model", "source_key")
There = Callable[[Iterable[str]], set[str]]
"""Those of some keys that the host still has."""


@define
class Batch:
    """
    A batch as it is written.

    Attributes:
        origin: Name of the host's table.
        on: The day, which new figures are as of.
        counts: What became of the rows.
        told: What could not be taken.
        touched: Keys of the customers that are new or have changed.
    """

    origin: str
    on: date
    counts: Counts = field(factory=Counts)
    told: list[Told] = field(factory=list)
    touched: list[int] = field(factory=list)

    def add(self, other: "Batch") -> None:
        """
        Take another batch in.
        """
        self.counts.add(other.counts)
        self.told += other.told
        self.touched += other.touched

    def note(self, row: Read, column: str, value: str, reason: str, fix: str) -> None:
        """
        Tell of a value that a row is taken without.
        """
        said: dict[str, Any] = {"column": column, "value": shown(value), "reason": reason, "fix": fix}
        self.told.append(Told(row=row.key, codes=(row.values["code"],), **said, taken=True))


def write_batch(rows: Sequence[Read], origin: str, on: date, there: There = set) -> Batch:
    """
    Write one batch in one transaction.

    Where somebody else writes the same rows meanwhile it is done once more, and then row by row, so that one row that
    the database does not take stops no other.

    Args:
        rows: The rows.
        origin: Name of the host's table.
        on: The day, which new figures are as of.
        there: Tells which of some keys the host still has; a customer whose row is gone gives way to a new row of its
            code. Every key where left out.
    """
    why = ""
    for _attempt in range(2):
        try:
            return _write(rows, origin, on, there)
        except (IntegrityError, DataError) as error:
            why = str(error)
    batch = Batch(origin, on)
    if len(rows) == 1:
        fix = _("Correct the row in the host, and run the command again.")
        batch.told.append(Told(row=rows[0].key, column="", value="", reason=why, fix=fix))
        batch.counts = Counts(read=1, refused=1)
        return batch
    for row in rows:
        batch.add(write_batch([row], origin, on, there))
    return batch


@transaction.atomic
def _write(rows: Sequence[Read], origin: str, on: date, there: There) -> Batch:
    hold()
    batch = Batch(origin, on)
    batch.counts.read = len(rows)
    batch.told += [told for row in rows for told in row.told]
    good = [row for row in rows if not row.told]
    known = _known(good, origin, there)
    good = _one_code_each(good, known, batch)
    people = People.of(good)
    new, changed, pairs = [], [], []
    for row in good:
        customer = known.get(row.key)
        is_new = customer is None
        if customer is None:
            customer = Customer(source_model=origin, source_key=row.key)
        before = [getattr(customer, name) for name in (*COLUMNS, *ORIGIN)]
        customer.source_model, customer.source_key = origin, row.key
        batch.told += row.notes
        _put(customer, row, people, batch)
        pairs.append((customer, row))
        if is_new:
            new.append(customer)
        elif before != [getattr(customer, name) for name in (*COLUMNS, *ORIGIN)]:
            changed.append((before[0], customer))
    _save(new, changed)
    batch.counts.figures = write_figures(pairs, on)
    batch.counts.new, batch.counts.changed = len(new), len(changed)
    batch.counts.same = len(good) - len(new) - len(changed)
    batch.counts.refused = len(rows) - len(good)
    batch.touched = [customer.pk for customer in (*new, *(one for _code, one in changed))]
    return batch


def hold() -> None:
    """
    Begin the transaction with a statement that writes, so that SQLite waits for its turn here and not in the middle.
    """
    Customer.objects.filter(pk=-1).update(version=0)


def _known(rows: Sequence[Read], origin: str, there: There) -> dict[str, Customer]:
    """
    The customers of the rows, locked, by key.

    One under the same code that was entered by hand, or whose own row is gone, is taken for the same.
    """
    keys = {row.values["code"]: row.key for row in reversed(rows)}
    held = Customer.objects.select_for_update()
    found = {
        row.source_key or "": row for row in held.filter(source_model=origin, source_key__in=[row.key for row in rows])
    }
    alike = list(held.filter(Q(source_key=None) | Q(source_model=origin), code__in=list(keys)))
    kept = there([row.source_key for row in alike if row.source_key is not None and row.source_key not in found])
    for row in alike:
        if row.code in keys and row.source_key not in found and row.source_key not in kept:
            found.setdefault(keys[row.code], row)
    return found


def _one_code_each(rows: Iterable[Read], known: dict[str, Customer], batch: Batch) -> list[Read]:
    """
    The rows whose code nobody else holds; the others are told, and hold the code that they had.
    """
    left = list(rows)
    mine = {customer.pk for customer in known.values()}
    held = Customer.objects.filter(code__in=[row.values["code"] for row in left]).exclude(pk__in=mine)
    holders = {row.code: row.source_key or row.code for row in held}
    elsewhere = {row.code: row.source_model for row in held if row.source_model not in ("", batch.origin)}
    while True:
        seen = dict(holders)
        good: list[tuple[Read, str]] = []
        refused: list[tuple[Read, str]] = []
        for row in left:
            code = row.values["code"]
            (refused if code in seen else good).append((row, seen.setdefault(code, row.key)))
        for row, other in refused:
            code = row.values["code"]
            why, fix = _known_as(elsewhere[code]) if code in elsewhere else _taken_by(other)
            batch.told.append(Told(row=row.key, column="code", value=shown(code), reason=why, fix=fix))
            if row.key in known:
                holders[known[row.key].code] = row.key
        left = [row for row, _key in good]
        if not refused:
            return left


def _taken_by(other: str) -> tuple[str, str]:
    fix = _("Give each its own code; where two have changed places, run the command again.")
    return _("belongs to %(other)s already") % {"other": other}, fix


def _known_as(table: str) -> tuple[str, str]:
    """
    Said of a code whose customer is known under another table: most often the host's own, which was renamed.
    """
    fix = _(
        "Where your table had this name before, have origin() of your class return “%(table)s” still; else give each "
        "its own code."
    )
    return _("belongs to a customer that is known as one of %(table)s") % {"table": table}, fix % {"table": table}


def _put(customer: Customer, row: Read, people: People, batch: Batch) -> None:
    """
    Put what the host tells into a customer; a grade that was given here stays.
    """
    for name, value in row.values.items():
        if name != "grade" or not customer.grade_given:
            setattr(customer, name, value)
    before = customer.owner_id
    if row.owner is not NOT_KEPT:
        if row.owner is None or row.owner in people.users:
            customer.owner_id = None if row.owner is None else people.users[row.owner]
        else:
            fix = _("Make a user with this log-in name, or correct the owner in the host.")
            batch.note(row, "owner", row.owner, _("nobody logs in under this name"), fix)
    if row.team is NOT_KEPT:
        if customer._state.adding or customer.owner_id != before:
            customer.team_id = people.team_of.get(customer.owner_id, customer.team_id)
    elif row.team is None or row.team in people.teams:
        customer.team_id = None if row.team is None else people.teams[row.team]
    else:
        fix = _("Make a team with this code, or correct the team in the host.")
        batch.note(row, "team", row.team, _("there is no such team"), fix)


def _save(new: list[Customer], changed: list[tuple[str, Customer]]) -> None:
    """
    Write the rows in few statements; a code that changes is freed first, so that two may change places.
    """
    freed = [row for before, row in changed if before != row.code]
    codes = [row.code for row in freed]
    for row in freed:
        row.code = f"\u2026{row.pk}"
    Customer.objects.bulk_update(freed, ["code"])
    for row, code in zip(freed, codes, strict=True):
        row.code = code
    rows = [row for _code, row in changed]
    for row in rows:
        row.version += 1
    Customer.objects.bulk_update(rows, [*(name.removesuffix("_id") for name in COLUMNS), *ORIGIN, "version"])
    Customer.objects.bulk_create(new)
