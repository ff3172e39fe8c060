"""
Meals: the list, the form that shows the cap while it is filled in, and the page with its approvals.
"""

from typing import Any, ClassVar

from attrs import asdict
from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.urls import path, reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from visitcore_django import desk
from visitcore_django.admin.amounts import money_cell
from visitcore_django.admin.buttons import Panel
from visitcore_django.admin.complaint_words import two_lines
from visitcore_django.admin.history import approvals_panel, why_panels
from visitcore_django.admin.meal_form import FIGURES, MealForm, UnsavedMealForm, as_typed
from visitcore_django.admin.meal_steps import MealSteps
from visitcore_django.admin.meal_words import missing_words, weighed
from visitcore_django.admin.meals_told import costs_of, papers_of, place_of, sort_of
from visitcore_django.admin.months import MonthFilter
from visitcore_django.admin.persons import PersonFilter
from visitcore_django.admin.settlement_panels import claimable
from visitcore_django.admin.states import RefusedList, broken, state_badge, there_are
from visitcore_django.admin.wording import named_all
from visitcore_django.desk.meals import OPEN
from visitcore_django.models import MealRequest, MealSettlement
from visitcore_django.models.money import money
from visitcore_django.models.users import name_columns

WORK_OUT = "_work_out"


@admin.register(MealRequest)
class MealRequestAdmin(MealSteps):
    """
    Meals with customers.
    """

    form = MealForm
    open_in = OPEN
    change_form_template = "visitcore/meal_form.html"
    list_display = [
        "on",
        "customer",
        "stands",
        money_cell(MealRequest, "bill"),
        money_cell(MealRequest, "per_person"),
        money_cell(MealRequest, "cap"),
        money_cell(MealRequest, "excess"),
        "requested_by",
    ]
    in_sheets: ClassVar = {"broken": (gettext_lazy("not kept"), broken)}
    list_select_related = ["customer", "requested_by"]
    list_filter = ["state", MonthFilter, ("requested_by", PersonFilter)]
    search_fields = ["customer__code", "customer__name", "restaurant", *name_columns("requested_by__")]
    date_hierarchy = "on"
    autocomplete_fields = ["customer"]
    fieldsets = [
        (None, {"fields": ["customer", ("on", "starts_at"), ("restaurant", "designated_restaurant")]}),
        (
            gettext_lazy("Who"),
            {"fields": [("importance", "occasion", "host"), ("customers", "company_diners", "manager_joins")]},
        ),
        (gettext_lazy("What it costs"), {"fields": [("bill", "drinks"), ("reason", "special")]}),
        (gettext_lazy("In an emergency"), {"fields": [("emergency", "oral_consent_by")], "classes": ["collapse"]}),
    ]
    told = [
        (None, {"fields": ["stands", ("customer", "requested_by"), ("on", "starts_at"), "place"]}),
        (gettext_lazy("Who"), {"fields": ["sort", ("customers", "company_diners", "manager_joins")]}),
        (gettext_lazy("What it costs"), {"fields": ["costs", "reason", "papers"]}),
    ]
    readonly_fields = ["stands", "place", "sort", "costs", "papers"]

    class Media:
        css: ClassVar = {"all": ["visitcore/visitcore.css"]}
        js: ClassVar = ["visitcore/cap.js"]

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        """
        The list that knows why the rules refuse a meal.
        """
        return RefusedList

    @admin.display(description=gettext_lazy("state"), ordering="state")
    def stands(self, row: MealRequest) -> SafeString:
        """
        The state; below it what is not kept, what it still lacks before it can be decided, or whom it waits for.
        """
        lacks = missing_words(row.missing.split(",")) if row.state in OPEN else ""
        told = _("still missing: %(what)s") % {"what": lacks} if lacks else named_all(row.next_by)
        return two_lines(state_badge(row), broken(row) or told)

    @admin.display(description=gettext_lazy("place of the meal"))
    def place(self, row: MealRequest) -> str:
        """
        The restaurant, and whether it is the designated one.
        """
        return place_of(row)

    @admin.display(description=gettext_lazy("sort of meal"))
    def sort(self, row: MealRequest) -> str:
        """
        For how important guests, on what occasion, who hosts it, and whether it is a special case.
        """
        return sort_of(row)

    @admin.display(description=gettext_lazy("cost"))
    def costs(self, row: MealRequest) -> str:
        """
        The bill, what of it is for drinks, what it is per person, and the cap.
        """
        return costs_of(row)

    @admin.display(description=gettext_lazy("papers"))
    def papers(self, row: MealRequest) -> str:
        """
        Who approved it, or by whose word it was held.
        """
        return papers_of(row)

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """
        The fields to fill in; where nothing can be changed any more, what was filled in, in words.
        """
        if obj is not None and not self.has_change_permission(request, obj):
            (top, sets), who, (cost, _fields) = self.told
            papers = ["papers"] if papers_of(obj) else []
            return [(top, sets), who, (cost, {"fields": [*there_are(obj, "costs", ("reason", "reason")), *papers]})]
        return super().get_fieldsets(request, obj)

    def get_urls(self) -> list[Any]:
        """
        The address that says what the rules say, before the others.
        """
        view = self.admin_site.admin_view(self.cap)
        return [path("cap/", view, name=f"{self.opts.app_label}_{self.opts.model_name}_cap"), *super().get_urls()]

    def cap(self, request: HttpRequest) -> HttpResponse:
        """
        What the rules say of the figures typed so far, in words; nothing is recorded.
        """
        if not (self.has_add_permission(request) or self.has_change_permission(request)):
            return JsonResponse({}, status=403)
        told = weighed(*as_typed(request.GET))
        return JsonResponse(asdict(told))

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        """
        What is found by a word; for a claim, meals that are approved, held and not claimed yet.
        """
        rows, twice = super().get_search_results(request, queryset, search_term)
        if request.GET.get("model_name") == MealSettlement._meta.model_name:
            rows = claimable(rows, timezone.localdate())
        return rows, twice

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        """
        The form; where it is only worked out, one that is never saved.
        """
        if request.method == "POST" and WORK_OUT in request.POST:
            kwargs["form"] = UnsavedMealForm
        return super().get_form(request, obj, change=change, **kwargs)

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """
        The form, and below it what the rules say of it so far.
        """
        typed: Any = request.POST if request.method == "POST" else None
        told = weighed(*as_typed(typed)) if typed else None
        row = None if object_id is None else self.get_object(request, object_id)
        if told is None and row is not None and row.state in OPEN:
            told = weighed(row)
        url = reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_cap")
        more = {
            "cap": told,
            "cap_url": url,
            "cap_fields": " ".join(FIGURES),
            "cap_open": row is None or row.state in OPEN,
        }
        return super().changeform_view(request, object_id, form_url, {**more, **(extra_context or {})})

    def save_model(self, request: HttpRequest, obj: MealRequest, form: Any, change: bool) -> None:
        """
        Have the desk keep it, or ask for it.
        """
        do = desk.request_meal if self.asked_for(request) else desk.draft_meal
        row = do(obj, by=request.user, token=form.cleaned_data.get("token") or None)
        obj.pk = row.pk
        if self.asked_for(request):
            self.tell(request, row)

    def panels(self, request: HttpRequest, row: MealRequest) -> list[Panel]:
        """
        The last decision, the approvals, and the settlement.
        """
        found = [*why_panels(row, "decide_meal"), *approvals_panel(row)]
        if hasattr(row, "settlement"):
            claim = row.settlement
            url = reverse(f"admin:{self.opts.app_label}_mealsettlement_change", args=[claim.pk])
            paid = money(claim.paid, row.currency)
            body = render_to_string("visitcore/meal_settlement.html", {"claim": claim, "url": url, "paid": paid})
            found.append(Panel(_("Settlement"), body))
        return found
