"""
What a month has to hold: every visit that falls due, and those that may be made ahead.
"""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from decimal import Decimal

from attrs import frozen

from visitcore.blocks.cadence import Cadence
from visitcore.facts.customer import Customer
from visitcore.facts.visit import Excuse
from visitcore.ground.calendar import WorkCalendar
from visitcore.ground.days import days_between, local_day, next_day
from visitcore.ground.period import Period
from visitcore.ground.span import Span, last_day
from visitcore.planner.frame import told
from visitcore.rules.visit_clock import local_span
from visitcore.rules.visiting import DueReader

EARLY = "plans.early_days"


@frozen(kw_only=True)
class Demand:
    """
    One visit to be planned.

    Attributes:
        customer: The customer.
        opens: First day on which it makes sense.
        due_by: Last day on which it is in time; before the month where it is overdue already.
        overdue: Whether the customer is overdue already.
        rule: The rule that asks for it.
        closed: Excused days, on which it is not wanted.
    """

    customer: Customer
    opens: date
    due_by: date
    overdue: bool
    rule: str
    closed: tuple[Span[date], ...] = ()

    def wanted_on(self, day: date) -> bool:
        """
        Whether it makes sense on *day*, by then overdue or not.
        """
        return day >= self.opens and not any(day in span for span in self.closed)


def demands(
    reader: DueReader,
    customer: Customer,
    days: Sequence[date],
    excuses: Sequence[Excuse],
    month: Span[date],
    *,
    then: DueReader | None = None,
    planned: Sequence[date] = (),
) -> Iterator[Demand]:
    """
    The visits one customer needs in a month.

    Args:
        reader: The cadence, opened on the last day before the month or any earlier day.
        customer: The customer.
        days: Local days of its completed visits in order.
        excuses: Its excuses; no visit is wanted on the days they cover.
        month: The month.
        then: The cadence as it stands in the month, where it is not that of the day before.
        planned: Days in or after the month on which a visit is planned already.

    Returns:
        The visits that fall due in the month, and those that may be made in it ahead of time; none for a customer
        whose cadence cannot be told, which the due list shows.
    """
    then = then or reader
    asked = then.cadence_of(customer)
    since = None if customer.since is None else local_day(customer.since, reader.zone)
    if asked.cadence is None or (since is not None and month.until is not None and since >= month.until):
        return
    due = reader.decide(customer, days, excuses).outcome
    known = [day for day in days if day <= reader.book.on]
    known += sorted(day for day in planned if day > reader.book.on)
    spans = [local_span(excuse, reader.zone) for excuse in excuses]
    if asked.cadence.per is not None:
        windows = _per_period(asked.cadence.times, asked.cadence.per, since, known, spans, month, reader.calendar)
    else:
        start = known[-1] if known else since
        windows = iter(()) if start is None else _per_interval(asked.cadence, then, start, since, spans, month)
    rule = asked.rule or then.held.cite().id
    overdue = due is not None and due.status == "overdue"
    closed = tuple(span for span in spans if span.overlaps(month))
    for opens, due_by in windows:
        yield Demand(customer=customer, opens=opens, due_by=due_by, overdue=overdue, rule=rule, closed=closed)


def _per_period(
    times: int,
    per: Period,
    since: date | None,
    days: Sequence[date],
    excuses: Sequence[Span[date]],
    month: Span[date],
    calendar: WorkCalendar,
) -> Iterator[tuple[date, date]]:
    """
    First and last sensible day of each visit still owed, spread over what is left of each period in the month.
    """
    first, last = _ends(month)
    for index in range(per.index(first), per.index(last) + 1):
        span = per.at(index)
        begin, end = _ends(span)
        start = _free(max(begin, first, since or begin), excuses)
        if start is None or start > end or any(excuse.covers(span) for excuse in excuses):
            continue
        left = times - sum(day in span for day in days)
        length = days_between(start, end) + 1
        for turn in range(left):
            opens = _free_before(start + timedelta(days=length * turn // left), start, excuses, calendar)
            if opens <= last:
                yield opens, end


def _per_interval(
    cadence: Cadence,
    reader: DueReader,
    start: date,
    since: date | None,
    excuses: Sequence[Span[date]],
    month: Span[date],
) -> Iterator[tuple[date, date]]:
    """
    First and last sensible day of each visit of an interval, never before the one that it follows is due.

    Where an excuse covers the day it is due, or it was due before the first day as a customer, it makes sense soon
    after.
    """
    first, last = _ends(month)
    earliest = max(first, since or first)
    early = timedelta(days=int(told(reader.book.policy.on(first), EARLY, int, Decimal)))
    due = cadence.next_after(start, reader.calendar)
    while due <= last:
        free = _free(due, excuses)
        if free is None or free > last:
            return
        opens, due = (max(due - early, next_day(start)), due) if free == due else (free, free + early)
        begin = _free(max(earliest, opens), excuses)
        if begin is None or begin > last:
            return
        if first <= due < begin:  # excused again, or no customer yet, before it could be made
            due = begin + early
        yield begin, due
        start = max(due, begin)
        due = cadence.next_after(start, reader.calendar)


def _ends(span: Span[date]) -> tuple[date, date]:
    first, last = span.since, last_day(span)
    assert first is not None and last is not None  # a calendar period always has both ends
    return first, last


def _free(day: date, excuses: Sequence[Span[date]]) -> date | None:
    """
    The day itself, or the first one after it that no excuse covers; ``None`` where they cover all that follow.
    """
    for excuse in sorted(excuses, key=lambda excuse: excuse.since or date.min):
        if day in excuse:
            if excuse.until is None:
                return None
            day = excuse.until
    return day


def _free_before(day: date, start: date, excuses: Sequence[Span[date]], calendar: WorkCalendar) -> date:
    """
    The last day from *start* up to *day* that is worked and that no excuse covers; *start* where there is none.
    """
    day = calendar.roll_back(day)
    for excuse in sorted(excuses, key=lambda excuse: excuse.since or date.min, reverse=True):
        if day > start and day in excuse and excuse.since is not None:
            day = calendar.roll_back(excuse.since - timedelta(days=1))
    return max(day, start)
