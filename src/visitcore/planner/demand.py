"""
What a month has to hold: every visit that falls due, and those that may be made ahead.
"""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from attrs import frozen

from visitcore.blocks.cadence import Cadence
from visitcore.facts.customer import Customer
from visitcore.facts.visit import Excuse
from visitcore.ground.days import days_between
from visitcore.ground.period import Period
from visitcore.ground.span import Span, last_day
from visitcore.rules.visiting import DueReader


@frozen(kw_only=True)
class Demand:
    """
    One visit to be planned.

    Attributes:
        customer: The customer.
        opens: First day on which it makes sense.
        due_by: Last day on which it is in time.
        overdue: Whether the customer is overdue already.
        rule: The rule that asks for it.
    """

    customer: Customer
    opens: date
    due_by: date
    overdue: bool
    rule: str


def demands(
    reader: DueReader, customer: Customer, days: Sequence[date], excuses: Sequence[Excuse], month: Span[date]
) -> Iterator[Demand]:
    """
    The visits one customer needs in a month.

    Args:
        reader: The cadence, opened on the last day before the month or any earlier day.
        customer: The customer.
        days: Local days of its completed visits in order.
        excuses: Its excuses.
        month: The month.
    """
    asked = reader.cadence_of(customer)
    if asked.cadence is None or _after(customer.since, month):
        return
    due = reader.decide(customer, days, excuses).outcome
    rule = asked.rule or reader.held.cite().id
    overdue = due is not None and due.status == "overdue"
    known = [day for day in days if day <= reader.book.on]
    if asked.cadence.per is not None:
        for opens, due_by in _per_period(asked.cadence, asked.cadence.per, customer, known, excuses, month):
            yield Demand(customer=customer, opens=opens, due_by=due_by, overdue=overdue, rule=rule)
    elif due is not None and due.next_due is not None and not any(due.next_due in excuse.span for excuse in excuses):
        for opens, due_by in _per_interval(asked.cadence, reader, due.next_due, month):
            yield Demand(customer=customer, opens=opens, due_by=due_by, overdue=overdue, rule=rule)


def _after(since: date | None, month: Span[date]) -> bool:
    return since is not None and month.until is not None and since >= month.until


def _per_period(
    cadence: Cadence, per: Period, customer: Customer, days: Sequence[date], excuses: Sequence[Excuse], month: Span[date]
) -> Iterator[tuple[date, date]]:
    """
    First and last sensible day of each visit still owed in the periods that touch the month, spread over each period.
    """
    first, last = month.since, last_day(month)
    assert first is not None and last is not None  # a month always has both ends
    for index in range(per.index(first), per.index(last) + 1):
        span = per.at(index)
        end = last_day(span)
        assert span.since is not None and end is not None  # a calendar period always has both ends
        if any(excuse.span.covers(span) for excuse in excuses) or (customer.since is not None and customer.since > end):
            continue
        left = cadence.times - sum(day in span for day in days)
        start = max(span.since, first, customer.since or first)
        length = days_between(start, min(end, last)) + 1
        for turn in range(max(left, 0)):
            yield start + timedelta(days=length * turn // left), end


def _per_interval(
    cadence: Cadence, reader: DueReader, due: date, month: Span[date]
) -> Iterator[tuple[date, date]]:
    """
    First and last sensible day of each visit of an interval; one that is overdue comes as early as the month allows.
    """
    first, last = month.since, last_day(month)
    assert first is not None and last is not None  # a month always has both ends
    while due <= last:
        late = due < first
        yield (first if late else max(first, due - timedelta(days=_GRACE))), (last if late else due)
        due = cadence.next_after(max(due, first), reader.calendar)


_GRACE = 6  # an interval visit may be planned up to a week early, so that the days around it can be used
