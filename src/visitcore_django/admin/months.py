"""
A filter by month.
"""

from datetime import date
from typing import Any

from dateutil.relativedelta import relativedelta
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class MonthFilter(admin.SimpleListFilter):
    """
    The next month, this one, and those before it, by the day of a row.

    Attributes:
        column: The column with the day.
    """

    title = _("month")
    parameter_name = "month"
    column = "on"
    months = range(1, -12, -1)

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """
        The months, the latest first.
        """
        first = timezone.localdate().replace(day=1)
        days = [first + relativedelta(months=back) for back in self.months]
        return [(f"{day:%Y-%m}", f"{day:%Y-%m}") for day in days]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """
        The rows of the month chosen; all where none is, or what was typed is no month.
        """
        try:
            first = date.fromisoformat(f"{self.value() or ''}-01")
        except ValueError:
            return queryset
        until = first + relativedelta(months=1)
        return queryset.filter(**{f"{self.column}__gte": first, f"{self.column}__lt": until})
