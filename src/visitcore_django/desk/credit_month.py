"""
The end of the month on credit accounts: what is proposed, never posted.
"""

from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet

from visitcore import Decision, MonthEnd, VisitcoreError, recover_at_month_end
from visitcore.rules.credit_standing import same_number
from visitcore_django.desk.deciding import record
from visitcore_django.desk.door import door
from visitcore_django.desk.once import once
from visitcore_django.facts.credit import ledger_of, month_end_fact
from visitcore_django.models import CreditAccount, DecisionRecord, LedgerEntry
from visitcore_django.policies import running

MONTH_END = "recover_at_month_end"


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
