"""
What an approval is about, in short: enough to decide on it without leaving the page.
"""

from collections.abc import Callable, Iterator
from datetime import date, datetime
from typing import Any

from django.contrib.auth import get_user_model
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.translation import gettext as _

from visitcore_django.admin.credit_words import class_words
from visitcore_django.admin.meals_told import gift_lines, meal_lines
from visitcore_django.admin.plans_form import SHEETS as PLAN_SHEETS
from visitcore_django.admin.policy_fields import Sheet
from visitcore_django.admin.reports import SHEETS as REPORT_SHEETS
from visitcore_django.admin.wording import named_all
from visitcore_django.models import PolicyVersion, ShipmentRequest, Visit, VisitPlan, VisitReport
from visitcore_django.models.money import money
from visitcore_django.models.naming import person_name

Lines = Iterator[tuple[Any, Any]]
HIDDEN = {"id", "version", "state", "open_key", "alive"}


def in_short(row: models.Model) -> list[tuple[Any, Any]]:
    """
    What a row says: each line with what it is called.
    """
    tell = SHORT.get(str(row._meta.model_name), _any)
    return [(label, value) for label, value in tell(row) if value not in (None, "")]


def _plan(row: VisitPlan) -> Lines:
    yield _called(row, "owner"), person_name(row.owner)
    yield _called(row, "month"), date_format(row.month, "YEAR_MONTH_FORMAT")
    visits = list(row.visits.exclude(status=Visit.Status.CANCELLED).select_related("customer").order_by("start"))
    yield _("number of visits"), str(len(visits))
    yield _("visits"), "\n".join(f"{moment(one.start)}  {one.customer}  {named_all(one.purpose)}" for one in visits)
    yield from _told(PLAN_SHEETS, row, row.month)
    yield _called(row, "note"), row.note


def _report(row: VisitReport) -> Lines:
    visit = row.visit
    yield _called(visit, "customer"), str(visit.customer)
    yield _called(visit, "start"), moment(visit.start)
    yield _called(visit, "owner"), person_name(visit.owner)
    yield _called(visit, "purpose"), named_all(visit.purpose)
    yield from _told(REPORT_SHEETS, row, timezone.localdate(visit.start))
    yield _called(row, "text"), row.text


def _shipment(row: ShipmentRequest) -> Lines:
    currency = row.account.currency
    yield _("customer"), str(row.account.customer)
    url = reverse("admin:visitcore_django_creditaccount_change", args=[row.account_id])
    yield row.account._meta.verbose_name, format_html('<a href="{}">{}</a>', url, _("Open the credit account"))
    yield _called(row, "requested_by"), person_name(row.requested_by)
    yield _called(row, "on"), f"{row.on}"
    yield _called(row, "number"), row.number
    yield _called(row, "amount"), money(row.amount, currency)
    yield _called(row, "cash"), money(row.cash, currency) if row.cash else ""
    yield _called(row, "plan"), "" if row.plan is None else _("yes") if row.plan else _("no")
    yield _called(row, "ticket"), row.get_ticket_display()
    yield _called(row, "class_of"), class_words(row.class_of)
    yield _called(row, "next_by"), named_all(row.next_by)


def _policy(row: PolicyVersion) -> Lines:
    yield _called(row, "author"), person_name(row.author)
    yield _called(row, "name"), row.name
    yield _called(row, "in_force_from"), f"{row.in_force_from}"
    yield _called(row, "note"), row.note


def _any(row: models.Model) -> Lines:
    """
    Every column that people read.
    """
    for field in row._meta.concrete_fields:
        if field.name not in HIDDEN and not isinstance(field, models.JSONField):
            yield field.verbose_name, _shown(row, field)


SHORT: dict[str, Callable[[Any], Lines]] = {
    "gift": gift_lines,
    "mealrequest": meal_lines,
    "policyversion": _policy,
    "shipmentrequest": _shipment,
    "visitplan": _plan,
    "visitreport": _report,
}
"""By the table: what is told of a row; every column of those that do not stand here."""


def moment(when: datetime) -> str:
    """
    Day and time at the place of the site.
    """
    return f"{timezone.localtime(when):%Y-%m-%d %H:%M}"


def _told(sheets: tuple[Sheet, ...], row: models.Model, day: date) -> Lines:
    for sheet in sheets:
        yield from sheet.open(day).told(getattr(row, sheet.column))


def _called(row: models.Model, name: str) -> Any:
    return getattr(row._meta.get_field(name), "verbose_name", name)


def _shown(row: models.Model, field: Any) -> str:
    value = getattr(row, field.name)
    if field.choices:
        return str(getattr(row, f"get_{field.name}_display")())
    if isinstance(value, get_user_model()):
        return person_name(value)
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, datetime):
        return moment(value)
    return "" if value is None else str(value)
