"""
Visit reports: written, handed in while their clock runs, reviewed or sent back.
"""

from datetime import date
from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from visitcore_django import desk
from visitcore_django.admin.answers import answer_buttons, is_forged
from visitcore_django.admin.buttons import Button, Panel
from visitcore_django.admin.clocks import clock_badge
from visitcore_django.admin.history import approvals_panel, why_panels
from visitcore_django.admin.paging import BoundedPaginator
from visitcore_django.admin.policy_fields import Sheet
from visitcore_django.admin.policy_forms import PolicyAdmin, PolicyForm
from visitcore_django.admin.visits_filters import VisitorFilter
from visitcore_django.admin.visits_panels import report_stands
from visitcore_django.admin.why import why
from visitcore_django.desk.report_clocks import late_reports, report_clock
from visitcore_django.desk.reports import may_write
from visitcore_django.models import Visit, VisitReport
from visitcore_django.models.naming import person_name

SHEETS = (Sheet(column="values", title=gettext_lazy("What the report says"), registers=("reports.fields",)),)


class ReportForm(PolicyForm):
    """
    A report; while it is a draft, what is mandatory may still be empty.
    """

    def is_draft(self) -> bool:
        """
        Everything but handing it in.
        """
        return "_submit" not in self.data


class LateFilter(admin.SimpleListFilter):
    """
    Reports by their deadline.
    """

    title = gettext_lazy("deadline")
    parameter_name = "is"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        """
        Not handed in though due, and handed in late.
        """
        return [("overdue", gettext_lazy("overdue")), ("late", gettext_lazy("handed in late"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """
        By what is stored.
        """
        if self.value() == "overdue":
            return queryset.filter(pk__in=late_reports(timezone.localdate()).values("pk"))
        if self.value() == "late":
            return queryset.filter(late=True, submitted_at__isnull=False, visit__status=Visit.Status.COMPLETED)
        return queryset


class WriterFilter(VisitorFilter):
    """
    The people whose reports one sees.
    """

    column = "visit__owner"


@admin.register(VisitReport)
class VisitReportAdmin(PolicyAdmin):
    """
    Reports by the day of their visit; each is begun on the page of the visit.
    """

    form = ReportForm
    sheets = SHEETS
    paginator = BoundedPaginator
    change_list_template = "visitcore/customers.html"
    list_display = ("visited_on", "customer", "written_by", "stands", "due_by", "submitted_at")
    list_display_links = ("visited_on",)
    list_select_related = ["visit__customer", "visit__owner"]
    list_filter = ["state", LateFilter, WriterFilter]
    search_fields = ["visit__customer__code", "visit__customer__name", "text"]
    ordering = ["-visit__start"]
    show_facets = admin.ShowFacets.NEVER

    @admin.display(description=gettext_lazy("visited on"), ordering="visit__start")
    def visited_on(self, row: VisitReport) -> str:
        """
        Day and time of the visit.
        """
        return f"{timezone.localtime(row.visit.start):%Y-%m-%d %H:%M}"

    @admin.display(description=gettext_lazy("customer"))
    def customer(self, row: VisitReport) -> str:
        """
        Whom the visit was to.
        """
        return str(row.visit.customer)

    @admin.display(description=gettext_lazy("visitor"))
    def written_by(self, row: VisitReport) -> str:
        """
        Who made the visit and writes the report.
        """
        return person_name(row.visit.owner) or "–"

    @admin.display(description=gettext_lazy("state"), ordering="state")
    def stands(self, row: VisitReport) -> SafeString:
        """
        The state with its sign, and the deadline while it runs.
        """
        return report_stands(row)

    @admin.display(description=gettext_lazy("deadline"))
    def clock(self, row: VisitReport) -> SafeString | str:
        """
        How the deadline runs.
        """
        return clock_badge(report_clock(row))

    def policy_day(self, request: HttpRequest, obj: Any = None) -> date:
        """
        The day of the visit.
        """
        return timezone.localdate() if obj is None else timezone.localdate(obj.visit.end or obj.visit.start)

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """
        On which visit, how it stands, and the words.
        """
        shown = [("customer", "visited_on", "written_by"), ("state", "clock"), "text"]
        return [*shown, "version", "token"] if self.has_change_permission(request, obj) else shown

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """
        What comes from the visit and from the desk.
        """
        return ("customer", "visited_on", "written_by", "state", "clock")

    def has_add_permission(self, request: HttpRequest) -> bool:
        """
        A report is begun on the page of its visit.
        """
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """
        The visitor's own, while it is not handed in.
        """
        if not super().has_change_permission(request, obj):
            return False
        return obj is None or (obj.state in desk.OPEN_REPORTS and may_write(obj.visit, request.user))

    def saves(self, request: HttpRequest, object_id: str | None) -> list[tuple[str, Any]]:
        """
        Saving, and handing in what is saved.
        """
        row = None if object_id is None else self.get_object(request, object_id)
        if row is None or not self.has_change_permission(request, row):
            return []
        return [("_submit", _("Save and hand in"))]

    def save_model(self, request: HttpRequest, obj: VisitReport, form: Any, change: bool) -> None:
        """
        Have the desk keep it, and hand it in where that was asked for.
        """
        token = form.cleaned_data.get("token") or None
        kept = desk.save_report(obj, by=request.user, token=token)
        if "_submit" in request.POST and kept is obj:
            desk.submit_report(obj, by=request.user)
            messages.success(request, _("Handed in."))

    def buttons(self, request: HttpRequest, row: VisitReport) -> list[Button]:
        """
        What the visitor may do with it now, or the one who reviews it.
        """
        found = answer_buttons(request, row)
        if not may_write(row.visit, request.user) or not request.user.has_perm("visitcore_django.change_visitreport"):
            return found
        if row.state in desk.OPEN_REPORTS:
            again = row.state == VisitReport.State.RETURNED
            name, label = ("resubmit", _("Hand in again")) if again else ("submit", _("Hand in"))
            found.append(Button(name=name, label=label, do=_submit, main=True))
        if row.state == VisitReport.State.SUBMITTED:
            found.append(Button(name="withdraw", label=_("Take back"), do=_withdraw))
        return found

    def may_press(self, request: HttpRequest, row: Any, name: str) -> bool:
        """
        A forged answer is refused, and so is handing in another's report.
        """
        mine = name in {"submit", "resubmit", "withdraw"}
        return not is_forged(request, row, name) and not (mine and not may_write(row.visit, request.user))

    def panels(self, request: HttpRequest, row: VisitReport) -> list[Panel]:
        """
        What it says, its deadline with the reasons, and who reviewed it.
        """
        found = super().panels(request, row)
        if row.submitted_at is None:
            clock = report_clock(row)
            found += [] if clock is None else [Panel(_("Deadline"), why(clock.decision))]
        return [*found, *why_panels(row, "report_submission"), *approvals_panel(row)]


def _submit(request: HttpRequest, row: VisitReport) -> str:
    desk.submit_report(row, by=request.user, token=request.POST.get("token") or None)
    return _("Handed in.")


def _withdraw(request: HttpRequest, row: VisitReport) -> str:
    desk.withdraw_report(row, by=request.user, token=request.POST.get("token") or None)
    return _("Taken back; it counts as not handed in.")
