"""
The tabs of the list of reminders.
"""

from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from visitcore_django.admin.filters import ChosenFilter
from visitcore_django.people.acting import roles_of


class WhoseFilter(ChosenFilter):
    """
    Whose reminders: mine unless others are asked for.
    """

    title = _("whose")
    parameter_name = "whose"
    usual = "mine"
    template = "visitcore/tabs.html"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        """
        Mine, or all within my scope.
        """
        return [("mine", _("Mine")), ("all", _("All that I see"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """
        Those for me, and those for nobody in particular in a role of mine.
        """
        if self.value() == "all":
            return queryset
        return queryset.filter(Q(to=request.user) | Q(to=None, to_role__in=roles_of(request.user)))


class StateFilter(ChosenFilter):
    """
    Open ones unless the others are asked for.
    """

    title = _("state")
    parameter_name = "is"
    usual = "open"
    template = "visitcore/tabs.html"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        """
        Open or done.
        """
        return [("open", _("Open")), ("done", _("Done"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """
        By the day on which it was closed.
        """
        return queryset.filter(closed_on__isnull=self.value() == "open")
