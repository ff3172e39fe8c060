"""
Goods that are to leave on account: asked for, changed while nothing is decided, and taken back.
"""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from visitcore_django.desk.approving import withdraw
from visitcore_django.desk.brought import stored
from visitcore_django.desk.credit_ledger import hold
from visitcore_django.desk.deciding import today
from visitcore_django.desk.door import door, fits
from visitcore_django.desk.errors import DeskError, WrongStateError
from visitcore_django.desk.once import Token, once
from visitcore_django.desk.rights import demand
from visitcore_django.models import CreditAccount, ShipmentRequest

STATE = ShipmentRequest.State
OPEN = (STATE.REQUESTED, STATE.RETURNED, STATE.REFUSED)
"""States in which a request may be changed and decided."""


@door()
def request_shipment(
    account: CreditAccount,
    *,
    by: Any,
    amount: Decimal,
    number: str,
    on: date | None = None,
    cash: Decimal = Decimal(0),
    plan: bool | None = None,
    ticket: str = ShipmentRequest.Ticket.NORMAL,
    at: datetime | None = None,
    token: Token = None,
) -> ShipmentRequest:
    """
    Ask for goods to leave; nothing is decided yet.

    Args:
        account: The account that they leave on.
        by: Who asks.
        amount: Value of the goods.
        number: Number of the invoice to be.
        on: The day on which they are wanted; today where left out.
        cash: What is paid for it in cash.
        plan: Whether a plan for the money is on file; ``None`` where that is not known.
        ticket: What it leaves on: ``normal``, ``handwritten`` or ``none``.
        at: The instant; now where left out.
        token: The token that came with the request.

    Raises:
        NotAllowedError: If *by* may not.
        DeskError: If the number is taken, or a value does not fit.
    """
    demand(by, "add_shipmentrequest", account)
    taken = _("A shipment with this number is there already.")
    more = {"cash": cash, "plan": plan, "ticket": ticket}
    columns = {"amount": amount, "number": number.strip(), "on": on or today(at), **more}

    def do() -> ShipmentRequest:
        sound = _sound(columns)
        if account.shipments.filter(number=sound["number"]).exists():
            raise DeskError(taken)
        return ShipmentRequest.objects.create(account=account, requested_by=by, **sound)

    return once(
        token,
        "request_shipment",
        ShipmentRequest,
        do,
        by=by,
        asked=(account, amount, number, on, more),
        taken=taken,
    )


@door()
@transaction.atomic
def change_shipment(request: ShipmentRequest, *, by: Any) -> ShipmentRequest:
    """
    Write what was changed in a request; nobody who has ever asked for it or changed it signs for it.

    Raises:
        NotAllowedError: If *by* may not.
        WrongStateError: If it waits for a signature, or has left.
        StaleError: If somebody else has changed it meanwhile.
    """
    demand(by, "change_shipmentrequest", request)
    held = _held(request, OPEN)
    names = ("amount", "number", "on", "cash", "plan", "ticket")
    for name, value in _sound({name: getattr(request, name) for name in names}).items():
        setattr(request, name, value)
    request.state = held.state
    request.keep_writers(held, by)
    request.save(update_fields=[*names, "changed_by"])
    return request


@door()
@transaction.atomic
def withdraw_shipment(request: ShipmentRequest, *, by: Any, at: datetime | None = None) -> ShipmentRequest:
    """
    Take back a request that waits for a signature.

    Raises:
        NotAllowedError: If *by* may not.
        WrongStateError: If it does not wait any more.
    """
    demand(by, "change_shipmentrequest", request)
    held = _held(request, (STATE.REFERRED,))
    withdraw(held, by=by or held.requested_by, at=at)
    held.state, held.next_by = STATE.REQUESTED, ""
    held.save()
    request.refresh_from_db()
    return held


def _held(request: ShipmentRequest, states: tuple[ShipmentRequest.State, ...]) -> ShipmentRequest:
    """
    A request as it stands, locked after its account, as whoever decides on it locks the two.
    """
    hold(stored(request).account_id)
    held = ShipmentRequest.objects.select_for_update().get(pk=request.pk)
    if held.state not in states:
        raise WrongStateError(held)
    return held


def _sound(columns: dict[str, Any]) -> dict[str, Any]:
    held = fits(ShipmentRequest, columns)
    if not held["amount"]:
        raise DeskError(_("An amount must be above zero."))
    return held
