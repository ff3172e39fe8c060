"""
Matters that a customer is called back on: taken in, corrected, and what is due on them.
"""

from datetime import date, datetime
from typing import Any
from uuid import uuid4

from django.utils import timezone
from django.utils.translation import gettext as _

from visitcore.rules.callback_manner import CALLERS
from visitcore.rules.callback_terms import TERMS
from visitcore_django.desk.brought import demand_new, only_written
from visitcore_django.desk.callback_due import due_of, governing_day, owed_of, put_due, question_of, waits
from visitcore_django.desk.deciding import record
from visitcore_django.desk.door import door
from visitcore_django.desk.errors import DeskError
from visitcore_django.desk.listed import demand_listed
from visitcore_django.desk.once import Token, once, written
from visitcore_django.desk.rights import demand
from visitcore_django.models import CallbackMatter, Complaint
from visitcore_django.policies import listed, running

AFTER_COMPLAINT = "complaint"


@door(new="matter")
def open_matter(matter: CallbackMatter, *, by: Any, at: datetime | None = None, token: Token = None) -> CallbackMatter:
    """
    Take in something after which a customer is called back; one without a number gets one.

    Which words its columns take stands at the model.

    Raises:
        NotAllowedError: If the person may not, or does not look after the customer.
        DeskError: If the policy asks for no call-back after such a thing, or lists no such class; if it was dealt with
            later than now, or the one who is named is said to be anonymous.
    """
    now = at or timezone.now()
    demand_new(matter)
    demand(by, "add_callbackmatter", matter.customer)
    given = matter.case.strip()
    taken = _("The number %(number)s is taken; leave it empty to get one.") % {"number": given}

    def do() -> CallbackMatter:
        if CallbackMatter.objects.filter(case=given).exists():
            raise DeskError(taken, column="case")
        only_written(matter, None)
        demand_listed(matter, None, {"class_of": classes_of(timezone.localdate(now))})
        matter.case = given or f"new {uuid4().hex}"
        matter.save()
        matter.case = given or _number_of(matter, now)
        settle(matter, by, now)
        return matter

    return once(token, "open_matter", CallbackMatter, do, by=by, asked=(matter,), taken=taken)


@door()
def correct_matter(
    matter: CallbackMatter, *, by: Any, at: datetime | None = None, token: Token = None
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
        held = CallbackMatter.objects.select_for_update().get(pk=matter.pk)
        if matter.anonymous and matter.customer_id is None and held.customer_id is not None:
            raise DeskError(_("It is on record whose matter this is; a known customer does not become anonymous."))
        if held.customer is not None and matter.customer is None:
            told = _("It is on record as a matter of %(customer)s; name the right customer, if that is not the one.")
            raise DeskError(told % {"customer": held.customer}, column="customer")
        only_written(matter, held, "complaint")
        demand_listed(matter, held, {"class_of": classes_of(timezone.localdate(now))})
        settle(matter, by, now)
        return matter

    return once(token, "correct_matter", CallbackMatter, do, by=by, asked=(written(matter),))


def classes_of(day: date) -> tuple[str, ...]:
    """
    The classes by which the policy that runs on a day says who calls back; empty where it lists none.
    """
    return listed(CALLERS, "class", day)


def open_after(complaint: Complaint, *, by: Any, at: datetime) -> CallbackMatter | None:
    """
    Take in that a complaint which is dealt with is called back on, where the policy asks for it.
    """
    day = timezone.localdate(at)
    book = running(day).policy.on(day)
    if book.find(f"{TERMS}.{AFTER_COMPLAINT}") is None or CallbackMatter.objects.filter(complaint=complaint).exists():
        return None
    name = "" if complaint.customer is None else complaint.customer.name or complaint.customer.code
    taken = CallbackMatter.objects.filter(case=complaint.number).exists()
    matter = CallbackMatter(
        case=f"{complaint.number}-{uuid4().hex[:4]}"[-64:] if taken else complaint.number,
        cause=AFTER_COMPLAINT,
        class_of=complaint.gravity if complaint.gravity in classes_of(day) else "",
        customer=complaint.customer,
        complaint=complaint,
        closed_at=at,
        complainant=(complaint.complainant or name)[:100],
        problem=complaint.problem,
        reply_letter_only=complaint.reply_letter_only,
    )
    matter.save()
    settle(matter, by, at)
    return matter


def settle(matter: CallbackMatter, by: Any, now: datetime) -> None:
    """
    Save a matter with what is due on it, and record the decision.

    Raises:
        DeskError: If it has no cause or the policy asks for no call-back after such a thing, it was dealt with later
            than now, or the one who is named, or is a customer, is said to be anonymous.
    """
    if not matter.cause.strip():
        raise DeskError(_("Say after what the customer is called back."), column="cause")
    if matter.closed_at is not None and matter.closed_at > now:
        raise DeskError(_("It cannot have been dealt with later than now; correct the time."))
    if matter.anonymous and matter.complainant.strip():
        raise DeskError(_("Who is named is not anonymous; leave out the name, or say that it is not anonymous."))
    if matter.anonymous and matter.customer_id is not None:
        raise DeskError(_("A known customer is not anonymous; say so, or leave out the customer."), column="anonymous")
    on = timezone.localtime(now)
    decision = due_of(matter, on)
    if decision is None:
        told = _("The policy asks for no call-back after %(cause)s.") % {"cause": matter.cause}
        raise DeskError(told, column="cause")
    put_due(matter, owed_of(matter, on), waits=waits(matter))
    matter.save()
    under = running(governing_day(matter, on))
    record(decision, question_of(matter, on), under, row=matter, by=by, customer=matter.customer)


def _number_of(matter: CallbackMatter, now: datetime) -> str:
    """
    The number of a matter to which nobody gave one; that of its row, so that two never get the same.
    """
    number = f"M{timezone.localdate(now).year}-{matter.pk:06d}"
    taken = CallbackMatter.objects.filter(case=number).exists()
    return f"{number}-{uuid4().hex[:4]}" if taken else number
