"""
Puts the visits of a month onto days, the earliest due first.
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from datetime import date, time, timedelta
from heapq import heappop, heappush

from attrs import frozen

from visitcore.facts.customer import Customer
from visitcore.ground.span import last_day
from visitcore.ground.text import Text
from visitcore.planner.demand import Demand
from visitcore.planner.frame import Frame
from visitcore.planner.spread import even_steps


@frozen(kw_only=True)
class PlannedVisit:
    """
    One visit of the draft.

    Attributes:
        owner: Who makes it.
        day: On which day.
        start: When it begins, local time.
        end: When it ends.
        demand: What it is made for.
    """

    owner: str
    day: date
    start: time
    end: time
    demand: Demand


@frozen(kw_only=True)
class Unfitted:
    """
    A visit that is due in the month and finds no place.

    Attributes:
        demand: The visit.
        why: Why it finds none.
    """

    demand: Demand
    why: Text

    @property
    def customer(self) -> Customer:
        """
        The customer who goes without.
        """
        return self.demand.customer


@frozen(kw_only=True)
class Plan:
    """
    A draft plan of one month.

    Attributes:
        frame: The days, hours and capacity it was made for.
        visits: The visits by owner and day.
        unfitted: Visits due in the month that found no place.
        waiting: How many visits due later found no place yet.
    """

    frame: Frame
    visits: tuple[PlannedVisit, ...]
    unfitted: tuple[Unfitted, ...]
    waiting: int


def draft_plan(
    frame: Frame,
    wanted: Iterable[Demand],
    busy: Mapping[tuple[str, date], int] | None = None,
    *,
    spread: bool = False,
) -> Plan:
    """
    Draft the month.

    Day by day each owner takes, of the visits that make sense by then, those due earliest, at most one a day per
    customer and as many as fit.  A visit whose last day has passed before its turn is not planned; it is told with its
    reason.  One that was overdue before the month is planned as early as it fits.

    Args:
        frame: The days, hours and capacity.
        wanted: The visits to be placed, in any order.
        busy: How many visits an owner has on a day already; so many fewer fit.
        spread: Whether the visits are spread evenly over the days, those due earliest still first; the overdue wait no
            longer and nobody goes without for it, and where days are short they are filled.
    """
    by_owner: defaultdict[str, list[Demand]] = defaultdict(list)
    for demand in wanted:
        by_owner[demand.customer.owner or ""].append(demand)
    visits: list[PlannedVisit] = []
    left = by_owner.pop("", [])
    for owner in sorted(by_owner):
        rooms = [max(len(frame.slots) - (busy or {}).get((owner, day), 0), 0) for day in frame.days]
        placed, without = _place(frame, owner, by_owner[owner], rooms)
        if spread:
            placed, without = _spread(frame, owner, by_owner[owner], rooms, (placed, without))
        visits += placed
        left += without
    left.sort(key=lambda demand: (demand.customer.owner or "", demand.due_by, demand.customer.code, demand.opens))
    due = [demand for demand in left if frame.month.until is None or demand.due_by < frame.month.until]
    own: defaultdict[str, set[date]] = defaultdict(set)
    for visit in visits:
        own[visit.demand.customer.code].add(visit.day)
    return Plan(
        frame=frame,
        visits=tuple(visits),
        unfitted=tuple(Unfitted(demand=demand, why=_why(frame, demand, own[demand.customer.code])) for demand in due),
        waiting=len(left) - len(due),
    )


_Turn = tuple[date, int, bool, bool, str, str]


def _turns(frame: Frame, wanted: Sequence[Demand]) -> Iterator[tuple[_Turn, Demand]]:
    """
    Each visit with what decides whose turn it is.

    That is by when it must be made so that the later ones of the same customer, each on a day of its own, stay in time;
    then how many of these there are, whether it is overdue, the grade and the code.
    """
    by_customer: defaultdict[str, list[Demand]] = defaultdict(list)
    for demand in wanted:
        by_customer[demand.customer.code].append(demand)
    for own in by_customer.values():
        latest: date | None = None
        for behind, demand in enumerate(sorted(own, key=lambda demand: (demand.due_by, demand.opens), reverse=True)):
            latest = _last_good(frame, demand, latest)
            grade = demand.customer.grade
            yield (latest, -behind, not demand.overdue, grade is None, grade or "", demand.customer.code), demand


def _last_good(frame: Frame, demand: Demand, later: date | None) -> date:
    """
    The last day of the frame on which a visit is in time and comes before *later*, the day of the customer's next one.

    What is due after the month is never drawn into it.
    """
    day = demand.due_by if later is None else min(demand.due_by, later - timedelta(days=1))
    until = frame.month.until
    if until is not None and demand.due_by >= until:
        return max(day, until)
    good = reversed(frame.days[: bisect_right(frame.days, day)])
    return next((one for one in good if demand.wanted_on(one)), day)


_Placed = tuple[list[PlannedVisit], list[Demand]]


def _spread(frame: Frame, owner: str, wanted: Sequence[Demand], rooms: Sequence[int], full: _Placed) -> _Placed:
    """
    Place one owner's visits evenly, where all that can be placed find a place so; else with as few ahead as it takes.
    """
    there = {id(visit.demand) for visit in full[0]}
    ends = [max(visit.day, visit.demand.due_by) for visit in full[0]]
    for most in even_steps(frame.days, rooms, ends):
        tried = _place(frame, owner, wanted, rooms, most)
        if there == {id(visit.demand) for visit in tried[0]}:
            return tried
    return full


def _place(
    frame: Frame, owner: str, wanted: Sequence[Demand], rooms: Sequence[int], most: Sequence[int] = ()
) -> _Placed:
    """
    Place one owner's visits; gives back those placed and those left.

    Args:
        frame: The days, hours and capacity.
        owner: Who makes them.
        wanted: The visits.
        rooms: How many each day holds.
        most: How many at most are placed up to each day and on it; empty for as many as it holds.
    """
    coming = sorted(_turns(frame, wanted), key=lambda one: (one[1].opens, one[0]), reverse=True)
    queue: list[tuple[_Turn, int, Demand]] = []
    placed: list[PlannedVisit] = []
    left: list[Demand] = []
    for at, day in enumerate(frame.days):
        while coming and coming[-1][1].opens <= day:
            turn, demand = coming.pop()
            heappush(queue, (turn, len(coming), demand))
        room = min(rooms[at], most[at] - len(placed)) if most else rooms[at]
        today: dict[str, Demand] = {}
        put_back = []
        while queue and len(today) < room:
            entry = heappop(queue)
            demand = entry[-1]
            if frame.in_time(demand.due_by, day):
                if demand.customer.code in today or not demand.wanted_on(day):
                    put_back.append(entry)
                else:
                    today[demand.customer.code] = demand
            else:
                left.append(demand)
        for entry in put_back:
            heappush(queue, entry)
        placed += [
            PlannedVisit(owner=owner, day=day, start=start, end=end, demand=demand)
            for demand, (start, end) in zip(today.values(), frame.slots, strict=False)
        ]
    return placed, [*left, *(entry[-1] for entry in queue), *(demand for _, demand in coming)]


def _why(frame: Frame, demand: Demand, own: Container[date]) -> Text:
    """
    Why a visit finds no place; *own* are the days on which its customer is visited already.
    """
    if not demand.customer.owner:
        return Text("the customer has no owner", "客户没有负责人")
    end = last_day(frame.month)
    last = demand.due_by if end is None or demand.opens <= demand.due_by else end
    days = [day for day in frame.days if demand.opens <= day <= last]
    most = len(frame.slots)
    en, zh = f"from {demand.opens} to {last}", f"{demand.opens} 至 {last}"
    if not days:
        return Text(f"no working day {en}", f"{zh} 之间没有工作日")
    if not any(demand.wanted_on(day) for day in days):
        return Text(f"every working day {en} is excused", f"{zh} 的工作日均已说明原因，免予拜访")
    if any(day in own for day in days):
        return Text(
            f"every working day {en} is full ({most} visits a day) or has a visit to this customer already",
            f"{zh} 的工作日均已排满（每天{most}次）或已安排拜访该客户",
        )
    return Text(f"every working day {en} is full ({most} visits a day)", f"{zh} 的工作日均已排满（每天{most}次）")
