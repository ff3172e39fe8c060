"""
What the list and the page of visits say of each, in words.
"""

from django.contrib import admin
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy

from visitcore_django.admin.due_words import badge
from visitcore_django.admin.policy_forms import PolicyAdmin
from visitcore_django.admin.visits_panels import report_said
from visitcore_django.admin.wording import named_all
from visitcore_django.models import Visit
from visitcore_django.models.naming import person_name
from visitcore_django.sheets.visits_told import marked

LOOKS = {"planned": "due", "completed": "met", "cancelled": "none"}
"""Which status of the due list a status looks like."""


class VisitColumns(PolicyAdmin):
    """
    The columns of the list, and what the page only shows.
    """

    @admin.display(description=gettext_lazy("start"), ordering="start")
    def day(self, row: Visit) -> str:
        """
        Day and time.
        """
        return f"{timezone.localtime(row.start):%Y-%m-%d %H:%M}"

    @admin.display(description=gettext_lazy("visitor"), ordering="owner")
    def visited_by(self, row: Visit) -> str:
        """
        The full name.
        """
        return person_name(row.owner) or "–"

    @admin.display(description=gettext_lazy("status"), ordering="status")
    def stands(self, row: Visit) -> SafeString:
        """
        The status with its sign, and why it was cancelled.
        """
        note = format_html('<span class="visitcore-code">{}</span>', row.cancelled_because)
        return format_html("{}{}", badge(LOOKS[row.status], row.get_status_display()), note)

    @admin.display(description=gettext_lazy("purpose"))
    def purposes(self, row: Visit) -> str:
        """
        The purposes in words.
        """
        return named_all(row.purpose) or "–"

    @admin.display(description=gettext_lazy("in the plan"))
    def marked(self, row: Visit) -> str:
        """
        In the plan, or what the policy calls a visit that no plan holds.
        """
        return marked(row) or "–"

    @admin.display(description=gettext_lazy("report"))
    def report_state(self, row: Visit) -> SafeString | str:
        """
        How far the report is.
        """
        return report_said(row)
