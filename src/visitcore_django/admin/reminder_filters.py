"""
The tabs of the list of reminders.
"""

from collections.abc import Iterator
from typing import Any

from django.contrib import admin
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from visitcore_django.people.acting import roles_of


class WhoseFilter(admin.SimpleListFilter):
    """
    Whose reminders: mine unless others are asked for.
    """

    title = _("whose")
    parameter_name = "whose"
    template = "visitcore/tabs.html"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        """
        Mine, or all within my scope.
        """
        return [("mine", _("Mine")), ("all", _("All that I see"))]

    def value(self) -> str:
        """
        The tab that is open.
        """
        return super().value() or "mine"

    def choices(self, changelist: Any) -> Iterator[Any]:
        """
        The tabs, without one for everything.
        """
        for value, label in self.lookup_choices:
            query = changelist.get_query_string({self.parameter_name: value}, ["p"])
            yield {"selected": self.value() == value, "query_string": query, "display": label}

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """
        Those for me, and those for nobody in particular in a role of mine.
        """
        if self.value() == "all":
            return queryset
        return queryset.filter(Q(to=request.user) | Q(to=None, to_role__in=roles_of(request.user)))


class StateFilter(WhoseFilter):
    """
    Open ones unless the others are asked for.
    """

    title = _("state")
    parameter_name = "is"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        """
        Open, overdue or done.
        """
        return [("open", _("Open")), ("done", _("Done"))]

    def value(self) -> str:
        """
        The tab that is open.
        """
        found = admin.SimpleListFilter.value(self)
        return found if found == "done" else "open"

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """
        By the day on which it was closed.
        """
        return queryset.filter(closed_on__isnull=self.value() == "open")
