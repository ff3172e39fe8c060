"""
The end of the month on credit accounts, and money that is lost: what is proposed, never posted.
"""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from attrs import frozen
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from visitcore import Decision, MonthEnd, Verdict, VisitcoreError, recover_at_month_end, replay
from visitcore.rules.credit_standing import same_number
from visitcore_django.desk.brought import stored
from visitcore_django.desk.credit_ledger import hold
from visitcore_django.desk.deciding import decided, record, today
from visitcore_django.desk.door import door
from visitcore_django.desk.errors import DeskError
from visitcore_django.desk.once import once
from visitcore_django.desk.rights import demand
from visitcore_django.facts.credit import ledger_of, loss_fact, month_end_fact
from visitcore_django.models import CreditAccount, DecisionRecord, LedgerEntry, ShipmentRequest
from visitcore_django.models.base import about
from visitcore_django.policies import running

MONTH_END, LOSS = "recover_at_month_end", "bear_bad_debt"


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


@door()
def accounts_at_month_end(on: date) -> QuerySet[CreditAccount]:
    """
    The accounts on which a last shipment over the limit left before the month of a day; others have nothing to settle.
    """
    first = on.replace(day=1)
    last_ones = LedgerEntry.objects.filter(kind="invoice", class_of="last", on__lt=first)
    return CreditAccount.objects.filter(pk__in=last_ones.values("account")).order_by("pk")


@door()
def month_end_credit(on: date, *, accounts: Iterable[CreditAccount] | None = None) -> list[DecisionRecord]:
    """
    Record what the signers are charged for the months before that of a day; once for each account and month.

    What is looked at is the account as it stood when the month began, on whichever day this is done.  Sums stand for
    themselves and are not added to those of earlier months.

    Args:
        on: A day of the new month.
        accounts: The accounts; all of `accounts_at_month_end` where left out.

    Returns:
        What was recorded now or before; nothing for an account with nothing to settle.
    """
    first = on.replace(day=1)
    rows = accounts_at_month_end(on) if accounts is None else accounts
    done = [_settle(account, first) for account in rows]
    return [one for one in done if one is not None]


def charged_now(account: CreditAccount, on: date) -> Decision[Any] | None:
    """
    What the signers would be charged as the account stands on a day; ``None`` where the policy does not say.
    """
    try:
        return recover_at_month_end(MonthEnd(on=on, ledger=ledger_of(account)), running(on).policy)
    except VisitcoreError:
        return None


def charged_for(entry: LedgerEntry) -> Decimal:
    """
    What the signer of a shipment was charged for it, by the latest month's end that is recorded.
    """
    held = DecisionRecord.objects.filter(name=MONTH_END, subject_kind="creditaccount", subject_id=entry.account_id)
    last = held.order_by("-governed_on", "-pk").first()
    told = (last.answer.get("outcome") or {}) if last is not None else {}
    for number, proposal in zip(told.get("invoices", ()), told.get("proposals", ()), strict=False):
        if same_number(number) == same_number(entry.number or ""):
            return Decimal(proposal["amount"])
    return Decimal(0)


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
    token: str | None = None,
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


def _settle(account: CreditAccount, first: date) -> DecisionRecord | None:
    under = running(first)
    ledger = ledger_of(account)
    facts = month_end_fact(ledger, first)
    decision = recover_at_month_end(facts, under.policy)
    before = (first - timedelta(days=1)).replace(day=1)
    fresh = any(event.class_ == "last" and before <= event.on < first for event in ledger)
    if not fresh and not (decision.outcome and decision.outcome.invoices):
        return None
    token = f"month_end:{account.pk}:{first:%Y-%m}"

    def do() -> DecisionRecord:
        return record(decision, facts, under, row=account, customer=account.customer)

    return once(token, "month_end_credit", DecisionRecord, do)
