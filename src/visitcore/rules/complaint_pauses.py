"""
Pauses: how long the clock of a complaint stood still.
"""

from datetime import date, datetime, timedelta
from typing import Any

from attrs import evolve, frozen

from visitcore.blocks.term import Term
from visitcore.facts.complaint import Complaint
from visitcore.ground.days import as_local, local_day
from visitcore.policy.dated import Dated
from visitcore.policy.policy import Policy
from visitcore.rules.complaint_events import ordered
from visitcore.rules.complaint_runs import Run


@frozen(kw_only=True)
class Paused:
    """
    A clock with its pauses taken out.

    Attributes:
        start: Day or instant from which it would have run without a pause.
        term: Its term; longer by the working days that it stood still, where working days count.
        still: Whether it stands still yet.
        missing: What is missing to tell.
    """

    start: date
    term: Dated[Any]
    still: bool = False
    missing: tuple[str, ...] = ()


def without_pauses(
    run: Run, complaint: Complaint, start: date, done: date | None, term: Dated[Any], policy: Policy
) -> Paused:
    """
    Take the pauses out of a clock.

    A pause ends at its own end, or when the clock is stopped. One that begins after the clock was stopped, or after it
    had run out, is none: it makes nothing late good.

    Args:
        run: The clock.
        complaint: The complaint, with nothing in it that happened after the moment asked about.
        start: What it runs from.
        done: What stopped it; ``None`` where nothing did.
        term: Its term.
        policy: Says which days are worked.
    """
    zone, block = policy.zone(term.pack), term.value
    by_clock = block.hours is not None or block.minutes is not None
    events = [event for event in complaint.events if run.pause and event.kind in (run.pause, run.resume)]
    told = Paused(start=start, term=term)
    for event in events:
        if event.at is None:
            return evolve(told, missing=(f"complaint.events.{event.kind}.at",))
        if by_clock and not (_is_exact(event.at) and _is_exact(start)):
            return evolve(told, missing=(f"complaint.events.{event.kind} (an instant with its time zone)",))

    def counted(moment: date) -> date:
        return moment if by_clock else local_day(moment, zone)

    if events:
        told = evolve(told, start=as_local(start, zone) if isinstance(start, datetime) else start)
    begun, end = counted(start), None if done is None else counted(done)
    if by_clock and end is not None and not _is_exact(end):
        return told  # the term itself asks for the instant
    since: date | None = None
    for event in sorted(events, key=lambda event: ordered(event.at or begun, zone)):
        moment = counted(event.at or begun)
        if event.kind == run.resume:
            if since is not None:
                told, since = _longer(told, since, moment if end is None else min(moment, end), policy), None
        elif since is None:
            moment, due = max(moment, begun), _due(told, policy)
            if (end is not None and moment > end) or (due is not None and moment > due):
                break
            since = moment
    if since is None:
        return told
    return evolve(told, still=True) if end is None else _longer(told, since, end, policy)


def _longer(told: Paused, since: date, end: date, policy: Policy) -> Paused:
    """
    The clock with one more pause taken out.
    """
    block: Term = told.term.value
    if block.working_days is None:
        return evolve(told, start=told.start + max(end - since, timedelta()))
    calendar = policy.calendar(told.term.pack)
    days = [since + timedelta(days=number) for number in range((end - since).days)]
    worked = sum(map(calendar.is_workday, days))
    return evolve(told, term=evolve(told.term, value=evolve(block, working_days=block.working_days + worked)))


def _due(told: Paused, policy: Policy) -> date | None:
    settings, block = policy.pack(told.term.pack).settings, told.term.value
    return block.due(told.start, policy.calendar(told.term.pack), settings.roll)  # type: ignore[no-any-return]


def _is_exact(moment: date) -> bool:
    return isinstance(moment, datetime) and moment.tzinfo is not None
