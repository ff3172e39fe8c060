"""
The excuses: asked for, answered by somebody else, asked for again.
"""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.http import HttpRequest
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from visitcore_django import desk
from visitcore_django.admin.ahead import still_owed
from visitcore_django.admin.answers import answer_buttons, is_forged
from visitcore_django.admin.base import ScopedAdmin, VersionedForm
from visitcore_django.admin.buttons import Button, Panel
from visitcore_django.admin.history import approvals_panel, why_panels
from visitcore_django.desk.excuse_reach import period_of
from visitcore_django.models import Customer, Excuse
from visitcore_django.models.naming import person_name
from visitcore_django.people.scope import visible
from visitcore_django.sheets.excuses import ExcuseSheet

SIGNS = {Excuse.State.REQUESTED: "…", Excuse.State.RETURNED: "↩", Excuse.State.APPROVED: "✓"}


class ExcuseForm(VersionedForm):
    """
    Days and reason.
    """

    def clean(self) -> dict[str, Any]:
        """
        The days in order, and a reason that is more than blanks.
        """
        told = super().clean()
        first, last = told.get("first_day"), told.get("last_day")
        if first and last and last < first:
            self.add_error("last_day", _("The last day lies before the first; give them in order."))
        return told


@admin.register(Excuse)
class ExcuseAdmin(ScopedAdmin):
    """
    Excuses by their days; one that was sent back is mended and asked for again by saving it.
    """

    form = ExcuseForm
    sheet = ExcuseSheet
    list_display = ("customer", "first_day", "last_day", "reason", "stands", "asked_by")
    list_select_related = ["customer", "requested_by"]
    list_filter = ["state"]
    search_fields = ["customer__code", "customer__name", "reason"]
    show_facets = admin.ShowFacets.NEVER
    autocomplete_fields = ["customer"]
    fields = ["customer", ("first_day", "last_day"), "reason", "stands", "asked_by"]

    @admin.display(description=gettext_lazy("state"), ordering="state")
    def stands(self, row: Excuse) -> SafeString:
        """
        The state with its sign.
        """
        return format_html("{} {}", SIGNS[Excuse.State(row.state)], row.get_state_display())

    @admin.display(description=gettext_lazy("requested by"))
    def asked_by(self, row: Excuse) -> str:
        """
        Who asked for it.
        """
        return person_name(row.requested_by) or "–"

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """
        What was asked for stays, whatever was said to it.
        """
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """
        Only what was sent back is changed.
        """
        return super().has_change_permission(request, obj) and (obj is None or obj.state == Excuse.State.RETURNED)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """
        The customer stays the same.
        """
        return ("stands", "asked_by") if obj is None else ("customer", "stands", "asked_by")

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """
        State and who asked only where somebody has asked.
        """
        fields = super().get_fields(request, obj)
        return [name for name in fields if obj is not None or name not in {"stands", "asked_by"}]

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """
        Room for the reason.
        """
        if db_field.name == "last_day":
            kwargs["help_text"] = _("A visit is excused only where the days cover its whole period.")
        if db_field.name == "reason":
            kwargs["widget"] = forms.Textarea(attrs={"rows": 3, "class": "vLargeTextField"})
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    def save_model(self, request: HttpRequest, obj: Excuse, form: Any, change: bool) -> None:
        """
        Ask for it at the desk, for the first time or again.
        """
        token = form.cleaned_data.get("token") or None
        if change:
            desk.resubmit_excuse(obj, by=request.user, token=token)
            return
        days: dict[str, Any] = {"first_day": obj.first_day, "last_day": obj.last_day}
        obj.pk = desk.request_excuse(obj.customer, by=request.user, reason=obj.reason, token=token, **days).pk
        obj.refresh_from_db()
        owed = still_owed(obj.customer, obj.first_day, obj.last_day)
        if owed:
            messages.warning(request, owed)

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """
        For a customer that is named, the period that has to be covered.
        """
        told: dict[str, Any] = super().get_changeform_initial_data(request)
        key = str(told.get("customer") or "")
        customer = visible(Customer.objects.all(), request.user).filter(pk=key).first() if key.isdigit() else None
        period = None if customer is None else period_of(customer, timezone.localdate())
        return told if period is None else {"first_day": period[0], "last_day": period[1], **told}

    def buttons(self, request: HttpRequest, row: Excuse) -> list[Button]:
        """
        Approve and send back, for who may.
        """
        return answer_buttons(request, row)

    def may_press(self, request: HttpRequest, row: Any, name: str) -> bool:
        """
        A forged answer, to one's own request or without the right, is refused.
        """
        return not is_forged(request, row, name) and super().may_press(request, row, name)

    def panels(self, request: HttpRequest, row: Excuse) -> list[Panel]:
        """
        What was asked and answered, and how the customer stood then.
        """
        return [*approvals_panel(row), *why_panels(row, "visit_due")]
