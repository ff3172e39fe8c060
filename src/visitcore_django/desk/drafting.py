"""
Drafts a plan from what is due in its month, within working days, capacity and visiting hours.
"""

from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from attrs import evolve, frozen

from visitcore.ground.period import Period
from visitcore.planner import Demand, Frame, PlannedVisit, Unfitted, demands, draft_plan
from visitcore_django.desk.deciding import today
from visitcore_django.desk.once import once
from visitcore_django.desk.plans import demand_plan, locked_plan
from visitcore_django.facts.due import known_of
from visitcore_django.models import Customer, VisitPlan
from visitcore_django.policies import running


@frozen(kw_only=True)
class Wanted:
    """
    What a month has to hold for the customers of one person.

    Attributes:
        due: The visits that fall due in the month, or are overdue before it, and are not planned yet.
        later: Those that may be made ahead and are due after the month.
        customers: The customers by code.
    """

    due: tuple[Demand, ...]
    later: tuple[Demand, ...]
    customers: dict[str, Customer]


@frozen(kw_only=True)
class Drafted:
    """
    What came of a draft.

    Attributes:
        planned: How many visits were put into the plan.
        unfitted: Visits due in the month that found no place, each with the reason.
        waiting: How many visits due later found none yet.
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
    month = Period.MONTH.span(plan.month)
    assert month.until is not None  # a calendar month has both ends
    before = min(today(at), plan.month - timedelta(days=1))
    then, reader = _readers(plan, before)
    if then is None:
        return Wanted(due=(), later=(), customers={})
    rows = list(Customer.objects.filter(owner=plan.owner, active=True).select_related("owner").order_by("code"))
    planned = _planned(rows, plan.month, then.zone)
    found = [
        demand
        for row, known in zip(rows, known_of(rows, plan.month, then.zone), strict=True)
        for demand in demands(
            reader or then,
            known.customer,
            known.days,
            known.excuses,
            month,
            then=then,
            planned=[*planned.get(row.pk, ()), *(day for day in known.days if day > before)],
        )
    ]
    return Wanted(
        due=tuple(demand for demand in found if demand.due_by < month.until),
        later=tuple(demand for demand in found if demand.due_by >= month.until),
        customers={row.code: row for row in rows},
    )


def draft_month(plan: VisitPlan, *, by: Any, at: datetime | None = None, token: str | None = None) -> Drafted:
    """
    Put into a plan what is due in its month and not planned yet; what it holds already is kept.

    Nothing is planned on days that have passed.

    Raises:
        NotAllowedError: If *by* may not, or it is somebody else's.
        WrongStateError: If it is submitted or approved.
        PolicyError: If the policy leaves open how many visits a day holds, or when.
    """
    demand_plan(plan, by)
    told = Drafted(planned=0)

    def do() -> VisitPlan:
        nonlocal told
        held = locked_plan(plan)
        wanted = wanted_in(held, at)
        if wanted.customers:
            told = _fill(held, wanted, today(at), by)
        return held

    once(token, "draft_month", VisitPlan, do)
    return told


def _fill(plan: VisitPlan, wanted: Wanted, on: date, by: Any) -> Drafted:
    reader, _before = _readers(plan, plan.month)
    assert reader is not None  # or nothing would be wanted
    policy = running(plan.month).policy
    frame = Frame.open(policy, plan.month, reader.calendar)
    frame = evolve(frame, days=tuple(day for day in frame.days if day > on))
    owner = plan.owner.get_username()
    taken = _taken(plan, reader.zone)
    draft = draft_plan(frame, (*wanted.due, *wanted.later), Counter((owner, day) for day, _start in taken))
    visits = [_row(plan, one, wanted, reader.zone, by) for one in _beside(draft.visits, frame, taken)]
    gone = {(row.customer_id, row.start): row for row in plan.owner.visitcore_visits.filter(status="cancelled")}
    for visit in visits:
        before = gone.get((visit.customer_id, visit.start))
        if before is not None:  # cancelled at this very time, and planned again
            visit.pk, visit._state.adding, visit.version = before.pk, False, before.version
        visit.save()
    return Drafted(
        planned=len(visits), unfitted=draft.unfitted, waiting=draft.waiting, provisional=draft.frame.provisional
    )


def _beside(visits: Sequence[PlannedVisit], frame: Frame, taken: set[tuple[date, Any]]) -> list[PlannedVisit]:
    """
    The drafted visits in the hours of each day that are not taken.
    """
    free = {
        day: [slot for slot in frame.slots if (day, slot[0]) not in taken] for day in {visit.day for visit in visits}
    }
    placed = []
    for visit in visits:
        start, end = free[visit.day].pop(0) if free[visit.day] else (visit.start, visit.end)
        placed.append(evolve(visit, start=start, end=end))
    return placed
