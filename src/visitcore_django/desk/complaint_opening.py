"""
Complaints taken in at the desk.
"""

from datetime import datetime
from typing import Any
from uuid import uuid4

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from visitcore_django.desk.brought import demand_new, only_written
from visitcore_django.desk.complaint_class import put_class
from visitcore_django.desk.complaint_events import add_event, settle
from visitcore_django.desk.complaint_rules import RECEIVED, lists_of
from visitcore_django.desk.complaint_same import hold_others, look_up, report_of
from visitcore_django.desk.deciding import record
from visitcore_django.desk.door import door
from visitcore_django.desk.errors import DeskError
from visitcore_django.desk.listed import demand_listed
from visitcore_django.desk.once import Token, once, written
from visitcore_django.desk.rights import demand
from visitcore_django.models import Complaint, ComplaintEvent
from visitcore_django.policies import running


class OnRecordError(DeskError):
    """
    The complaint is on record already.

    Attributes:
        number: Number of the record.
    """

    def __init__(self, number: str) -> None:
        self.number = number
        said = _("This is on record already as %(number)s; add to that record, or say why it is opened all the same.")
        super().__init__(said % {"number": number})


@door(new="complaint")
def open_complaint(
    complaint: Complaint, *, by: Any, even_so: str = "", at: datetime | None = None, token: Token = None
) -> Complaint:
    """
    Take a complaint in: give it a number, see whether it is on record already, class it, start its clocks.

    Args:
        complaint: The complaint, not saved yet; one without a number gets one. Which words its columns take stands at
            the model.
        by: Who takes it in.
        even_so: Why it is opened although it is on record already.
        at: The instant; now where left out.
        token: The token that came with the request.

    Raises:
        NotAllowedError: If the person may not, or does not look after the customer.
        OnRecordError: If it is on record already and nobody said why it is opened all the same.
        DeskError: If it came in later than now, or a word in it is none that the policy lists.
    """
    now = at or timezone.now()
    demand_new(complaint)
    demand(by, "add_complaint", complaint.customer)
    told = written(complaint)
    came_in: datetime | None = complaint.received_at
    complaint.received_at = came_in or now
    if complaint.received_at > now:
        raise DeskError(_("A complaint cannot have come in later than now; correct the time."))

    def do() -> Complaint:
        hold_others(complaint)
        only_written(complaint, None)
        demand_listed(complaint, None, lists_of(complaint, timezone.localdate(now)))
        complaint.receptionist = complaint.receptionist or by
        report = report_of(complaint, now)
        known = look_up(report, now)
        same = None if known is None else known.outcome
        if same is not None:
            complaint.times = same.times
            complaint.same_as = Complaint.objects.filter(number=same.record).first() if same.record else None
            if same.record and not even_so.strip():
                raise OnRecordError(same.record)
        _give_number(complaint)
        if known is not None:
            under = running(timezone.localdate(now))
            record(known, report, under, row=complaint, by=by, customer=complaint.customer)
        note = _("opened although on record as %(number)s: %(why)s")
        note = note % {"number": complaint.same_as.number, "why": even_so.strip()} if complaint.same_as else ""
        events: list[ComplaintEvent] = []
        add_event(complaint, events, RECEIVED, by=by, at=complaint.received_at, note=note)
        put_class(complaint, events, by, now)
        settle(complaint, events, now)
        return complaint

    return once(token, "open_complaint", Complaint, do, by=by, asked=(told, even_so))


def _give_number(complaint: Complaint) -> None:
    """
    Save a new complaint; where nobody gave it a number, it is that of the row, so that two never get the same.

    Raises:
        DeskError: If somebody gave it a number that is taken.
    """
    given = complaint.number.strip()
    complaint.number = given or f"new {uuid4().hex}"
    try:
        with transaction.atomic():
            complaint.save()
    except IntegrityError as error:
        complaint.pk = None
        complaint.number = given
        if not Complaint.objects.filter(number=given).exists():
            raise
        told = _("The number %(number)s is taken; leave it empty to get one.") % {"number": given}
        raise DeskError(told, column="number") from error
    if not given:
        year = timezone.localdate(complaint.received_at).year
        complaint.number = f"C{year}-{complaint.pk:06d}"
        if Complaint.objects.filter(number=complaint.number).exists():
            complaint.number += f"-{uuid4().hex[:4]}"
        complaint.save()
