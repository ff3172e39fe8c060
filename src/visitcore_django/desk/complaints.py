"""
Complaints at the desk: taken in, corrected, handed to somebody, and what happens to them written down.
"""

from datetime import datetime
from typing import Any
from uuid import uuid4

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from visitcore import ComplaintCase
from visitcore_django.desk.brought import demand_new, only_written, stored
from visitcore_django.desk.complaint_clocks import clocks_of, refresh_clocks, standing_of
from visitcore_django.desk.complaint_events import add_event, in_order, locked, settle
from visitcore_django.desk.complaint_rules import (
    CLOSED,
    HANDED_TO,
    RECEIVED,
    REMARK,
    acts_of,
    keeps_out,
    named_ahead,
    runs_of,
    under_of,
)
from visitcore_django.desk.complaint_same import hold_others, look_up, on_record, report_of, same_as
from visitcore_django.desk.complaint_steps import RIGHT, Way, advance_complaint, ways_of
from visitcore_django.desk.deciding import decided, record
from visitcore_django.desk.door import door
from visitcore_django.desk.errors import DeskError
from visitcore_django.desk.once import once, written
from visitcore_django.desk.rights import demand
from visitcore_django.facts.complaints import complaint_fact, events_of, log_in
from visitcore_django.models import Complaint, ComplaintEvent
from visitcore_django.models.naming import person_name
from visitcore_django.people.acting import roles_of
from visitcore_django.policies import SILENT, running

__all__ = [
    "OnRecordError",
    "Way",
    "advance_complaint",
    "assign_complaint",
    "clocks_of",
    "correct_complaint",
    "note_complaint",
    "on_record",
    "open_complaint",
    "refresh_clocks",
    "same_as",
    "standing_of",
    "ways_of",
]


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
    complaint: Complaint, *, by: Any, even_so: str = "", at: datetime | None = None, token: str | None = None
) -> Complaint:
    """
    Take a complaint in: give it a number, see whether it is on record already, class it, start its clocks.

    Args:
        complaint: The complaint, not saved yet; one without a number gets one.
        by: Who takes it in.
        even_so: Why it is opened although it is on record already.
        at: The instant; now where left out.
        token: The token that came with the request.

    Raises:
        NotAllowedError: If the person may not, or does not look after the customer.
        OnRecordError: If it is on record already and nobody said why it is opened all the same.
        DeskError: If it came in later than now.
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
        _class(complaint, events, by, now)
        settle(complaint, events, now)
        return complaint

    return once(token, "open_complaint", Complaint, do, by=by, asked=(told, even_so))


@door()
def correct_complaint(
    complaint: Complaint, *, by: Any, at: datetime | None = None, token: str | None = None
) -> Complaint:
    """
    Save what was learnt of a complaint: it is classed again, and its clocks are looked at again.

    Raises:
        NotAllowedError: If the person may not.
        StaleError: If somebody else has changed the complaint meanwhile.
        DeskError: If something on record happened later.
    """
    now = at or timezone.now()
    demand(by, "change_complaint", complaint)
    demand(by, "change_complaint", complaint.customer)

    def do() -> Complaint:
        held = locked(complaint)
        only_written(complaint, held, "number", "handler")
        events = events_of(held)
        complaint.save()
        in_order(events, now, _ahead(complaint, now))
        _class(complaint, events, by, now)
        settle(complaint, events, now)
        return complaint

    return once(token, "correct_complaint", Complaint, do, by=by, asked=(written(complaint),))


@door()
def assign_complaint(
    complaint: Complaint, handler: Any, *, by: Any, at: datetime | None = None, token: str | None = None
) -> Complaint:
    """
    Hand a complaint to somebody.

    Raises:
        NotAllowedError: If the person may not.
        DeskError: If the complaint is about the handler and the policy keeps him out, or he no longer works here.
    """
    now = at or timezone.now()
    demand(by, RIGHT, complaint)
    said = {"name": person_name(handler)}
    if not handler.is_active:
        raise DeskError(_("%(name)s does not work here any more; choose somebody else.") % said)
    day = timezone.localdate(now)
    if log_in(handler) in stored(complaint).about and keeps_out(under_of(complaint).policy, day):
        raise DeskError(_("The complaint is about %(name)s; choose somebody else.") % said)

    def do() -> Complaint:
        held = locked(complaint)
        events = events_of(held)
        in_order(events, now, _ahead(held, now))
        held.handler = handler
        add_event(held, events, HANDED_TO, by=by, at=now, note=person_name(handler))
        settle(held, events, now)
        complaint.refresh_from_db()
        return held

    return once(token, "assign_complaint", Complaint, do, by=by, asked=(complaint, handler))


@door()
def note_complaint(
    complaint: Complaint,
    kind: str = REMARK,
    *,
    by: Any,
    note: str = "",
    at: datetime | None = None,
    token: str | None = None,
) -> ComplaintEvent:
    """
    Write down an act that is no step of the way, such as ``legal_warned``, or a remark.

    Args:
        complaint: The complaint.
        kind: What happened: an act that the policy times, or ``remark``; ``closed`` where the policy has no way for
            complaints.
        by: Who did it.
        note: What is to be remembered of it; a remark is nothing without it.
        at: When it happened; now where left out.
        token: The token that came with the request.

    Raises:
        NotAllowedError: If the person may not.
        DeskError: If the policy knows no such act, the remark is empty, or something on record happened later.
    """
    now = at or timezone.now()
    demand(by, "change_complaint", complaint)
    day = timezone.localdate(now)
    policy = under_of(complaint).policy
    if kind == REMARK and not note.strip():
        raise DeskError(_("Write down what is to be remembered."))
    if kind != REMARK and kind not in acts_of(policy, day):
        raise DeskError(_("The policy knows no act %(kind)s; choose one from the list.") % {"kind": kind})

    def do() -> ComplaintEvent:
        held = locked(complaint)
        if kind == CLOSED and held.closed_at is not None:
            raise DeskError(_("It is closed already; look at what happened."))
        events = events_of(held)
        in_order(events, now, named_ahead(policy, day))
        roles = {role for run in runs_of(policy, day) if kind in run.to for role in (run.owes,)}
        role = next((role for role in (() if by is None else roles_of(by)) if role in roles), "")
        event = add_event(held, events, kind, by=by, at=now, note=note, role=role)
        settle(held, events, now)
        complaint.refresh_from_db()
        return event

    return once(token, "note_complaint", ComplaintEvent, do, by=by, asked=(complaint, kind, note))


def _class(complaint: Complaint, events: list[ComplaintEvent], by: Any, at: datetime) -> None:
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


def _ahead(complaint: Complaint, at: datetime) -> frozenset[str]:
    return named_ahead(under_of(complaint).policy, timezone.localdate(at))


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
        raise DeskError(_("The number %(number)s is taken; leave it empty to get one.") % {"number": given}) from error
    if not given:
        year = timezone.localdate(complaint.received_at).year
        complaint.number = f"C{year}-{complaint.pk:06d}"
        if Complaint.objects.filter(number=complaint.number).exists():
            complaint.number += f"-{uuid4().hex[:4]}"
        complaint.save()
