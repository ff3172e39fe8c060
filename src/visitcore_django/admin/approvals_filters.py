"""
The tabs of the approval queue.
"""

from typing import Any

from django.apps import apps
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from visitcore_django import desk
from visitcore_django.admin.filters import ChosenFilter
from visitcore_django.desk.approvals import ANSWERS


class BoxFilter(ChosenFilter):
    """
    Whose requests: those that wait for me unless others are asked for.
    """

    title = _("whose")
    parameter_name = "box"
    usual = "waiting"
    template = "visitcore/tabs.html"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        """
        The tabs; how many wait is counted.
        """
        waiting = desk.waiting_for(request.user, timezone.localdate()).count()
        return [
            ("waiting", _("Waiting for me (%(count)d)") % {"count": waiting}),
            ("asked", _("Asked by me")),
            ("decided", _("Decided by me")),
            ("all", _("All that I see")),
        ]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """
        The rows under the tab.
        """
        value = self.value()
        if value == "asked":
            return queryset.filter(requested_by=request.user)
        if value == "decided":
            return queryset.filter(decided_by=request.user)
        if value == "all":
            return queryset
        mine = desk.waiting_for(request.user, timezone.localdate()).order_by()
        return queryset.filter(pk__in=mine.values("pk"))


class KindFilter(admin.SimpleListFilter):
    """
    What the requests are about.
    """

    title = _("what for")
    parameter_name = "kind"
    template = "visitcore/tabs.html"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        """
        Every table that knows approvals.
        """
        models = ((kind, apps.get_model("visitcore_django", kind)) for kind in ANSWERS)
        return [(kind, capfirst(str(model._meta.verbose_name))) for kind, model in models]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """
        By table.
        """
        return queryset.filter(subject_kind=self.value()) if self.value() in ANSWERS else queryset
