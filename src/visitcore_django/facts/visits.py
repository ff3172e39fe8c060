"""
Visits and excuses as facts.
"""

from collections.abc import Iterable
from datetime import date, datetime

from django.db.models import Min
from django.utils import timezone

import visitcore
from visitcore import VisitRecord
from visitcore.ground.days import next_day
from visitcore.ground.span import Span
from visitcore_django.facts.customer import customer_fact, figures_on
from visitcore_django.facts.days import midnight
from visitcore_django.models import Customer, Excuse, Visit


def visit_fact(row: Visit) -> visitcore.Visit:
    """
    A visit as a fact.
    """
    owner = None if row.owner is None else row.owner.get_username()
    return visitcore.Visit(
        start=local(row.start),
        end=None if row.end is None else local(row.end),
        status=visitcore.VisitStatus(row.status),
        owner=owner,
        purpose=row.purpose or None,
    )


def excuse_fact(row: Excuse, code: str) -> visitcore.Excuse:
    """
    An approved excuse as a fact.
    """
    return visitcore.Excuse(customer=code, span=Span(row.first_day, next_day(row.last_day)), reason=row.reason)


def visit_record(customer: Customer, on: date) -> VisitRecord:
    """
    Everything known of one customer's visits on a day.
    """
    visits = customer.visits.select_related("owner").order_by("start")
    excuses = customer.excuses.filter(state=Excuse.State.APPROVED).order_by("first_day")
    return VisitRecord(
        on=on,
        customer=customer_fact(customer, figures_on([customer.pk], on).get(customer.pk)),
        visits=tuple(visit_fact(row) for row in visits),
        excuses=tuple(excuse_fact(row, customer.code) for row in excuses),
    )


def planned_ahead(customers: Iterable[Customer], on: date) -> dict[int, date]:
    """
    The day of the next visit that is planned to each customer, by the customer's key; looked up at once.

    Args:
        customers: The customers.
        on: The first day that counts.
    """
    rows = Visit.objects.filter(customer__in=list(customers), status=Visit.Status.PLANNED, start__gte=midnight(on))
    first = rows.order_by().values_list("customer_id").annotate(first=Min("start"))
    return {key: local(moment).date() for key, moment in first}


def local(moment: datetime) -> datetime:
    """
    An instant in the time zone of the site.
    """
    return timezone.localtime(moment)
