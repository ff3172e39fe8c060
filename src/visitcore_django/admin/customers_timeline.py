"""
What happened with a customer in the last twelve months: one query for each kind, the newest first.
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime
from typing import Any

from attrs import frozen
from dateutil.relativedelta import relativedelta
from django.contrib.admin import AdminSite
from django.db.models import Model
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from visitcore_django import models
from visitcore_django.admin.wording import named, named_all
from visitcore_django.facts.days import midnight
from visitcore_django.models import Customer
from visitcore_django.models.money import money
from visitcore_django.models.naming import person_name

MONTHS = 12
OF_EACH, IN_ALL = 50, 100


@frozen(kw_only=True)
class Happening:
    """
    One thing that happened.

    Attributes:
        day: The day.
        order: What it is sorted by within the day.
        row: Its row.
        what: What it was, in words.
        state: How far it came; empty where that says nothing.
        who: Who did it.
        url: The address of its page; empty where there is none to see.
    """

    day: date
    order: str
    row: Model
    what: str
    state: str = ""
    who: str = ""
    url: str = ""

    @property
    def kind(self) -> str:
        """
        What sort of thing it is.
        """
        return str(self.row._meta.verbose_name)


Told = tuple[date | datetime, Model, str, str, str]
Source = tuple[type[Model], Callable[[Customer, date], Iterable[Told]]]


def timeline(customer: Customer, person: Any, site: AdminSite) -> tuple[list[Happening], bool]:
    """
    What a person may see of what happened, the newest first.

    Returns:
        At most `IN_ALL` happenings, and whether there were more.
    """
    since = timezone.localdate() - relativedelta(months=MONTHS)
    found = []
    for model, tell in SOURCES:
        if person.has_perm(f"visitcore_django.view_{model._meta.model_name}"):
            found += [_happening(told, site) for told in tell(customer, since)]
    found.sort(key=lambda one: (one.day, one.order), reverse=True)
    return found[:IN_ALL], len(found) > IN_ALL


def page_of(row: Model, site: AdminSite) -> str:
    """
    The address of a row's page; empty where the site has none.
    """
    if not site.is_registered(type(row)):
        return ""
    return reverse(f"{site.name}:{row._meta.app_label}_{row._meta.model_name}_change", args=[row.pk])


def _happening(told: Told, site: AdminSite) -> Happening:
    when, row, what, state, who = told
    day = timezone.localdate(when) if isinstance(when, datetime) else when
    order = timezone.localtime(when).isoformat() if isinstance(when, datetime) else when.isoformat()
    return Happening(day=day, order=order, row=row, what=what, state=state, who=who, url=page_of(row, site))


def _visits(customer: Customer, since: date) -> Iterator[Told]:
    rows = customer.visits.filter(start__gte=midnight(since)).select_related("owner").order_by("-start")
    for row in rows[:OF_EACH]:
        yield row.start, row, named_all(row.purpose), row.get_status_display(), person_name(row.owner)


def _reports(customer: Customer, since: date) -> Iterator[Told]:
    rows = models.VisitReport.objects.filter(visit__customer=customer, visit__start__gte=midnight(since))
    for row in rows.select_related("visit__owner").order_by("-visit__start")[:OF_EACH]:
        state = f"{row.get_state_display()}, {_('late')}" if row.late else str(row.get_state_display())
        what = _("on the visit of %(day)s") % {"day": timezone.localdate(row.visit.start)}
        yield row.submitted_at or row.visit.start, row, what, state, person_name(row.visit.owner)


def _promises(customer: Customer, since: date) -> Iterator[Told]:
    for row in customer.promises.filter(made__gte=since).select_related("owner").order_by("-made")[:OF_EACH]:
        state = _("open") if row.kept is None else _("kept on %(day)s") % {"day": row.kept}
        yield row.made, row, row.what, state, person_name(row.owner)


def _excuses(customer: Customer, since: date) -> Iterator[Told]:
    rows = customer.excuses.filter(last_day__gte=since).select_related("requested_by").order_by("-first_day")
    for row in rows[:OF_EACH]:
        what = f"{row.first_day} – {row.last_day}: {row.reason}"
        yield row.first_day, row, what, row.get_state_display(), person_name(row.requested_by)


def _meals(customer: Customer, since: date) -> Iterator[Told]:
    for row in customer.meals.filter(on__gte=since).select_related("requested_by").order_by("-on")[:OF_EACH]:
        what = f"{named(row.occasion)} {money(row.bill, row.currency)}"
        yield row.on, row, what, row.get_state_display(), person_name(row.requested_by)


def _gifts(customer: Customer, since: date) -> Iterator[Told]:
    rows = customer.gifts.filter(on__gte=since).select_related("item", "requested_by").order_by("-on")
    for row in rows[:OF_EACH]:
        yield row.on, row, str(row), row.get_state_display(), person_name(row.requested_by)


def _shipments(customer: Customer, since: date) -> Iterator[Told]:
    rows = models.ShipmentRequest.objects.filter(account__customer=customer, on__gte=since)
    for row in rows.select_related("requested_by", "account").order_by("-on")[:OF_EACH]:
        what = f"{row.number} {money(row.amount, row.account.currency)}"
        yield row.on, row, what, row.get_state_display(), person_name(row.requested_by)


def _ledger(customer: Customer, since: date) -> Iterator[Told]:
    kinds = models.LedgerEntry.Kind
    rows = models.LedgerEntry.objects.filter(account__customer=customer, on__gte=since).exclude(kind=kinds.INVOICE)
    for row in rows.select_related("by", "account").order_by("-on")[:OF_EACH]:
        amount = money(row.amount, row.account.currency)
        what = " ".join(filter(None, [row.get_kind_display(), row.number, amount]))
        yield row.on, row, what, "", person_name(row.by)


def _complaints(customer: Customer, since: date) -> Iterator[Told]:
    rows = customer.complaints.filter(received_at__gte=midnight(since)).select_related("receptionist")
    for row in rows.order_by("-received_at")[:OF_EACH]:
        yield row.received_at, row, str(row), named(row.state), person_name(row.receptionist)


def _callbacks(customer: Customer, since: date) -> Iterator[Told]:
    rows = models.CallBack.objects.filter(matter__customer=customer, made__gte=midnight(since))
    for row in rows.select_related("by", "matter").order_by("-made")[:OF_EACH]:
        yield row.made, row, " ".join(filter(None, [str(row.matter), row.person])), named(row.mode), person_name(row.by)


def _grades(customer: Customer, since: date) -> Iterator[Told]:
    for row in customer.assessments.filter(on__gte=since).select_related("decided_by").order_by("-on")[:OF_EACH]:
        what = f"{row.before or '–'} → {row.given or row.proposed or '–'}"
        yield row.on, row, what, row.get_state_display(), person_name(row.decided_by)


SOURCES: tuple[Source, ...] = (
    (models.Visit, _visits),
    (models.VisitReport, _reports),
    (models.Promise, _promises),
    (models.Excuse, _excuses),
    (models.MealRequest, _meals),
    (models.Gift, _gifts),
    (models.ShipmentRequest, _shipments),
    (models.LedgerEntry, _ledger),
    (models.Complaint, _complaints),
    (models.CallBack, _callbacks),
    (models.GradeAssessment, _grades),
)
"""Everything that is told, each by what a person needs the right to view."""
