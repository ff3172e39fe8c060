"""
The end of the month on credit accounts: what is proposed, never posted.
"""

from collections.abc import Iterable
from contextlib import suppress
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from visitcore import Decision, MonthEnd, VisitcoreError, recover_at_month_end
from visitcore.codec.decision import decision_to_dict
from visitcore.codec.facts import facts_to_dict
from visitcore.rules.credit_standing import same_number
from visitcore_django.desk.credit_ledger import hold
from visitcore_django.desk.deciding import record
from visitcore_django.desk.door import door
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

    What is looked at is the account as it stood when the month began, on whichever day this is done; money that is
    entered late and changes what comes of it has it recorded anew.  Sums stand for themselves and are not added to
    those of earlier months.

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


def resettle(account: CreditAccount, since: date, *, by: Any) -> None:
    """
    Decide anew on the ends of months that are recorded and touched by money or goods that were entered late.

    What cannot be decided any more stays as it is recorded.

    Args:
        account: The account.
        since: Day on which they came in.
        by: Who entered them.
    """
    for first in recorded_ends(account, since).order_by("governed_on").values_list("governed_on", flat=True).distinct():
        with suppress(VisitcoreError):
            _settle(account, first, by)


def recorded_ends(account: CreditAccount, since: date = date.min) -> QuerySet[DecisionRecord]:
    """
    What is recorded of an account at the ends of months, after a day.
    """
    return DecisionRecord.objects.filter(
        name=MONTH_END, subject_kind="creditaccount", subject_id=account.pk, governed_on__gt=since
    )


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
    last = recorded_ends(entry.account).order_by("-governed_on", "-pk").first()
    told = (last.answer.get("outcome") or {}) if last is not None else {}
    for number, proposal in zip(told.get("invoices", ()), told.get("proposals", ()), strict=False):
        if same_number(number) == same_number(entry.number or ""):
            return Decimal(proposal["amount"])
    return Decimal(0)


@transaction.atomic
def _settle(account: CreditAccount, first: date, by: Any = None) -> DecisionRecord | None:
    """
    The end of a month as it is recorded; recorded anew where money that was entered late has changed what comes of it.
    """
    hold(account.pk)
    held = recorded_ends(account).filter(governed_on=first).order_by("-pk").first()
    under, ledger = running(first), ledger_of(account)
    facts = month_end_fact(ledger, first)
    if held is not None and held.facts == facts_to_dict(facts):
        return held
    decision = recover_at_month_end(facts, under.policy)
    if held is not None and held.answer["outcome"] == decision_to_dict(decision)["outcome"]:
        return held
    before = (first - timedelta(days=1)).replace(day=1)
    fresh = any(event.class_ == "last" and before <= event.on < first for event in ledger)
    if held is None and not fresh and not (decision.outcome and decision.outcome.invoices):
        return None
    return record(decision, facts, under, row=account, by=by, customer=account.customer)
