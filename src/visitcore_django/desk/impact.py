"""
What a policy version would change: which values, and for which customers; looked at before it is published.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from attrs import evolve, field, frozen
from django.db.models import F
from django.db.models.functions import Mod

from visitcore import Decision, Policy
from visitcore.ground.span import Span
from visitcore.policy.compare import Change, compare
from visitcore.policy.editions import Editions
from visitcore.rules.visiting import DueReader
from visitcore_django.facts.due import Known, known_of
from visitcore_django.models import Customer, PolicyVersion
from visitcore_django.models.batches import in_batches
from visitcore_django.people.scope import visible
from visitcore_django.policies import SILENT, Running, company_days, last_of, policy_of, published, until

CADENCE = "visits.cadence"
NAMED = 50
MOST = 2000
BATCH = 500


@frozen(kw_only=True)
class Difference:
    """
    A version held against the policy that it takes the place of.

    Attributes:
        old: The policy that would run on the days of the version without it.
        new: The policy of the version.
        days: The days on which the version governs.
        changes: Every value that is another one on some of these days, by key and then by day.
    """

    old: Running
    new: Policy
    days: Span[date]
    changes: tuple[Change, ...]


@frozen(kw_only=True)
class Touched:
    """
    One customer whom the version changes.

    Attributes:
        customer: The customer.
        before, after: How he stands under the old policy and the new; ``None`` where it says nothing.
        rule: Clause of the new policy.
    """

    customer: Customer
    before: Any
    after: Any
    rule: str


@frozen(kw_only=True)
class Impact:
    """
    Whom a version changes on a day.

    Attributes:
        on: The day on which both policies are asked.
        total: Customers in scope.
        seen: Customers looked at; fewer than all of them where it is a sample.
        every: Each how-manieth customer was looked at.
        changed: Customers looked at who stand otherwise.
        moves: How many moved from one status to another, those that kept it left out.
        named: The first of those who changed.
    """

    on: date
    total: int
    seen: int = 0
    every: int = 1
    changed: int = 0
    moves: Counter[tuple[str, str]] = field(factory=Counter)
    named: tuple[Touched, ...] = ()


def difference(version: PolicyVersion) -> Difference:
    """
    What a version changes on the days on which it governs.

    One that is published is held against what ran before it was.

    Raises:
        PolicyError: If the file of the version, or the old policy, cannot be read any more.
    """
    others = published().exclude(pk=version.pk)
    if version.published_at is not None:
        others = others.filter(published_at__lte=version.published_at)
    calendar = company_days()
    old = last_of(others.filter(in_force_from__lte=version.in_force_from), calendar)
    new = policy_of(version, calendar)
    days = Span(version.in_force_from, until(version))
    changes = tuple(_clipped(compare(old.policy, new), days))
    return Difference(old=old, new=new, days=days, changes=changes)


def impact(told: Difference, user: Any, today: date, *, on: date | None = None, most: int = MOST) -> Impact | None:
    """
    Whom a version changes, among the active customers that a person sees.

    Of more than *most* customers an even sample is looked at, so that the page stays quick however many there are.

    Args:
        told: The version held against the old policy.
        user: Who looks.
        today: The day on which he looks.
        on: The day to ask both policies about; where left out the first one, today or later, on which the cadence is
            another one.
        most: Customers to look at.

    Returns:
        The customers on that day, with the visits known now; ``None`` where the version does not govern it.
    """
    on = on or _day(told, today)
    if on not in told.days:
        return None
    rows = visible(Customer.objects.filter(active=True), user)
    total = rows.count()
    every = -(-total // most) if total > most else 1
    if every > 1:
        rows = rows.annotate(_turn=Mod(F("pk"), every)).filter(_turn=0)
    found = Impact(on=on, total=total, every=every)
    before = told.old.earlier
    since: Any = told.days.since  # a version has its first day
    readers = _reader(told.old.policy, on, before), _reader(told.new, on, before.then(since, told.old.policy))
    for batch in in_batches(rows.select_related("owner"), BATCH, by="code"):
        found = _counted(found, batch, *_due(batch, on, readers))
    return found


def _clipped(changes: Sequence[Change], days: Span[date]) -> Iterator[Change]:
    """
    The changes on the days on which the version governs.
    """
    for change in changes:
        since = max(day for day in (change.span.since, days.since) if day is not None)
        ends = [day for day in (change.span.until, days.until) if day is not None]
        last = min(ends, default=None)
        if last is None or since < last:
            yield evolve(change, span=Span(since, last))


def _day(told: Difference, today: date) -> date:
    starts = [change.span for change in told.changes if change.key == CADENCE]
    spans = [span for span in starts if span.until is None or today < span.until] or [told.days]
    return max(min(span.since or today for span in spans), today)


def _reader(policy: Policy, on: date, earlier: Editions) -> DueReader | None:
    try:
        return DueReader.open(policy, on, earlier=earlier)
    except SILENT:
        return None


def _due(
    batch: list[Customer], on: date, readers: Iterable[DueReader | None]
) -> Iterator[Sequence[Decision[Any] | None]]:
    """
    How each customer stands under each policy; what is known of them is read once for policies of one time zone.
    """
    known: dict[ZoneInfo, list[Known]] = {}
    for reader in readers:
        if reader is None:
            yield [None] * len(batch)
            continue
        if reader.zone not in known:
            known[reader.zone] = known_of(batch, on, reader.zone)
        yield [reader.decide(one.customer, one.days, one.excuses) for one in known[reader.zone]]


def _counted(
    found: Impact,
    batch: list[Customer],
    before: Sequence[Decision[Any] | None],
    after: Sequence[Decision[Any] | None],
) -> Impact:
    changed, named, moves = found.changed, list(found.named), found.moves.copy()
    for customer, was, now in zip(batch, before, after, strict=True):
        if _stands(was) == _stands(now):
            continue
        changed += 1
        if _status(was) != _status(now):
            moves[_status(was), _status(now)] += 1
        if len(named) < NAMED:
            rule = now.findings[0].rule.id if now is not None else ""
            told = {"before": was and was.outcome, "after": now and now.outcome}
            named.append(Touched(customer=customer, rule=rule, **told))
    return evolve(found, seen=found.seen + len(batch), changed=changed, named=tuple(named), moves=moves)


def _stands(decision: Decision[Any] | None) -> Any:
    due = None if decision is None else decision.outcome
    return due and (due.status, due.owed, due.next_due)


def _status(decision: Decision[Any] | None) -> str:
    due = None if decision is None else decision.outcome
    return "" if due is None else str(due.status)
