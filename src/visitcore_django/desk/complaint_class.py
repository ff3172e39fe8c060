"""
The class of a complaint.
"""

from datetime import datetime
from typing import Any

from django.utils import timezone

from visitcore import ComplaintCase
from visitcore_django.desk.complaint_events import add_event
from visitcore_django.desk.complaint_rules import runs_of
from visitcore_django.desk.deciding import decided
from visitcore_django.facts.complaints import complaint_fact
from visitcore_django.models import Complaint, ComplaintEvent
from visitcore_django.policies import SILENT, running


def put_class(complaint: Complaint, events: list[ComplaintEvent], by: Any, at: datetime) -> None:
    """
    Class a complaint, and write down where it is found to be what the policy times from then on.
    """
    day = timezone.localdate(complaint.received_at)
    facts = ComplaintCase(on=timezone.localtime(at), complaint=complaint_fact(complaint, events))
    try:
        decision, _record = decided(
            "classify_complaint", facts, row=complaint, day=day, by=by, customer=complaint.customer
        )
    except SILENT:
        complaint.gravity = complaint.judged
        return
    outcome: Any = decision.outcome
    complaint.gravity = "" if outcome is None or outcome.gravity is None else outcome.gravity
    found = f"found_{complaint.gravity}"
    known = {event.kind for event in events}
    if found not in known and any(run.from_ == found for run in runs_of(running(day).policy, day)):
        add_event(complaint, events, found, by=by, at=at)
