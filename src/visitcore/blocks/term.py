"""
Terms: by when something must be done, counted from an event.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any, Literal

from attrs import field, frozen
from attrs.validators import instance_of, optional

from visitcore.ground.calendar import WorkCalendar
from visitcore.ground.days import add_months, days_between
from visitcore.ground.period import Period
from visitcore.ground.problem import Problem
from visitcore.ground.span import last_day

Status = Literal["in_time", "late", "early", "open", "overdue", "done", "pending"]
_WHOLE = optional(instance_of(int))
_FLAG = instance_of(bool)
_LENGTHS = ("minutes", "hours", "days", "working_days", "weeks", "months", "day_of_next_month")
_COUNTED = ("days", "working_days", "weeks", "months")
_ENDS = {"month_end": Period.MONTH, "quarter_end": Period.QUARTER, "year_end": Period.YEAR}
_MARKS = ("same_day", *_ENDS, "promptly")


@frozen(kw_only=True)
class Timing:
    """
    How something stands against its term.

    Attributes:
        due: Last good day or instant; ``None`` where the term has no number.
        opens: First day or instant that counts, where there is one.
        status: Done ``in_time``, ``late`` or too ``early``; not done and still ``open``, or ``overdue``. Where the
            term has no number: ``done``, or ``pending``.
        late_by: Whole days, or a length of time where the term runs in hours; zero where it is not late, ``None``
            where the term has no number.
    """

    due: date | None
    opens: date | None
    status: Status
    late_by: int | timedelta | None


@frozen(kw_only=True)
class Term:
    """
    A length of time or a calendar mark, counted from an event; exactly one of the first twelve fields is set.

    Counting forward, the day of the event does not count and the last day counts whole; an instant counts too.

    Attributes:
        minutes: Minutes round the clock.
        hours: Hours round the clock.
        days: Calendar days.
        working_days: Working days.
        weeks: Weeks of seven days.
        months: Months; a day that the month does not have becomes its last.
        day_of_next_month: Day number in the month after the event's, at most the last one.
        same_day: Until the end of the event's day.
        month_end: Until the end of the event's month.
        quarter_end: Until the end of the event's quarter.
        year_end: Until the end of the event's year.
        promptly: There is a duty, but the document gives no number.
        before: Counts back from the event; ``month_end`` and its like then mean the end of the one before.
        roll: Whether a last day off moves to the next working day; ``None`` leaves it to the pack. Only days and
            weeks counted forward ever move.
        window_days: How many days before the due day it begins to count, the due day itself apart.

    >>> two_days = Term(days=2)
    >>> two_days.due(date(2024, 3, 7), WorkCalendar(), roll=False)
    datetime.date(2024, 3, 9)
    >>> two_days.due(date(2024, 3, 7), WorkCalendar(), roll=True)
    datetime.date(2024, 3, 11)
    """

    minutes: int | None = field(default=None, validator=_WHOLE)
    hours: int | None = field(default=None, validator=_WHOLE)
    days: int | None = field(default=None, validator=_WHOLE)
    working_days: int | None = field(default=None, validator=_WHOLE)
    weeks: int | None = field(default=None, validator=_WHOLE)
    months: int | None = field(default=None, validator=_WHOLE)
    day_of_next_month: int | None = field(default=None, validator=_WHOLE)
    same_day: bool = field(default=False, validator=_FLAG)
    month_end: bool = field(default=False, validator=_FLAG)
    quarter_end: bool = field(default=False, validator=_FLAG)
    year_end: bool = field(default=False, validator=_FLAG)
    promptly: bool = field(default=False, validator=_FLAG)
    before: bool = field(default=False, validator=_FLAG)
    roll: bool | None = field(default=None, validator=optional(_FLAG))
    window_days: int | None = field(default=None, validator=_WHOLE)

    def due(self, anchor: date, calendar: WorkCalendar, roll: bool) -> date | None:
        """
        The last good day, or the last good instant where the term runs in hours or minutes.

        Args:
            anchor: Day or instant of the event; of an instant with days to count, its own calendar day is taken.
            calendar: Says which days are worked.
            roll: The pack's choice, used where the term has none of its own.

        Returns:
            A day, an instant in the anchor's time zone, or ``None`` where the term has no number.

        Raises:
            ValueError: If hours or minutes are counted from anything but an instant with a time zone, or the term
                has no length at all.
        """
        if self.promptly:
            return None
        if self.minutes is not None or self.hours is not None:
            return self._due_instant(_instant(anchor))
        day = _day(anchor)
        for name, period in _ENDS.items():
            if getattr(self, name):
                span = period.span(day)
                return last_day(period.before(span) if self.before else span)
        if self.same_day:
            return day
        if self.day_of_next_month is not None:
            first = add_months(day.replace(day=1), 1)
            return min(first + timedelta(days=self.day_of_next_month - 1), add_months(first, 1) - timedelta(days=1))
        return self._due_counted(day, calendar, roll)

    def judge(self, anchor: date, done: date | None, on: date, calendar: WorkCalendar, roll: bool) -> Timing:
        """
        How something done, or not done yet, stands against the term.

        Args:
            anchor: Day or instant of the event.
            done: Day or instant it was done; ``None`` where it is not done.
            on: Day or instant asked about; it only matters where it is not done.
            calendar: Says which days are worked.
            roll: The pack's choice, used where the term has none of its own.

        Raises:
            ValueError: If the term runs in hours or minutes and one of the times is not an instant with a time zone.
        """
        due = self.due(anchor, calendar, roll)
        if due is None:
            return self._judge_promptly(anchor, done, on)
        opens = None if self.window_days is None else due - timedelta(days=self.window_days)
        late_by = _beyond(due, on if done is None else done)
        late = late_by > (timedelta() if isinstance(late_by, timedelta) else 0)
        status: Status
        if done is None:
            status = "overdue" if late else "open"
        elif opens is not None and _precedes(done, opens):
            status = "early"
        elif self._follows_its_event() and _precedes(done, anchor):
            status, opens = "early", anchor
        else:
            status = "late" if late else "in_time"
        return Timing(due=due, opens=opens, status=status, late_by=late_by if late else late_by * 0)

    @property
    def on_calendar(self) -> bool:
        """
        Whether it ends on a day of the calendar, the same for every day of the event's month.
        """
        return self.day_of_next_month is not None or any(getattr(self, name) for name in _ENDS)

    def problems(self) -> tuple[Problem, ...]:
        """
        What is wrong with the term as written.
        """
        return tuple(self._problems())

    def cited(self) -> tuple[str, ...]:
        """
        No rule stands on a part of a term.
        """
        return ()

    def _follows_its_event(self) -> bool:
        """
        Whether nothing done before the event can count; by the clock one may well be early, as at an appointment.
        """
        return not self.before and (self.same_day or any(getattr(self, name) is not None for name in _COUNTED))

    def _due_instant(self, anchor: datetime) -> datetime:
        length = timedelta(minutes=self.minutes or 0, hours=self.hours or 0)
        due = anchor.astimezone(UTC) + (-length if self.before else length)
        return due.astimezone(anchor.tzinfo)

    def _due_counted(self, day: date, calendar: WorkCalendar, roll: bool) -> date:
        sign = -1 if self.before else 1
        if self.working_days is not None:
            return calendar.add_workdays(day, sign * self.working_days)
        if self.months is not None:
            return add_months(day, sign * self.months)
        if self.days is None and self.weeks is None:
            raise ValueError("a term without a length has no due day; set one of its fields, e.g. days")
        due = day + sign * timedelta(days=self.days or 0, weeks=self.weeks or 0)
        moves = roll if self.roll is None else self.roll
        return calendar.roll(due) if moves and not self.before else due

    def _judge_promptly(self, anchor: date, done: date | None, on: date) -> Timing:
        status: Status
        if self.before and done is not None:
            status = "in_time" if _precedes(done, anchor) else "late"
        elif self.before:
            status = "open" if _precedes(on, anchor) else "overdue"
        elif done is not None:
            status = "early" if _precedes(done, anchor) else "done"
        else:
            status = "pending"
        opens = anchor if status == "early" else None
        return Timing(due=None, opens=opens, status=status, late_by=None)

    def _problems(self) -> Iterator[Problem]:
        given = [name for name in _LENGTHS if getattr(self, name) is not None]
        given += [name for name in _MARKS if getattr(self, name)]
        if len(given) != 1:
            found = " and ".join(given) or "none"
            yield Problem("", f"a term needs exactly one length or mark, found {found}", _ONE_OF)
        for name in (*_LENGTHS, "window_days"):
            length = getattr(self, name)
            if length is not None and length < 0:
                fix = "leave it out" if name == "window_days" else "write before = true to count back"
                yield Problem(name, f"{length} is a negative length", f"write 0 or more; {fix}")
        number = self.day_of_next_month
        if number is not None and (number == 0 or number > 31):
            yield Problem("day_of_next_month", f"no month has a day {number}", "write 1 to 31; 31 is its last day")
        yield from self._problems_together()

    def _problems_together(self) -> Iterator[Problem]:
        mark = next(
            (name for name in ("same_day", "day_of_next_month") if getattr(self, name) not in (None, False)), ""
        )
        if self.before and mark:
            yield Problem("before", f"{mark} cannot be counted back", "use minutes = 0 or promptly with before = true")
        if self.roll and (self.before or (self.days is None and self.weeks is None)):
            yield Problem("roll", "only days and weeks counted forward move for a day off", "leave 'roll' out")
        if self.window_days is not None and not self._may_open():
            yield Problem(
                "window_days",
                "only a term with a number that counts back or ends on a day of the calendar has a window",
                "leave 'window_days' out, or set before = true or quarter_end = true",
            )

    def _may_open(self) -> bool:
        return not self.promptly and (self.before or self.on_calendar)


_ONE_OF = f"set one of {', '.join(_LENGTHS)}, {', '.join(_MARKS)}"


def _day(moment: date) -> date:
    return moment.date() if isinstance(moment, datetime) else moment


def _instant(moment: date) -> datetime:
    if isinstance(moment, datetime) and moment.tzinfo is not None:
        return moment
    raise ValueError(f"a term in hours or minutes cannot be held against {moment}; give an instant with its time zone")


def _beyond(due: date, moment: date) -> Any:
    """
    How far *moment* lies after *due*: a length of time between instants, else whole days.
    """
    if isinstance(due, datetime):
        return _instant(moment).astimezone(UTC) - due.astimezone(UTC)
    return days_between(due, _day(moment))


def _precedes(first: date, second: date) -> bool:
    """
    Whether *first* lies strictly before *second*; by days, where one of the two is only known by its day.
    """
    if not isinstance(first, datetime) or not isinstance(second, datetime):
        return _day(first) < _day(second)
    if (first.tzinfo is None) != (second.tzinfo is None):
        raise ValueError(f"{first} and {second} cannot be compared; give both a time zone, or neither")
    return first < second if first.tzinfo is None else first.astimezone(UTC) < second.astimezone(UTC)
