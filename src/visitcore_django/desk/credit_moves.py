"""
Why the figures of a credit account are others in the morning than the evening before, though nothing was entered.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Literal

from attrs import frozen

from visitcore import CreditAccount as Told
from visitcore import Policy, VisitcoreError
from visitcore.rules.credit_standing import same_number
from visitcore.rules.credit_terms import CreditTerms, due_day, open_terms
from visitcore_django.models import LedgerEntry

DAY = timedelta(days=1)


@frozen(kw_only=True)
class Move:
    """
    What happened to one document by the passing of a day alone.

    Attributes:
        what: Whether it left the days that make the limit, came into them, or passed its payment term; or that a
            special limit came into force or ran out.
        number: Its number; empty where it has none.
        days: How many days make the limit.
    """

    what: Literal["out", "in", "late", "granted", "over"]
    number: str
    days: int


def moves(told: Told, day: date, posted: Mapping[date, Sequence[LedgerEntry]]) -> tuple[Move, ...]:
    """
    What a day brought by itself.

    Args:
        told: The account as it stood when the day began.
        day: The day.
        posted: Everything entered before it, by day.
    """
    try:
        before, now = open_terms(told.policy, day - DAY), open_terms(told.policy, day)
    except VisitcoreError:
        return ()
    if not (isinstance(before, CreditTerms) and isinstance(now, CreditTerms)):
        return ()
    days = len(now.window)
    found = [("out", entry) for one in _left(before, now) for entry in _counted(told, now, posted.get(one, ()))]
    found += [("in", entry) for one in _left(now, before) for entry in _counted(told, now, posted.get(one, ()))]
    found += [("late", entry) for one in _aged(before, now) for entry in _unpaid(told, posted.get(one, ()))]
    specials = [entry for entries in posted.values() for entry in entries if entry.kind == "special_limit"]
    found += [("granted", entry) for entry in specials if entry.first_day == day]
    found += [("over", entry) for entry in specials if entry.last_day == day - DAY]
    return tuple(Move(what=what, number=entry.number or "", days=days) for what, entry in found)  # type: ignore[arg-type]


def due_on(policy: Policy, invoiced: date, today: date) -> date | None:
    """
    The last day on which an invoice is paid in time; ``None`` where the policy of today does not say.
    """
    try:
        return due_day(policy, today, invoiced)
    except VisitcoreError:
        return None


def _left(before: CreditTerms, now: CreditTerms) -> list[date]:
    """
    The days of one window that are not in another.
    """
    return sorted(set(before.window) - set(now.window))


def _aged(before: CreditTerms, now: CreditTerms) -> Iterator[date]:
    """
    The days whose invoices were in term yesterday.
    """
    day = before.in_term_since
    while day < now.in_term_since:
        yield day
        day += DAY


def _counted(told: Told, terms: CreditTerms, entries: Iterable[LedgerEntry]) -> Iterator[LedgerEntry]:
    """
    Those of some entries that make the limit: money that came in, or goods that were invoiced.
    """
    for entry in entries:
        if terms.collected:
            if entry.kind == "payment":
                yield entry
        elif entry.kind == "invoice":
            invoice = told.invoices[same_number(entry.number or "")]
            if invoice.amount and (terms.always or not invoice.over_limit or not invoice.open):
                yield entry


def _unpaid(told: Told, entries: Iterable[LedgerEntry]) -> Iterator[LedgerEntry]:
    for entry in entries:
        if entry.kind == "invoice" and told.invoices[same_number(entry.number or "")].open:
            yield entry
