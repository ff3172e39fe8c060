"""
Visits at the desk: planned, recorded, cancelled.
"""

from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from visitcore_django.desk.deciding import today
from visitcore_django.desk.due import refresh_due
from visitcore_django.desk.errors import DeskError
from visitcore_django.desk.once import once
from visitcore_django.desk.rights import demand
from visitcore_django.models import Customer, Visit, VisitPlan


def plan_visit(
    customer: Customer,
    *,
    by: Any,
    start: datetime,
    owner: Any = None,
    end: datetime | None = None,
    purpose: str = "",
    token: str | None = None,
) -> Visit:
    """
    Put a visit into the visitor's plan of its month; the plan is made where there is none.

    A plan that is approved already takes no more visits: it is returned first.

    Raises:
        NotAllowedError: If *by* may not plan visits, or does not look after the customer.
        DeskError: If the plan of the month is closed.
    """
    demand(by, "add_visit", customer)
    visitor = owner or customer.owner or by

    def do() -> Visit:
        month = timezone.localdate(start).replace(day=1)
        plan, _made = VisitPlan.objects.get_or_create(owner=visitor, month=month)
        if plan.state not in (VisitPlan.State.DRAFT, VisitPlan.State.RETURNED):
            what = _("The plan of %(month)s is %(state)s; have it returned before you add to it.")
            raise DeskError(what % {"month": f"{month:%Y-%m}", "state": plan.get_state_display()})
        return Visit.objects.create(
            customer=customer, owner=visitor, plan=plan, start=start, end=end, purpose=purpose, recorded_by=by
        )

    return once(token, "plan_visit", Visit, do)


def record_visit(visit: Visit, *, by: Any, at: datetime | None = None, token: str | None = None) -> Visit:
    """
    Record a visit that was made, new or planned before, and see how the customer stands now.

    Raises:
        NotAllowedError: If *by* may not, or does not look after the customer.
        DeskError: If it lies in the future.
        StaleError: If somebody else has changed the visit meanwhile.
    """
    demand(by, "change_visit" if visit.pk else "add_visit", visit.customer)
    now = at or timezone.now()
    if visit.start > now:
        raise DeskError(_("A visit that lies ahead cannot have been made; plan it instead, or correct its time."))

    def do() -> Visit:
        visit.status = Visit.Status.COMPLETED
        visit.recorded_by = by
        visit.owner = visit.owner or by
        visit.save()
        refresh_due(visit.customer, today(at))
        return visit

    return once(token, "record_visit", Visit, do)


def cancel_visit(visit: Visit, *, by: Any, at: datetime | None = None) -> Visit:
    """
    Cancel a visit; one that was made no longer counts.

    Raises:
        NotAllowedError: If *by* may not, or does not look after the customer.
    """
    demand(by, "change_visit", visit.customer)

    def do() -> Visit:
        visit.status = Visit.Status.CANCELLED
        visit.save()
        refresh_due(visit.customer, today(at))
        return visit

    return once(None, "cancel_visit", Visit, do)
