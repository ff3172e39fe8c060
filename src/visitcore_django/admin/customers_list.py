"""
The due list: who is to be visited first, how each stands, and why.
"""

from datetime import date
from typing import Any
from unicodedata import normalize

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from visitcore_django.admin.customers_filters import FILTERS
from visitcore_django.admin.due_words import clause, lacks_in_short, standing
from visitcore_django.admin.paging import BoundedPaginator
from visitcore_django.admin.stale import stale_note
from visitcore_django.admin.wording import sentences
from visitcore_django.facts.visits import planned_ahead
from visitcore_django.models import Customer
from visitcore_django.models.fit import is_sound
from visitcore_django.models.naming import person_name
from visitcore_django.policies import running
from visitcore_django.sheets.customers_told import days_since

FEW = 250
"""Customers found that are looked up by their keys."""


class DueList(ChangeList):
    """
    The rows of one page, with the day and the policy that they are shown by.
    """

    def get_results(self, request: HttpRequest) -> None:
        """
        Read the page; day and policy are looked up once for all rows.
        """
        super().get_results(request)
        self.result_list = list(self.result_list)
        today = timezone.localdate()
        under = running(today)
        planned = planned_ahead(self.result_list, today)
        for row in self.result_list:
            row.shown_on, row.shown_by, row.planned_on = today, under.policy, planned.get(row.pk)
        days = [row.due_on for row in self.result_list if row.active and row.due_on is not None]
        self.stale = stale_note(min(days, default=None), under.version, today)

    def get_ordering(self, request: HttpRequest, queryset: QuerySet[Any]) -> list[Any]:
        """
        The order asked for, such as an index has it: one column, what tells equal rows apart, all in one direction.
        """
        order = [str(name) for name in super().get_ordering(request, queryset)]
        if "." in request.GET.get("o", ""):
            return order
        way = "-" if order[0].startswith("-") else ""
        first = order[0].removeprefix("-")
        if first == "act_by" and request.GET.get("visited") == "never":
            first = "last_visit"
        return [f"{way}{name}" for name in (first, *_THEN.get(first, ("pk",)))]


_THEN: dict[str, tuple[str, ...]] = {"code": (), "last_visit": ("act_by", "pk")}
"""By what equal rows are told apart, where that is not the key."""


class DueListMixin(admin.ModelAdmin):  # type: ignore[type-arg]
    """
    The list of customers, the longest overdue first; it reads stored columns only, and counts no further than needed.
    """

    paginator = BoundedPaginator
    show_facets = admin.ShowFacets.NEVER
    change_list_template = "visitcore/customers.html"
    list_display = (
        "customer",
        "status",
        "owned_by",
        "due_next",
        "days_overdue",
        "visited_last",
    )
    list_select_related = ["owner"]
    list_filter = FILTERS
    sortable_by = ("customer", "status", "due_next", "visited_last")
    search_fields = ["code", "name"]
    search_help_text = gettext_lazy("The beginning of the code, or a part of the name.")
    ordering = ["act_by", "pk"]

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        """
        The due list.
        """
        return DueList

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """
        The due list under its own name.
        """
        return super().changelist_view(request, {"title": _("Who is to be visited"), **(extra_context or {})})

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        """
        Every word is looked for at the beginning of the code and anywhere in the name.

        The table is searched once: where few are found, counting and showing them looks them up by their keys.
        """
        if not is_sound(search_term):
            return queryset.none(), False
        words = normalize("NFKC", search_term).split()
        matching = queryset
        for word in words:
            found = Q(name__holds=word)
            for code in sorted({word, word.upper(), word.lower()}):
                found |= Q(code__startswith=code)
            matching = matching.filter(found)
        if not words:
            return queryset, False
        keys = list(matching.order_by().values_list("pk", flat=True)[: FEW + 1])
        return (queryset.filter(pk__in=keys) if len(keys) <= FEW else matching), False

    @admin.display(description=gettext_lazy("customer"), ordering="code")
    def customer(self, row: Customer) -> SafeString:
        """
        The name, and under it code and grade.
        """
        under = f"{row.code} · {row.grade}" if row.grade else row.code
        return format_html('{}<span class="visitcore-code">{}</span>', row.name or row.code, under)

    @admin.display(description=gettext_lazy("owner"))
    def owned_by(self, row: Customer) -> str:
        """
        The owner's full name.
        """
        return person_name(row.owner) or "–"

    @admin.display(description=gettext_lazy("next due"), ordering="next_due")
    def due_next(self, row: Customer) -> SafeString:
        """
        The last good day for the next visit, how many of the period's are made, and whether its calendar is a guess.

        Besides, the day for which one is planned.
        """
        made = "" if row.owed is None else _("%(done)d of %(owed)d made") % {"done": row.done, "owed": row.owed}
        day = getattr(row, "planned_on", None)
        planned = "" if day is None else _("planned for %(day)s") % {"day": day}
        notes = (made, planned, _("provisional") if row.due_provisional else "")
        return _day(row.next_due, " · ".join(filter(None, notes)))

    @admin.display(description=gettext_lazy("days overdue"))
    def days_overdue(self, row: Customer) -> SafeString | None:
        """
        Days since the visit was overdue, today included, and the first of them.
        """
        days = days_since(row.overdue_since, self._today(row))
        if days is None:
            return None
        since = _("since %(day)s") % {"day": row.overdue_since}
        return format_html('{}<span class="visitcore-code visitcore-day">{}</span>', days, since)

    @admin.display(description=gettext_lazy("last visit"), ordering="last_visit")
    def visited_last(self, row: Customer) -> SafeString | str:
        """
        The day of the last visit that was made.
        """
        return _("never") if row.last_visit is None and row.due_status else _day(row.last_visit)

    @admin.display(description=gettext_lazy("status"), ordering="act_by")
    def status(self, row: Customer) -> SafeString:
        """
        How the customer stands, by which clause, and the way to the reasons.

        Under it stands what is missing, and of which day it is where that is not today.
        """
        note = lacks_in_short(row.due_missing.split(", "))
        if row.due_on is not None and row.due_on != self._today(row):
            note = sentences(note, _("as of %(day)s") % {"day": row.due_on})
        return format_html(
            '{}<span class="visitcore-code visitcore-clause">{} <a href="{}">{}</a></span>'
            '<span class="visitcore-code">{}</span>',
            standing(row),
            clause(row.due_rule, getattr(row, "shown_by", None)),
            reverse("admin:visitcore_django_customer_why", args=[row.pk]),
            _("Why?"),
            note,
        )

    def _today(self, row: Customer) -> Any:
        return getattr(row, "shown_on", None) or timezone.localdate()


def _day(day: date | None, note: str = "") -> SafeString:
    """
    A day that stays on one line, with a note under it.
    """
    told = "–" if day is None else day.isoformat()
    return format_html('<span class="visitcore-day">{}</span><span class="visitcore-code">{}</span>', told, note)
