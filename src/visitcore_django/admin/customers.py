"""
The due list and the page of a customer.
"""

from datetime import date

from django.contrib import admin
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from visitcore_django.admin.base import ScopedAdmin
from visitcore_django.models import Customer


@admin.register(Customer)
class CustomerAdmin(ScopedAdmin):
    """
    Customers by who is due.
    """

    list_display = [
        "code",
        "name",
        "grade",
        "owner",
        "last_visit",
        "next_due",
        "days_overdue",
        "progress",
        "due_status",
    ]
    list_select_related = ["owner"]
    list_filter = ["due_status", "grade", "team"]
    search_fields = ["code", "name"]
    date_hierarchy = "next_due"
    ordering = ["next_due", "code"]

    @admin.display(description=_("days overdue"), ordering="overdue_since")
    def days_overdue(self, row: Customer) -> int | None:
        """
        Days since the visit was overdue, today included.
        """
        return days_since(row.overdue_since, timezone.localdate())

    @admin.display(description=_("done / owed"))
    def progress(self, row: Customer) -> str:
        """
        Visits made and owed in the period.
        """
        return "" if row.owed is None else f"{row.done} / {row.owed}"


def days_since(first: date | None, today: date) -> int | None:
    """
    Days from *first* to *today*, both counted.
    """
    return None if first is None else (today - first).days + 1
