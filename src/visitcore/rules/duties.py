"""
Duties that come back: what is due in which window, and whether it was done.
"""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any
from zoneinfo import ZoneInfo

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
from visitcore.policy.dated import Dated
from visitcore.policy.policy import Policy
from visitcore.rules.holding import book_on, hold, lacking, left_open, listed, put

NAME = "duty_due"


@frozen(kw_only=True)
class DutyState:
    """
    How a duty stands.

    Attributes:
        opens: First day on which doing it counts.
        due: Last good day.
        status: ``met``, ``due``, ``overdue``, ``late`` (done after it was due) or ``none`` (nothing is due yet).
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
        facts: When it was done, in any order; what was done after *on* does not count.  *key* names a recurrence or a
            cadence.
        policy: The policy; the value of the day *on* governs.

    Returns:
        A decision of `DutyState`: refused when overdue.  A window that closed before the duty began is not held
        against it; where nobody said when it began, it began on the first day it was done.
    """
    book = book_on(policy, facts.key, facts.on)
    held: Dated[Any] = book.read_as(facts.key, Recurrence, Cadence)
    shape = held.value
    if shape is UNSPECIFIED:
        return left_open(NAME, book, held)
    wants = shape.items if isinstance(shape, Recurrence) else ()
    if facts.done is None and not (wants and facts.items):
        return lacking(NAME, book, held, ["items" if wants else "done"])
    done = _Done.read(facts, book.on, policy.zone(held.pack))
    calendar = policy.calendar(held.pack)
    if isinstance(shape, Cadence) and shape.every is not None:
        state = _since_last(shape, done, book.on, calendar)
    else:
        state = put(held, lambda _: _in_windows(shape, done, book.on, calendar), {})
    if state is None:
        return lacking(NAME, book, held, ["from"])
    findings = hold(held, _HOLDS.get(state.status), _says(state), seen=book.on, limit=state.due, unit="")
    verdict = Verdict.NOT_APPLICABLE if state.status == "none" else None
    by_workdays = shape.working_days if isinstance(shape, Recurrence) else _by_workdays(shape)
    return conclude(
        NAME,
        book,
        findings,
        outcome=state,
        verdict=verdict,
        provisional=by_workdays and calendar.is_provisional(state.due),
    )


_HOLDS = {"met": True, "overdue": False, "late": False}


@frozen(kw_only=True)
class _Done:
    """
    When a duty was done, by local day, up to the day asked about.

    Attributes:
        days: Days on which all of it was done.
        items: Days by item, where the items are told apart.
        began: First day of the duty; ``None`` where it is not known.
    """

    days: tuple[date, ...]
    items: Mapping[str, tuple[date, ...]]
    began: date | None

    @classmethod
    def read(cls, facts: Duty, on: date, zone: ZoneInfo) -> "_Done":
        def known(moments: Iterable[date]) -> tuple[date, ...]:
            return tuple(sorted(day for day in (local_day(moment, zone) for moment in moments) if day <= on))

        days = known(facts.done or ())
        items = {name: known(moments) for name, moments in facts.items.items()}
        first = min((*days, *(day for each in items.values() for day in each)), default=None)
        return cls(days=days, items=items, began=first if facts.from_ is None else local_day(facts.from_, zone))

    def of(self, item: str) -> tuple[date, ...]:
        """
        Days on which an item was done; every day of the duty's, where the items are not told apart.
        """
        return self.items.get(item, ()) if self.items else self.days


def _by_workdays(cadence: Cadence) -> bool:
    return cadence.every is not None and cadence.every.working_days is not None


def _since_last(cadence: Cadence, done: _Done, on: date, calendar: WorkCalendar) -> DutyState | None:
    last = max((day for day in (*done.days[-1:], done.began) if day is not None), default=None)
    if last is None:
        return None
    due = cadence.next_after(last, calendar)
    status = "none" if on < last else "met" if on < due else "due" if on == due else "overdue"
    short = 1 if status in ("due", "overdue") else 0
    return DutyState(opens=last, due=due, status=status, short=short, items_missing=())


def _in_windows(shape: Recurrence | Cadence, done: _Done, on: date, calendar: WorkCalendar) -> DutyState | None:
    """
    The window that holds the day or comes next, unless the one before it is still owed.

    Returns:
        ``None`` where the last window closed undone and nobody knows whether the duty had begun by then.
    """
    began = done.began
    window = _window(shape, on if began is None else max(on, began), calendar)
    here = _state(shape, window, done, on)
    before = _window_before(shape, window, calendar)
    if before is None or here.status == "met" or not _reaches(before, began):
        return here
    earlier = _state(shape, before, done, on)
    if began is None and earlier.status == "overdue":
        return here if on in window else None
    return here if on in window and earlier.status in ("met", "late") else earlier


def _reaches(window: Span[date], began: date | None) -> bool:
    """
    Whether the duty had begun before the window closed; an unknown beginning lies before every window.
    """
    return began is None or window.until is None or began < window.until


def _window(shape: Recurrence | Cadence, on: date, calendar: WorkCalendar) -> Span[date]:
    return shape.span(on) if isinstance(shape, Cadence) else shape.current_or_next(on, calendar)


def _window_before(shape: Recurrence | Cadence, window: Span[date], calendar: WorkCalendar) -> Span[date] | None:
    assert window.since is not None  # windows always have both ends
    if isinstance(shape, Cadence):
        return shape.per.before(window) if shape.per is not None else None
    for days in _DAYS_BACK:
        earlier = shape.windows(Span(window.since - timedelta(days=days), window.since), calendar)
        if earlier:
            return earlier[-1]
    return None


_DAYS_BACK = (31, 366, 3000)  # how far to look for the window before; most duties come back soon


def _state(shape: Recurrence | Cadence, window: Span[date], done: _Done, on: date) -> DutyState:
    opens, due = window.since, last_day(window)
    assert opens is not None and due is not None  # windows always have both ends
    wants = shape.items if isinstance(shape, Recurrence) else ()
    absent = tuple(item for item in wants if _times(done.of(item), window) < shape.times)
    short = len(absent) if wants else max(shape.times - _times(done.days, window), 0)
    if done.began is not None and on < done.began:
        status, opens = "none", max(opens, done.began)
    else:
        status = "met" if not short else "none" if on < opens else "due" if on <= due else "overdue"
        if status == "overdue" and not wants and sum(day > due for day in done.days) >= short:
            status, short = "late", 0
    return DutyState(opens=opens, due=due, status=status, short=short, items_missing=absent)


def _times(days: Iterable[date], window: Span[date]) -> int:
    return sum(day in window for day in days)


def _says(state: DutyState) -> Text:
    missing = listed(state.items_missing)
    more = Text(f" (missing: {missing.en})", f"（缺：{missing.zh}）") if state.items_missing else Text("", "")
    words = {
        "met": Text("done for this time", "本期已完成"),
        "due": Text(f"still to be done by {state.due}", f"最迟 {state.due} 完成"),
        "overdue": Text(f"was due by {state.due} and was not done by then", f"应最迟 {state.due} 完成，未按期完成"),
        "late": Text(f"was due by {state.due}, done after that", f"应最迟 {state.due} 完成，逾期完成"),
        "none": Text(f"nothing is due before {state.opens}", f"{state.opens} 之前没有应办事项"),
    }[state.status]
    return Text(words.en + more.en, words.zh + more.zh)
