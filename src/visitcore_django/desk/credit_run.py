"""
A credit account day by day: what happened, and how it stood before and after.
"""

from collections import deque
from datetime import date, timedelta

from attrs import frozen

from visitcore import CreditAccount as Told
from visitcore.rules.credit_standing import Standing
from visitcore_django.desk.credit_ledger import standing_on
from visitcore_django.desk.credit_moves import Move, moves
from visitcore_django.facts.credit import event_fact
from visitcore_django.models import CreditAccount, LedgerEntry
from visitcore_django.policies import running


@frozen(kw_only=True)
class AccountDay:
    """
    One day of an account.

    Attributes:
        day: The day.
        entries: What happened on it.
        start: The quantities before anything happened; ``None`` where the policy does not tell.
        end: The quantities after all of it.
        moves: Why *start* is another than the evening before.
    """

    day: date
    entries: tuple[LedgerEntry, ...]
    start: Standing | None
    end: Standing | None
    moves: tuple[Move, ...] = ()


def run_of(account: CreditAccount, first: date, last: date) -> tuple[AccountDay, ...]:
    """
    Every day from *first* to *last*; one query for the whole ledger.
    """
    waiting = deque(account.entries.order_by("on", "place"))
    told = Told(running(last).policy)
    days = []
    posted: dict[date, list[LedgerEntry]] = {}
    day = first
    while day <= last:
        for entry in _tell(told, waiting, day - timedelta(days=1)):
            posted.setdefault(entry.on, []).append(entry)
        start, moved = standing_on(told, day), moves(told, day, posted)
        today = _tell(told, waiting, day)
        end = standing_on(told, day) if today else start
        posted.setdefault(day, []).extend(today)
        days.append(AccountDay(day=day, entries=today, start=start, end=end, moves=moved))
        day += timedelta(days=1)
    return tuple(days)


def moving_days(days: tuple[AccountDay, ...]) -> tuple[AccountDay, ...]:
    """
    The days on which something happened or something is different from the day before; the first and the last always.
    """
    kept = [
        one
        for at, one in enumerate(days)
        if at in (0, len(days) - 1) or one.entries or _numbers(one.start) != _numbers(days[at - 1].end)
    ]
    return tuple(kept)


def _tell(told: Told, waiting: deque[LedgerEntry], until: date) -> tuple[LedgerEntry, ...]:
    done = []
    while waiting and waiting[0].on <= until:
        entry = waiting.popleft()
        told.post(event_fact(entry))
        done.append(entry)
    return tuple(done)


def _numbers(standing: Standing | None) -> tuple[object, ...] | None:
    if standing is None:
        return None
    return standing.basis, standing.past_term, standing.limit, standing.outstanding, standing.step, standing.hold
