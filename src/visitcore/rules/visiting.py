"""
Visiting: how many visits are owed, how many were made, and what is overdue.
"""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from functools import cached_property
from typing import Any
from zoneinfo import ZoneInfo

from attrs import field, frozen

from visitcore.blocks.cadence import Cadence
from visitcore.blocks.table import Table
from visitcore.decisions.decision import Decision, conclude
from visitcore.decisions.finding import Finding
from visitcore.decisions.verdict import Verdict
from visitcore.facts.customer import Customer
from visitcore.facts.visit import Excuse, Visit, VisitStatus
from visitcore.facts.visit_record import VisitRecord
from visitcore.ground.calendar import WorkCalendar
from visitcore.ground.days import days_between, local_day
from visitcore.ground.errors import FactsError
from visitcore.ground.problem import Problem
from visitcore.ground.span import last_day, merged
from visitcore.ground.text import Text
from visitcore.policy.dated import Dated
from visitcore.policy.editions import ALWAYS, Editions
from visitcore.policy.policy import Policy, Rulebook
from visitcore.rules.holding import book_on, no_value
from visitcore.rules.visit_cadence import CadenceFor, cadence_for, check_cadences
from visitcore.rules.visit_clock import Clock, interval_clock, local_span, period_clock

NAME = "visit_due"


@frozen(kw_only=True)
class VisitDue:
    """
    How a customer stands against the cadence.

    Attributes:
        status: ``met``, ``due``, ``overdue``, ``excused``, ``undetermined`` or ``not_applicable``.
        last_visit: Day of the last completed visit up to the day asked about.
        period_start: First day of the period counted in.
        period_end: Last day of it.
        owed: Visits owed in the period.
        done: Completed visits in it, up to and including the day asked about.
        short: Visits still owed.
        missed: Elapsed periods directly before this one in which the cadence was not met without an excuse.
        next_due: Last day on which the next visit is in time.
        overdue_since: Day after the earliest of the missed periods.
        days_overdue: Days since then, that day included; only where overdue.
    """

    status: str
    last_visit: date | None = None
    period_start: date | None = None
    period_end: date | None = None
    owed: int | None = None
    done: int | None = None
    short: int | None = None
    missed: int | None = None
    next_due: date | None = None
    overdue_since: date | None = None
    days_overdue: int | None = None


@frozen(kw_only=True, eq=False)
class DueReader:
    """
    A cadence opened on one day, to be asked for many customers.

    Attributes:
        book: The rulebook of the day.
        held: The cadence, or the table that gives it.
        calendar: Working calendar of the pack it comes from.
        zone: Time zone of that pack.
        earlier: The policies that governed before; elapsed periods are held against theirs.
    """

    book: Rulebook
    held: Dated[Any]
    calendar: WorkCalendar
    zone: ZoneInfo
    earlier: Editions = ALWAYS
    _provisional: dict[int, bool] = field(factory=dict, repr=False)
    _before: dict[date, Dated[Any] | None] = field(factory=dict, repr=False)

    @classmethod
    def open(cls, policy: Policy, on: date, key: str = "visits.cadence", *, earlier: Editions = ALWAYS) -> "DueReader":
        """
        Open the cadence under *key* on the day *on*.

        Args:
            policy: The policy that governs on the day.
            on: The day.
            key: Key of the cadence.
            earlier: The policies that governed before it; none where it has always governed.

        Raises:
            SilentPolicyError, NotInForceError: If the policy gives no cadence that day.
            WrongBlockError: If the key holds neither a cadence nor a table of cadences.
            PolicyError: If a cadence asks for nothing.
        """
        book = book_on(policy, key, on)
        held: Dated[Any] = book.read_as(key, Cadence, Table)
        check_cadences(held)
        calendar, zone = policy.calendar(held.pack), policy.zone(held.pack)
        return cls(book=book, held=held, calendar=calendar, zone=zone, earlier=earlier)

    def decide(
        self, customer: Customer, days: Sequence[date] | None, excuses: Sequence[Excuse] = ()
    ) -> Decision[VisitDue | None]:
        """
        Decide for one customer.

        Args:
            customer: The customer.
            days: Local days of its completed visits, in order; those after the day asked about do not count.  ``None``
                where nobody kept them.
            excuses: Its excuses.
        """
        on = self.book.on
        known = days or ()
        if known and known[-1] > on:
            known = known[: bisect_right(known, on)]
        last = known[-1] if known else None
        asked = self.cadence_of(customer)
        cadence, rule = asked.cadence, asked.rule
        if asked.verdict is not None:
            return self._conclude(VisitDue(status="not_applicable", last_visit=last), rule)
        if cadence is None:
            return self._conclude(VisitDue(status="undetermined", last_visit=last), rule, asked.missing)
        since = None if customer.since is None else local_day(customer.since, self.zone)
        if since is not None and since > on:
            return self._conclude(VisitDue(status="not_applicable", last_visit=last), rule, limit=since)
        if days is None:
            return self._conclude(VisitDue(status="undetermined"), rule, ("visits",))
        spans = merged(local_span(excuse, self.zone) for excuse in excuses) if excuses else ()
        if cadence.every is not None:
            clock = interval_clock(cadence, known, since, spans, on, self.calendar)
        else:
            clock = period_clock(cadence, known, since, spans, on, self._cadence_then(customer, cadence))
        if clock is None:
            return self._conclude(VisitDue(status="undetermined"), rule, ("since",))
        return self._conclude(_due(clock, last, on), rule)

    def _cadence_then(self, customer: Customer, cadence: Cadence) -> Callable[[date], Cadence | None] | None:
        """
        The cadence of a customer on days gone by; ``None`` where it has always been the same.
        """
        if self._is_the_first:
            return None

        def then(day: date) -> Cadence | None:
            held = self._held_on(day)
            if held is self.held:
                return cadence
            return None if held is None else cadence_for(held, customer).cadence

        return then

    @cached_property
    def _is_the_first(self) -> bool:
        """
        Whether the cadence has been in force for ever, and nobody else could have spoken before.
        """
        return self.earlier.never_changed(self.held, self.book.policy)

    def _held_on(self, day: date) -> Dated[Any] | None:
        """
        The cadence of a day gone by, looked up once for all customers.
        """
        if day not in self._before:
            self._before[day] = self.earlier.find(self.held.key, day, self.book.policy)
        return self._before[day]

    def cadence_of(self, customer: Customer) -> CadenceFor:
        """
        Which cadence applies to a customer.
        """
        return cadence_for(self.held, customer)

    def _conclude(
        self, due: VisitDue, rule: str, missing: tuple[str, ...] = (), *, limit: date | None = None
    ) -> Decision[VisitDue | None]:
        held = self.held
        finding = Finding(
            against=held,
            rule=held.cite(rule),
            holds=_HOLDS.get(due.status),
            says=no_value(held) if missing == (held.key,) else _says(due, missing, limit),
            seen=due.done,
            limit=due.owed,
            unit=held.unit,
        )
        return conclude(
            NAME,
            self.book,
            (finding,),
            outcome=due,
            missing=missing,
            verdict=Verdict.NOT_APPLICABLE if due.status == "not_applicable" else None,
            provisional=due.next_due is not None and self._is_provisional(due.next_due),
        )

    def _is_provisional(self, day: date) -> bool:
        known = self._provisional.get(day.year)
        if known is None:
            known = self._provisional[day.year] = self.calendar.is_provisional(day)
        return known


def visit_due(facts: VisitRecord, policy: Policy, *, earlier: Editions = ALWAYS) -> Decision[VisitDue | None]:
    """
    Whether a customer has been visited often enough, and when the next visit is due.

    Args:
        facts: The customer with its visits.  Only completed visits count, by the local day they began.
        policy: The policy; the cadence of the day *on* governs.
        earlier: The policies that governed before it: each elapsed period, such as it was counted then, is held
            against the one of its last day.

    Returns:
        A decision of `VisitDue`: refused when overdue, undetermined where the grade, its cadence or the visits are not
        known.

    Raises:
        FactsError: If a visit or an excuse names another customer.
    """
    strange = [
        Problem(
            f"{name}[{place}].customer",
            Text(f"{one.customer!r} is not {facts.customer.code!r}", f"“{one.customer}”不是“{facts.customer.code}”"),
            Text("give each its own record", "请各用各的记录"),
        )
        for name in ("visits", "excuses")
        for place, one in enumerate(getattr(facts, name) or ())
        if one.customer not in ("", facts.customer.code)
    ]
    if strange:
        raise FactsError("the facts", strange)
    reader = DueReader.open(policy, facts.on, facts.cadence, earlier=earlier)
    days = None if facts.visits is None else completed(facts.visits, reader.zone)
    return reader.decide(facts.customer, days, facts.excuses)


def completed(visits: Iterable[Visit], zone: ZoneInfo) -> list[date]:
    """
    The local days on which completed visits began, in order.
    """
    return sorted(local_day(visit.start, zone) for visit in visits if visit.status is VisitStatus.COMPLETED)


_HOLDS = {"met": True, "overdue": False}


def _due(clock: Clock, last: date | None, on: date) -> VisitDue:
    short = max(clock.owed - clock.done, 0)
    if not short:
        status = "met"
    elif clock.excused:
        status = "excused"
    else:
        status = "overdue" if clock.missed else "due"
    return VisitDue(
        status=status,
        last_visit=last,
        period_start=clock.span.since,
        period_end=last_day(clock.span),
        owed=clock.owed,
        done=clock.done,
        short=short,
        missed=clock.missed,
        next_due=clock.next_due,
        overdue_since=clock.overdue_since if status == "overdue" else None,
        days_overdue=days_between(clock.overdue_since, on) + 1 if status == "overdue" and clock.overdue_since else None,
    )


def _says(due: VisitDue, missing: tuple[str, ...], limit: date | None) -> Text:
    if due.status == "undetermined":
        return Text(f"cannot be told without: {', '.join(missing)}", f"缺少以下信息，无法判定：{'、'.join(missing)}")
    if due.status == "not_applicable":
        if limit is not None:
            return Text(f"a customer only from {limit}", f"自 {limit} 起才是客户")
        return Text("no visit is owed", "不要求拜访")
    first, last = str(due.period_start), str(due.period_end)
    head_en = f"{due.done} of {due.owed} visits made from {first} to {last}"
    head_zh = f"{first} 至 {last} 应拜访{due.owed}次，已拜访{due.done}次"
    if due.status == "overdue":
        return Text(
            f"{head_en}; overdue since {due.overdue_since}, {due.days_overdue} days",
            f"{head_zh}；自 {due.overdue_since} 起逾期，共{due.days_overdue}天",
        )
    if due.status == "excused":
        return Text(f"{head_en}; excused", f"{head_zh}；已说明原因，免计")
    return Text(f"{head_en}; next due by {due.next_due}", f"{head_zh}；下次最迟 {due.next_due}")


__all__ = ["CadenceFor", "DueReader", "VisitDue", "completed", "visit_due"]
