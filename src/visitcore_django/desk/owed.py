"""
What is still owed, so that somebody is reminded of it: asked by the sweep, and by the desk when a deed is done.
"""

from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet

from visitcore_django.desk.complaint_clocks import clocks_of
from visitcore_django.desk.report_clocks import UNREPORTED, owed_reports
from visitcore_django.models import (
    Approval,
    CallbackMatter,
    Complaint,
    Customer,
    DueStatus,
    Promise,
    Reminder,
    Visit,
    VisitPlan,
)

HANDED_IN = (VisitPlan.State.SUBMITTED, VisitPlan.State.APPROVED)
RUNS = ("open", "overdue")
"""How a clock of a complaint stands that somebody still has to stop."""
_MARK = 3
"""Where the mark stands in the key of an open reminder."""


def owed_visits() -> QuerySet[Customer]:
    """
    The customers to be visited, as they stand in the list.
    """
    return Customer.objects.filter(active=True, due_status__in=(DueStatus.DUE, DueStatus.OVERDUE))


def unreported() -> QuerySet[Visit]:
    """
    The visits made on which no report is begun.
    """
    return Visit.objects.filter(status=Visit.Status.COMPLETED, report=None)


def open_promises() -> QuerySet[Promise]:
    """
    The promises that are not kept.
    """
    return Promise.objects.filter(kept=None)


def open_complaints() -> QuerySet[Complaint]:
    """
    The complaints that are not closed.
    """
    return Complaint.objects.filter(closed_at=None)


def open_matters() -> QuerySet[CallbackMatter]:
    """
    The matters on which a call-back is due.
    """
    return CallbackMatter.objects.filter(settled=False, next_due__isnull=False)


def open_approvals() -> QuerySet[Approval]:
    """
    The requests that nobody has answered.
    """
    return Approval.objects.filter(state=Approval.State.OPEN)


def is_owed(reminder: Reminder, at: datetime) -> bool:
    """
    Whether what a reminder asks for is still to be done; so it is where that cannot be told.

    Args:
        reminder: An open reminder.
        at: The instant, for what goes by clocks.
    """
    matter = reminder.kind.rpartition("_")[0]
    key = reminder.subject_id
    if matter == "visit":
        late = Q(due_status=DueStatus.OVERDUE) if reminder.kind.endswith("overdue") else Q()
        return owed_visits().filter(late, pk=key).exists()
    if matter == "report":
        return owed_reports().filter(pk=key).exists()
    if matter == UNREPORTED:  # one that is begun is not handed in yet
        return unreported().filter(pk=key).exists() or owed_reports().filter(visit=key).exists()
    if matter == "plan":
        return not _handed_in(_mark(reminder))
    if matter == "complaint":
        return _clock_runs(key, _mark(reminder), at)
    rows: dict[str, QuerySet[Any]] = {
        "promise": open_promises(),
        "callback": open_matters(),
        "approval": open_approvals(),
    }
    return matter not in rows or rows[matter].filter(pk=key).exists()


def mark_of_plan(plan: VisitPlan) -> str:
    """
    What tells the reminders of one plan from those of others, also while there is no plan yet.
    """
    return plan_mark(plan.month, plan.owner_id)


def plan_mark(month: Any, owner: Any) -> str:
    """
    The same by the month and the key of its owner.
    """
    return f"{month:%Y-%m}.{owner}"


def _mark(reminder: Reminder) -> str:
    """
    What tells a reminder from others of its kind about the same row; empty where the key does not show it.
    """
    parts = (reminder.open_key or "").split(":")
    return parts[_MARK] if len(parts) > _MARK else ""


def _handed_in(mark: str) -> bool:
    month, _dot, key = mark.partition(".")
    owner: Any = key  # what the key of a user is, the host decides
    rows = VisitPlan.objects.filter(state__in=HANDED_IN)
    return bool(key) and rows.filter(month=f"{month}-01", owner=owner).exists()


def _clock_runs(key: int, mark: str, at: datetime) -> bool:
    row = open_complaints().filter(pk=key).first()
    if row is None or not mark:
        return row is not None
    told = clocks_of(row, at)
    clocks = () if told is None or told.outcome is None else told.outcome.clocks
    return any(clock.name == mark and clock.status in RUNS and clock.due is not None for clock in clocks)
