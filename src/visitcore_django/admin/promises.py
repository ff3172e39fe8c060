"""
The promises made to customers: what is open, what is late, what was kept.
"""

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import F, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from visitcore_django import desk
from visitcore_django.admin.base import ScopedAdmin, VersionedForm
from visitcore_django.admin.buttons import Button, Panel
from visitcore_django.admin.customers_form import owner_field
from visitcore_django.admin.due_words import badge
from visitcore_django.admin.history import why_panels
from visitcore_django.models import Promise, Visit
from visitcore_django.models.naming import person_name
from visitcore_django.people.colleagues import colleagues
from visitcore_django.people.scope import visible


class PromiseForm(VersionedForm):
    """
    A promise; the visit on which it was made comes with the address.
    """

    visit = forms.ModelChoiceField(queryset=Visit.objects.none(), required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "made" in self.fields:
            self.fields["made"].initial = timezone.localdate

    def clean_made(self) -> Any:
        """
        A day that has come.
        """
        day = self.cleaned_data["made"]
        if day > timezone.localdate():
            raise forms.ValidationError(_("A promise cannot have been made on a day that lies ahead; correct the day."))
        return day


class KeptFilter(admin.SimpleListFilter):
    """
    Open, late and kept promises.
    """

    title = gettext_lazy("state")
    parameter_name = "is"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        """
        The three of them.
        """
        return [("open", gettext_lazy("open")), ("late", gettext_lazy("overdue")), ("kept", gettext_lazy("kept"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """
        By day kept and day due.
        """
        value = self.value()
        if value == "late":
            return queryset.filter(kept__isnull=True, due_by__lt=timezone.localdate())
        return queryset.filter(kept__isnull=value == "open") if value in {"open", "kept"} else queryset


@admin.register(Promise)
class PromiseAdmin(ScopedAdmin):
    """
    Promises, the open ones first; each is noted once, and kept by its button.
    """

    form = PromiseForm
    list_display = ("what", "customer", "promised_by", "made", "due", "stands")
    list_select_related = ["customer", "owner"]
    list_filter = [KeptFilter]
    search_fields = ["what", "customer__code", "customer__name"]
    ordering = [F("kept").asc(nulls_first=True), "due_by", "pk"]
    show_facets = admin.ShowFacets.NEVER
    autocomplete_fields = ["customer"]

    @admin.display(description=gettext_lazy("who promised"))
    def promised_by(self, row: Promise) -> str:
        """
        The full name.
        """
        return person_name(row.owner) or "–"

    @admin.display(description=gettext_lazy("due by"), ordering="due_by")
    def due(self, row: Promise) -> str:
        """
        The day; where the document names none, its word.
        """
        return row.due_by.isoformat() if row.due_by else _("promptly")

    @admin.display(description=gettext_lazy("state"))
    def stands(self, row: Promise) -> SafeString:
        """
        Kept, in time or late; or open, or late already.
        """
        late = row.due_by is not None and (row.kept or timezone.localdate()) > row.due_by
        if row.kept is None:
            return badge("overdue", _("overdue")) if late else badge("due", _("open"))
        words = _("kept late on %(day)s") if late else _("kept on %(day)s")
        return badge("overdue" if late else "met", words % {"day": row.kept})

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """
        What is asked for, or what was noted.
        """
        if obj is None:
            return ["customer", "what", ("made", "owner"), "visit", "token"]
        return ["customer", "what", "made", "promised_by", "visit", "due", "stands"]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """
        What was noted stays.
        """
        return () if obj is None else self.get_fields(request, obj)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """
        A promise is kept by its button and not edited.
        """
        return obj is None and super().has_change_permission(request, obj)

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        """
        The form with the people and visits of the person.
        """
        form = super().get_form(request, obj, change=change, **kwargs)
        if "owner" in form.base_fields:
            label = Promise._meta.get_field("owner").verbose_name
            form.base_fields["owner"] = owner_field(colleagues(request.user), None, required=False, label=label)
        if "visit" in form.base_fields:
            form.base_fields["visit"].queryset = visible(Visit.objects.all(), request.user)
        return form

    def save_model(self, request: HttpRequest, obj: Promise, form: Any, change: bool) -> None:
        """
        Note it at the desk.
        """
        told = {name: form.cleaned_data.get(name) for name in ("what", "made", "owner", "visit")}
        token = form.cleaned_data.get("token") or None
        obj.pk = desk.make_promise(obj.customer, by=request.user, token=token, **told).pk
        obj.refresh_from_db()

    def buttons(self, request: HttpRequest, row: Promise) -> list[Button]:
        """
        Kept, today or on the day given.
        """
        if row.kept is not None or not request.user.has_perm("visitcore_django.change_promise"):
            return []

        def keep(asked: HttpRequest, _row: Any) -> str:
            day = _day(asked.POST.get("comment", ""))
            desk.keep_promise(row, by=asked.user, on=day, token=asked.POST.get("token") or None)
            return _("Noted.")

        return [Button(name="keep", label=_("Kept"), do=keep, asks=_("on (empty: today)"), kind="date", main=True)]

    def panels(self, request: HttpRequest, row: Promise) -> list[Panel]:
        """
        What was decided last, with its reasons.
        """
        return why_panels(row, "follow_up") if request.user.has_perm("visitcore_django.view_decisionrecord") else []


def _day(written: str) -> Any:
    """
    A day as people write it; ``None`` where nothing is written.

    Raises:
        DeskError: If it is no day.
    """
    try:
        return forms.DateField(required=False).clean(written.strip())
    except forms.ValidationError as error:
        raise desk.DeskError(" ".join(error.messages)) from error
