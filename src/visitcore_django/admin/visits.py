"""
Visits: planned, recorded as made, cancelled; and the way to their reports.
"""

from datetime import date
from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from visitcore_django import desk
from visitcore_django.admin.buttons import Button, Panel
from visitcore_django.admin.customers_form import owner_field
from visitcore_django.admin.given import day_of, named_by
from visitcore_django.admin.paging import BoundedPaginator
from visitcore_django.admin.visits_columns import VisitColumns
from visitcore_django.admin.visits_filters import AHEAD, FILTERS
from visitcore_django.admin.visits_form import OUTCOME, SHORT_NOTES, TICKS, VisitForm, visit_form_of, why_it_stays
from visitcore_django.admin.visits_panels import panels_of
from visitcore_django.desk.reports import may_write
from visitcore_django.models import Customer, Visit
from visitcore_django.people.colleagues import colleagues
from visitcore_django.people.scope import Scope, scope_of, sees
from visitcore_django.sheets.visits import VisitSheet


@admin.register(Visit)
class VisitAdmin(VisitColumns):
    """
    Visits by day, the latest first; each is recorded in one form.
    """

    form = VisitForm
    sheets = (OUTCOME, TICKS)
    paginator = BoundedPaginator
    change_list_template = "visitcore/customers.html"
    list_display = ("day", "customer", "visited_by", "stands", "purposes", "marked", "report_state")
    list_display_links = ("day",)
    list_select_related = ["customer", "owner", "plan", "report"]
    list_filter = FILTERS
    sheet = VisitSheet
    search_fields = ["customer__code", "customer__name"]
    autocomplete_fields = ["customer"]
    ordering = ["-start"]
    show_facets = admin.ShowFacets.NEVER
    formfield_overrides = SHORT_NOTES

    def get_ordering(self, request: HttpRequest) -> Any:
        """
        The latest first; of those to come the nearest.
        """
        return ["start"] if request.GET.get("when") in AHEAD else super().get_ordering(request)

    def policy_day(self, request: HttpRequest, obj: Any = None) -> date:
        """
        The day of the visit; today where there is none yet.
        """
        if obj is not None:
            return timezone.localdate(obj.start)
        return day_of(request.POST.get("start", "")[:10]) or timezone.localdate()

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """
        The customer that the address names, if the person sees it.
        """
        told: dict[str, Any] = super().get_changeform_initial_data(request)
        customer = named_by(told.get("customer"), Customer.objects.all())
        if customer is None or not sees(request.user, customer):
            told.pop("customer", None)
        return told

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """
        Who, when, what for; the visitor only for those who may choose one.
        """
        who = ["owner"] if scope_of(request.user) is not Scope.OWN else []
        if obj is None:
            return ["customer", *who, ("start", "end"), "purpose", "note", "token"]
        known = ["customer", ("visited_by", "stands", "marked"), ("start", "end"), "purpose", "note"]
        if self.has_change_permission(request, obj):
            return [*known, "version", "token"]
        return ["customer", ("visited_by", "stands", "marked"), ("start", "end"), "purposes", "note"]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """
        What the desk sets.
        """
        return () if obj is None else ("visited_by", "stands", "marked", "purposes")

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        """
        The form, with purposes of the policy and visitors whom the person may choose.
        """
        kwargs["form"] = visit_form_of(self.policy_day(request, obj), request.user, new=obj is None)
        form = super().get_form(request, obj, change=change, **kwargs)
        if "owner" in form.base_fields:
            label = Visit._meta.get_field("owner").verbose_name
            people = colleagues(request.user)
            form.base_fields["owner"] = owner_field(people, None, label=label, initial=request.user.pk)
        return form

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """
        The visitor's own and those of his reviewers, while the customer is one's own; a cancelled one stays.
        """
        if not super().has_change_permission(request, obj) or obj is None:
            return bool(super().has_change_permission(request, obj))
        alive = obj.status != Visit.Status.CANCELLED
        return alive and desk.may_edit(obj, request.user) and sees(request.user, obj.customer)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """
        A visit is cancelled, or taken out of its plan, and never deleted past the desk.
        """
        return False

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """
        The form; a new visit is either recorded or planned, so that there is no saving without saying which.

        One whose plan is handed in can only be recorded.
        """
        more = {"show_save_and_add_another": False, **(extra_context or {})}
        row = None if object_id is None else self.get_object(request, object_id)
        if row is None or why_it_stays(row):
            more |= {"show_save": False, "show_save_and_continue": False}
        return super().changeform_view(request, object_id, form_url, more)

    def saves(self, request: HttpRequest, object_id: str | None) -> list[tuple[str, Any]]:
        """
        Recording it as made, or keeping it as planned.
        """
        row = None if object_id is None else self.get_object(request, object_id)
        if row is None:
            return [("_made", _("Record as made")), ("_planned", _("Save as planned"))]
        if row.status == Visit.Status.PLANNED and self.has_change_permission(request, row):
            return [("_made", _("Record as made"))]
        return []

    def save_model(self, request: HttpRequest, obj: Visit, form: Any, change: bool) -> None:
        """
        Have the desk plan it, move it or record it.
        """
        token = form.cleaned_data.get("token") or None
        if not change:
            obj.owner = obj.owner or request.user  # type: ignore[assignment]
        if not form.is_draft():
            done = desk.record_visit(obj, by=request.user, token=token)
        elif change:
            done = desk.change_planned(obj, by=request.user, token=token)
        else:
            done = desk.put_planned(obj, by=request.user, token=token)
        if done is not obj:
            obj.pk, obj._state.adding = done.pk, False
            obj.refresh_from_db()

    def buttons(self, request: HttpRequest, row: Visit) -> list[Button]:
        """
        Writing the report, and cancelling.
        """
        found = []
        there = hasattr(row, "report")
        may = request.user.has_perm
        if row.status == Visit.Status.COMPLETED and may("visitcore_django.view_visitreport"):
            writes = may("visitcore_django.add_visitreport") and may_write(row, request.user)
            if there or (writes and sees(request.user, row.customer)):
                label = _("Open the report") if there else _("Write the report")
                found.append(Button(name="report", label=label, do=_report, main=not there))
        if self.has_change_permission(request, row):
            found.append(Button(name="cancel", label=_("Cancel the visit"), do=_cancel, asks=_("Why is it cancelled?")))
        return found

    def may_press(self, request: HttpRequest, row: Any, name: str) -> bool:
        """
        Cancelling another's visit is refused.
        """
        return name != "cancel" or desk.may_edit(row, request.user)

    def panels(self, request: HttpRequest, row: Visit) -> list[Panel]:
        """
        Outcome, checklists and report.
        """
        asked = self.asked(request, row)
        return [*super().panels(request, row), *panels_of(row, asked, self.admin_site)]


def _report(request: HttpRequest, row: Visit) -> HttpResponseRedirect:
    report = desk.start_report(row, by=request.user, token=request.POST.get("token") or None)
    return HttpResponseRedirect(reverse("admin:visitcore_django_visitreport_change", args=[report.pk]))


def _cancel(request: HttpRequest, row: Visit) -> str:
    token, reason = request.POST.get("token") or None, request.POST.get("comment", "")
    desk.cancel_visit(row, by=request.user, reason=reason, token=token)
    return _("Cancelled.")
