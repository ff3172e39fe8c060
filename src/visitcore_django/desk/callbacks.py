"""
Call-backs at the desk: matters that a customer is called back on, and the call-backs made.
"""

from datetime import date, datetime
from typing import Any
from uuid import uuid4

from django.utils import timezone
from django.utils.translation import gettext as _

from visitcore import CallBackRecord
from visitcore.blocks.table import Table
from visitcore.rules.callback_manner import CALLERS
from visitcore.rules.callback_terms import TERMS
from visitcore_django.desk.brought import demand_new, only_written, stored
from visitcore_django.desk.callback_due import due_of, governing_day, owed_of, put_due, question_of, refresh_due
from visitcore_django.desk.deciding import decided, record
from visitcore_django.desk.door import door
from visitcore_django.desk.errors import DeskError
from visitcore_django.desk.once import once, written
from visitcore_django.desk.rights import demand
from visitcore_django.facts.callbacks import callback_fact
from visitcore_django.models import CallBack, CallbackMatter, Complaint
from visitcore_django.people.acting import roles_of
from visitcore_django.people.standing_in import stands_in_for
from visitcore_django.policies import SILENT, running

__all__ = [
    "call_back",
    "correct_call_back",
    "correct_matter",
    "due_of",
    "open_after",
    "open_matter",
    "owed_of",
    "refresh_due",
    "role_for",
]
AFTER_COMPLAINT = "complaint"


@door(new="matter")
def open_matter(
    matter: CallbackMatter, *, by: Any, at: datetime | None = None, token: str | None = None
) -> CallbackMatter:
    """
    Take in something after which a customer is called back; one without a number gets one.

    Raises:
        NotAllowedError: If the person may not, or does not look after the customer.
        DeskError: If the policy asks for no call-back after such a thing, it was dealt with later than now, or the one
            who is named is said to be anonymous.
    """
    now = at or timezone.now()
    demand_new(matter)
    demand(by, "add_callbackmatter", matter.customer)
    given = matter.case.strip()
    taken = _("The number %(number)s is taken; leave it empty to get one.") % {"number": given}

    def do() -> CallbackMatter:
        if CallbackMatter.objects.filter(case=given).exists():
            raise DeskError(taken)
        only_written(matter, None)
        matter.case = given or f"new {uuid4().hex}"
        matter.save()
        matter.case = given or _number_of(matter, now)
        _settle(matter, by, now)
        return matter

    return once(token, "open_matter", CallbackMatter, do, by=by, asked=(matter,), taken=taken)


@door()
def correct_matter(
    matter: CallbackMatter, *, by: Any, at: datetime | None = None, token: str | None = None
) -> CallbackMatter:
    """
    Save what was learnt of a matter, and see what is due on it now.

    Raises:
        NotAllowedError: If the person may not.
        StaleError: If somebody else has changed the matter meanwhile.
        DeskError: As `open_matter`.
        FactsError: If the call-backs on record do not fit it.
    """
    now = at or timezone.now()
    demand(by, "change_callbackmatter", matter)
    demand(by, "change_callbackmatter", matter.customer)

    def do() -> CallbackMatter:
        only_written(matter, CallbackMatter.objects.select_for_update().get(pk=matter.pk), "complaint")
        _settle(matter, by, now)
        return matter

    return once(token, "correct_matter", CallbackMatter, do, by=by, asked=(written(matter),))


@door(new="callback", fills=("matter",))
def call_back(
    matter: CallbackMatter, callback: CallBack, *, by: Any, at: datetime | None = None, token: str | None = None
) -> CallBack:
    """
    Record a call-back; whether its sheet proves it, and what is due next, is decided and recorded.

    Args:
        matter: The matter that it follows.
        callback: The call-back, not saved yet.
        by: Who made it.
        at: The instant; now where left out.
        token: The token that came with the request.

    Raises:
        NotAllowedError: If the person may not, or does not look after the matter.
        DeskError: If nothing is left to settle, or the call-back lies ahead or before the last one.
        FactsError: If it lies before the matter was dealt with.
    """
    now = at or timezone.now()
    demand_new(callback)
    demand(by, "add_callback", matter)
    sheet = written(callback)
    made: datetime | None = callback.made
    callback.made = made or now

    def do() -> CallBack:
        held = CallbackMatter.objects.select_for_update().get(pk=matter.pk)
        if held.settled:
            raise DeskError(_("Nothing is left to settle in this matter; open a new one if something has come up."))
        _in_time(callback, now)
        last = held.callbacks.filter(person=callback.person).order_by("-made").first()
        if last is not None and last.made >= callback.made:
            raise DeskError(_("This lies before the last call-back on record; correct the time, or check the clock."))
        only_written(callback, None)
        callback.matter, callback.by = held, by
        due = owed_of(held, now)
        callers = () if due is None or due.outcome is None else due.outcome.callers
        callback.by_role = callback.by_role or role_for(by, callers, timezone.localdate(now))
        _prove(callback, by)
        _settle(held, by, now)
        matter.refresh_from_db()
        return callback

    return once(token, "call_back", CallBack, do, by=by, asked=(matter, sheet))


@door()
def correct_call_back(callback: CallBack, *, by: Any, at: datetime | None = None, token: str | None = None) -> CallBack:
    """
    Save what was filled in on the sheet of a call-back afterwards, a superior's opinion among it.

    Raises:
        NotAllowedError: If the person may not.
        StaleError: If somebody else has changed it meanwhile.
        DeskError: If it lies ahead.
        FactsError: If it does not fit the others on record.
    """
    now = at or timezone.now()
    demand(by, "change_callback", callback)

    def do() -> CallBack:
        before = stored(callback)
        held = CallbackMatter.objects.select_for_update().get(pk=before.matter_id)
        _in_time(callback, now)
        only_written(callback, before, "matter", "by", "by_role")
        callback.matter = held
        _prove(callback, by)
        _settle(held, by, now)
        return callback

    return once(token, "correct_call_back", CallBack, do, by=by, asked=(written(callback),))


def open_after(complaint: Complaint, *, by: Any, at: datetime) -> CallbackMatter | None:
    """
    Take in that a complaint which is dealt with is called back on, where the policy asks for it.
    """
    day = timezone.localdate(at)
    book = running(day).policy.on(day)
    if book.find(f"{TERMS}.{AFTER_COMPLAINT}") is None or CallbackMatter.objects.filter(complaint=complaint).exists():
        return None
    held = book.find(CALLERS)
    classes: Any = held.value.inputs.get("class", ()) if held is not None and isinstance(held.value, Table) else ()
    name = "" if complaint.customer is None else complaint.customer.name or complaint.customer.code
    taken = CallbackMatter.objects.filter(case=complaint.number).exists()
    matter = CallbackMatter(
        case=f"{complaint.number}-{uuid4().hex[:4]}"[-64:] if taken else complaint.number,
        cause=AFTER_COMPLAINT,
        class_of=complaint.gravity if complaint.gravity in classes else "",
        customer=complaint.customer,
        complaint=complaint,
        closed_at=at,
        complainant=(complaint.complainant or name)[:100],
        problem=complaint.problem,
        reply_letter_only=complaint.reply_letter_only,
    )
    matter.save()
    _settle(matter, by, at)
    return matter


def role_for(by: Any, callers: tuple[str, ...], on: date) -> str:
    """
    The role in which a person calls back: one that may, his own or that of one he stands in for, else his first.
    """
    if by is None:
        return ""
    mine = roles_of(by)
    roles = [*mine, *(role for whom in stands_in_for(by, on) for role in roles_of(whom))]
    return next((role for role in roles if role in callers), next(iter(mine), ""))


def _number_of(matter: CallbackMatter, now: datetime) -> str:
    """
    The number of a matter to which nobody gave one; that of its row, so that two never get the same.
    """
    number = f"M{timezone.localdate(now).year}-{matter.pk:06d}"
    taken = CallbackMatter.objects.filter(case=number).exists()
    return f"{number}-{uuid4().hex[:4]}" if taken else number


def _in_time(callback: CallBack, now: datetime) -> None:
    if callback.made > now:
        raise DeskError(_("A call-back that lies ahead cannot have been made; correct its time."))
    if callback.next_at is not None and callback.next_at <= callback.made:
        raise DeskError(_("The next call-back comes after this one; correct its time."))


def _prove(callback: CallBack, by: Any) -> None:
    """
    Save a call-back with what its sheet is worth.
    """
    day = timezone.localdate(callback.made)
    facts = CallBackRecord(on=day, case=callback.matter.case, callback=callback_fact(callback))
    callback.save()
    try:
        decision, _kept = decided(
            "callback_valid", facts, row=callback, day=day, by=by, customer=callback.matter.customer
        )
    except SILENT:
        callback.valid = True  # no proof is asked for
    else:
        callback.valid = None if decision.outcome is None else decision.outcome.valid
    callback.save()


def _settle(matter: CallbackMatter, by: Any, now: datetime) -> None:
    """
    Save a matter with what is due on it, and record the decision.

    Raises:
        DeskError: If the policy asks for no call-back after such a thing, it was dealt with later than now, or the one
            who is named is said to be anonymous.
    """
    if matter.closed_at is not None and matter.closed_at > now:
        raise DeskError(_("It cannot have been dealt with later than now; correct the time."))
    if matter.anonymous and matter.complainant.strip():
        raise DeskError(_("Who is named is not anonymous; leave out the name, or say that it is not anonymous."))
    on = timezone.localtime(now)
    decision = due_of(matter, on)
    if decision is None:
        raise DeskError(_("The policy asks for no call-back after %(cause)s.") % {"cause": matter.cause})
    put_due(matter, owed_of(matter, on))
    matter.save()
    under = running(governing_day(matter, on))
    record(decision, question_of(matter, on), under, row=matter, by=by, customer=matter.customer)
