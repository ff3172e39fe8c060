"""
Counting visits against a cadence: per calendar period, or since the last one.
"""

from bisect import bisect_left
from collections.abc import Callable, Sequence
from datetime import date, datetime
from itertools import groupby
from zoneinfo import ZoneInfo

from attrs import frozen

from visitcore.blocks.cadence import Cadence
from visitcore.facts.visit import Excuse
from visitcore.ground.calendar import ONE_DAY, WorkCalendar
from visitcore.ground.days import local_day, next_day
from visitcore.ground.period import Period
from visitcore.ground.span import Span, last_day


@frozen(kw_only=True)
class Clock:
    """
    What a cadence asks on a day, and what was done.

    Attributes:
        span: The period counted in; for an interval, from the last visit to the due day.
        owed: Visits owed in it.
        done: Completed visits in it.
        missed: Elapsed periods directly before it that were missed without an excuse.
        next_due: Last good day for the next visit.
        overdue_since: Day after the earliest missed period, ``None`` where none was missed.
        excused: Whether an excuse covers the period.
    """

    span: Span[date]
    owed: int
    done: int
    missed: int
    next_due: date
    overdue_since: date | None
    excused: bool


def local_span(excuse: Excuse, zone: ZoneInfo) -> Span[date]:
    """
    The local days of an excuse.
    """
    since, until = excuse.span.since, excuse.span.until
    if not isinstance(since, datetime) and not isinstance(until, datetime):
        return excuse.span
    first = None if since is None else local_day(since, zone)
    after = None if until is None else local_day(until, zone)
    return Span(first, next_day(first) if first is not None and first == after else after)


def period_clock(
    cadence: Cadence,
    days: Sequence[date],
    since: date | None,
    excuses: Sequence[Span[date]],
    on: date,
    then: Callable[[date], Cadence | None] | None = None,
) -> Clock:
    """
    Count in the calendar period that holds *on*.

    Args:
        cadence: So many times per period.
        days: Days of completed visits up to *on*, in order.
        since: First day as a customer; the first visit stands in where it is not known.
        excuses: Days for which the customer need not be visited, put together by `ground.span.merged`.
        on: The day asked about.
        then: The cadence of a day gone by, where it was not always this one; ``None`` from it where there was none.
    """
    period = cadence.per
    assert period is not None  # an interval goes to interval_clock
    here = period.index(on)
    span = period.at(here)
    assert span.since is not None and span.until is not None  # a calendar period always has both ends
    done = len(days) - bisect_left(days, span.since)
    first = since if since is not None else days[0] if days else None
    missed, overdue_since = 0, None
    if first is not None and then is None:
        missed = _missed(period, cadence.times, days, first, excuses, here)
        overdue_since = period.at(here - missed).until if missed else None
    elif first is not None and then is not None:
        missed, overdue_since = _missed_by_then(then, days, first, excuses, before=span.since)
    due = last_day(span if done < cadence.times else period.at(here + 1))
    assert due is not None  # a calendar period always has both ends
    return Clock(
        span=span,
        owed=cadence.times,
        done=done,
        missed=missed,
        next_due=due,
        overdue_since=overdue_since,
        excused=any(excuse.covers(span) for excuse in excuses),
    )


def _missed_by_then(
    then: Callable[[date], Cadence | None],
    days: Sequence[date],
    first: date,
    excuses: Sequence[Span[date]],
    *,
    before: date,
) -> tuple[int, date | None]:
    """
    As `_missed`, each period of the kind and with the visits that were asked for on its last day.

    A period that a change of the kind cut short is not missed, and hides none that lies before it.

    Returns:
        How many were missed, and the day after the earliest of them.
    """
    missed, overdue_since = 0, None
    while before > first:
        end = before - ONE_DAY
        cadence = then(end)
        if cadence is None or cadence.per is None:
            break
        whole = cadence.per.span(end)
        span = Span(whole.since, before)
        assert span.since is not None  # a calendar period always has both ends
        done = bisect_left(days, before) - bisect_left(days, span.since)
        if span.since < first or done >= cadence.times or any(excuse.covers(span) for excuse in excuses):
            break
        if span == whole:
            missed, overdue_since = missed + 1, before
        before = span.since
    return missed, overdue_since


def _first_full(period: Period, first: date) -> int:
    """
    Number of the first period that lies wholly on or after a day.
    """
    start = period.index(first)
    return start if period.at(start).since == first else start + 1


def _missed(
    period: Period, times: int, days: Sequence[date], first: date, excuses: Sequence[Span[date]], here: int
) -> int:
    """
    How many periods before *here* lie behind the last one that was met, excused, or not a full one of the customer.
    """
    start = _first_full(period, first)
    if start >= here:
        return 0
    covered = [_last_covered(period, excuse, start, here) for excuse in excuses]
    return here - 1 - max(start - 1, _last_met(period, times, days, here), *covered)


def _last_met(period: Period, times: int, days: Sequence[date], here: int) -> int:
    """
    Number of the last period before *here* with visits enough; less than that of any period where there is none.
    """
    for index, visits in groupby(map(period.index, reversed(days))):
        if index < here and len(list(visits)) >= times:
            return index
    return -1


def _last_covered(period: Period, span: Span[date], start: int, here: int) -> int:
    """
    Number of the last period from *start* to before *here* that lies wholly in *span*, else of the one before *start*.
    """
    last = here - 1 if span.until is None else min(here - 1, period.index(span.until) - 1)
    return last if last >= start and span.covers(period.at(last)) else start - 1


def interval_clock(
    cadence: Cadence,
    days: Sequence[date],
    since: date | None,
    excuses: Sequence[Span[date]],
    on: date,
    calendar: WorkCalendar,
) -> Clock | None:
    """
    Count from the last completed visit, or from *since* where there is none.

    An excuse counts from the due day on, for as long as it lasts.

    Returns:
        ``None`` where neither a visit nor the first day as a customer is known.
    """
    start = days[-1] if days else since
    if start is None:
        return None
    due = cadence.next_after(start, calendar)
    missed = 0
    while cadence.next_after(start, calendar, missed + 1) < on:
        missed += 1
    excused = on >= due and any(excuse.covers(Span(due, next_day(on))) for excuse in excuses)
    return Clock(
        span=Span(start, next_day(due)),
        owed=1,
        done=0 if on >= due else 1,
        missed=0 if excused else missed,
        next_due=due,
        overdue_since=next_day(due) if missed else None,
        excused=excused,
    )
