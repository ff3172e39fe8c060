"""
Visit plans: drafted, handed in, approved or sent back.
"""

from datetime import date
from typing import Any

from dateutil.relativedelta import relativedelta
from django.contrib import admin, messages
from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from visitcore_django import desk
from visitcore_django.admin.buttons import Panel
from visitcore_django.admin.clocks import clock_badge
from visitcore_django.admin.customers_filters import OwnerFilter
from visitcore_django.admin.due_words import badge
from visitcore_django.admin.history import approvals_panel
from visitcore_django.admin.plans_form import SHEETS, MonthFilter, PlanForm, PlannedInline, is_open, save_planned
from visitcore_django.admin.plans_panels import panels_of
from visitcore_django.admin.plans_steps import PlanSteps
from visitcore_django.admin.verdicts import verdict_badge
from visitcore_django.admin.visits_form import SHORT_NOTES
from visitcore_django.desk.plan_clocks import plan_clock
from visitcore_django.facts.plans import held_in, planned_months
from visitcore_django.models import DecisionRecord, Visit, VisitPlan
from visitcore_django.models.naming import person_name
from visitcore_django.models.users import name_columns

LOOKS = {"draft": "due", "submitted": "due", "returned": "overdue", "approved": "met"}
"""Which status of the due list a state looks like."""


@admin.register(VisitPlan)
class VisitPlanAdmin(PlanSteps):
    """
    Plans by month; one's own are written here while they are open.
    """

    form = PlanForm
    sheets = SHEETS
    inlines = [PlannedInline]
    list_display = ("month_said", "owned_by", "stands", "planned", "made", "submitted_at", "verdict")
    list_display_links = ("month_said",)
    list_select_related = ["owner"]
    list_filter = ["state", MonthFilter, OwnerFilter]
    change_list_template = "visitcore/customers.html"
    formfield_overrides = SHORT_NOTES
    search_fields = name_columns("owner__")
    ordering = ["-month", "owner"]
    show_facets = admin.ShowFacets.NEVER

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """
        The plans that the person sees, with their numbers of visits and the last verdict.
        """
        last = DecisionRecord.objects.filter(
            subject_kind="visitplan", subject_id=OuterRef("pk"), name="plan_submission"
        ).order_by("-pk")
        held = held_in(planned_months(), "visits__")
        rows: QuerySet[Any] = super().get_queryset(request).select_related("owner")
        told: QuerySet[Any] = rows.annotate(
            all_visits=Count("visits", filter=held & ~Q(visits__status=Visit.Status.CANCELLED), distinct=True),
            made_visits=Count("visits", filter=held & Q(visits__status=Visit.Status.COMPLETED), distinct=True),
            last_verdict=Subquery(last.values("verdict")[:1]),
        )
        return told

    @admin.display(description=gettext_lazy("month"), ordering="month")
    def month_said(self, row: VisitPlan) -> str:
        """
        The month as people write it.
        """
        return date_format(row.month, "YEAR_MONTH_FORMAT")

    @admin.display(description=gettext_lazy("salesperson"), ordering="owner")
    def owned_by(self, row: VisitPlan) -> str:
        """
        The full name.
        """
        return person_name(row.owner)

    @admin.display(description=gettext_lazy("state"), ordering="state")
    def stands(self, row: VisitPlan) -> SafeString:
        """
        The state with its sign.
        """
        return badge(LOOKS[row.state], row.get_state_display())

    @admin.display(description=gettext_lazy("visits"))
    def planned(self, row: VisitPlan) -> int:
        """
        How many visits it holds.
        """
        return row.all_visits  # type: ignore[attr-defined,no-any-return]

    @admin.display(description=gettext_lazy("of them made"))
    def made(self, row: VisitPlan) -> int:
        """
        How many of them were made.
        """
        return row.made_visits  # type: ignore[attr-defined,no-any-return]

    @admin.display(description=gettext_lazy("in time and complete"))
    def verdict(self, row: VisitPlan) -> SafeString | str:
        """
        The verdict when it was handed in.
        """
        return verdict_badge(row.last_verdict)  # type: ignore[attr-defined]

    @admin.display(description=gettext_lazy("deadline"))
    def clock(self, row: VisitPlan) -> SafeString | str:
        """
        How the deadline runs.
        """
        return clock_badge(plan_clock(row))

    def policy_day(self, request: HttpRequest, obj: Any = None) -> date:
        """
        The month of the plan; the next one where there is none yet.
        """
        if obj is not None:
            return obj.month  # type: ignore[no-any-return]
        try:
            return date.fromisoformat(request.POST.get("month", ""))
        except ValueError:
            return timezone.localdate().replace(day=1) + relativedelta(months=1)

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """
        The month to begin a plan; then whose it is and how it stands.
        """
        shown: list[Any] = (
            ["month", "note"] if obj is None else [("owned_by", "month_said"), ("stands", "clock"), "note"]
        )
        return [*shown, "version", "token"] if self.has_change_permission(request, obj) else shown

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """
        Month and owner stay.
        """
        return () if obj is None else ("owned_by", "month_said", "stands", "clock")

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """
        One's own, while it is open.
        """
        return super().has_change_permission(request, obj) and is_open(obj, request.user)

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """
        The form; one adds one plan at a time.
        """
        more = {"show_save_and_add_another": False, **(extra_context or {})}
        return super().changeform_view(request, object_id, form_url, more)

    def called(self, row: VisitPlan) -> str:
        """
        Whose plan it is, and of which month.
        """
        return f"{person_name(row.owner)} {self.month_said(row)}"

    def saves(self, request: HttpRequest, object_id: str | None) -> list[tuple[str, Any]]:
        """
        Saving, and handing in what is saved.
        """
        row = None if object_id is None else self.get_object(request, object_id)
        if not (self.has_add_permission(request) if row is None else self.has_change_permission(request, row)):
            return []
        return [("_submit", _("Save and hand in"))]

    def save_model(self, request: HttpRequest, obj: VisitPlan, form: Any, change: bool) -> None:
        """
        Have the desk keep the draft.
        """
        if not change:
            obj.owner = request.user  # type: ignore[assignment]
        kept = desk.save_plan(obj, by=request.user, token=form.cleaned_data.get("token") or None)
        form.repeated = kept is not obj
        if form.repeated:
            obj.pk, obj._state.adding = kept.pk, False
            obj.refresh_from_db()

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        """
        Have the desk plan the visits; a form that comes twice does so once.
        """
        if form.repeated:
            formset.new_objects, formset.changed_objects, formset.deleted_objects = [], [], []
        else:
            save_planned(form.instance, formset, request.user)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """
        The visits, and then handing the plan in where that was asked for.
        """
        super().save_related(request, form, formsets, change)
        if "_submit" in request.POST and not form.repeated:
            desk.submit_plan(form.instance, by=request.user)
            messages.success(request, _("Handed in."))

    def panels(self, request: HttpRequest, row: VisitPlan) -> list[Panel]:
        """
        What the plan says, its deadline, who is still due, and who approved it.
        """
        return [*super().panels(request, row), *panels_of(row, self.admin_site), *approvals_panel(row)]
