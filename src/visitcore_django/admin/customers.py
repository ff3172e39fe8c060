"""
The page of a customer, with the due list in front of it.
"""

from typing import Any
from urllib.parse import urlencode

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from visitcore_django import desk
from visitcore_django.admin.base import ScopedAdmin
from visitcore_django.admin.buttons import Panel
from visitcore_django.admin.customers_asking import AskingMixin
from visitcore_django.admin.customers_form import CustomerForm, FigureInline, owner_field
from visitcore_django.admin.customers_list import DueListMixin
from visitcore_django.admin.customers_panels import panels_of
from visitcore_django.admin.customers_why import WhyMixin
from visitcore_django.models import Customer
from visitcore_django.people.colleagues import colleagues
from visitcore_django.sheets.customers import CustomerSheet


@admin.register(Customer)
class CustomerAdmin(DueListMixin, AskingMixin, WhyMixin, ScopedAdmin):
    """
    Customers by who is due, the longest overdue first.
    """

    form = CustomerForm
    sheet = CustomerSheet
    inlines = [FigureInline]
    change_form_template = "visitcore/customer_form.html"
    readonly_fields = ("owned_by",)
    fieldsets = [
        (None, {"fields": [("code", "name"), ("grade", "category"), ("owner", "team"), ("region", "since"), "active"]}),
        (gettext_lazy("Customer file"), {"fields": [("contacted_on", "filed", "filed_on")], "classes": ["collapse"]}),
    ]

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


def _owner_named(fields: Any) -> list[Any]:
    return [_owner_named(name) if isinstance(name, list | tuple) else _NAMED.get(name, name) for name in fields]


_NAMED = {"owner": "owned_by"}
