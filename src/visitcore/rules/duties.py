"""
Duties that come back: what is due in which window, and whether it was done.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from attrs import frozen

from visitcore.blocks.cadence import Cadence
from visitcore.blocks.recurrence import Recurrence
from visitcore.decisions.decision import Decision, conclude
from visitcore.decisions.verdict import Verdict
from visitcore.facts.question import Duty
from visitcore.ground.calendar import WorkCalendar
from visitcore.ground.days import local_day
from visitcore.ground.span import Span, last_day
from visitcore.ground.text import Text
from visitcore.ground.unspecified import UNSPECIFIED
from visitcore.policy.policy import Policy
from visitcore.rules.holding import book_on, hold, lacking, left_open, listed

NAME = "duty_due"


@frozen(kw_only=True)
class DutyState:
    """
    How a duty stands.

    Attributes:
        opens: First day on which doing it counts.
        due: Last good day.
        status: ``met``, ``due``, ``overdue`` or ``none`` (nothing is due yet).
        short: How many times it still has to be done in that window.
        items_missing: Items not done in that window.
    """

    opens: date
    due: date
    status: str
    short: int
    items_missing: tuple[str, ...]


def duty_due(facts: Duty, policy: Policy) -> Decision[Any]:
    """
    Whether a duty that comes back is met, due or overdue.

    Args:
        facts: When it was done; *key* names a recurrence or a cadence.
        policy: The policy; the value of the day *on* governs.

    Returns:
        A decision of `DutyState`: refused when overdue.  A window that closed before the duty began is not held against it.
    """
    book = book_on(policy, facts.key, facts.on)
    held = book.read_as(facts.key, Recurrence, Cadence)
    if held.value is UNSPECIFIED:
        return left_open(NAME, book, held)
    zone = policy.zone(held.pack)
    done = tuple(sorted(local_day(day, zone) for day in facts.done)) if facts.done is not None else None
    items = {name: tuple(local_day(day, zone) for day in days) for name, days in facts.items.items()}
    wants = held.value.items if isinstance(held.value, Recurrence) else ()
    if done is None and not (wants and items):
        return lacking(NAME, book, held, ["items" if wants else "done"])
    calendar = policy.calendar(held.pack)
    first = facts.from_ or min([*(done or ()), *(day for days in items.values() for day in days)], default=None)
    if isinstance(held.value, Cadence) and held.value.every is not None:
        state = _since_last(held.value, done or (), first, book.on, calendar)
        if state is None:
            return lacking(NAME, book, held, ["done", "from"])
    else:
        state = _in_windows(held.value, done or (), items, first, book.on, calendar)
    findings = hold(held, state.status != "overdue", _says(state), seen=book.on, limit=state.due, unit="")
    verdict = Verdict.NOT_APPLICABLE if state.status == "none" else None
    provisional = isinstance(held.value, Recurrence) and held.value.working_days and calendar.is_provisional(state.due)
    return conclude(NAME, book, findings, outcome=state, verdict=verdict, provisional=provisional)


def _since_last(
    cadence: Cadence, done: tuple[date, ...], first: date | None, on: date, calendar: WorkCalendar
) -> DutyState | None:
    last = max((day for day in done if day <= on), default=first)
    if last is None:
        return None
    due = cadence.next_after(last, calendar)
    status = "met" if on < due else "due" if on == due else "overdue"
    return DutyState(opens=last, due=due, status=status, short=0 if status == "met" else 1, items_missing=())


def _in_windows(
    shape: Recurrence | Cadence,
    done: tuple[date, ...],
    items: Mapping[str, tuple[date, ...]],
    first: date | None,
    on: date,
    calendar: WorkCalendar,
) -> DutyState:
    window = _window(shape, on, calendar)
    before = _window_before(shape, window, calendar)
    here = _state(shape, window, done, items, on)
    if on in window and here.status == "met":
        return here
    if before is not None and (_is_owed(before, first) if on in window else _began(before, first)):
        earlier = _state(shape, before, done, items, on)
        if earlier.status == "overdue":
            return earlier
        if on not in window:
            return earlier
    return here


def _is_owed(window: Span[date], first: date | None) -> bool:
    return (
        (first is not None
        and window.since is not None
        and first <= window.since)
        or (first is not None and first in window)
    )


def _began(window: Span[date], first: date | None) -> bool:
    return first is None or window.until is None or first < window.until


def _window(shape: Recurrence | Cadence, on: date, calendar: WorkCalendar) -> Span[date]:
    return shape.span(on) if isinstance(shape, Cadence) else shape.current_or_next(on, calendar)


def _window_before(shape: Recurrence | Cadence, window: Span[date], calendar: WorkCalendar) -> Span[date] | None:
    assert window.since is not None  # windows always have both ends
    if isinstance(shape, Cadence):
        return shape.per.before(window) if shape.per is not None else None
    year = window.since.year
    earlier = shape.windows(Span(date(year - 2, 1, 1), window.since), calendar)
    return earlier[-1] if earlier else None


def _state(
    shape: Recurrence | Cadence,
    window: Span[date],
    done: tuple[date, ...],
    items: Mapping[str, tuple[date, ...]],
    on: date,
) -> DutyState:
    opens, due = window.since, last_day(window)
    assert opens is not None and due is not None  # windows always have both ends
    wants = shape.items if isinstance(shape, Recurrence) else ()
    absent = tuple(
        item
        for item in wants
        if not any(day in window and day <= on for day in (*items.get(item, ()), *_all(done, items)))
    )
    short = len(absent) if wants else max(shape.times - sum(day in window and day <= on for day in done), 0)
    status = "met" if not short else "none" if on < opens else "due" if on <= due else "overdue"
    return DutyState(opens=opens, due=due, status=status, short=short, items_missing=absent)


def _all(done: tuple[date, ...], items: Mapping[str, tuple[date, ...]]) -> tuple[date, ...]:
    """
    Days on which everything was done, where the items are not told apart.
    """
    return () if items else done


def _says(state: DutyState) -> Text:
    missing = listed(state.items_missing)
    more = Text(f" (missing: {missing.en})", f"（缺：{missing.zh}）") if state.items_missing else Text("", "")
    words = {
        "met": Text("done for this time", "本期已完成"),
        "due": Text(f"still to be done by {state.due}", f"须在 {state.due} 前完成"),
        "overdue": Text(f"was due by {state.due} and is not done", f"应于 {state.due} 前完成，尚未完成"),
        "none": Text(f"nothing is due before {state.opens}", f"{state.opens} 之前没有应办事项"),
    }[state.status]
    return Text(words.en + more.en, words.zh + more.zh)
