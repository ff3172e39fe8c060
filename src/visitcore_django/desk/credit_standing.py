"""
Limit, debt and head-room of credit accounts: worked out, and stored for lists.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import date
from operator import attrgetter

from django.db import connections, transaction
from django.db.models import F

from visitcore import LedgerEvent, VisitcoreError, replay
from visitcore.rules.credit_standing import Standing
from visitcore_django.desk.credit_ledger import AMOUNTS, STANDING, OpenLedger, put_standing, standing_on
from visitcore_django.desk.door import door
from visitcore_django.facts.credit import event_fact, ledger_of
from visitcore_django.models import CreditAccount, LedgerEntry
from visitcore_django.models.fit import unfit
from visitcore_django.policies import running


def standing_of(account: CreditAccount, on: date) -> Standing | None:
    """
    The quantities of an account on a day; ``None`` where the policy does not tell them.

    Raises:
        FactsError: If its ledger holds what cannot have happened.
    """
    return standing_on(replay(running(on).policy, ledger_of(account)), on)


@door()
@transaction.atomic
def refresh_credit(account: CreditAccount, on: date) -> CreditAccount:
    """
    Work out how an account stands on a day, and store it.
    """
    OpenLedger(account.pk, on).keep_standing(on)
    account.refresh_from_db()
    return account


@door()
@transaction.atomic
def refresh_credits(accounts: Iterable[int], on: date) -> int:
    """
    The same for several accounts at once, in four queries; the limit moves every day.

    An account whose amounts are larger than its columns shows none, and keeps nobody else's from being stored.

    Args:
        accounts: Keys of the accounts.
        on: The day.

    Returns:
        How many there were.

    Raises:
        FactsError: If one of their ledgers holds what cannot have happened.
    """
    rows, _changed = work_out(accounts, on)
    return rows


def work_out(
    accounts: Iterable[int], on: date, complain: Callable[[CreditAccount, VisitcoreError], object] | None = None
) -> tuple[int, int]:
    """
    Work out and store several accounts as of a day, in the caller's transaction; what does not differ is not written.

    Args:
        accounts: Keys of the accounts.
        on: The day.
        complain: Hears of an account whose ledger holds what cannot have happened: it stays as it was, and the others
            are stored.  Where left out, it is raised.

    Returns:
        How many there were, and how many stand otherwise than was stored.
    """
    rows = CreditAccount.objects.filter(pk__in=list(accounts)).order_by("pk")
    if not connections[rows.db].features.has_select_for_update:
        rows.order_by().update(version=F("version"))
    held = list(rows.select_for_update())
    ledgers: dict[int, list[LedgerEvent]] = defaultdict(list)
    for entry in LedgerEntry.objects.filter(account__in=held).order_by("account", "on", "place"):
        ledgers[entry.account_id].append(event_fact(entry))
    policy, changed = running(on).policy, []
    for row in held:
        known = attrgetter(*STANDING)(row)
        try:
            put_standing(row, replay(policy, ledgers[row.pk]), on)
        except VisitcoreError as error:
            if complain is None:
                raise
            complain(row, error)
        if unfit(row, AMOUNTS):
            for name in AMOUNTS:
                setattr(row, name, None)
        if known != attrgetter(*STANDING)(row):
            changed.append(row)
    CreditAccount.objects.bulk_update(changed, STANDING, batch_size=200)
    return len(held), len(changed)
