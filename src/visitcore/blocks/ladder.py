"""
Ladders: what follows on the n-th time, or after so long.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from functools import cached_property
from itertools import pairwise
from typing import Any

from attrs import field, frozen
from attrs.validators import deep_iterable, instance_of, optional

from visitcore.blocks.consequence import Consequence
from visitcore.blocks.range import Range
from visitcore.blocks.scale import Band, Scale
from visitcore.blocks.term import Term
from visitcore.ground.calendar import WorkCalendar
from visitcore.ground.period import Period
from visitcore.ground.problem import Problem
from visitcore.ground.text import Text

_AT_ONCE = Term(promptly=True, before=True)
"""What is not done before the event itself is overdue from then on."""


@frozen(kw_only=True)
class Rung:
    """
    One step of a ladder.

    Attributes:
        count: The times on which it is meant, e.g. ``= 2`` or ``>= 3``; empty on a rung that is reached by time.
        after: The term after which it is reached; ``None`` on a rung that is reached by counting, or at once.
        then: What is proposed.
        what: What happens, in words.
        by: Role that acts.
        rule: Rule that asks for it.
    """

    count: str = field(default="", validator=instance_of(str))
    after: Term | None = field(default=None, validator=optional(instance_of(Term)))
    then: Consequence | None = field(default=None, validator=optional(instance_of(Consequence)))
    what: Text | None = field(default=None, validator=optional(instance_of(Text)))
    by: str = ""
    rule: str = ""


@frozen(kw_only=True)
class Ladder:
    """
    Steps that are climbed by counting or by waiting.

    Attributes:
        rungs: The steps, lowest first.
        per: The calendar period counted in; ``None`` where the count never starts again.

    >>> talk = Rung(count="<= 5", what=Text("talk", "谈话"))
    >>> part = Rung(count="> 5", what=Text("asked to leave", "劝退"))
    >>> [str(Ladder(rungs=(talk, part)).at_count(n).what) for n in (1, 5, 6)]
    ['talk', 'talk', 'asked to leave']
    """

    rungs: tuple[Rung, ...] = field(validator=deep_iterable(instance_of(Rung), instance_of(tuple)))
    per: Period | None = field(default=None, validator=optional(instance_of(Period)))

    def at_count(self, n: int) -> Rung | None:
        """
        The rung meant on the n-th time.

        Args:
            n: How often it has happened in the period, this time included.

        Returns:
            The rung; ``None`` where the ladder begins later, or is not climbed by counting.

        Raises:
            ValueError: If a count on the ladder cannot be read.
            TypeError: If *n* is a float or a bool.
        """
        band = self._counted.at(n) if self._on_count else None
        return None if band is None else self.rungs[band.then]

    def reached(self, anchor: date, now: date, calendar: WorkCalendar, roll: bool) -> tuple[Rung, ...]:
        """
        The rungs reached by waiting, lowest first; a term's last good day or instant is still below its rung.

        Args:
            anchor: Day or instant from which the time runs.
            now: Day or instant asked about.
            calendar: Says which days are worked.
            roll: The pack's choice for terms that have none of their own.

        Returns:
            The rungs; one whose term only says "promptly" is never among them.

        Raises:
            ValueError: If hours are to be counted and one of the times is not an instant with a time zone.
        """
        terms = {at: self.rungs[at].after or _AT_ONCE for at in self._on_time}
        status = {at: term.judge(anchor, None, now, calendar, roll).status for at, term in terms.items()}
        return tuple(self.rungs[at] for at in self._on_time if status[at] == "overdue")

    def problems(self) -> tuple[Problem, ...]:
        """
        What is wrong with the ladder as written.
        """
        return tuple(self._problems())

    def cited(self) -> tuple[str, ...]:
        """
        The rules that stand on the rungs.
        """
        return tuple(dict.fromkeys(rung.rule for rung in self.rungs if rung.rule))

    @cached_property
    def _on_count(self) -> tuple[int, ...]:
        return tuple(at for at, rung in enumerate(self.rungs) if rung.count)

    @cached_property
    def _on_time(self) -> tuple[int, ...]:
        """
        Where some rung has a term, one that has neither a term nor a count is reached at once.
        """
        if not any(rung.after for rung in self.rungs):
            return ()
        return tuple(at for at, rung in enumerate(self.rungs) if not rung.count)

    @cached_property
    def _counted(self) -> Scale:
        """
        The counts as a scale that begins with the lowest of them.
        """
        bands: Any = [Band(when=self.rungs[at].count, then=at) for at in self._on_count]
        return Scale(domain=f"integer >= {max(min(map(self._first, self._on_count)), 1)}", bands=bands)

    def _first(self, at: int) -> int:
        """
        The first time on which a rung is meant.
        """
        low = Range.parse(self.rungs[at].count, of="integer").low
        return 1 if low is None else int(low[0])

    def _problems(self) -> Iterator[Problem]:
        if not self.rungs:
            yield Problem("rungs", "a ladder without rungs leads nowhere", "add its steps")
        for at, rung in enumerate(self.rungs):
            yield from (problem.inside(f"rungs[{at}]") for problem in self._problems_of(rung))
        unread = list(self._unreadable())
        yield from unread or self._uneven()
        yield from self._out_of_time()

    def _problems_of(self, rung: Rung) -> Iterator[Problem]:
        if rung.after is not None:
            yield from (problem.inside("after") for problem in rung.after.problems())
            if rung.count:
                yield Problem(
                    "", "a rung is reached by counting or by waiting, not both", "leave out 'count' or 'after'"
                )
        elif not rung.count and not self._on_time:
            yield Problem("", "the rung is never reached", 'write count = "= 1", or after = { days = 3 }')
        if rung.then is not None:
            yield from (problem.inside("then") for problem in rung.then.problems())
        elif rung.what is None and not rung.by:
            yield Problem(
                "", "nothing happens on the rung", "say 'what' happens, 'by' whom, or what it leads to ('then')"
            )

    def _unreadable(self) -> Iterator[Problem]:
        for at in self._on_count:
            try:
                Range.parse(self.rungs[at].count, of="integer")
            except ValueError as error:
                yield Problem(f"rungs[{at}].count", str(error), 'write for example "= 2" or ">= 3"')

    def _uneven(self) -> Iterator[Problem]:
        if not self._on_count:
            return
        for gap in self._counted.gaps():
            fix = 'let a rung begin there, or let the last one go on: ">= 3"'
            yield Problem("rungs", f"no rung is meant on the times {gap}", fix, f"count = {gap.sample()}")
        for one, other, shared in self._counted.overlaps():
            where, before = f"rungs[{self._on_count[other]}].count", f"rungs[{self._on_count[one]}]"
            fix = "let one end before the other begins"
            yield Problem(where, f"it shares the times {shared} with {before}", fix, f"count = {shared.sample()}")
        for lower, upper in pairwise(self._on_count):
            if self._first(upper) < self._first(lower):
                yield Problem(f"rungs[{upper}].count", f"it begins before rungs[{lower}]", "put the lowest count first")

    def _out_of_time(self) -> Iterator[Problem]:
        lengths = [(at, length) for at in self._on_time if (length := _length(self.rungs[at].after)) is not None]
        for (lower, first), (upper, second) in pairwise(lengths):
            if _steps_down(first, second):
                yield Problem(
                    f"rungs[{upper}].after", f"it is not later than rungs[{lower}]", "put the shortest time first"
                )
        if self._on_time and not self.rungs[self._on_time[-1]].by:
            yield Problem(f"rungs[{self._on_time[-1]}].by", "nobody acts on the last rung", "name the role that does")


_Length = tuple[str, timedelta, timedelta]


def _length(term: Term | None) -> _Length | None:
    """
    The unit of a term, and the shortest and longest time it can take; ``None`` for marks on the calendar.
    """
    if term is None:
        return "", timedelta(), timedelta()
    known = {
        "minutes": (timedelta(minutes=1), timedelta(minutes=1)),
        "hours": (timedelta(hours=1), timedelta(hours=1)),
        "days": (timedelta(days=1), timedelta(days=1)),
        "weeks": (timedelta(weeks=1), timedelta(weeks=1)),
        "months": (timedelta(days=28), timedelta(days=31)),
        "working_days": (timedelta(days=1), timedelta(days=14)),
    }
    for unit, (shortest, longest) in known.items():
        number = getattr(term, unit)
        if number is not None:
            both = number * shortest, number * longest
            return (unit, -both[1], -both[0]) if term.before else (unit, *both)
    return None


def _steps_down(first: _Length, second: _Length) -> bool:
    """
    Whether a rung surely comes no later than the one below it.
    """
    return second[1:] <= first[1:] if first[0] == second[0] else second[2] < first[1]
