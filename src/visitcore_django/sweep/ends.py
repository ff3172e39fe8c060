"""
The end of the day and of the month on credit accounts.
"""

from datetime import timedelta

from attrs import asdict
from django.db.models import Q
from django.utils.translation import gettext_noop

from visitcore import VisitcoreError
from visitcore_django.desk.credit_month import MONTH_END, accounts_at_month_end, month_end_credit
from visitcore_django.desk.credit_standing import refresh_credits
from visitcore_django.desk.reminders import MONTH_END as MONTH_END_KIND
from visitcore_django.models import CreditAccount, DecisionRecord
from visitcore_django.sweep.job import Job, Step
from visitcore_django.sweep.opening import Wanted, settle
from visitcore_django.sweep.words import both

FINANCE = "finance"
CHARGED = gettext_noop(
    "%(customer)s: goods over the limit were not paid by the end of %(month)s; look at what is proposed."
)


def day_end(job: Job, past: int) -> Step:
    """
    Work out limit, debt and head-room of the next accounts: the limit moves every day.
    """
    found = CreditAccount.objects.filter(pk__gt=past).order_by("pk")
    keys = list(found.values_list("pk", flat=True)[: job.size])
    stale = list(CreditAccount.objects.filter(pk__in=keys).exclude(standing_on=job.on).values_list("pk", flat=True))
    last = keys[-1] if len(keys) == job.size else None
    try:
        done = refresh_credits(stale, job.on) if stale else 0
    except VisitcoreError as error:
        job.complain(str(error))
        done = 0
    return Step(last, {"accounts": done})


def month_end(job: Job, past: int) -> Step:
    """
    Record what signers are charged for the month before, once for each account, and tell the people of finance.
    """
    found = accounts_at_month_end(job.on).filter(pk__gt=past)
    accounts = list(found[: job.size])
    last = accounts[-1].pk if len(accounts) == job.size else None
    for account in accounts:
        try:
            month_end_credit(job.on, accounts=[account])
        except VisitcoreError as error:
            job.complain(f"{account}: {error}")
    if last is not None:
        return Step(last)
    done = settle(_charges(job), Q(kind=MONTH_END_KIND), job.on)
    return Step(None, asdict(done))


def _charges(job: Job) -> list[Wanted]:
    """
    What finance is told of: the records of this month that propose something.
    """
    first = job.on.replace(day=1)
    before = first - timedelta(days=1)
    people = job.whom.in_role(FINANCE, None, None) or (None,)
    records = DecisionRecord.objects.filter(name=MONTH_END, governed_on=first, subject_kind="creditaccount")
    return [
        Wanted(
            kind=MONTH_END_KIND,
            about=("decisionrecord", record.pk),
            says=both(CHARGED, customer=record.customer, month=f"{before:%Y-%m}"),
            to=person,
            role=FINANCE,
            customer=record.customer_id,
            rule=record.rules.split(",")[0],
        )
        for record in records.select_related("customer").order_by("pk")
        if (record.answer.get("outcome") or {}).get("invoices")
        for person in people
    ]
