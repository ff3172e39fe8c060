"""
The visits of a customer on the host's own page of it.
"""

from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlencode

from django.contrib import admin
from django.contrib.admin import ModelAdmin
from django.db import OperationalError, ProgrammingError, router, transaction
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from visitcore import VisitcoreError
from visitcore_django.admin.why import why
from visitcore_django.admin.wording import error_in_words, named_all
from visitcore_django.desk.due import due_of
from visitcore_django.models import Customer, Visit
from visitcore_django.models.naming import person_name
from visitcore_django.people.scope import sees
from visitcore_django.sources import customer_of
from visitcore_django.tables import what_to_migrate

SHOWN = 5
"""Visits that the panel shows."""


class VisitsPanelMixin(ModelAdmin):  # type: ignore[type-arg]
    """
    Goes before the host's own ``ModelAdmin`` and adds the visits below the fields of its page.

    It needs no template and no script of its own: the rows are read-only fields of the page, so that they look like the
    host's, whatever template, admin site or theme it has.
    """

    class Media:
        css = {"all": ["visitcore/visitcore.css"]}

    def render_change_form(
        self,
        request: HttpRequest,
        context: dict[str, Any],
        add: bool = False,
        change: bool = False,
        form_url: str = "",
        obj: Any = None,
    ) -> HttpResponse:
        """
        The host's page with the panel as its last set of fields.
        """
        form = context.get("adminform")
        if obj is not None and form is not None and request.user.has_perm("visitcore_django.view_customer"):
            rows = tuple(_row(label, value) for label, value in _told(request, obj, self.admin_site.name))
            form.fieldsets = [*form.fieldsets, (_("Visits"), {"fields": rows})]
            form.readonly_fields = (*form.readonly_fields, *rows)
        return super().render_change_form(request, context, add, change, form_url, obj)


def _told(request: HttpRequest, row: Model, site: str) -> list[tuple[str, Any]]:
    """
    The rows of the panel, or what to migrate: the host's page is there all the same.
    """
    try:
        with transaction.atomic(using=router.db_for_read(Customer)):
            return list(panel(request, row, site))
    except (OperationalError, ProgrammingError):
        told = what_to_migrate()
        if not told:
            raise
        return [(_("Standing"), told)]


def panel(request: HttpRequest, row: Model, site: str) -> Iterator[tuple[str, Any]]:
    """
    The rows of the panel: what each is called, and what it says.

    Args:
        request: Who looks.
        row: The host's row.
        site: Name of the admin site that the page belongs to.
    """
    customer = customer_of(row)
    if customer is None:
        said = _("This customer has not been taken over yet; the next run of visitcore_sync brings it in.")
        yield _("Standing"), said
        return
    if not sees(request.user, customer):
        yield _("Standing"), _elsewhere(customer)
        return
    try:
        decision = due_of(customer, timezone.localdate())
    except VisitcoreError as error:
        yield _("Standing"), error_in_words(error)
    else:
        due: Any = decision.outcome
        yield _("Standing"), _standing(customer, due)
        if due.next_due is not None:
            yield _("Next due"), date_format(due.next_due)
        yield _("Why"), why(decision)
    yield _("Last visits"), _last(customer, site)
    links = list(_links(request, customer, site))
    if links:
        yield _("Next step"), format_html_join(mark_safe(" "), '<a class="button" href="{}">{}</a>', links)


def _row(label: str, value: Any) -> Callable[[Any], Any]:
    """
    A read-only field of the admin that says one thing.
    """

    @admin.display(description=label)
    def visitcore(_obj: Any) -> Any:
        return value

    return visitcore


def _elsewhere(customer: Customer) -> str:
    if customer.owner_id is None:
        return _("Nobody looks after the visits to this customer yet; ask whoever names the owners.")
    return _("Somebody else looks after the visits to this customer.")


def _standing(customer: Customer, due: Any) -> str:
    customer.due_status = due.status
    said = customer.get_due_status_display()
    if due.days_overdue:
        said = _("%(status)s for %(days)d days") % {"status": said, "days": due.days_overdue}
    if due.owed is not None:
        said = _("%(status)s; %(done)d of %(owed)d visits in this period") % {
            "status": said,
            "done": due.done,
            "owed": due.owed,
        }
    return said if customer.active else _("%(status)s; the customer is inactive") % {"status": said}


def _last(customer: Customer, site: str) -> Any:
    visits = Visit.objects.filter(customer=customer, start__lte=timezone.now()).select_related("owner")
    visits = visits.order_by("-start")[:SHOWN]
    lines = [(address(site, "visit_change", visit.pk), _line(visit)) for visit in visits]
    if not lines:
        return _("None yet.")
    linked = [format_html('<a href="{}">{}</a>', *line) if line[0] else format_html("{}", line[1]) for line in lines]
    return format_html_join(mark_safe("<br>"), "{}", ((line,) for line in linked))


def _line(visit: Visit) -> str:
    parts = [date_format(timezone.localdate(visit.start)), visit.get_status_display()]
    if visit.owner is not None:
        parts.append(person_name(visit.owner))
    return " · ".join([*parts, *filter(None, [named_all(visit.purpose)])])


def _links(request: HttpRequest, customer: Customer, site: str) -> Iterator[tuple[str, Any]]:
    steps: list[tuple[str, Any, dict[str, Any], list[int]]] = [
        ("customer_change", gettext_lazy("Open the customer's visits"), {}, [customer.pk])
    ]
    if customer.active and request.user.has_perm("visitcore_django.add_visit"):
        steps += [
            ("visit_add", gettext_lazy("Plan a visit"), {"customer": customer.pk, "status": "planned"}, []),
            ("visit_add", gettext_lazy("Record a visit"), {"customer": customer.pk, "status": "completed"}, []),
        ]
    for name, label, asked, keys in steps:
        where = address(site, name, *keys)
        if where:
            yield f"{where}?{urlencode(asked)}" if asked else where, label


def address(site: str, name: str, *keys: Any) -> str:
    """
    The address of a page of the plugin on an admin site, or on the one that Django makes; empty where on neither.
    """
    for where in (site, "admin"):
        try:
            return reverse(f"{where}:visitcore_django_{name}", args=keys)
        except NoReverseMatch:
            continue
    return ""


__all__ = ["VisitsPanelMixin"]
