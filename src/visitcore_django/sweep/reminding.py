"""
When the policy has people reminded, and who is told of what was not done in time.
"""

from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from attrs import frozen

from visitcore import Policy
from visitcore.blocks.ladder import Ladder
from visitcore.blocks.term import Term
from visitcore.policy.dated import Dated

AHEAD, APPROVAL, ESCALATION = "reminders.ahead", "reminders.approval", "reminders.escalation"


@frozen
class Step:
    """
    A step of the escalation that is reached.

    Attributes:
        rung: Its number, from one.
        role: Who is told.
        rule: Rule that asks for it.
    """

    rung: int
    role: str
    rule: str


@frozen
class Reminding:
    """
    The terms of a day, opened once for all that falls due.

    Attributes:
        policy: The policy.
        on: The day.
        ahead: How early somebody is reminded.
        approval: How long an approval may wait.
        ladder: Who is told after the day it was due.
    """

    policy: Policy
    on: date
    ahead: Dated[Any]
    approval: Dated[Any]
    ladder: Dated[Any]

    @classmethod
    def open(cls, policy: Policy, on: date) -> "Reminding":
        """
        Open the terms of a day.
        """
        book = policy.on(on)
        return cls(
            policy=policy,
            on=on,
            ahead=book.read_as(AHEAD, Term),
            approval=book.read_as(APPROVAL, Term),
            ladder=book.read_as(ESCALATION, Ladder),
        )

    def first_day(self, due: date) -> date:
        """
        The first day on which somebody is reminded of what is due on a day.
        """
        return self._counted(self.ahead, due)

    def waits_until(self, asked: date) -> date:
        """
        The day on which a request has waited long enough.
        """
        return self._counted(self.approval, asked)

    def steps(self, due: date) -> Iterator[Step]:
        """
        The steps reached by what was due on a day and is not done, the lowest first.
        """
        if self.on <= due:
            return
        ladder, settings = self.ladder.value, self.policy.pack(self.ladder.pack).settings
        if not isinstance(ladder, Ladder):  # left open
            return
        since, now = _evening(due, settings.zone), _evening(self.on, settings.zone)
        for rung in ladder.reached(since, now, self.policy.calendar(self.ladder.pack), settings.roll):
            if rung.by:
                yield Step(ladder.rungs.index(rung) + 1, rung.by, self.ladder.cite(rung.rule).id)

    def _counted(self, held: Dated[Any], day: date) -> date:
        if not isinstance(held.value, Term):  # left open
            return day
        settings = self.policy.pack(held.pack).settings
        counted = held.value.due(_evening(day, settings.zone), self.policy.calendar(held.pack), settings.roll)
        return day if counted is None else counted.date() if isinstance(counted, datetime) else counted


def _evening(day: date, zone: ZoneInfo) -> datetime:
    """
    The last moment of a day, from which hours can be counted as well as days.
    """
    return datetime.combine(day, time.max, zone)
