"""
The numbers at the top of the desk page: what waits for the reader himself, and how everything stands that he sees.
"""

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

from attrs import frozen
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from visitcore_django import desk
from visitcore_django.admin import desk_counts as counts
from visitcore_django.admin.complaint_filters import turn_of
from visitcore_django.models import Approval, Complaint, VisitPlan, VisitReport


@frozen
class Tile:
    """
    One number, with the list behind it.

    Attributes:
        label: What is counted.
        count: How many there are.
        href: Address of the list; empty for none.
        late: Whether one of them is one too many.
    """

    label: Any
    count: int
    href: str
    late: bool = False


def mine(user: Any) -> list[Tile]:
    """
    What the reader has to do himself; what was sent back to him only where there is some.
    """
    return list(_mine(user))


def numbers(user: Any) -> counts.Numbers:
    """
    What is counted for somebody now.
    """
    return counts.numbers(user, timezone.localdate(), timezone.now())


def tiles(user: Any, found: counts.Numbers | None = None) -> list[Tile]:
    """
    How everything stands, each number with its list; those that one may not see are left out.
    """
    found = numbers(user) if found is None else found
    told = [
        (_("customers"), found.customers, _list("customer", active__exact="1"), False),
        (_("overdue"), found.overdue, _list("customer", when="overdue", active__exact="1"), True),
        (_("due this week"), found.this_week, _list("customer", when="week", active__exact="1"), False),
        (_("never visited"), found.never, _list("customer", visited="never", active__exact="1"), False),
        (_("reports late and not handed in"), found.reports, _list("visitreport", **{"is": "overdue"}), True),
        (_("reports late and not begun"), found.not_begun, _list("visit", report="late", when="all"), True),
        (_("open complaints"), found.complaints, _list("complaint", how="open"), False),
        (_("complaints late"), found.late_complaints, _list("complaint", how="overdue"), True),
    ]
    return [Tile(label, count, href, late and count > 0) for label, count, href, late in told if count is not None]


def _mine(user: Any) -> Iterator[Tile]:
    if counts.may_see(user, Approval):
        waiting = desk.waiting_for(user, timezone.localdate()).count()
        yield Tile(_("waiting for me"), waiting, _list("approval", box="waiting"))
    if counts.may_see(user, VisitPlan):
        plans = VisitPlan.objects.filter(owner=user, state=VisitPlan.State.RETURNED).count()
        if plans:
            asked = {"state__exact": VisitPlan.State.RETURNED, "owner": user.pk}
            yield Tile(_("my plans sent back"), plans, _list("visitplan", **asked), late=True)
    if counts.may_see(user, VisitReport):
        reports = VisitReport.objects.filter(visit__owner=user, state=VisitReport.State.RETURNED).count()
        if reports:
            asked = {"state__exact": VisitReport.State.RETURNED, "visitor": user.pk}
            yield Tile(_("my reports sent back"), reports, _list("visitreport", **asked), late=True)
    if counts.may_see(user, Complaint):
        turn = counts.open_complaints(user).filter(turn_of(user)).count()
        if turn:
            yield Tile(_("complaints, my turn"), turn, _list("complaint", how="mine"))
    reminders = counts.reminders(user)
    if reminders is not None:
        yield Tile(_("my reminders"), reminders, _list("reminder"))


def _list(model: str, **filters: Any) -> str:
    """
    The address of a list; empty where the host has taken the list off its admin.
    """
    try:
        address = reverse(f"admin:visitcore_django_{model}_changelist")
    except NoReverseMatch:
        return ""
    return f"{address}?{urlencode(filters)}" if filters else address
