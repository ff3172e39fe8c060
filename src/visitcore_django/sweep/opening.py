"""
Opens reminders once, and closes those whose matter is done.
"""

from collections.abc import Iterable
from datetime import date
from hashlib import sha256
from typing import Any

from attrs import define, frozen
from django.db.models import Q

from visitcore.ground.text import Text
from visitcore_django.desk.done import close
from visitcore_django.models import Reminder

LONGEST = Reminder._meta.get_field("open_key").max_length or 0


@frozen(kw_only=True)
class Wanted:
    """
    A reminder that there ought to be.

    Attributes:
        kind: What somebody is reminded of.
        about: Table and key of the row that it is about; key 0 where there is no row yet.
        says: What it says.
        to: Whom it is for; ``None`` where only a role is known.
        role: The role.
        customer: The customer concerned.
        due_by: Last good day.
        rule: Rule that it rests on.
        rung: Step of the escalation, 0 for the one whose matter it is.
        mark: What tells two of a kind about the same row apart.
    """

    kind: str
    about: tuple[str, int]
    says: Text
    to: Any = None
    role: str = ""
    customer: int | None = None
    due_by: date | None = None
    rule: str = ""
    rung: int = 0
    mark: str = ""

    @property
    def key(self) -> str:
        """
        What makes it one of its kind.
        """
        table, row = self.about
        key = f"{self.kind}:{table}:{row}:{self.mark}:{self.rung}:{self.role if self.to is None else self.to}"
        return key if len(key) <= LONGEST else sha256(key.encode()).hexdigest()

    def row(self, on: date) -> Reminder:
        """
        The reminder as it is opened.
        """
        table, row = self.about
        return Reminder(
            kind=self.kind,
            subject_kind=table,
            subject_id=row,
            customer_id=self.customer,
            to_id=self.to,
            to_role=self.role,
            says_en=self.says.en,
            says_zh=self.says.zh,
            rule=self.rule,
            due_by=self.due_by,
            rung=self.rung,
            opened_on=on,
            open_key=self.key,
        )


@define
class Settled:
    """
    What became of reminders.

    Attributes:
        opened: Opened now.
        closed: Closed, because their matter is done.
        changed: Open ones that say something else now.
    """

    opened: int = 0
    closed: int = 0
    changed: int = 0


def settle(wanted: Iterable[Wanted], among: Q, on: date) -> Settled:
    """
    Make the reminders of some rows such as they ought to be; the transaction is the caller's.

    One that somebody closed by hand stays closed, and such as it was, for as long as its matter is the same.

    Args:
        wanted: The reminders that there ought to be.
        among: Which reminders are looked at; one of them that is not wanted is closed.
        on: The day.
    """
    asked = {one.key: one for one in wanted}
    there = {row.open_key: row for row in Reminder.objects.filter(among, open_key__isnull=False)}
    done = [row for key, row in there.items() if key not in asked]
    close([row.pk for row in done], on)
    new = [one.row(on) for key, one in asked.items() if key not in there]
    Reminder.objects.bulk_create(new, ignore_conflicts=True)
    changed = []
    for key, one in asked.items():
        row = there.get(key)
        if row is None or row.closed_on is not None:
            continue
        now = (one.says.en, one.says.zh, one.due_by, one.rule)
        if (row.says_en, row.says_zh, row.due_by, row.rule) != now:
            row.says_en, row.says_zh, row.due_by, row.rule = now
            changed.append(row)
    Reminder.objects.bulk_update(changed, ["says_en", "says_zh", "due_by", "rule"], batch_size=200)
    return Settled(len(new), sum(row.closed_on is None for row in done), len(changed))


def among(table: str, kinds: Iterable[str], past: int, last: int | None) -> Q:
    """
    The reminders of some kinds about the rows of a batch.

    Args:
        table: Table of the rows.
        kinds: The kinds.
        past: Key of the last row before the batch.
        last: Key of its last row; ``None`` for everything after *past*.
    """
    found = Q(subject_kind=table, kind__in=list(kinds), subject_id__gt=past)
    return found if last is None else found & Q(subject_id__lte=last)
