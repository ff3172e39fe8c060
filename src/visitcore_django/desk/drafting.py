"""
Drafts a plan from what is due in its month, within working days, capacity and visiting hours.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from attrs import evolve, field, frozen
from django.db.models import Q

from visitcore import NotInForceError
from visitcore.ground.days import local_day
from visitcore.ground.period import Period
from visitcore.planner import Demand, Frame, Unfitted, demands, draft_plan
from visitcore.rules.visiting import DueReader
from visitcore_django.desk.deciding import today
from visitcore_django.desk.door import door
from visitcore_django.desk.once import Token, once, told_before
from visitcore_django.desk.plans import demand_plan, locked_plan
from visitcore_django.facts.due import known_of
from visitcore_django.models import Customer, Visit, VisitPlan
from visitcore_django.policies import SILENT, running_with_past

DRAFT = "draft_month"
MINUTES_OF_A_DAY = 24 * 60
"""More visits than a day can hold: all its hours are asked for."""
_Hours = tuple[date, time, time]


@frozen(kw_only=True)
class Wanted:
    """
    What a month has to hold for the customers of one person.

    Attributes:
        due: The visits that fall due in the month, or are overdue before it, and are not planned yet.
        later: Those that may be made ahead and are due after the month.
        customers: The customers by code.
        reader: The cadence of the month; ``None`` where the policy gives none.
    """

    due: tuple[Demand, ...] = ()
    later: tuple[Demand, ...] = ()
    customers: dict[str, Customer] = field(factory=dict)
    reader: DueReader | None = None


@frozen(kw_only=True)
class Drafted:
    """
    What came of a draft.

    Attributes:
        planned: How many visits were put into the plan.
        unfitted: Visits due in the month that found no place, each with the reason.
        waiting: How many visits due later are left for the months to come.
        provisional: Whether the working days of the month are not announced yet.
    """

    planned: int
    unfitted: tuple[Unfitted, ...] = ()
    waiting: int = 0
    provisional: bool = False


def wanted_in(plan: VisitPlan, at: datetime | None = None) -> Wanted:
    """
    What the month of a plan has to hold and the plan does not hold yet.
    """
    on, month = today(at), Period.MONTH.span(plan.month)
    assert month.until is not None  # a calendar month has both ends
    before = min(on, plan.month - timedelta(days=1))
    under = running_with_past(plan.month)
    try:
        then = DueReader.open(under.policy, plan.month, earlier=under.earlier)
    except SILENT:
        return Wanted()
    try:
        reader = DueReader.open(under.policy, before, earlier=under.earlier)
    except NotInForceError:  # the cadence begins with this month
        reader = then
    rows = list(Customer.objects.filter(owner=plan.owner, active=True).select_related("owner").order_by("code"))
    planned = _planned(rows, on, then.zone)
    found: list[Demand] = []
    for row, known in zip(rows, known_of(rows, plan.month, then.zone), strict=True):
        coming = [*planned.get(row.pk, ()), *(day for day in known.days if day > before)]
        found += demands(reader, known.customer, known.days, known.excuses, month, then=then, planned=coming)
    return Wanted(
        due=tuple(demand for demand in found if demand.due_by < month.until),
        later=tuple(demand for demand in found if demand.due_by >= month.until),
        customers={row.code: row for row in rows},
        reader=then,
    )


@door()
def draft_month(plan: VisitPlan, *, by: Any, at: datetime | None = None, token: Token = None) -> Drafted:
    """
    Put into a plan what is due in its month and not planned yet, and its share of what is due later.

    What it holds already is kept, and nothing is planned on days that have passed.  A repetition under the same token
    tells how many visits the first call planned.

    Raises:
        NotAllowedError: If *by* may not, or it is somebody else's.
        WrongStateError: If it is submitted or approved.
        PolicyError: If the policy leaves open how many visits a day holds, or when.
    """
    demand_plan(plan, by)
    told: Drafted | None = None

    def do() -> VisitPlan:
        nonlocal told
        held = locked_plan(plan)
        told, visits = _drafted(held, at)
        for visit in visits:
            visit.recorded_by = by
            visit.save()
        return held

    def keeps() -> dict[str, int]:
        return {} if told is None else {"planned": told.planned}

    held = once(token, DRAFT, VisitPlan, do, by=by, asked=(plan,), keeps=keeps)
    if told is None:
        left, _visits = _drafted(held, at)
        return evolve(left, planned=told_before(token, DRAFT).get("planned", 0))
    return told


def _drafted(plan: VisitPlan, at: datetime | None) -> tuple[Drafted, list[Visit]]:
    """
    What the month of a plan has room for beside what it holds, and the visits, which are not saved yet.
    """
    wanted, on = wanted_in(plan, at), today(at)
    reader = wanted.reader
    if reader is None or not wanted.customers:
        return Drafted(planned=0), []
    frame = Frame.open(reader.book.policy, plan.month, reader.calendar)
    frame = evolve(frame, days=tuple(day for day in frame.days if day > on))
    owner, taken = plan.owner.get_username(), _taken(plan, reader.zone)
    hours = Frame.open(reader.book.policy, plan.month, reader.calendar, MINUTES_OF_A_DAY).slots
    free, held = _free(frame.days, hours, taken), Counter(day for day, _start, _end in taken)
    busy = {(owner, day): max(held[day], len(frame.slots) - len(free[day])) for day in frame.days}
    turns = tuple(in_turn(wanted, plan.month))
    draft = draft_plan(frame, (*wanted.due, *turns), busy, spread=True)
    visits = []
    for one in draft.visits:
        customer = wanted.customers[one.demand.customer.code]
        start, end = (datetime.combine(one.day, moment, reader.zone) for moment in free[one.day].pop(0))
        visits.append(Visit(customer=customer, owner=plan.owner, plan=plan, start=start, end=end))
    told = Drafted(
        planned=len(visits),
        unfitted=draft.unfitted,
        waiting=draft.waiting + len(wanted.later) - len(turns),
        provisional=frame.provisional,
    )
    return told, visits


def in_turn(wanted: Wanted, month: date) -> Iterator[Demand]:
    """
    Of the visits that are due after a month those whose turn it is in it, so that each month until then gets its share.

    A customer's turn hangs on its place among those of the owner alone: drafting again, or a month later, moves nobody.

    Args:
        wanted: What the month has to hold.
        month: The first day of the month.
    """
    places = {code: place for place, code in enumerate(wanted.customers)}
    for demand in wanted.later:
        ahead = 12 * (demand.due_by.year - month.year) + demand.due_by.month - month.month
        if places[demand.customer.code] % (ahead + 1) == 0:
            yield demand


def _free(
    days: Iterable[date], hours: Iterable[tuple[time, time]], taken: Iterable[_Hours]
) -> dict[date, list[tuple[time, time]]]:
    """
    Of the hours of each day those that nothing takes yet, in their order.
    """
    held: dict[date, list[tuple[time, time]]] = {day: [] for day in days}
    for day, begin, end in taken:
        held.setdefault(day, []).append((begin, end))
    return {
        day: [slot for slot in hours if not any(slot[0] < end and begin < slot[1] for begin, end in kept)]
        for day, kept in held.items()
    }


def _planned(rows: Sequence[Customer], on: date, zone: ZoneInfo) -> dict[int, list[date]]:
    """
    The days from *on* for which a visit is planned, by the key of the customer.
    """
    found: dict[int, list[date]] = {}
    coming = Visit.objects.filter(customer__in=rows, status=Visit.Status.PLANNED, start__gte=_midnight(on, zone))
    for key, start in coming.values_list("customer", "start"):
        found.setdefault(key, []).append(local_day(start, zone))
    return found


def _taken(plan: VisitPlan, zone: ZoneInfo) -> list[_Hours]:
    """
    The hours of the month that the owner has planned already, day by day; a visit without an end takes a minute.
    """
    month = Period.MONTH.span(plan.month)
    assert month.until is not None  # a calendar month has both ends
    since, until = _midnight(plan.month, zone), _midnight(month.until, zone)
    rows = Visit.objects.filter(Q(start__gte=since) | Q(end__gt=since), start__lt=until)
    rows = rows.filter(owner=plan.owner, status=Visit.Status.PLANNED)
    found: list[_Hours] = []
    for start, end in rows.values_list("start", "end"):
        begin, over = start.astimezone(zone), max(end or start, start + timedelta(minutes=1)).astimezone(zone)
        while begin.date() < over.date():
            found.append((begin.date(), begin.time(), time.max))
            begin = _midnight(begin.date() + timedelta(days=1), zone)
        if begin < over:
            found.append((begin.date(), begin.time(), over.time()))
    return found


def _midnight(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time(), zone)
