"""
Reminders: what somebody has to do, and the sweeps that open and close them.
"""

from collections import Counter
from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, ngettext_lazy

from visitcore_django import desk
from visitcore_django.admin.base import ReadOnlyAdmin
from visitcore_django.admin.buttons import Button
from visitcore_django.admin.due_words import badge, clause
from visitcore_django.admin.paging import BoundedPaginator
from visitcore_django.admin.reminder_filters import StateFilter, WhoseFilter
from visitcore_django.admin.wording import named
from visitcore_django.desk.reminders import ANOTHERS, BY_ITSELF, CLOSED, hindrance, may_close
from visitcore_django.models import Reminder, SweepRun
from visitcore_django.models.naming import person_name
from visitcore_django.models.users import name_columns
from visitcore_django.people.acting import roles_of
from visitcore_django.policies import running
from visitcore_django.sheets.customers_told import days_since
from visitcore_django.sweep.summary import summary

LEFT = {
    BY_ITSELF: ngettext_lazy(
        "%(n)d reminder closes by itself as soon as its matter is done; do what it says.",
        "%(n)d reminders close by themselves as soon as their matter is done; do what they say.",
        "n",
    ),
    ANOTHERS: ngettext_lazy(
        "%(n)d reminder is for somebody else, who alone marks it.",
        "%(n)d reminders are for somebody else, who alone marks them.",
        "n",
    ),
    CLOSED: ngettext_lazy("%(n)d reminder was done already.", "%(n)d reminders were done already.", "n"),
}
"""Why a reminder that was ticked is not marked."""


@admin.register(Reminder)
class ReminderAdmin(ReadOnlyAdmin):
    """
    Reminders by the day they are due, those for oneself first.
    """

    list_display = ("says", "whom", "due", "stands", "step")
    list_select_related = ["to", "customer"]
    list_filter = [WhoseFilter, StateFilter]
    search_fields = ["customer__code", "customer__name", *name_columns("to__"), "says_en", "says_zh"]
    ordering = ["due_by", "pk"]
    paginator = BoundedPaginator
    show_facets = admin.ShowFacets.NEVER
    actions = ["mark_done"]
    fields = ["says", "thing", "whom", "due", "stands", "step", "by_clause", "opened_on", "told_at", "done_by"]

    @admin.display(description=gettext_lazy("what to do"), ordering="says_en")
    def says(self, row: Reminder) -> str:
        """
        The sentence, in the reader's language.
        """
        return str(row)

    @admin.display(description=gettext_lazy("for whom"), ordering="to")
    def whom(self, row: Reminder) -> str:
        """
        The person, or the role where it is for nobody in particular.
        """
        return person_name(row.to) if row.to is not None else named(row.to_role) or "–"

    @admin.display(description=gettext_lazy("due by"), ordering="due_by")
    def due(self, row: Reminder) -> str:
        """
        The last good day.
        """
        return row.due_by.isoformat() if row.due_by else "–"

    @admin.display(description=gettext_lazy("state"))
    def stands(self, row: Reminder) -> SafeString:
        """
        Done, open, or overdue and by how many days.
        """
        if row.closed_on is not None:
            return badge("met", _("done on %(day)s") % {"day": row.closed_on})
        days = days_since(row.due_by, timezone.localdate())
        if days is None or days <= 1:
            return badge("due", _("open"))
        return badge("overdue", ngettext("%(n)d day overdue", "%(n)d days overdue", days - 1) % {"n": days - 1})

    @admin.display(description=gettext_lazy("escalation"), ordering="rung")
    def step(self, row: Reminder) -> str:
        """
        Which step of the escalation it is; nothing for the one whose matter it is.
        """
        return _("step %(number)d") % {"number": row.rung} if row.rung else "–"

    @admin.display(description=gettext_lazy("about"))
    def thing(self, row: Reminder) -> SafeString | str:
        """
        The thing itself.
        """
        address = page_of(row)
        return format_html('<a href="{}">{}</a>', address, _("Open it")) if address else "–"

    @admin.display(description=gettext_lazy("by clause"))
    def by_clause(self, row: Reminder) -> SafeString | str:
        """
        The rule that it rests on.
        """
        return clause(row.rule, running(row.opened_on).policy) or "–"

    @admin.display(description=gettext_lazy("closed by"))
    def done_by(self, row: Reminder) -> str:
        """
        Who said that it is done.
        """
        return person_name(row.closed_by) or "–"

    def has_close_permission(self, request: HttpRequest) -> bool:
        """
        Whether the person acts in a role, or is reminded of anything himself; an auditor is not.
        """
        return bool(roles_of(request.user)) or Reminder.objects.filter(to=request.user.pk, closed_on=None).exists()

    def buttons(self, request: HttpRequest, row: Reminder) -> list[Button]:
        """
        Done, where somebody has to say so.
        """

        def done(asked: HttpRequest, _row: Any) -> str:
            desk.close_reminder(row, by=asked.user, token=asked.POST.get("token") or None)
            return _("Noted.")

        return [Button(name="done", label=_("Done"), do=done, main=True)] if may_close(row, request.user) else []

    @admin.action(description=gettext_lazy("Mark as done"), permissions=["close"])
    def mark_done(self, request: HttpRequest, rows: QuerySet[Reminder]) -> None:
        """
        Close those that may be closed by word, and say of the others why they stay as they are.
        """
        counts: Counter[str] = Counter()
        for row in rows.order_by("pk"):
            why = hindrance(row, request.user)
            counts[why] += 1
            if not why:
                desk.close_reminder(row, by=request.user)
        if counts[""]:
            said = ngettext("%(n)d reminder is done.", "%(n)d reminders are done.", counts[""])
            messages.success(request, said % {"n": counts[""]})
        for why, told in LEFT.items():
            if counts[why]:
                messages.warning(request, told % {"n": counts[why]})


@admin.register(SweepRun)
class SweepRunAdmin(ReadOnlyAdmin):
    """
    The sweeps, the last one first.
    """

    list_display = ("on", "started_at", "finished_at", "state")
    fields = ["on", "started_at", "finished_at", "state", "what"]
    ordering = ["-on"]

    @admin.display(description=gettext_lazy("state"))
    def state(self, row: SweepRun) -> SafeString:
        """
        Whether it came to its end.
        """
        return badge("met", _("finished")) if row.finished_at else badge("due", _("not finished"))

    @admin.display(description=gettext_lazy("what it did"))
    def what(self, row: SweepRun) -> str:
        """
        Its counts in words.
        """
        return "\n".join(line.strip() for line in list(summary(row))[1:]) or "–"


def page_of(row: Reminder) -> str:
    """
    The address of what a reminder is about; that of its list where there is no row yet, empty where there is none.
    """
    name = f"admin:visitcore_django_{row.subject_kind}_"
    if row.subject_kind == "sweeprun":
        return ""
    try:
        return reverse(f"{name}change", args=[row.subject_id]) if row.subject_id else reverse(f"{name}changelist")
    except NoReverseMatch:
        return ""
