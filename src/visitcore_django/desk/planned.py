"""
Visits that are planned: put into the plan of their month, moved, taken out.
"""

from datetime import datetime
from typing import Any

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from visitcore_django.desk.brought import demand_new, only_written, stored
from visitcore_django.desk.door import door
from visitcore_django.desk.errors import DeskError, NotAllowedError, WrongStateError
from visitcore_django.desk.once import Token, once, written
from visitcore_django.desk.purposes import name_purposes
from visitcore_django.desk.rights import demand
from visitcore_django.desk.visit_times import demand_ahead, in_order, is_another
from visitcore_django.models import Customer, Visit, VisitPlan
from visitcore_django.models.naming import person_name
from visitcore_django.people.colleagues import colleagues

OPEN = (VisitPlan.State.DRAFT, VisitPlan.State.RETURNED)
SHUT = {
    VisitPlan.State.SUBMITTED: gettext_lazy(
        "The plan of %(month)s waits for approval; take it back or have it returned before you change it."
    ),
    VisitPlan.State.APPROVED: gettext_lazy(
        "The plan of %(month)s is approved and stays as it is; "
        "a visit outside it is recorded as made once it has taken place."
    ),
}
"""Why a plan that is handed in is not changed, and what can be done instead."""


@door()
def plan_visit(
    customer: Customer,
    *,
    by: Any,
    start: datetime,
    owner: Any = None,
    end: datetime | None = None,
    purpose: str = "",
    at: datetime | None = None,
    token: Token = None,
) -> Visit:
    """
    Put a visit into the visitor's plan of its month; the plan is made where there is none.

    A plan that is approved already takes no more visits: what is done besides is recorded as made.

    Args:
        customer: The customer.
        by: Who plans.
        start: When it is to begin, with a time zone.
        owner: Who makes it; where left out the owner of the customer, and *by* where he has none.
        end: When it is to end.
        purpose: What for: any of ``one_of("visits.purposes", "purpose", day)``, with commas between them.
        at: The instant before which nothing is planned; now where left out.
        token: The token that came with the request.

    Raises:
        NotAllowedError: If *by* may not plan visits, does not look after the customer, or cannot act for the visitor.
        DeskError: If it lies in the past, the plan of the month is closed, the times are not in order, the policy lists
            no such purpose, or the visit is there already.
    """
    visit = Visit(
        customer=customer, owner=owner or customer.owner or by, start=start, end=end, purpose=purpose, recorded_by=by
    )
    return put_planned(visit, by=by, at=at, token=token)


@door(new="visit")
def put_planned(visit: Visit, *, by: Any, at: datetime | None = None, token: Token = None) -> Visit:
    """
    Put a new visit with all that is known of it into the visitor's plan of its month.

    Raises:
        NotAllowedError, DeskError: As `plan_visit`.
    """
    demand_new(visit)
    demand_edit(visit, by)
    in_order(visit.start, visit.end)

    def do() -> Visit:
        demand_ahead(visit.start, at)
        only_written(visit, None, "status", "plan")
        name_purposes(visit, None)
        visit.owner = visit.owner or by
        visit.plan = open_plan(visit.owner, visit.start, by)
        visit.recorded_by = by
        visit.save()
        return visit

    told = written(visit, "plan", "owner")
    return once(token, "plan_visit", Visit, do, by=by, asked=(told,), taken=there_already())


@door()
def change_planned(visit: Visit, *, by: Any, at: datetime | None = None, token: Token = None) -> Visit:
    """
    Keep a planned visit with another time or purpose, in the plan of its month; one that is not moved may lie behind.

    Raises:
        NotAllowedError: If *by* may not, does not look after the customer, or the visit is another's.
        DeskError: As `plan_visit`.
        WrongStateError: If it was made or cancelled meanwhile.
        StaleError: If somebody else has changed it meanwhile.
    """
    demand_edit(visit, by)
    in_order(visit.start, visit.end)

    def do() -> Visit:
        _hold_plans(visit, visit.owner or by)
        held = locked(visit, (Visit.Status.PLANNED,))
        if visit.start != held.start:
            demand_ahead(visit.start, at)
        only_written(visit, held, "status", "plan")
        name_purposes(visit, held)
        if held.plan_id is not None:
            _still_open(held.plan_id, by)
        visit.plan = open_plan(visit.owner or by, visit.start, by)
        if is_another(visit, held):
            visit.handed_in_at = None
        visit.save()
        return visit

    told = written(visit, "plan", "owner")
    return once(token, "change_planned", Visit, do, by=by, asked=(told,), taken=there_already())


@door()
def drop_planned(visit: Visit, *, by: Any) -> None:
    """
    Take a planned visit out of a plan that is still open; out of a closed one it is cancelled with a reason.

    Raises:
        NotAllowedError: If *by* may not, does not look after the customer, or the visit is another's.
        DeskError: If the plan is closed.
        WrongStateError: If it was made or cancelled meanwhile.
    """
    demand_edit(visit, by)

    def do() -> Visit:
        _hold_plans(visit, None)
        held = locked(visit, (Visit.Status.PLANNED,))
        if held.plan_id is not None:
            _still_open(held.plan_id, by)
        held.delete()
        return held

    once(None, "drop_planned", Visit, do)


@door(new="visit")
def may_edit(visit: Visit, by: Any) -> bool:
    """
    Whether a visit is somebody's to change: the visitor's, or of one who reviews reports; anybody's where it has none.
    """
    if by is None or visit.owner_id is None or visit.owner_id == by.pk:
        return True
    return bool(by.has_perm("visitcore_django.approve_visitreport"))


def demand_edit(visit: Visit, by: Any) -> None:
    """
    Raise unless *by* may write a visit, as it is brought and as it is stored.

    Raises:
        NotAllowedError: If he has not the right, does not look after the customer, or the visit is another's; if it
            is given to a visitor for whom he cannot act.
    """
    held = None if visit._state.adding else stored(visit)
    demand(by, "add_visit" if held is None else "change_visit", visit.customer)
    if held is not None:
        demand(by, "change_visit", held.customer)
        if not may_edit(held, by):
            raise NotAllowedError(_("This is the visit of %(owner)s, who alone changes it.") % {"owner": held.owner})
    _demand_visitor(visit, None if held is None else held.owner_id, by)


def _demand_visitor(visit: Visit, before: Any, by: Any) -> None:
    """
    Raise where a visit is given to somebody whose customers *by* does not see; whose it was, his it may stay.
    """
    if by is None or visit.owner_id in (None, before):
        return
    if not colleagues(by).filter(pk=visit.owner_id).exists():
        what = _("You cannot enter visits of %(owner)s, nor change his plan; name yourself, or have him enter it.")
        raise NotAllowedError(what % {"owner": person_name(visit.owner)}, column="owner")


def there_already() -> str:
    """
    What is said of a visit that is recorded a second time.
    """
    return _("There is a visit of the same person to this customer at this time already.")


def locked(visit: Visit, statuses: tuple[Visit.Status, ...]) -> Visit:
    """
    A visit as it stands, locked.

    Raises:
        WrongStateError: If it is in none of the states.
    """
    held = Visit.objects.select_for_update().get(pk=visit.pk)
    if held.status not in statuses:
        raise WrongVisitError(held)
    return held


class WrongVisitError(WrongStateError):
    """
    The visit was made or cancelled meanwhile.
    """

    def __init__(self, row: Any) -> None:
        said = {"what": str(row), "state": row.get_status_display()}
        DeskError.__init__(self, _("%(what)s is %(state)s; this cannot be done to it any more.") % said)


def open_plan(visitor: Any, start: datetime, by: Any) -> VisitPlan:
    """
    The visitor's plan of the month, locked, for somebody to write in; made where there is none.

    Raises:
        DeskError: If it is closed.
    """
    month = timezone.localdate(start).replace(day=1)
    plan, _made = VisitPlan.objects.get_or_create(owner=visitor, month=month)
    return _still_open(plan.pk, by)


def _hold_plans(visit: Visit, visitor: Any) -> None:
    """
    Hold the plan of a visit, and the one that it comes into, before the visit itself, as whoever hands them in does.
    """
    month = timezone.localdate(visit.start).replace(day=1)
    plans = VisitPlan.objects.filter(Q(pk=stored(visit).plan_id) | Q(owner=visitor, month=month))
    list(plans.order_by("pk").select_for_update().values_list("pk"))


def _still_open(key: int, by: Any) -> VisitPlan:
    plan = VisitPlan.objects.select_for_update().get(pk=key)
    if plan.state not in OPEN:
        raise DeskError(SHUT[VisitPlan.State(plan.state)] % {"month": f"{plan.month:%Y-%m}"}, column="start")
    if by is not None:
        plan.writers.add(by)
    return plan
