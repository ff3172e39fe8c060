"""
Excuses at the desk: asked for, approved by somebody else, sent back, asked for again.
"""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from visitcore_django.desk.approving import ask, decide_approval
from visitcore_django.desk.brought import only_written, stored
from visitcore_django.desk.deciding import record, today
from visitcore_django.desk.done import close_done
from visitcore_django.desk.door import door
from visitcore_django.desk.due import hold, refresh_due
from visitcore_django.desk.errors import DeskError, WrongStateError
from visitcore_django.desk.once import Token, once, written
from visitcore_django.desk.rights import demand
from visitcore_django.facts.visits import visit_record
from visitcore_django.models import Approval, Customer, Excuse
from visitcore_django.policies import running_with_past

RIGHT = "approve_excuse"


@door()
def request_excuse(
    customer: Customer,
    *,
    by: Any,
    first_day: date,
    last_day: date,
    reason: str,
    at: datetime | None = None,
    token: Token = None,
) -> Excuse:
    """
    Ask that a customer need not be visited for some days; it counts once somebody else has approved it.

    Args:
        customer: The customer.
        by: Who asks.
        first_day: The first day excused.
        last_day: The last one.
        reason: Why.
        at: The instant; now where left out.
        token: What makes a repeated request do nothing.

    Raises:
        NotAllowedError: If *by* may not, or does not look after the customer.
        DeskError: If the days or the reason will not do, or such days are excused or asked for already.
    """
    demand(by, "add_excuse", customer)

    def do() -> Excuse:
        excuse = Excuse(customer=customer, first_day=first_day, last_day=last_day, reason=reason, requested_by=by)
        return _submit(excuse, by, at)

    return once(token, "request_excuse", Excuse, do, by=by, asked=(customer, first_day, last_day, reason))


@door()
def resubmit_excuse(excuse: Excuse, *, by: Any, at: datetime | None = None, token: Token = None) -> Excuse:
    """
    Ask again for what was sent back, with its days and reason as they are now.

    Raises:
        NotAllowedError: If *by* may not, or does not look after the customer.
        WrongStateError: If it was not sent back.
        StaleError: If somebody else has changed it meanwhile.
        DeskError: As `request_excuse`.
    """
    demand(by, "change_excuse", excuse)
    demand(by, "change_excuse", excuse.customer)

    def do() -> Excuse:
        hold(stored(excuse).customer, excuse.customer)
        held = Excuse.objects.select_for_update().get(pk=excuse.pk)
        if held.state != Excuse.State.RETURNED:
            raise WrongStateError(held)
        only_written(excuse, held)
        excuse.keep_writers(held, by)
        return _submit(excuse, by, at)

    return once(token, "resubmit_excuse", Excuse, do, by=by, asked=(written(excuse),))


@door()
@transaction.atomic
def approve_excuse(approval: Approval, *, by: Any, comment: str = "", at: datetime | None = None) -> Excuse:
    """
    Approve an excuse, and see how the customer stands now; that decision is recorded.

    Raises:
        FourEyesError, NotAllowedError, WrongStateError: As `approve`.
    """
    excuse = _answer(approval, Approval.State.APPROVED, Excuse.State.APPROVED, by, comment, at)
    day = today(at)
    customer = excuse.customer
    decision = refresh_due(customer, day)
    close_done([customer])
    if decision is not None:
        facts, under = visit_record(customer, day), running_with_past(day)
        record(decision, facts, under, row=excuse, by=by, customer=customer)
    return excuse


@door()
@transaction.atomic
def return_excuse(approval: Approval, *, by: Any, comment: str, at: datetime | None = None) -> Excuse:
    """
    Send an excuse back with a word on what to mend.

    Raises:
        FourEyesError, NotAllowedError, WrongStateError, DeskError: As `send_back`.
    """
    return _answer(approval, Approval.State.RETURNED, Excuse.State.RETURNED, by, comment, at)


def _submit(excuse: Excuse, by: Any, at: datetime | None) -> Excuse:
    excuse.reason = excuse.reason.strip()
    if not excuse.reason:
        raise DeskError(_("Say why the customer need not be visited."), column="reason")
    if excuse.last_day < excuse.first_day:
        raise DeskError(_("The last day lies before the first; give them in order."), column="last_day")
    hold(excuse.customer)
    others = Excuse.objects.filter(customer=excuse.customer_id).exclude(pk=excuse.pk)
    others = others.exclude(state=Excuse.State.RETURNED)
    met = others.filter(first_day__lte=excuse.last_day, last_day__gte=excuse.first_day).first()
    if met is not None:
        said = {"first": met.first_day, "last": met.last_day, "state": met.get_state_display()}
        raise DeskError(
            _("There is an excuse from %(first)s to %(last)s already (%(state)s).") % said, column="first_day"
        )
    excuse.state = Excuse.State.REQUESTED
    excuse.save()
    ask(excuse, by=by, right=RIGHT, at=at, customer=excuse.customer)
    return excuse


def _answer(
    approval: Approval, state: Approval.State, to: Excuse.State, by: Any, comment: str, at: datetime | None
) -> Excuse:
    told = Excuse.objects.filter(pk=stored(approval).subject_id).first()
    if told is not None:
        hold(told.customer)
    done = decide_approval(approval, Excuse, by=by, state=state, comment=comment, at=at)
    excuse = Excuse.objects.select_for_update().get(pk=done.subject_id)
    excuse.state = to
    excuse.save()
    return excuse
