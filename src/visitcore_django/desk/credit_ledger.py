"""
The ledger of a credit account: held by one hand at a time, and nothing in it that cannot have happened.
"""

from bisect import bisect_right
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import connections
from django.db.models import F

from visitcore import CreditAccount as Told
from visitcore import LedgerEvent, VisitcoreError, replay, take
from visitcore.codec.facts import structure_facts
from visitcore.facts.money import CENT
from visitcore.rules.credit_standing import Standing
from visitcore_django.desk.door import fits
from visitcore_django.facts.credit import ledger_of
from visitcore_django.models import CreditAccount, DecisionRecord, LedgerEntry
from visitcore_django.policies import running

COMES_IN = ("payment", "return")
"""What may be entered late: bank slips and return notes that arrive afterwards."""
AMOUNTS = ("limit", "outstanding", "headroom", "past_term")
STANDING = (*AMOUNTS, "standing_on", "currency")
"""The columns that are kept for lists."""


class OpenLedger:
    """
    The ledger of an account that nobody else can write to until the transaction ends.

    Attributes:
        row: The account.
        events: Everything that happened on it, as facts.
        told: The account after all of it, as `visitcore` reckons it.
    """

    def __init__(self, account: int, day: date) -> None:
        """
        Hold the account; the policy of the day reckons it.
        """
        self.row = hold(account)
        self.events = list(ledger_of(self.row))
        self._policy = running(day).policy
        self.told: Told = replay(self._policy, self.events)

    def post(
        self,
        kind: str,
        amount: Decimal,
        *,
        on: date,
        by: Any,
        for_whom: Any = None,
        decision: DecisionRecord | None = None,
        **more: Any,
    ) -> LedgerEntry:
        """
        Write the next thing that happened; money and goods that came in may be entered late, and stand at their day.

        Args:
            kind: What happened.
            amount: How much.
            on: The day.
            by: Who records it.
            for_whom: The person who is stood in for.
            decision: The decision that it rests on.
            more: Further columns of the entry.

        Raises:
            FactsError: If it cannot have happened, in the words of the rules.
            DeskError: If it does not fit its column.
        """
        columns = {"kind": kind, "amount": amount, "on": on, **{name: value for name, value in more.items() if value}}
        event = event_of(columns)
        self._tell(event)
        fits(LedgerEntry, columns)
        entry: LedgerEntry = LedgerEntry.objects.create(
            account=self.row, place=len(self.events), by=by, on_behalf_of=for_whom, decision=decision, **columns
        )
        return entry

    def _tell(self, event: LedgerEvent) -> None:
        if event.kind not in COMES_IN or not self.told.is_before_the_last(event.on):
            take(self.told, event)
            self.events.append(event)
            return
        at = bisect_right(self.events, event.on, key=lambda other: other.on)
        events = [*self.events[:at], event, *self.events[at:]]
        self.told, self.events = replay(self._policy, events), events

    def keep_standing(self, day: date) -> None:
        """
        Keep limit, debt and head-room as of a day in the account's row; its version stays as it is.

        Raises:
            DeskError: If one of them is larger than its column.
        """
        put_standing(self.row, self.told, day)
        told = fits(CreditAccount, {name: getattr(self.row, name) for name in STANDING})
        CreditAccount.objects.filter(pk=self.row.pk).update(**told)


def hold(account: int) -> CreditAccount:
    """
    The row of an account, held until the transaction ends; the second hand waits.

    Where rows cannot be held (SQLite) the write lock of the database is taken first.
    """
    rows = CreditAccount.objects.filter(pk=account)
    if not connections[rows.db].features.has_select_for_update:
        rows.update(version=F("version"))
    return rows.select_for_update().get()


def standing_on(told: Told, day: date) -> Standing | None:
    """
    The quantities of an account on a day; ``None`` where the policy leaves open what they rest on, or grants no credit.
    """
    try:
        standing = told.standing(day)
    except VisitcoreError:
        return None
    return standing if isinstance(standing, Standing) else None


def put_standing(row: CreditAccount, told: Told, day: date) -> None:
    """
    Put the quantities of a day into the columns of a row; writing it is left to the caller.
    """
    standing = standing_on(told, day)
    for name in AMOUNTS:
        setattr(row, name, None if standing is None else getattr(standing, name).quantize(CENT))
    row.standing_on = day
    row.currency = "" if standing is None else told.currency


_NAMES = {"number": "id", "class_of": "class", "towards": "for", "first_day": "from", "last_day": "to"}


def event_of(columns: dict[str, Any]) -> LedgerEvent:
    """
    The columns of an entry as a fact.

    Raises:
        FactsError: If they are none.
    """
    fact: LedgerEvent = structure_facts({_NAMES.get(name, name): value for name, value in columns.items()}, LedgerEvent)
    return fact
