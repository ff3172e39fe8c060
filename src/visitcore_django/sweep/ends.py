"""
The end of the day and of the month on credit accounts.
"""

from datetime import date, timedelta

from attrs import asdict
from django.db.models import Q
from django.utils.translation import gettext_noop

from visitcore import VisitcoreError
from visitcore.ground.period import Period
from visitcore_django.desk.credit_month import MONTH_END, accounts_at_month_end, month_end_credit
from visitcore_django.desk.credit_standing import work_out
from visitcore_django.desk.reminders import MONTH_END as MONTH_END_KIND
from visitcore_django.desk.wording import library_error_in_words
from visitcore_django.facts.days import midnight
from visitcore_django.models import CreditAccount, DecisionRecord, Reminder
from visitcore_django.sweep.job import Job, Step
from visitcore_django.sweep.opening import Wanted, settle
from visitcore_django.sweep.words import both

FINANCE = "finance"
CHARGED = gettext_noop(
    "%(customer)s: goods over the limit were not paid by the end of %(month)s; look at what is proposed."
)


def day_end(job: Job, past: int) -> Step:
    """
    Work out limit, debt and head-room of the next accounts: the limit moves every day, and with the policy.

    An account whose ledger does not go together is told, and keeps no other from being worked out.
    """
    found = CreditAccount.objects.filter(pk__gt=past).order_by("pk")
    keys = list(found.values_list("pk", flat=True)[: job.size])
    last = keys[-1] if len(keys) == job.size else None
    try:
        _rows, done = work_out(keys, job.on, job.complain_of)
    except VisitcoreError as error:
        job.complain(library_error_in_words(error))
        done = 0
    return Step(last, {"accounts": done})


def month_end(job: Job, past: int) -> Step:
    """
    Record what signers are charged for the months before, once for each account and month, and tell finance.

    Ends of months that passed without a sweep are made up for.
    """
    found = accounts_at_month_end(job.on).filter(pk__gt=past)
    accounts = list(found[: job.size])
    last = accounts[-1].pk if len(accounts) == job.size else None
    for account in accounts:
        for first in _months(job):
            try:
                month_end_credit(first, accounts=[account])
            except VisitcoreError as error:
                job.complain_of(account, error)
    if last is not None:
        return Step(last)
    done = settle(_charges(job), Q(kind=MONTH_END_KIND), job.on)
    return Step(None, asdict(done))


def _months(job: Job) -> list[date]:
    """
    The first days of the months from the last sweep to this one.
    """
    months = range(Period.MONTH.index(job.before), Period.MONTH.index(job.on) + 1)
    return [first for first in (Period.MONTH.at(month).since for month in months) if first is not None]


def _charges(job: Job) -> list[Wanted]:
    """
    What finance is told of, where something is proposed.

    It is told of the ends of these months, of what was recorded anew since the last sweep, and of all that until
    somebody says that he has looked at it.
    """
    people = job.whom.in_role(FINANCE, None, None) or (None,)
    return [
        Wanted(
            kind=MONTH_END_KIND,
            about=("decisionrecord", row.pk),
            says=both(CHARGED, customer=row.customer, month=f"{row.governed_on - timedelta(days=1):%Y-%m}"),
            to=person,
            role=FINANCE,
            customer=row.customer_id,
            rule=row.rules.split(",")[0],
        )
        for row in _told_of(job)
        if (row.answer.get("outcome") or {}).get("invoices")
        for person in people
    ]


def _told_of(job: Job) -> list[DecisionRecord]:
    """
    The ends of months that finance is told of, each as it is recorded now.
    """
    months, since = _months(job), midnight(job.before)
    ends = DecisionRecord.objects.filter(name=MONTH_END, subject_kind="creditaccount").order_by("pk")
    open_ones = Reminder.objects.filter(kind=MONTH_END_KIND, closed_on=None).order_by()
    told = set(ends.filter(pk__in=open_ones.values("subject_id")).values_list("subject_id", "governed_on"))
    asked = Q(governed_on__in={*months, *(first for _account, first in told)}) | Q(recorded_at__gte=since)
    last = {(row.subject_id, row.governed_on): row for row in ends.filter(asked).select_related("customer")}
    return [row for end, row in last.items() if end in told or row.governed_on in months or row.recorded_at >= since]
