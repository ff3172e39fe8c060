"""
The record sheets of call-backs.
"""

from datetime import date
from typing import Any, ClassVar

from django.contrib import admin, messages
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from visitcore import VisitcoreError
from visitcore_django import desk
from visitcore_django.admin.buttons import Panel
from visitcore_django.admin.callback_form import INCOMPLETE, SHEET, CallBackForm, told
from visitcore_django.admin.complaint_words import moment_in_words
from visitcore_django.admin.given import named_by
from visitcore_django.admin.policy_forms import PolicyAdmin
from visitcore_django.admin.why import why_recorded
from visitcore_django.admin.wording import explained, named
from visitcore_django.desk.callback_due import lacks_class
from visitcore_django.models import CallBack, CallbackMatter, DecisionRecord
from visitcore_django.models.naming import person_name
from visitcore_django.people.scope import visible


@admin.register(CallBack)
class CallBackAdmin(PolicyAdmin):
    """
    Call-backs with their record sheets.
    """

    class Media:
        js: ClassVar = ["visitcore/where.js"]

    form = CallBackForm
    sheets = (SHEET,)
    show_facets = admin.ShowFacets.NEVER
    autocomplete_fields = ("matter",)
    list_display = ("matter", "made_at", "by_told", "mode_told", "resolved", "valid")
    list_select_related = ("matter", "by")
    list_filter = ("valid", "resolved")
    search_fields = ("matter__case", "matter__problem", "person")
    fields = ("matter", "made", "mode", "person", "resolved", "next_at")

    @admin.display(description=gettext_lazy("made at"), ordering="made")
    def made_at(self, row: CallBack) -> str:
        """
        When it was made.
        """
        return moment_in_words(row.made)

    @admin.display(description=gettext_lazy("by"), ordering="by")
    def by_told(self, row: CallBack) -> str:
        """
        Who made it, and in which role.
        """
        return " · ".join(filter(None, [person_name(row.by), named(row.by_role)])) or "–"

    @admin.display(description=gettext_lazy("how"), ordering="mode")
    def mode_told(self, row: CallBack) -> str:
        """
        How it was made.
        """
        return named(row.mode) or "–"

    def policy_day(self, request: HttpRequest, obj: Any = None) -> date:
        """
        The day on which it was made.
        """
        return timezone.localdate(None if obj is None else obj.made)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """
        What is on record stays.
        """
        return False

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        """
        The form of a new one asks for the class of its matter where that lacks one.
        """
        told = {"unclassed": None if obj is not None else self._unclassed(request)}
        form: Any = self.form
        kwargs["form"] = type(form)(form.__name__, (form,), told)
        return super().get_form(request, obj, change=change, **kwargs)

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """
        The fields, with the class of the matter behind it where that is asked for.
        """
        matter, *others = super().get_fields(request, obj)
        asked = obj is None and self._unclassed(request) is not None
        return [matter, *(["class_of"] if asked else []), *others]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """
        What it follows, and when it was made, stay as they are.
        """
        return () if obj is None else ("matter", "made")

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """
        It was made now, unless something else is typed.
        """
        now = timezone.localtime().replace(second=0, microsecond=0)
        return {"made": now} | dict(super().get_changeform_initial_data(request))

    def saves(self, request: HttpRequest, object_id: str | None) -> list[tuple[str, Any]]:
        """
        Beside *Save*, which wants a complete sheet: keep what was found out so far.
        """
        row = None if object_id is None else self.get_object(request, object_id)
        may = self.has_add_permission(request) if row is None else self.has_change_permission(request, row)
        return [(INCOMPLETE, _("Keep it though incomplete"))] if may else []

    def save_model(self, request: HttpRequest, obj: CallBack, form: Any, change: bool) -> None:
        """
        Have the desk record it, and tell what its sheet lacks.
        """
        token = form.cleaned_data.get("token") or None
        if change:
            desk.correct_call_back(obj, by=request.user, token=token)
        else:
            if form.cleaned_data.get("class_of"):
                obj.matter.class_of = form.cleaned_data["class_of"]
                desk.correct_matter(obj.matter, by=request.user)
            obj.pk = desk.call_back(obj.matter, obj, by=request.user, token=token).pk
        record = _worth(obj)
        if record is not None and record.verdict != "allowed":
            messages.warning(request, explained(record))

    def panels(self, request: HttpRequest, row: CallBack) -> list[Panel]:
        """
        The sheet for those who only read, and what it is worth.
        """
        record = _worth(row)
        more = [] if record is None else [Panel(_("What the sheet is worth"), why_recorded(record))]
        return [*super().panels(request, row), *more]

    def _unclassed(self, request: HttpRequest) -> CallbackMatter | None:
        """
        The matter that is called back on, where it lacks a class that the person may give it; looked up once a request.
        """
        known = request.__dict__
        if "visitcore_unclassed" not in known:
            seen = visible(CallbackMatter.objects.select_related("complaint"), request.user)
            row = named_by((request.POST or request.GET).get("matter"), seen)
            asked = row is not None and request.user.has_perm(f"{self.opts.app_label}.change_callbackmatter")
            known["visitcore_unclassed"] = row if asked and _lacks_class(row) else None
        matter: CallbackMatter | None = known["visitcore_unclassed"]
        return matter

    def _stored(self, obj: Any, asked: Any) -> Any:
        return None if obj is None else told(obj.values)


def _lacks_class(row: CallbackMatter) -> bool:
    try:
        return lacks_class(row, timezone.localtime())
    except VisitcoreError:
        return False  # its page says what does not fit


def _worth(row: CallBack) -> DecisionRecord | None:
    """
    What was decided last of the sheet of a call-back.
    """
    return DecisionRecord.objects.filter(name="callback_valid", subject_kind="callback", subject_id=row.pk).first()
