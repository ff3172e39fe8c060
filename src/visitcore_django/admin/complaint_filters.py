"""
The filters of the list of complaints.
"""

from typing import Any

from django.contrib import admin
from django.contrib.auth import get_user_model
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from visitcore_django.admin.filters import ChosenFilter
from visitcore_django.admin.given import by_key
from visitcore_django.admin.wording import named
from visitcore_django.desk.complaint_rules import classes_of, flow_of
from visitcore_django.models import Complaint
from visitcore_django.models.naming import person_name
from visitcore_django.people.acting import roles_of
from visitcore_django.people.scope import visible
from visitcore_django.policies import running

Choices = list[tuple[str, Any]]
NOBODY, MINE, UNKNOWN = "none", "me", "unknown"


def turn_of(user: Any) -> Q:
    """
    Complaints whose next step is for one of the roles that somebody acts in.
    """
    told = Q(pk__in=[])
    for role in roles_of(user):
        told |= Q(next_by=role) | Q(next_by__startswith=f"{role},")
        told |= Q(next_by__endswith=f",{role}") | Q(next_by__contains=f",{role},")
    return told


class HowFilter(ChosenFilter):
    """
    Open ones unless others are asked for.
    """

    title = _("how it stands")
    parameter_name = "how"
    usual = "open"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Choices:
        """
        Overdue, closed, all; open is what one sees first.
        """
        return [
            ("open", _("not closed yet")),
            ("mine", _("my turn")),
            ("overdue", _("overdue")),
            ("closed", _("case closed")),
            ("all", _("all")),
        ]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """
        By the stored columns.
        """
        value = self.value()
        if value == "overdue":
            return queryset.filter(next_due__lt=timezone.now(), closed_at__isnull=True)
        if value == "mine":
            return queryset.filter(turn_of(request.user), closed_at__isnull=True)
        if value == "all":
            return queryset
        return queryset.filter(closed_at__isnull=value != "closed")


class GravityFilter(admin.SimpleListFilter):
    """
    The classes of the policy.
    """

    title = _("gravity")
    parameter_name = "gravity"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Choices:
        """
        Each with its words, and those that cannot be told yet.
        """
        day = timezone.localdate()
        classes = classes_of(running(day).policy, day)
        return [*((name, named(name)) for name in classes), (UNKNOWN, _("not classed yet"))] if classes else []

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """
        By the stored class.
        """
        value = self.value()
        return queryset.filter(gravity="" if value == UNKNOWN else value) if value else queryset


class StateFilter(admin.SimpleListFilter):
    """
    The states of the policy's way.
    """

    title = _("state")
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Choices:
        """
        In the order of the policy.
        """
        day = timezone.localdate()
        flow = flow_of(running(day).policy, day)
        return [] if flow is None else [(state, named(state)) for state in flow.states]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """
        By the stored state.
        """
        return queryset.filter(state=self.value()) if self.value() else queryset


class HandlerFilter(admin.SimpleListFilter):
    """
    Who handles it: oneself, nobody, or one of those who handle what one sees.
    """

    title = _("handled by")
    parameter_name = "handler"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Choices:
        """
        Those who handle an open complaint.
        """
        open_ones = visible(Complaint.objects.filter(closed_at__isnull=True), request.user)
        keys = open_ones.order_by().values("handler").distinct()
        people = get_user_model()._default_manager.filter(pk__in=keys)
        found = sorted(
            ((str(user.pk), person_name(user)) for user in people if user != request.user), key=lambda one: one[1]
        )
        return [(MINE, _("me")), *sorted(found, key=lambda one: one[1]), (NOBODY, _("nobody yet"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """
        By handler, within what is seen anyway.
        """
        value = self.value()
        if not value:
            return queryset
        if value == NOBODY:
            return queryset.filter(handler__isnull=True)
        if value == MINE:
            return queryset.filter(handler=request.user.pk)
        return by_key(queryset, "handler", value)
