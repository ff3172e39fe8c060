"""
The due list and the page of a customer.
"""

from datetime import date
from typing import Any
from unicodedata import normalize
from urllib.parse import urlencode

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

from visitcore_django import desk
from visitcore_django.admin.base import ScopedAdmin
from visitcore_django.admin.buttons import Panel
from visitcore_django.admin.customers_asking import AskingMixin
from visitcore_django.admin.customers_filters import FILTERS
from visitcore_django.admin.customers_form import CustomerForm, FigureInline, owner_field
from visitcore_django.admin.customers_panels import panels_of
from visitcore_django.admin.customers_why import WhyMixin
from visitcore_django.admin.due_words import clause, days_since, lacks, standing
from visitcore_django.admin.paging import BoundedPaginator
from visitcore_django.models import Customer
from visitcore_django.people.colleagues import colleagues
from visitcore_django.people.naming import person_name
from visitcore_django.policies import running
from visitcore_django.sheets.customers import CustomerSheet


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
        policy = running(today).policy
        for row in self.result_list:
            row.shown_on, row.shown_by = today, policy

    def get_ordering(self, request: HttpRequest, queryset: QuerySet[Any]) -> list[Any]:
        """
        The order asked for; rows that are equal in it follow the way of the first column, as the indexes do.
        """
        order = [*super().get_ordering(request, queryset)]
        first = str(order[0]) if order else ""
        return [*order[:-1], "pk"] if order[-1:] == ["-pk"] and not first.startswith("-") else order


@admin.register(Customer)
class CustomerAdmin(AskingMixin, WhyMixin, ScopedAdmin):
    """
    Customers by who is due, the longest overdue first.
    """

    form = CustomerForm
    sheet = CustomerSheet
    inlines = [FigureInline]
    paginator = BoundedPaginator
    show_facets = admin.ShowFacets.NEVER
    change_list_template = "visitcore/customers.html"
    change_form_template = "visitcore/customer_form.html"
    list_display = (
        "customer",
        "status",
        "grade",
        "owned_by",
        "due_next",
        "days_overdue",
        "progress",
        "visited_last",
    )
    list_select_related = ["owner"]
    list_filter = FILTERS
    sortable_by = ("customer", "visited_last", "due_next", "days_overdue")
    search_fields = ["code", "name"]
    search_help_text = gettext_lazy("The beginning of the code, or a part of the name.")
    ordering = ["act_by", "pk"]
    readonly_fields = ("owned_by",)
    fieldsets = [
        (None, {"fields": [("code", "name"), ("grade", "category"), ("owner", "team"), ("region", "since"), "active"]}),
        (gettext_lazy("Customer file"), {"fields": [("contacted_on", "filed", "filed_on")], "classes": ["collapse"]}),
    ]

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
        """
        for word in normalize("NFKC", search_term).split():
            codes = {word, word.upper(), word.lower()}
            found = Q(name__icontains=word)
            for code in sorted(codes):
                found |= Q(code__startswith=code)
            queryset = queryset.filter(found)
        return queryset, False

    @admin.display(description=gettext_lazy("customer"), ordering="code")
    def customer(self, row: Customer) -> SafeString:
        """
        The name, and the code under it.
        """
        return format_html('{}<span class="visitcore-code">{}</span>', row.name or row.code, row.code)

    @admin.display(description=gettext_lazy("owner"))
    def owned_by(self, row: Customer) -> str:
        """
        The owner's full name.
        """
        return person_name(row.owner) or "–"

    @admin.display(description=gettext_lazy("next due"), ordering="next_due")
    def due_next(self, row: Customer) -> SafeString:
        """
        The last good day for the next visit, and whether a calendar that is not announced yet was used.
        """
        return _day(row.next_due, _("provisional") if row.due_provisional else "")

    @admin.display(description=gettext_lazy("days overdue"), ordering="act_by")
    def days_overdue(self, row: Customer) -> int | None:
        """
        Days since the visit was overdue, today included.
        """
        return days_since(row.overdue_since, self._today(row))

    @admin.display(description=gettext_lazy("done / owed"))
    def progress(self, row: Customer) -> str:
        """
        Visits made and owed in the period.
        """
        return "–" if row.owed is None else f"{row.done} / {row.owed}"

    @admin.display(description=gettext_lazy("last visit"), ordering="last_visit")
    def visited_last(self, row: Customer) -> SafeString:
        """
        The day of the last visit that was made.
        """
        return _day(row.last_visit, "" if row.last_visit or not row.due_status else _("never"))

    @admin.display(description=gettext_lazy("status"))
    def status(self, row: Customer) -> SafeString:
        """
        How the customer stands, by which clause, and the way to the reasons.

        Under it stands what is missing, and of which day it is where that is not today.
        """
        notes = [lack.what for lack in lacks(row.due_missing.split(", "))]
        if row.due_on is not None and row.due_on != self._today(row):
            notes.append(_("as of %(day)s") % {"day": row.due_on})
        return format_html(
            '{}<span class="visitcore-code visitcore-clause">{} <a href="{}">{}</a></span>'
            '<span class="visitcore-code">{}</span>',
            standing(row),
            clause(row.due_rule, getattr(row, "shown_by", None)),
            reverse("admin:visitcore_django_customer_why", args=[row.pk]),
            _("Why?"),
            " ".join(notes),
        )

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        """
        The form with the people whom the person may choose.
        """
        form = super().get_form(request, obj, change=change, **kwargs)
        if "owner" in form.base_fields:
            now = None if obj is None else obj.owner_id
            label = Customer._meta.get_field("owner").verbose_name
            form.base_fields["owner"] = owner_field(colleagues(request.user), now, required=False, label=label)
        return form

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """
        The owner by the full name, where it is only read.
        """
        sets = super().get_fieldsets(request, obj)
        if obj is None or self.has_change_permission(request, obj):
            return sets
        return [(title, {**options, "fields": _owner_named(options["fields"])}) for title, options in sets]

    def save_model(self, request: HttpRequest, obj: Customer, form: Any, change: bool) -> None:
        """
        Have the desk save it.
        """
        desk.save_customer(obj, by=request.user, token=form.cleaned_data.get("token") or None)

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        """
        Have the desk record the new figures.
        """
        figures = formset.save(commit=False)
        if figures:
            desk.record_figures(form.instance, figures, by=request.user)

    def panels(self, request: HttpRequest, row: Customer) -> list[Panel]:
        """
        How the customer stands, what is open, and what happened.
        """
        return list(panels_of(row, request.user, self.admin_site))

    def render_change_form(self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        """
        The page, with the ways to what one does for a customer.
        """
        row = kwargs.get("obj")
        context["visitcore_links"] = [] if row is None else self._links(request, row)
        return super().render_change_form(request, context, *args, **kwargs)

    def _links(self, request: HttpRequest, row: Customer) -> list[tuple[Any, str]]:
        may, app = request.user.has_perm, self.opts.app_label
        links = []
        if may(f"{app}.add_visit"):
            links.append((_("Plan a visit"), reverse(f"admin:{app}_customer_plan_visits", args=[row.pk])))
        links += self._adding(request, "visit", _("Record a visit"), row, status="completed")
        if may(f"{app}.add_excuse"):
            links.append((_("Excuse"), reverse(f"admin:{app}_customer_excuse", args=[row.pk])))
        links += self._adding(request, "promise", _("New promise"), row)
        links += self._adding(request, "mealrequest", _("New meal"), row)
        links += self._adding(request, "complaint", _("New complaint"), row)
        return links

    def _adding(
        self, request: HttpRequest, model: str, label: str, row: Customer, **more: str
    ) -> list[tuple[str, str]]:
        """
        The way to the page that adds a row about a customer, where the person may and there is one.
        """
        for known, page in self.admin_site._registry.items():
            ours = known._meta.app_label == self.opts.app_label and known._meta.model_name == model
            if ours and page.has_add_permission(request):
                url = reverse(f"admin:{self.opts.app_label}_{model}_add")
                return [(label, f"{url}?{urlencode({'customer': row.pk, **more})}")]
        return []

    def _today(self, row: Customer) -> Any:
        return getattr(row, "shown_on", None) or timezone.localdate()


def _day(day: date | None, note: str) -> SafeString:
    """
    A day that stays on one line, with a note under it.
    """
    told = "–" if day is None else day.isoformat()
    return format_html('<span class="visitcore-day">{}</span><span class="visitcore-code">{}</span>', told, note)


def _owner_named(fields: Any) -> list[Any]:
    return [_owner_named(name) if isinstance(name, list | tuple) else _NAMED.get(name, name) for name in fields]


_NAMED = {"owner": "owned_by"}
