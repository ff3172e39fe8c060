"""
Complaints at the desk: corrected, handed to somebody, and what happens to them written down.
"""

from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from visitcore_django.desk.brought import only_written, stored
from visitcore_django.desk.complaint_case import RIGHT
from visitcore_django.desk.complaint_class import put_class
from visitcore_django.desk.complaint_events import add_event, demand_open, in_order, locked, settle
from visitcore_django.desk.complaint_rules import (
    HANDED_TO,
    REMARK,
    acts_of,
    keeps_out,
    lists_of,
    named_ahead,
    runs_of,
    under_of,
)
from visitcore_django.desk.door import door
from visitcore_django.desk.errors import DeskError, NotAllowedError
from visitcore_django.desk.listed import demand_listed
from visitcore_django.desk.once import Token, once, written
from visitcore_django.desk.rights import demand
from visitcore_django.facts.complaints import events_of, log_in
from visitcore_django.models import Complaint, ComplaintEvent
from visitcore_django.models.naming import person_name
from visitcore_django.people.acting import roles_of


@door()
def correct_complaint(complaint: Complaint, *, by: Any, at: datetime | None = None, token: Token = None) -> Complaint:
    """
    Save what was learnt of a complaint: it is classed again, and its clocks are looked at again.

    Its number, its handler and the instant of its receipt stay: the first event bears that instant, the clocks run from
    it, and its day names the policy that governs to the end.

    Raises:
        NotAllowedError: If the person may not, or is named among those whom the complaint is about.
        StaleError: If somebody else has changed the complaint meanwhile.
        DeskError: If it is closed, it came in at another time, it would lose its customer, a word in it is none that
            the policy lists, or something on record happened later.
    """
    now = at or timezone.now()
    demand(by, "change_complaint", complaint)
    demand(by, "change_complaint", complaint.customer)

    def do() -> Complaint:
        held = locked(complaint)
        if log_in(by) in held.about:
            raise NotAllowedError(_("The complaint is about you; ask somebody else to correct it."))
        demand_open(held, now)
        if complaint.received_at != held.received_at:
            said = {"at": f"{timezone.localtime(held.received_at):%Y-%m-%d %H:%M}"}
            told = _("It is on record as received at %(at)s, which stays; write a remark on what is different.")
            raise DeskError(told % said, column="received_at")
        if held.customer is not None and complaint.customer is None:
            told = _("It is on record as a complaint of %(customer)s; name the right customer, if that is not the one.")
            raise DeskError(told % {"customer": held.customer}, column="customer")
        only_written(complaint, held, "number", "handler")
        demand_listed(complaint, held, lists_of(held, timezone.localdate(now)))
        events = events_of(held)
        complaint.save()
        in_order(events, now, _ahead(complaint, now))
        put_class(complaint, events, by, now)
        settle(complaint, events, now)
        return complaint

    return once(token, "correct_complaint", Complaint, do, by=by, asked=(written(complaint),))


@door()
def assign_complaint(
    complaint: Complaint, handler: Any, *, by: Any, at: datetime | None = None, token: Token = None
) -> Complaint:
    """
    Hand a complaint to somebody.

    Raises:
        NotAllowedError: If the person may not, or the policy keeps him out of a complaint about himself.
        DeskError: If it is closed, the complaint is about the handler and the policy keeps him out, or he no longer
            works here.
    """
    now = at or timezone.now()
    demand(by, RIGHT, complaint)
    said = {"name": person_name(handler)}
    if not handler.is_active:
        raise DeskError(_("%(name)s does not work here any more; choose somebody else.") % said)

    def do() -> Complaint:
        held = locked(complaint)
        _demand_no_part(held, by, now)
        demand_open(held, now)
        if _is_kept_out(held, handler, now):
            raise DeskError(_("The complaint is about %(name)s; choose somebody else.") % said)
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
    token: Token = None,
) -> ComplaintEvent:
    """
    Write down an act that is no step of the way, such as ``legal_warned``, or a remark.

    Args:
        complaint: The complaint.
        kind: What happened: ``remark``, or an act that starts or stops a clock of the policy and is no step of its
            way, such as ``acts_of(under_of(complaint).policy, day)`` of `visitcore_django.desk.complaint_rules` lists;
            ``closed`` where the policy has no way for complaints.
        by: Who did it.
        note: What is to be remembered of it; a remark is nothing without it.
        at: When it happened; now where left out.
        token: The token that came with the request.

    Raises:
        NotAllowedError: If the person may not, or the policy keeps him out of a complaint about himself; a remark he
            may write.
        DeskError: If the policy knows no such act, the remark is empty, something on record happened later, or the
            complaint is closed; a remark is written even then.
    """
    now = at or timezone.now()
    demand(by, "change_complaint", complaint)
    day = timezone.localdate(now)
    policy = under_of(stored(complaint)).policy
    if kind == REMARK and not note.strip():
        raise DeskError(_("Write down what is to be remembered."))
    if kind != REMARK and kind not in acts_of(policy, day):
        raise DeskError(_("The policy knows no act %(kind)s; choose one from the list.") % {"kind": kind})

    def do() -> ComplaintEvent:
        held = locked(complaint)
        if kind != REMARK:
            _demand_no_part(held, by, now)
            demand_open(held, now)
        events = events_of(held)
        in_order(events, now, named_ahead(policy, day))
        roles = {role for run in runs_of(policy, day) if kind in run.to for role in (run.owes,)}
        role = next((role for role in (() if by is None else roles_of(by)) if role in roles), "")
        event = add_event(held, events, kind, by=by, at=now, note=note, role=role)
        settle(held, events, now)
        complaint.refresh_from_db()
        return event

    return once(token, "note_complaint", ComplaintEvent, do, by=by, asked=(complaint, kind, note))


def _is_kept_out(held: Complaint, person: Any, at: datetime) -> bool:
    return log_in(person) in held.about and keeps_out(under_of(held).policy, timezone.localdate(at))


def _demand_no_part(held: Complaint, by: Any, at: datetime) -> None:
    """
    Raise where somebody would take part in a complaint about himself, and the policy keeps him out.
    """
    if _is_kept_out(held, by, at):
        raise NotAllowedError(_("The complaint is about you, and you stay out of it; you may write a remark."))


def _ahead(complaint: Complaint, at: datetime) -> frozenset[str]:
    return named_ahead(under_of(complaint).policy, timezone.localdate(at))
