"""
Whether a complaint is on record already: the other complaints of the same customer.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from django.utils import timezone

from visitcore import ComplaintReport, Decision, same_complaint
from visitcore.rules.complaint_record import SAME, told
from visitcore_django.desk.deciding import today
from visitcore_django.desk.due import hold
from visitcore_django.facts.complaints import complaint_fact
from visitcore_django.models import Complaint
from visitcore_django.policies import SILENT, running

KNOWN = 50
"""Up to how many earlier complaints of one customer are looked at, the latest first; each knows its own number."""


def on_record(complaint: Complaint, at: datetime) -> Decision[Any] | None:
    """
    Whether a complaint is on record already, as `look_up` tells it.
    """
    return look_up(report_of(complaint, at), at)


def same_as(complaint: Complaint, at: datetime) -> list[Complaint]:
    """
    The other complaints on the same matter, the latest first; none where the policy does not say what makes them so.
    """
    day = today(at)
    held = running(day).policy.on(day).find(SAME)
    if held is None or not isinstance(held.value, tuple):
        return []
    mine = told(complaint_fact(complaint, ()), held.value)
    if None in mine.values():
        return []
    return [row for row in others_of(complaint) if told(complaint_fact(row, ()), held.value) == mine]


def hold_others(complaint: Complaint) -> None:
    """
    Keep others from taking in a complaint of the same customer until the transaction ends.

    Those of nobody on file wait for each other: the one row that is always there, the right to take in, stands for all.
    """
    if complaint.customer is not None:
        hold(complaint.customer)
        return
    table = ContentType.objects.get_for_model(Complaint)
    right = Permission.objects.filter(content_type=table, codename="add_complaint")
    list(right.select_for_update().order_by().values_list("pk"))


def look_up(report: ComplaintReport, at: datetime) -> Decision[Any] | None:
    """
    Whether what is reported is on record already; ``None`` where the policy does not say what makes two the same.
    """
    try:
        return same_complaint(report, running(today(at)).policy)
    except SILENT:
        return None


def report_of(complaint: Complaint, at: datetime) -> ComplaintReport:
    """
    A complaint beside the others of the same customer.
    """
    return ComplaintReport(
        on=timezone.localtime(at),
        complaint=complaint_fact(complaint, ()),
        known=tuple(complaint_fact(row) for row in others_of(complaint)),
    )


def others_of(complaint: Complaint) -> Iterable[Complaint]:
    """
    The other complaints of the same customer, or of the one who left the same name.
    """
    rows = Complaint.objects.select_related("customer", "receptionist", "handler", "same_as")
    rows = rows.prefetch_related("events__by", "events__on_behalf_of").exclude(pk=complaint.pk)
    if complaint.customer is not None:
        return rows.filter(customer=complaint.customer).order_by("-received_at")[:KNOWN]
    if not complaint.complainant:
        return ()
    named = rows.filter(customer=None, complainant__iexact=complaint.complainant)
    return named.order_by("-received_at")[:KNOWN]
