"""
The pages that ask before something is done to one or several customers.
"""

from collections.abc import Sequence
from typing import Any

from django.contrib import admin, messages
from django.contrib.admin import helpers
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from visitcore_django import desk
from visitcore_django.admin.buttons import ButtonsMixin
from visitcore_django.admin.customers_actions import AT_ONCE, EXCUSE, PLAN
from visitcore_django.admin.each_of_many import Asking, tell
from visitcore_django.conf import conf
from visitcore_django.models import Customer


class AskingMixin(ButtonsMixin):
    """
    The actions of the due list, and the same for the customer whose page one is on.
    """

    actions = ["plan_visits", "excuse", "recompute"]

    def get_urls(self) -> list[Any]:
        """
        The pages for one customer, before those of the admin.
        """
        mine = []
        for asking in (PLAN, EXCUSE):
            view = self.admin_site.admin_view(self._page_for_one(asking))
            name = f"{self.opts.app_label}_{self.opts.model_name}_{asking.name}"
            mine.append(path(f"<path:object_id>/{asking.name}/", view, name=name))
        return [*mine, *super().get_urls()]

    def has_plan_permission(self, request: HttpRequest) -> bool:
        """
        Who may plan visits.
        """
        return request.user.has_perm(f"visitcore_django.{PLAN.right}")

    def has_excuse_permission(self, request: HttpRequest) -> bool:
        """
        Who may ask for an excuse.
        """
        return request.user.has_perm(f"visitcore_django.{EXCUSE.right}")

    def has_recompute_permission(self, request: HttpRequest) -> bool:
        """
        Who may change something about customers or their visits; an auditor may not.
        """
        return any(request.user.has_perm(f"visitcore_django.{right}") for right in ("add_visit", "change_customer"))

    @admin.action(description=_("Plan a visit to the selected customers"), permissions=["plan"])
    def plan_visits(self, request: HttpRequest, queryset: QuerySet[Customer]) -> HttpResponse | None:
        """
        Plan a visit to each, after asking when and by whom.
        """
        return self._ask_for_many(request, queryset, PLAN)

    @admin.action(description=_("Excuse the selected customers, with a reason"), permissions=["excuse"])
    def excuse(self, request: HttpRequest, queryset: QuerySet[Customer]) -> HttpResponse | None:
        """
        Ask that each need not be visited, after asking for days and reason.
        """
        return self._ask_for_many(request, queryset, EXCUSE)

    @admin.action(description=_("Work out now how the selected customers stand"), permissions=["recompute"])
    def recompute(self, request: HttpRequest, queryset: QuerySet[Customer]) -> None:
        """
        Refresh the due columns at once.
        """
        most = conf().SWEEP_BATCH
        customers = list(queryset.select_related("owner").order_by("pk")[: most + 1])
        if len(customers) > most:
            messages.error(request, _too_many(most))
            return
        count = desk.refresh_many(customers, timezone.localdate())
        messages.success(request, _("%(count)d customers are up to date.") % {"count": count})

    def _ask_for_many(self, request: HttpRequest, queryset: QuerySet[Customer], asking: Asking) -> HttpResponse | None:
        customers = list(queryset.select_related("owner").order_by("act_by", "pk")[: AT_ONCE + 1])
        if len(customers) > AT_ONCE:
            messages.error(request, _too_many(AT_ONCE))
            return None
        hidden = [("action", asking.name), *((helpers.ACTION_CHECKBOX_NAME, str(row.pk)) for row in customers)]
        return self._asked(request, customers, asking, hidden, reverse(f"admin:{self._list_name}"))

    def _page_for_one(self, asking: Asking) -> Any:
        def view(request: HttpRequest, object_id: str) -> HttpResponse:
            row = self.get_object(request, object_id)
            if row is None or not self.has_view_permission(request, row):
                raise Http404
            if not request.user.has_perm(f"visitcore_django.{asking.right}"):
                raise PermissionDenied
            back = self.page_of(row)
            return self._asked(request, [row], asking, [], back) or HttpResponseRedirect(back)

        return view

    def _asked(
        self,
        request: HttpRequest,
        customers: Sequence[Customer],
        asking: Asking,
        hidden: Sequence[tuple[str, str]],
        back: str,
    ) -> HttpResponse | None:
        """
        The page that asks; ``None`` once it was answered and done.
        """
        answered = request.method == "POST" and "apply" in request.POST
        form = asking.form(request.POST if answered else None, person=request.user, customers=customers)
        if answered and form.is_valid():
            tell(request, asking, form.apply(customers))
            return None
        context = {
            **self.admin_site.each_context(request),
            "title": asking.title,
            "opts": self.opts,
            "form": form,
            "media": self.media + form.media,
            "customers": customers,
            "hidden": hidden,
            "label": asking.label,
            "back": back,
        }
        return TemplateResponse(request, "visitcore/ask.html", context)

    @property
    def _list_name(self) -> str:
        return f"{self.opts.app_label}_{self.opts.model_name}_changelist"


def _too_many(most: int) -> str:
    return _("Choose up to %(count)d customers at a time; narrow the list with the filters.") % {"count": most}
