"""
Money that is lost on credit accounts: who bears it is proposed, never posted.
"""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from attrs import frozen
from django.utils.translation import gettext as _

from visitcore import Verdict, replay
from visitcore.rules.credit_standing import same_number
from visitcore_django.desk.brought import stored
from visitcore_django.desk.credit_ledger import hold
from visitcore_django.desk.credit_month import charged_for
from visitcore_django.desk.deciding import decided, today
from visitcore_django.desk.door import door
from visitcore_django.desk.errors import DeskError
from visitcore_django.desk.once import Token, once
from visitcore_django.desk.rights import demand
from visitcore_django.facts.credit import ledger_of, loss_fact
from visitcore_django.models import DecisionRecord, LedgerEntry, ShipmentRequest
from visitcore_django.models.base import about
from visitcore_django.policies import running

LOSS = "bear_bad_debt"


@frozen(kw_only=True)
class Lost:
    """
    What is lost of an invoice.

    Attributes:
        amount: How much.
        deducted: How much of what its signer was charged is set off against it.
    """

    amount: Decimal
    deducted: Decimal


def open_part(entry: LedgerEntry, on: date) -> Decimal:
    """
    What is still open of an invoice.

    Raises:
        DeskError: If the entry is none.
    """
    told = replay(running(on).policy, ledger_of(entry.account)).invoices.get(same_number(entry.number or ""))
    if told is None:
        raise DeskError(
            _("%(number)s is no invoice of this account; choose one of those listed.") % {"number": entry.number}
        )
    return told.open


def lost_before(entry: LedgerEntry) -> Lost:
    """
    What was decided to be lost of an invoice so far, where somebody bears it.
    """
    borne = DecisionRecord.objects.filter(name=LOSS, verdict=Verdict.REFERRED.value, **about(entry))
    told = [record.facts for record in borne]
    return Lost(
        amount=sum((Decimal(one["amount"]) for one in told), Decimal(0)),
        deducted=sum((Decimal(one.get("deducted") or 0) for one in told), Decimal(0)),
    )


def left_to_lose(entry: LedgerEntry, on: date) -> Lost:
    """
    What of an invoice may still be lost, and what its signer was charged for it that was not set off yet.

    Raises:
        DeskError: If the entry is no invoice.
    """
    before = lost_before(entry)
    return Lost(
        amount=max(open_part(entry, on) - before.amount, Decimal(0)),
        deducted=max(charged_for(entry) - before.deducted, Decimal(0)),
    )


@door()
def bear_loss(
    entry: LedgerEntry,
    amount: Decimal,
    *,
    by: Any,
    verified: bool | None = None,
    deducted: Decimal | None = None,
    at: datetime | None = None,
    token: Token = None,
) -> DecisionRecord:
    """
    Decide and record who bears what is lost of an invoice; the ledger stays as it is.

    Args:
        entry: The invoice.
        amount: How much is lost; no more than is open and was not lost before.
        by: Who asks.
        verified: Whether it is verified that the goods left without approval.
        deducted: What the signer was charged for it already; where left out what is recorded and was not set off yet.
        at: The instant; now where left out.
        token: The token that came with the request.

    Raises:
        NotAllowedError: If *by* may not.
        DeskError: If more is lost than is open, together with what was lost before.
        FactsError: If more was deducted than is lost.
    """
    entry = stored(entry)
    demand(by, "change_creditaccount", entry.account)
    day = today(at)

    def do() -> DecisionRecord:
        account = hold(entry.account_id)
        left = left_to_lose(entry, day)
        if not 0 < amount <= left.amount:
            said = {"open": left.amount, "number": entry.number, "lost": lost_before(entry).amount}
            if said["lost"]:
                raise DeskError(
                    _("%(lost)s of %(number)s is lost already; no more than %(open)s is left of it.") % said
                )
            raise DeskError(_("%(open)s is open on %(number)s; give a sum up to that.") % said)
        facts = loss_fact(
            _class_of(entry),
            amount,
            day,
            verified=verified,
            deducted=left.deducted if deducted is None else deducted,
            signer=entry.signer,
        )
        return decided(LOSS, facts, row=entry, day=day, by=by, customer=account.customer)[1]

    return once(token, "bear_loss", DecisionRecord, do, by=by, asked=(entry, amount, verified, deducted))


def _class_of(entry: LedgerEntry) -> str:
    """
    The class that an invoice left in; its shipment knows better than the ledger.
    """
    shipment = ShipmentRequest.objects.filter(entry=entry).first()
    if entry.class_of == "normal" and shipment is not None:
        return shipment.class_of or "within"
    return entry.class_of
