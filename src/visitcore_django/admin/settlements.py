"""
Settlements of meals: what was claimed, who signed it, what was paid, and why.
"""

from contextlib import suppress
from typing import Any, ClassVar

from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from visitcore import VisitcoreError
from visitcore_django import desk
from visitcore_django.admin.amounts import money_cell
from visitcore_django.admin.base import ScopedAdmin
from visitcore_django.admin.buttons import Button, Panel
from visitcore_django.admin.given import named_by
from visitcore_django.admin.meal_words import missing_words
from visitcore_django.admin.months import MonthFilter
from visitcore_django.admin.persons import PersonFilter
from visitcore_django.admin.settlement_form import ClaimForm, SigningForm, signature_words
from visitcore_django.admin.settlement_panels import claimable_panel, paid_in_words, settlement_panels, tell_settled
from visitcore_django.admin.states import state_badge
from visitcore_django.admin.wording import joined, named_all
from visitcore_django.desk.meal_rules import weigh_claim
from visitcore_django.desk.settlements import CLAIMED_COLUMNS, RIGHT, is_own, signatures, signers
from visitcore_django.models import MealRequest, MealSettlement
from visitcore_django.models.money import money
from visitcore_django.models.naming import person_name
from visitcore_django.models.users import name_columns
from visitcore_django.people.acting import acts_as
from visitcore_django.people.scope import visible

State = MealSettlement.State


@admin.register(MealSettlement)
class MealSettlementAdmin(ScopedAdmin):
    """
    Claims for meals.
    """

    form = ClaimForm
    list_display = [
        "on",
        "meal",
        "claimed_by",
        "stands",
        money_cell(MealSettlement, "bill", "meal__currency"),
        money_cell(MealSettlement, "already_paid", "meal__currency"),
        money_cell(MealSettlement, "paid", "meal__currency"),
        "settled_by",
    ]
    list_select_related = ["meal__customer", "claimed_by", "settled_by"]
    list_filter = ["state", MonthFilter, ("claimed_by", PersonFilter)]
    search_fields = ["meal__customer__code", "meal__customer__name", *name_columns("claimed_by__")]
    date_hierarchy = "on"
    autocomplete_fields = ["meal"]
    told = ["stands", "meal", "claim", "signed", "payment"]
    readonly_fields = ["stands", "claim", "signed", "payment"]

    class Media:
        css: ClassVar = {"all": ["visitcore/visitcore.css"]}
        js: ClassVar = ["visitcore/claim.js"]

    @admin.display(description=gettext_lazy("state"), ordering="state")
    def stands(self, row: MealSettlement) -> SafeString:
        """
        The state with its sign.
        """
        return state_badge(row)

    @admin.display(description=gettext_lazy("claim"))
    def claim(self, row: MealSettlement) -> str:
        """
        Who claimed what, on which day, for how many people.
        """
        currency = row.meal.currency
        parts = [(_("bill"), money(row.bill, currency)), (_("drinks and fruit"), money(row.drinks, currency))]
        parts += [(_("paid for it before"), money(row.already_paid, currency))] if row.already_paid else []
        parts += [(_("guests"), str(row.customers)), (_("diners of the company"), str(row.company_diners))]
        return joined(person_name(row.claimed_by), f"{row.on}", *(f"{label} {value}" for label, value in parts))

    @admin.display(description=gettext_lazy("signatures"))
    def signed(self, row: MealSettlement) -> str:
        """
        What is signed, and what is not yet and by whom.
        """
        told = signature_words(row)
        done = joined(*(words for name, words in told.items() if name in row.ticked))
        open_ = joined(*(words for name, words in told.items() if name not in row.ticked))
        lacks = {"who": named_all(",".join(signers(row))), "what": open_}
        return joined(done, _("not yet: %(what)s (%(who)s)") % lacks if open_ else "")

    @admin.display(description=gettext_lazy("what is paid"))
    def payment(self, row: MealSettlement) -> str:
        """
        What was paid by whom; of an open claim what is missing.
        """
        if row.paid is None:
            what = missing_words(row.missing.split(","))
            return _("not settled yet; still missing: %(what)s") % {"what": what} if what else _("not settled yet")
        said = {"paid": money(row.paid, row.meal.currency), "who": person_name(row.settled_by)}
        return _("%(paid)s, settled by %(who)s") % said

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        """
        The figures, or the signatures.
        """
        if obj is not None and self._signs(request, obj):
            kwargs["form"] = SigningForm
        return super().get_form(request, obj, change=change, **kwargs)

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """
        What this person may fill in, with the rest in words above it.
        """
        if obj is None:
            return ["meal", *CLAIMED_COLUMNS]
        if not self.has_change_permission(request, obj):
            return self.told
        if self._signs(request, obj):
            return ["stands", "meal", "claim", "payment", "ticked"]
        return ["stands", "meal", "signed", "payment", *CLAIMED_COLUMNS]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """
        A claim stays with its meal.
        """
        return [*super().get_readonly_fields(request, obj), *(["meal"] if obj is not None else [])]

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """
        The figures of the meal as it was asked for, to be corrected.
        """
        given: dict[str, Any] = super().get_changeform_initial_data(request)
        meal = named_by(given.get("meal"), visible(MealRequest.objects.all(), request.user))
        if meal is None:
            return {}
        figures = ("bill", "drinks", "customers", "company_diners")
        return {"meal": meal.pk, **{name: getattr(meal, name) for name in figures}}

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """
        A claim that is not paid is corrected by whoever claimed it, and signed by whoever signs.
        """
        allowed = super().has_change_permission(request, obj)
        if obj is None or not allowed:
            return allowed
        return obj.state != State.PAID and (is_own(obj, request.user) or self._signs(request, obj))

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """
        A claim stays.
        """
        return False

    def save_model(self, request: HttpRequest, obj: MealSettlement, form: Any, change: bool) -> None:
        """
        Have the desk claim, or sign.
        """
        token = form.cleaned_data.get("token") or None
        if isinstance(form, SigningForm):
            desk.sign_meal(obj, ticked=form.cleaned_data["ticked"], by=request.user, token=token)
        else:
            obj.pk = desk.claim_meal(obj, by=request.user, token=token).pk

    def add_view(
        self, request: HttpRequest, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """
        The form, and below it the meals that can be claimed.
        """
        panels = [claimable_panel(request.user, timezone.localdate())]
        return super().add_view(request, form_url, {"visitcore_panels": panels, **(extra_context or {})})

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """
        The page of a claim; whoever signs does not go on to another claim.
        """
        return super().change_view(
            request, object_id, form_url, {"show_save_and_add_another": False, **(extra_context or {})}
        )

    def response_add(self, request: HttpRequest, obj: Any, post_url_continue: str | None = None) -> HttpResponse:
        """
        After a claim: its own page, which says who signs.
        """
        messages.success(request, _("Claimed; it is paid once it is signed and settled."))
        with suppress(desk.DeskError, VisitcoreError):  # the page tells what is wrong
            decision = weigh_claim(obj)[1]
            if said := paid_in_words(obj, decision):
                say = messages.warning if decision.outcome.unpaid or decision.missing else messages.info
                say(request, said)
        return HttpResponseRedirect(self.page_of(obj))

    def buttons(self, request: HttpRequest, row: MealSettlement) -> list[Button]:
        """
        Settle, for those who may and whose meal it is not.
        """
        if row.state == State.PAID or not self._may_settle(request, row):
            return []
        return [Button(name="settle", label=_("Settle"), do=self._settle, main=True)]

    def may_press(self, request: HttpRequest, row: Any, name: str) -> bool:
        """
        Who sends a settlement that he may not give is no honest late-comer.
        """
        return super().may_press(request, row, name) and (name != "settle" or self._may_settle(request, row))

    def panels(self, request: HttpRequest, row: MealSettlement) -> list[Panel]:
        """
        The claim beside what was approved, and why it is paid or not.
        """
        return list(settlement_panels(row))

    def _may_settle(self, request: HttpRequest, row: MealSettlement) -> bool:
        return request.user.has_perm(f"{self.opts.app_label}.{RIGHT}") and not is_own(row, request.user)

    def _signs(self, request: HttpRequest, row: MealSettlement) -> bool:
        if not signatures(row) or is_own(row, request.user):
            return False
        who = set(signers(row))
        return not who or bool(who & set(acts_as(request.user, who)))

    def _settle(self, request: HttpRequest, row: MealSettlement) -> None:
        done = desk.settle_meal(row, by=request.user, token=request.POST.get("token") or None)
        tell_settled(request, done)
