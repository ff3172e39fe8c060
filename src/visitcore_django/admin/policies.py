"""
The versions of the policy: uploaded, looked at with what they change, published by somebody else.
"""

from collections.abc import Iterator
from typing import Any, ClassVar

from django.contrib import admin, messages
from django.contrib.admin.views.main import ChangeList
from django.http import HttpRequest, HttpResponseRedirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from visitcore_django import desk
from visitcore_django.admin.answers import answer_buttons, is_forged, waiting
from visitcore_django.admin.base import ScopedAdmin
from visitcore_django.admin.buttons import Button, Panel, at_the_desk
from visitcore_django.admin.given import named_by
from visitcore_django.admin.history import approvals_panel
from visitcore_django.admin.policies_form import PolicyForm, file_hash
from visitcore_django.admin.policies_impact import panels_of
from visitcore_django.admin.policies_views import PolicyPagesMixin
from visitcore_django.admin.stale import worked_out
from visitcore_django.desk.policies import OPEN, recorded_late
from visitcore_django.desk.recomputing import recompute_due
from visitcore_django.models import DecisionRecord, PolicyVersion
from visitcore_django.models.naming import person_name
from visitcore_django.policies import running, until

State = PolicyVersion.State
SIGNS = {State.DRAFT: "✎", State.SUBMITTED: "…", State.RETURNED: "↩", State.PUBLISHED: "✓"}


class VersionList(ChangeList):
    """
    The rows of one page, with which of them runs today.
    """

    def get_results(self, request: HttpRequest) -> None:
        """
        Read the page; what runs is looked up once.
        """
        super().get_results(request)
        self.result_list = list(self.result_list)
        version = running(timezone.localdate()).version
        for row in self.result_list:
            row.runs = version is not None and row.pk == version.pk


@admin.register(PolicyVersion)
class PolicyVersionAdmin(PolicyPagesMixin, ScopedAdmin):
    """
    Policy versions by the day they come into force; a published one is only looked at.
    """

    form = PolicyForm
    change_list_template = "visitcore/policies.html"
    list_display = ("name", "in_force_from", "stands", "written_by", "published_by", "published_at")
    list_select_related = ["author", "approver"]
    list_filter = ["state"]
    search_fields = ["name", "note", "hash"]
    show_facets = admin.ShowFacets.NEVER
    date_hierarchy = "in_force_from"
    looked_at: ClassVar = (
        *("name", "in_force_from", "note", "stands", "written_by", "published_by", "recorded_at", "published_at"),
        file_hash,
    )

    @admin.display(description=gettext_lazy("state"), ordering="state")
    def stands(self, row: PolicyVersion) -> SafeString:
        """
        The state with its sign; whether it runs, and whether it was recorded late.
        """
        late = recorded_late(row)
        parts = [format_html("{} {}", SIGNS[State(row.state)], row.get_state_display())]
        if getattr(row, "runs", False):
            parts.append(format_html("<strong>▶ {}</strong>", _("runs today")))
        if late:
            told = ngettext("recorded %(days)d day late", "recorded %(days)d days late", late) % {"days": late}
            parts.append(format_html("<span>▲ {}</span>", told))
        return SafeString("<br>".join(parts))

    @admin.display(description=gettext_lazy("author"), ordering="author")
    def written_by(self, row: PolicyVersion) -> str:
        """
        Who wrote it.
        """
        return person_name(row.author)

    @admin.display(description=gettext_lazy("approver"), ordering="approver")
    def published_by(self, row: PolicyVersion) -> str:
        """
        Who published it.
        """
        return person_name(row.approver) or "–"

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        """
        The list that knows what runs.
        """
        return VersionList

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """
        Only the author changes it, and only while he writes on it.
        """
        mine = obj is None or (obj.state in OPEN and obj.author_id == request.user.pk)
        return super().has_change_permission(request, obj) and mine

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """
        A draft is thrown away with its button; nothing else ever goes.
        """
        return False

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """
        What is written; of a version that is only looked at, everything but the file, which stands below.
        """
        may = self.has_add_permission(request) if obj is None else self.has_change_permission(request, obj)
        return ["name", "in_force_from", "note", "file", "toml"] if may else self.looked_at

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """
        What is only looked at.
        """
        return () if obj is None or self.has_change_permission(request, obj) else self.looked_at

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """
        Today, and the file of the version to start from.
        """
        told: dict[str, Any] = {"in_force_from": timezone.localdate()}
        row = named_by(request.GET.get("start"), self.get_queryset(request))
        return {**told, "toml": row.toml} if row is not None else told

    def saves(self, request: HttpRequest, object_id: str | None) -> list[tuple[str, Any]]:
        """
        Saved and handed in with one click, while it may be written on.
        """
        row = None if object_id is None else self.get_object(request, object_id)
        if row is not None and not self.has_change_permission(request, row):
            return []
        return [("_submit", _("Save and submit for approval"))]

    def save_model(self, request: HttpRequest, obj: PolicyVersion, form: Any, change: bool) -> None:
        """
        Save it at the desk, and hand it in where that was asked for.
        """
        token = form.cleaned_data.get("token") or None
        obj.pk = desk.save_draft(obj, by=request.user, token=token).pk
        obj.refresh_from_db()
        if "_submit" in request.POST and obj.state in OPEN:
            at_the_desk(request, lambda: _said(request, obj))

    def buttons(self, request: HttpRequest, row: PolicyVersion) -> list[Button]:
        """
        What may be done now.
        """
        return [*self._authors(request, row), *self._everybodys(request, row), *answer_buttons(request, row)]

    def may_press(self, request: HttpRequest, row: Any, name: str) -> bool:
        """
        A forged answer, to one's own version or without the right, is refused.
        """
        return not is_forged(request, row, name) and super().may_press(request, row, name)

    def panels(self, request: HttpRequest, row: PolicyVersion) -> list[Panel]:
        """
        What it changes and for whom, who approved it, and the file.
        """
        parts = [*_clocks(row), *panels_of(row, request.user), *approvals_panel(row)]
        if not self.has_change_permission(request, row):
            parts.append(Panel(_("The file"), render_to_string("visitcore/policy_file.html", {"row": row})))
        return parts

    def _authors(self, request: HttpRequest, row: PolicyVersion) -> Iterator[Button]:
        if row.author_id != request.user.pk or not request.user.has_perm("visitcore_django.change_policyversion"):
            return
        if row.state in OPEN:
            yield Button(name="submit", label=_("Submit for approval"), do=_submit, main=True)
            yield Button(name="drop", label=_("Throw away"), do=self._drop)
        elif row.state == State.SUBMITTED and waiting(row) is not None:
            yield Button(name="withdraw", label=_("Take back"), do=_withdraw)

    def _everybodys(self, request: HttpRequest, row: PolicyVersion) -> Iterator[Button]:
        yield Button(name="read", label=_("Read it in tables"), do=_to("read"))
        yield Button(name="toml", label=_("Download the file"), do=_to("toml"))
        if self.has_add_permission(request):
            yield Button(name="start", label=_("Start a new version from it"), do=_new)
        if row.state == State.PUBLISHED and request.user.has_perm("visitcore_django.change_policyversion"):
            yield Button(name="recompute", label=_("Work out who is due anew"), do=_recompute)

    def _drop(self, request: HttpRequest, row: PolicyVersion) -> HttpResponseRedirect:
        desk.drop_draft(row, by=request.user)
        messages.success(request, _("Thrown away."))
        return HttpResponseRedirect(reverse("admin:visitcore_django_policyversion_changelist"))


def _to(page: str) -> Any:
    return lambda _request, row: HttpResponseRedirect(
        reverse(f"admin:visitcore_django_policyversion_{page}", args=[row.pk])
    )


def _new(_request: HttpRequest, row: PolicyVersion) -> HttpResponseRedirect:
    return HttpResponseRedirect(f"{reverse('admin:visitcore_django_policyversion_add')}?start={row.pk}")


def _submit(request: HttpRequest, row: PolicyVersion) -> str:
    desk.submit_policy(row, by=request.user, token=request.POST.get("token"))
    return _("Submitted; somebody else has to publish it.")


def _said(request: HttpRequest, row: PolicyVersion) -> None:
    desk.submit_policy(row, by=request.user)
    messages.success(request, _("Submitted; somebody else has to publish it."))


def _withdraw(request: HttpRequest, row: PolicyVersion) -> str:
    desk.withdraw_policy(row, by=request.user)
    return _("Taken back; it is a draft again.")


def _recompute(request: HttpRequest, row: PolicyVersion) -> str:
    done = recompute_due(by=request.user)
    worked_out(row, request.user)
    return ngettext("%(count)d customer worked out anew.", "%(count)d customers worked out anew.", done) % {
        "count": done
    }


def _clocks(row: PolicyVersion) -> Iterator[Panel]:
    """
    The two clocks of a published version: since when it binds, and since when it was known.
    """
    if row.published_at is None:
        return
    late = recorded_late(row)
    told: dict[str, Any] = {"row": row, "until": until(row), "late": late}
    if late:
        before = DecisionRecord.objects.filter(governed_on__gte=row.in_force_from, recorded_at__lt=row.published_at)
        told["decided"] = before.exclude(policy_version=row).count()
    yield Panel(_("In force and recorded"), render_to_string("visitcore/policy_clocks.html", told))
