"""
The filters of the list of matters to call back on.
"""

from datetime import timedelta
from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from visitcore.rules.callback_terms import kinds_of
from visitcore_django.admin.filters import ChosenFilter
from visitcore_django.admin.wording import named
from visitcore_django.facts.days import last_instant
from visitcore_django.policies import running

Choices = list[tuple[str, Any]]


class WhenFilter(ChosenFilter):
    """
    What is to be called back on unless others are asked for.
    """

    title = _("when to call back")
    parameter_name = "when"
    usual = "open"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Choices:
        """
        By today, this week, and what is settled; what is not settled is what one sees first.
        """
        return [
            ("open", _("not settled")),
            ("today", _("today, with what is overdue")),
            ("week", _("this week, with what is overdue")),
            ("overdue", _("overdue")),
            ("untold", _("cannot be told yet")),
            ("settled", _("all settled")),
            ("all", _("all")),
        ]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """
        By the stored columns.
        """
        value, today = self.value(), timezone.localdate()
        if value == "all":
            return queryset
        if value == "settled":
            return queryset.filter(settled=True)
        rows = queryset.filter(settled=False)
        if value == "overdue":
            return rows.filter(next_due__lt=timezone.now())
        if value == "untold":
            return rows.filter(next_due__isnull=True)
        if value in {"today", "week"}:
            last = today if value == "today" else today + timedelta(days=6 - today.weekday())
            return rows.filter(next_due__lte=last_instant(last))
        return rows


class CauseFilter(admin.SimpleListFilter):
    """
    The kinds of matter that the policy has a term for.
    """

    title = _("cause")
    parameter_name = "cause"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Choices:
        """
        Each with its words.
        """
        return [(kind, named(kind)) for kind in kinds_of(running(timezone.localdate()).policy)]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """
        By the stored cause.
        """
        return queryset.filter(cause=self.value()) if self.value() else queryset
