"""
Shipments decided under the lock of the account, signed for, and written down.
"""

from collections.abc import Callable
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from visitcore import Decision, Verdict, decide_shipment
from visitcore.rules.credit_standing import same_number
from visitcore_django.desk.approving import ask, decide_approval
from visitcore_django.desk.brought import stored
from visitcore_django.desk.credit_ledger import OpenLedger
from visitcore_django.desk.credit_requests import OPEN, STATE
from visitcore_django.desk.deciding import decided, today
from visitcore_django.desk.door import door
from visitcore_django.desk.errors import DeskError, WrongStateError
from visitcore_django.desk.once import Token, once
from visitcore_django.desk.rights import demand
from visitcore_django.facts.credit import shipment_fact
from visitcore_django.models import Approval, DecisionRecord, LedgerEntry, ShipmentRequest
from visitcore_django.models.money import money
from visitcore_django.people.writers import writers_of
from visitcore_django.policies import running

RIGHT = "release_shipmentrequest"
STEPS = ("first", "last")


@door()
def release_shipment(
    request: ShipmentRequest, *, by: Any, at: datetime | None = None, token: Token = None
) -> ShipmentRequest:
    """
    Let goods leave, if the rules say so; the account is held while it is decided.

    The day of leaving governs: a request of an earlier day is decided as of today.

    Returns:
        The request: released with its entry in the ledger, waiting for a signature, refused by the rules, or still
        requested where something is not known; the decision is recorded in each case.

    Raises:
        NotAllowedError: If *by* may not; cash is taken by those who may write the ledger.
        WrongStateError: If it waits for a signature, or has left.
        DeskError: If it is wanted for a day ahead.
        FactsError: If the ledger holds its number already, or has gone on past the day.
    """
    demand(by, "change_shipmentrequest", request)
    now = at or timezone.now()

    def do() -> ShipmentRequest:
        ledger, held = _held(request, now, OPEN)
        if held.cash:
            demand(by, "add_ledgerentry", held)
        return _decide(ledger, held, by=by, now=now)

    done = once(token, "release_shipment", ShipmentRequest, do, by=by, asked=(request,))
    request.refresh_from_db()
    return done


@door()
def approve_shipment(approval: Approval, *, by: Any, comment: str = "", at: datetime | None = None) -> ShipmentRequest:
    """
    Sign for a shipment; it is decided again as the account stands now, and leaves where the rules say so.

    Raises:
        FourEyesError, NotAllowedError, WrongStateError: As `approve`.
        DeskError: If the signature alone does not let it leave; it says what else is needed, and it goes on waiting.
    """
    now = at or timezone.now()
    request = _subject(approval)
    with transaction.atomic():
        ledger, held = _held(request, now, (STATE.REFERRED,))
        before = held.class_of
        done = decide_approval(approval, ShipmentRequest, by=by, state=Approval.State.APPROVED, comment=comment, at=now)
        signer = done.needs.split(",")[0] if _is_still(ledger, held, now) else None
        _decide(ledger, held, by=by, now=now, signer=signer)
        if held.state == STATE.REFERRED and held.class_of == before:
            raise DeskError(_("The payment term has passed: grant a special limit on the account first, then approve."))
        if held.state == STATE.REQUESTED:
            raise DeskError(_("It cannot be decided as long as something is missing; complete it first, then approve."))
        return held


@door()
def return_shipment(approval: Approval, *, by: Any, comment: str, at: datetime | None = None) -> ShipmentRequest:
    """
    Send a shipment back with a word on what to mend.

    Raises:
        FourEyesError, NotAllowedError, WrongStateError, DeskError: As `send_back`.
    """
    now = at or timezone.now()
    request = _subject(approval)
    with transaction.atomic():
        _ledger, held = _held(request, now, (STATE.REFERRED,))
        decide_approval(approval, ShipmentRequest, by=by, state=Approval.State.RETURNED, comment=comment, at=now)
        held.state, held.next_by = STATE.RETURNED, ""
        held.save()
        return held


@door()
def record_unapproved(
    request: ShipmentRequest, *, by: Any, at: datetime | None = None, token: Token = None
) -> ShipmentRequest:
    """
    Write down that goods left although the rules refused them: the debt is there, in the class without approval.

    Raises:
        NotAllowedError: If *by* may not write the ledger.
        WrongStateError: If they were not refused.
    """
    demand(by, "add_ledgerentry", request)
    now = at or timezone.now()

    def do() -> ShipmentRequest:
        ledger, held = _held(request, now, (STATE.REFUSED,))
        held.on = today(now)
        return _write_down(ledger, held, "unapproved", STATE.UNAPPROVED, by=by)

    done = once(token, "record_unapproved", ShipmentRequest, do, by=by, asked=(request,))
    request.refresh_from_db()
    return done


def _is_still(ledger: OpenLedger, held: ShipmentRequest, now: datetime) -> bool:
    """
    Whether the step that was asked for is still the one that it would be; a signature for one is none for another.
    """
    day = today(now)
    now_is = decide_shipment(shipment_fact(held, ledger.row, ledger.events, day), running(day).policy).outcome
    return now_is is not None and held.class_of in STEPS and now_is.class_ == held.class_of


def _decide(
    ledger: OpenLedger, held: ShipmentRequest, *, by: Any, now: datetime, signer: str | None = None
) -> ShipmentRequest:
    day = today(now)
    if held.on > day:
        raise DeskError(_("These goods are wanted for %(day)s; release them on that day.") % {"day": held.on})
    held.on = day
    customer = ledger.row.customer
    facts = shipment_fact(held, ledger.row, ledger.events, day, signer)
    decision, record = decided("decide_shipment", facts, row=held, day=day, by=by, customer=customer)
    release = decision.outcome
    held.class_of = "" if release is None else release.class_
    held.next_by = "" if release is None else release.next_by
    held.signer = (signer or "") if held.class_of in STEPS else ""
    if decision.verdict is Verdict.ALLOWED:
        _not_own_limit(held, decision)
        class_of = held.class_of if held.class_of in STEPS else "normal"
        return _write_down(ledger, held, class_of, STATE.RELEASED, by=by, record=record)
    held.state = _STATES[decision.verdict]
    held.save()
    if decision.verdict is Verdict.REFERRED:
        ask(
            held,
            by=held.requested_by,
            right=RIGHT,
            at=now,
            needs=[held.next_by],
            customer=customer,
            decision=record,
            title=f"{held.number} {money(held.amount, held.account.currency)}",
        )
    return held


_STATES = {
    Verdict.REFERRED: STATE.REFERRED,
    Verdict.REFUSED: STATE.REFUSED,
    Verdict.UNDETERMINED: STATE.REQUESTED,
    Verdict.NOT_APPLICABLE: STATE.REQUESTED,
}


def _write_down(
    ledger: OpenLedger,
    held: ShipmentRequest,
    class_of: str,
    state: ShipmentRequest.State,
    *,
    by: Any,
    record: DecisionRecord | None = None,
) -> ShipmentRequest:
    """
    The invoice, the cash that was paid for it, and the state of the request.
    """
    more = {"number": held.number, "class_of": class_of, "signer": held.signer}
    post: Callable[..., LedgerEntry] = ledger.post
    held.entry = post("invoice", held.amount, on=held.on, by=by, decision=record, **more)
    owed = ledger.told.invoices[same_number(held.number)].open
    for part, towards in ((min(held.cash, owed), held.number), (max(held.cash - owed, Decimal(0)), "")):
        if part:
            post("payment", part, on=held.on, by=by, decision=record, towards=towards)
    held.state, held.next_by = state, ""
    held.save()
    ledger.keep_standing(held.on)
    return held


def _not_own_limit(held: ShipmentRequest, decision: Decision[Any]) -> None:
    """
    Nobody ships on a special limit that he granted himself, nor on one that another granted for him.
    """
    if decision.outcome is None or not decision.outcome.past_term:
        return
    wrote = writers_of(held)
    own = LedgerEntry.objects.filter(Q(by__in=wrote) | Q(on_behalf_of__in=wrote))
    own = own.filter(account=held.account_id, kind="special_limit")
    if own.filter(first_day__lte=held.on, last_day__gte=held.on).exists():
        raise DeskError(
            _("The special limit in force was granted by the one who asks for these goods; somebody else has to ask.")
        )


def _subject(approval: Approval) -> ShipmentRequest:
    request = stored(approval).subject
    if not isinstance(request, ShipmentRequest):
        raise DeskError(_("What this is about is gone."))
    return request


def _held(
    request: ShipmentRequest, now: datetime, states: tuple[ShipmentRequest.State, ...]
) -> tuple[OpenLedger, ShipmentRequest]:
    """
    The account, held first, and the request as it is now.
    """
    ledger = OpenLedger(stored(request).account_id, today(now))
    held = ShipmentRequest.objects.select_for_update().get(pk=request.pk)
    if held.state not in states:
        raise WrongStateError(held)
    return ledger, held
