"""
The page of a request: what it is about, why, what stands in its way, and the two answers.
"""

from typing import Any

from django.apps import apps
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from visitcore_django.admin.answers import answer_buttons, is_forged
from visitcore_django.admin.base import ReadOnlyAdmin
from visitcore_django.admin.buttons import Button, ButtonsMixin, Panel
from visitcore_django.admin.customers_timeline import page_of
from visitcore_django.admin.history import approvals_panel
from visitcore_django.admin.in_short import in_short
from visitcore_django.admin.policies_impact import panels_of
from visitcore_django.admin.subjects import subject_of
from visitcore_django.admin.why import why_recorded
from visitcore_django.models import Approval, PolicyVersion


class ApprovalPage(ReadOnlyAdmin):
    """
    One request, to be decided on without leaving its page.
    """

    def buttons(self, request: HttpRequest, row: Approval) -> list[Button]:
        """
        Approve and send back, for who may.
        """
        subject = row.subject if row.state == Approval.State.OPEN else None
        return [] if subject is None else answer_buttons(request, subject)

    def told_of(self, row: Approval) -> list[Any]:
        """
        The request, and what it is about.
        """
        return [row, *filter(None, [row.subject])]

    def may_press(self, request: HttpRequest, row: Approval, name: str) -> bool:
        """
        A forged answer is refused.
        """
        subject = row.subject
        return subject is None or not is_forged(request, subject, name)

    def hindrance(self, row: Approval) -> str:
        """
        What stands in the way of the thing itself, while it waits.
        """
        subject = subject_of(row) if self.may_be_hindered(row) else None
        return "" if subject is None else self._page_of(row).hindrance(subject)

    def may_be_hindered(self, row: Approval) -> bool:
        """
        Whether it waits, and the page of such things tells what stands in their way.
        """
        page = self._page_of(row) if row.state == Approval.State.OPEN else None
        return isinstance(page, ButtonsMixin) and type(page).hindrance is not ButtonsMixin.hindrance

    def _page_of(self, row: Approval) -> Any:
        return self.admin_site._registry.get(apps.get_model(self.opts.app_label, row.subject_kind))

    def panels(self, request: HttpRequest, row: Approval) -> list[Panel]:
        """
        The thing itself in short, why the policy says so, and what was said before.
        """
        subject = row.subject
        found = []
        if subject is None:
            found.append(Panel(_("What it is about"), _("What this is about is gone.")))
        else:
            told = {"lines": in_short(subject), "url": self._way_to(request, subject)}
            found.append(Panel(_("What it is about"), render_to_string("visitcore/in_short.html", told)))
            if isinstance(subject, PolicyVersion):
                found += panels_of(subject, request.user)
        if row.decision is not None:
            found.append(Panel(_("Why"), why_recorded(row.decision)))
        return found if subject is None else [*found, *approvals_panel(subject)]

    def _way_to(self, request: HttpRequest, subject: Any) -> str:
        """
        The page of the thing, where the reader may open it.
        """
        page = self.admin_site._registry.get(type(subject))
        return page_of(subject, self.admin_site) if page and page.has_view_permission(request, subject) else ""
