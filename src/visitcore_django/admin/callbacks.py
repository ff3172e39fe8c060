"""
The list of matters to call back on, the page of one, and the record sheet of a call-back.
"""

from typing import Any
from urllib.parse import urlencode

from django.contrib import admin
from django.db.models import Count, F, OuterRef, QuerySet, Subquery
from django.http import HttpRequest, HttpResponseRedirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from visitcore import VisitcoreError
from visitcore_django import desk
from visitcore_django.admin.base import ScopedAdmin
from visitcore_django.admin.buttons import Button, Panel
from visitcore_django.admin.callback_filters import CauseFilter, WhenFilter
from visitcore_django.admin.callback_form import MatterForm
from visitcore_django.admin.complaint_words import due_lines, moment_in_words, roles_named, two_lines
from visitcore_django.admin.why import why
from visitcore_django.admin.wording import error_in_words, named
from visitcore_django.desk.callback_due import due_of, owed_of
from visitcore_django.models import CallBack, CallbackMatter
from visitcore_django.models.naming import person_name


@admin.register(CallbackMatter)
class CallbackMatterAdmin(ScopedAdmin):
    """
    Matters to call back on, by what is due next.
    """

    class Media:
        css = {"all": ["visitcore/visitcore.css"]}

    form = MatterForm
    show_facets = admin.ShowFacets.NEVER
    autocomplete_fields = ("customer",)
    list_display = ("what", "due", "caller_told", "cause_told", "whose", "attempts")
    sortable_by = ("what", "cause_told", "whose", "due")
    list_select_related = ("customer", "caller")
    list_filter = (WhenFilter, CauseFilter)
    search_fields = ("case", "problem", "complainant", "customer__code", "customer__name")
    ordering = ("settled", F("next_due").asc(nulls_first=True), "pk")
    readonly_fields = ("complaint",)
    fieldsets = (
        (None, {"fields": [("case", "cause"), "customer", "complainant", "problem", ("closed_at", "class_of")]}),
        (
            gettext_lazy("How it is called back on"),
            {"fields": ["anonymous", "reply_letter_only", "reply_attached", "set_for", "participants", "caller"]},
        ),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """
        What the person sees, with how often each was called back on.
        """
        made = CallBack.objects.filter(matter=OuterRef("pk")).order_by().values("matter")
        rows = super().get_queryset(request)
        counted: QuerySet[Any] = rows.annotate(made_so_far=Subquery(made.annotate(n=Count("pk")).values("n")))
        return counted

    @admin.display(description=gettext_lazy("matter"), ordering="case")
    def what(self, row: CallbackMatter) -> SafeString:
        """
        What it was about, and its number.
        """
        return two_lines(row.problem or row.case, row.case if row.problem else "")

    @admin.display(description=gettext_lazy("cause"), ordering="cause")
    def cause_told(self, row: CallbackMatter) -> SafeString:
        """
        What it was, and how grave.
        """
        return two_lines(named(row.cause), named(row.class_of))

    @admin.display(description=gettext_lazy("customer"), ordering="customer__code")
    def whose(self, row: CallbackMatter) -> str:
        """
        Who is called back.
        """
        return str(row.customer) if row.customer is not None else row.complainant or _("no name left")

    @admin.display(description=gettext_lazy("next due"), ordering=F("next_due").asc(nulls_first=True))
    def due(self, row: CallbackMatter) -> SafeString | str:
        """
        By when the next call-back is due, and how much time is left; a late one says so in a word.
        """
        if row.settled:
            return _("all settled")
        if row.next_due is None and row.closed_at is not None:
            return _("called back, not closed yet") if self.attempts(row) else _("cannot be told yet")
        if row.next_due is None:
            return _("not dealt with yet")
        return due_lines(row.next_due, timezone.now())

    @admin.display(description=gettext_lazy("who calls back"))
    def caller_told(self, row: CallbackMatter) -> str:
        """
        The person, or the role.
        """
        if row.caller is not None:
            return person_name(row.caller)
        return "–" if row.settled or not row.next_by else roles_named(row.next_by)

    @admin.display(description=gettext_lazy("call-backs so far"))
    def attempts(self, row: Any) -> int:
        """
        How often it was called back on.
        """
        return row.made_so_far or 0

    def save_model(self, request: HttpRequest, obj: CallbackMatter, form: Any, change: bool) -> None:
        """
        Have the desk take it in, or correct it.
        """
        token = form.cleaned_data.get("token") or None
        do = desk.correct_matter if change else desk.open_matter
        obj.pk = do(obj, by=request.user, token=token).pk

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """
        What is on record stays.
        """
        return False

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """
        With the complaint that it follows, and the version and token of the form.
        """
        (_none, first), (title, second) = self.fieldsets
        writes = self.has_add_permission(request) if obj is None else self.has_change_permission(request, obj)
        after = ["complaint"] if obj is not None and obj.complaint_id else []
        behind = ["version", "token"] if writes else []
        return [
            (None, {"fields": [*first["fields"], *after]}),
            (title, {"fields": [*second["fields"], *behind]}),
        ]

    def buttons(self, request: HttpRequest, row: CallbackMatter) -> list[Button]:
        """
        The way to the record sheet.
        """
        may = request.user.has_perm("visitcore_django.add_callback") and not row.settled and row.closed_at is not None
        return [Button(name="call", label=_("Record a call-back"), do=_to_sheet, main=True)] if may else []

    def panels(self, request: HttpRequest, row: CallbackMatter) -> list[Panel]:
        """
        Who is to call back, by when and how; and the call-backs made.
        """
        now, owed = timezone.localtime(), ""
        try:
            decision, left = due_of(row, now), owed_of(row, now)
            stands = _("The policy asks for no call-back here.") if decision is None else why(decision)
            same = left is None or decision is None or left.outcome == decision.outcome
            owed = "" if same or left is None else why(left)
        except VisitcoreError as error:
            stands = error_in_words(error)
        made = render_to_string("visitcore/callbacks_made.html", {"rows": [_line(one) for one in row.callbacks.all()]})
        told = [Panel(_("How the call-backs stand"), stands)]
        told += [Panel(_("What is owed, as some of them do not count"), owed)] if owed else []
        return [*told, Panel(_("Call-backs so far"), made)]


def _to_sheet(_request: HttpRequest, row: CallbackMatter) -> HttpResponseRedirect:
    url = reverse("admin:visitcore_django_callback_add")
    return HttpResponseRedirect(f"{url}?{urlencode({'matter': row.pk})}")


def _line(row: CallBack) -> dict[str, Any]:
    return {
        "url": reverse("admin:visitcore_django_callback_change", args=[row.pk]),
        "made": moment_in_words(row.made),
        "by": person_name(row.by),
        "role": named(row.by_role),
        "mode": named(row.mode),
        "person": row.person,
        "resolved": _either(row.resolved, _("nothing left to settle"), _("something is left"), _("not told")),
        "next_at": moment_in_words(row.next_at),
        "valid": _either(row.valid, _("valid"), _("not proved"), _("cannot be told")),
    }


def _either(answer: bool | None, yes: str, no: str, unknown: str) -> str:
    return unknown if answer is None else yes if answer else no
