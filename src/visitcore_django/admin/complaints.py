"""
The list of complaints and the page of one: where it stands, by when it is due, and whose turn it is.
"""

from typing import Any

from django.contrib import admin, messages
from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from visitcore_django import desk
from visitcore_django.admin.buttons import Button, Panel
from visitcore_django.admin.complaint_columns import ComplaintColumns
from visitcore_django.admin.complaint_doing import hand, note, taking
from visitcore_django.admin.complaint_filters import GravityFilter, HandlerFilter, HowFilter, StateFilter
from visitcore_django.admin.complaint_form import ActForm, ComplaintForm, HandForm
from visitcore_django.admin.complaint_panels import asked_by, clocks_in, matter_of, panels_of, way_of
from visitcore_django.admin.wording import named
from visitcore_django.desk.complaint_case import RIGHT
from visitcore_django.desk.complaint_events import why_over
from visitcore_django.desk.complaint_rules import signs_of, under_of
from visitcore_django.desk.complaint_steps import Way, ways_of
from visitcore_django.facts.complaints import log_in
from visitcore_django.models import Complaint
from visitcore_django.people.scope import sees
from visitcore_django.policies import running
from visitcore_django.sheets.complaints import ComplaintSheet

FACTS = ("customer", "complainant", "problem", "text")
SIGNS = ("signs", "signs_known", "visible_at_receipt")
TOLD = ("received_by", "handled_by", "channel_told", "demand_told", "area_told", "judged_told")


@admin.register(Complaint)
class ComplaintAdmin(ComplaintColumns):
    """
    Complaints by what is due next.
    """

    form = ComplaintForm
    sheet = ComplaintSheet
    change_form_template = "visitcore/complaint.html"
    show_facets = admin.ShowFacets.NEVER
    autocomplete_fields = ("customer",)
    list_display = ("what", "due", "stands", "class_told", "whose", "handled_by")
    sortable_by = ("what", "whose", "class_told", "due")
    list_select_related = ("customer", "handler", "receptionist")
    list_filter = (HowFilter, GravityFilter, StateFilter, HandlerFilter)
    search_fields = ("number", "problem", "complainant", "customer__code", "customer__name")
    search_help_text = gettext_lazy("Number, problem, name of the customer or of the one who complains.")
    ordering = (F("next_due").asc(nulls_last=True), "-received_at")

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """
        The facts, what makes it grave, and behind them the version and token of the form.
        """
        writes = self.has_add_permission(request) if obj is None else self.has_change_permission(request, obj)
        words = ("channel", "demand", "area") if writes else ("channel_told", "demand_told", "area_told")
        judged = "judged" if writes else "judged_told"
        day = timezone.localdate()
        signs = [*SIGNS, judged] if signs_of((running(day) if obj is None else under_of(obj)).policy, day) else []
        first = [("number", "received_at"), *([] if obj is None else [("received_by", "handled_by")])]
        behind = [*(["even_so"] if obj is None else []), *(["version", "token"] if writes else [])]
        return [
            (None, {"fields": [*first, *FACTS, words, "reply_letter_only"]}),
            (_("How grave it is"), {"fields": [*signs, "persons", *behind]}),
        ]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """
        Once it is on record, its number and when it came in stay as they are.
        """
        return TOLD if obj is None else ("number", "received_at", *TOLD)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """
        Nobody changes what is on record of a complaint about himself, or of one that is closed.
        """
        his_to_change = obj is None or (obj.closed_at is None and log_in(request.user) not in obj.about)
        return his_to_change and super().has_change_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """
        What is on record stays.
        """
        return False

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """
        It came in now, unless something else is typed.
        """
        return {"received_at": timezone.localtime().replace(second=0, microsecond=0)} | dict(
            super().get_changeform_initial_data(request)
        )

    def save_model(self, request: HttpRequest, obj: Complaint, form: Any, change: bool) -> None:
        """
        Have the desk take it in, or correct it.
        """
        token = form.cleaned_data.get("token") or None
        if change:
            desk.correct_complaint(obj, by=request.user, token=token)
            return
        even_so = form.cleaned_data.get("even_so") or ""
        try:
            kept = desk.open_complaint(obj, by=request.user, even_so=even_so, token=token)
        except desk.OnRecordError as error:
            self._point_to(request, error.number)
            raise
        obj.pk = kept.pk

    def buttons(self, request: HttpRequest, row: Complaint) -> list[Button]:
        """
        Every step from where it stands, and what else is written down.

        A step that the person may not take is among them, so that a forged request is refused by the policy and on
        record; the page shows only those that he may.
        """
        steps = [
            Button(name=f"take-{way.move.name}", label=named(way.move.name), do=taking(way.move.name, asked_by(way)))
            for way in self._ways(request, row)
        ]
        if self._hands_over(request, row):
            steps.append(Button(name="hand", label=_("Hand over to this person"), do=hand))
        if super().has_change_permission(request, row):
            steps.append(Button(name="note", label=_("Write down"), do=note))
        return steps

    def panels(self, request: HttpRequest, row: Complaint) -> list[Panel]:
        """
        Why it is classed so, what happened, and what else is on record on the same matter.
        """
        return list(panels_of(request, row, timezone.now()))

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """
        The page: its way with the buttons of the steps and its clocks stand before the facts.
        """
        row = self.get_object(request, object_id)
        more: dict[str, Any] = {}
        if row is not None and self.has_view_permission(request, row):
            now = timezone.now()
            more = {
                "visitcore_buttons": [],
                "way": way_of(row, self._ways(request, row), now),
                "clocks": clocks_in(row, now),
                "complaint": row,
                "gravity": named(row.gravity),
                "hand": HandForm() if self._hands_over(request, row) else None,
                "over": "" if row.closed_at is None else why_over(row, now),
                "act": ActForm(row) if super().has_change_permission(request, row) else None,
                "matter": matter_of(request, row),
            }
        return super().change_view(request, object_id, form_url, {**more, **(extra_context or {})})

    def _hands_over(self, request: HttpRequest, row: Complaint) -> bool:
        """
        Whether the person hands complaints to somebody, and this one is not closed.
        """
        return bool(row.closed_at is None and request.user.has_perm(f"visitcore_django.{RIGHT}"))

    def _ways(self, request: HttpRequest, row: Complaint) -> tuple[Way, ...]:
        """
        The steps from where it stands, asked for once a request.
        """
        known: dict[int, tuple[Way, ...]] = request.__dict__.setdefault("visitcore_ways", {})
        if row.pk not in known:
            known[row.pk] = ways_of(row, by=request.user)
        return known[row.pk]

    def _point_to(self, request: HttpRequest, number: str) -> None:
        """
        The way to the record that a complaint belongs to, where the person sees it.
        """
        row = Complaint.objects.filter(number=number).first()
        if row is not None and sees(request.user, row):
            link = format_html('<a href="{}">{}</a>', self.page_of(row), row)
            messages.warning(request, format_html("{} {}", _("The record it belongs to:"), link))
