"""
Puts the visits of a month onto days, the earliest due first.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, time
from heapq import heappop, heappush

from attrs import frozen

from visitcore.facts.customer import Customer
from visitcore.ground.span import last_day
from visitcore.ground.text import Text
from visitcore.planner.demand import Demand
from visitcore.planner.frame import Frame


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


def draft_plan(frame: Frame, wanted: Iterable[Demand]) -> Plan:
    """
    Draft the month.

    Day by day each owner takes, of the visits that make sense by then, those due earliest, at most one a day per customer and
    as many as fit.  A visit whose last day has passed before its turn is not planned; it is told with its reason.

    Args:
        frame: The days, hours and capacity.
        wanted: The visits to be placed.
    """
    by_owner: defaultdict[str, list[Demand]] = defaultdict(list)
    unfitted: list[Unfitted] = []
    for demand in wanted:
        if demand.customer.owner:
            by_owner[demand.customer.owner].append(demand)
        else:
            unfitted.append(Unfitted(demand=demand, why=_NOBODY))
    visits: list[PlannedVisit] = []
    waiting = 0
    for owner in sorted(by_owner):
        placed, left = _place(frame, owner, by_owner[owner])
        visits += placed
        end = last_day(frame.month)
        for demand in left:
            if end is not None and demand.due_by <= end:
                unfitted.append(Unfitted(demand=demand, why=_why(frame, demand)))
            else:
                waiting += 1
    return Plan(frame=frame, visits=tuple(visits), unfitted=tuple(unfitted), waiting=waiting)


_NOBODY = Text("the customer has no owner", "客户没有负责人")


def _order(demand: Demand) -> tuple[date, bool, str, str]:
    return demand.due_by, not demand.overdue, demand.customer.grade or "", demand.customer.code


def _place(frame: Frame, owner: str, wanted: Sequence[Demand]) -> tuple[list[PlannedVisit], list[Demand]]:
    """
    Place one owner's visits; gives back those placed and those left.
    """
    coming = sorted(wanted, key=lambda demand: demand.opens, reverse=True)
    queue: list[tuple[tuple[date, bool, str, str], int, Demand]] = []
    placed: list[PlannedVisit] = []
    left: list[Demand] = []
    number = 0
    for day in frame.days:
        while coming and coming[-1].opens <= day:
            demand = coming.pop()
            heappush(queue, (_order(demand), number, demand))
            number += 1
        today: list[Demand] = []
        put_back = []
        while queue and len(today) < len(frame.slots):
            entry = heappop(queue)
            demand = entry[2]
            if demand.due_by < day:
                left.append(demand)
            elif any(other.customer.code == demand.customer.code for other in today):
                put_back.append(entry)
            else:
                today.append(demand)
        for entry in put_back:
            heappush(queue, entry)
        placed += [
            PlannedVisit(owner=owner, day=day, start=start, end=end, demand=demand)
            for demand, (start, end) in zip(today, frame.slots, strict=False)
        ]
    return placed, [*left, *(demand for _, _, demand in queue), *coming]


def _why(frame: Frame, demand: Demand) -> Text:
    days = [day for day in frame.days if demand.opens <= day <= demand.due_by]
    if not days:
        return Text(
            f"no working day from {demand.opens} to {demand.due_by}",
            f"{demand.opens} 至 {demand.due_by} 之间没有工作日",
        )
    most = len(frame.slots)
    return Text(
        f"every working day from {demand.opens} to {demand.due_by} is full ({most} visits a day)",
        f"{demand.opens} 至 {demand.due_by} 的工作日均已排满（每天{most}次）",
    )
