"""
The store of gifts: the kinds, how many of each there are, and what came in and went out.
"""

from typing import Any, ClassVar

from django import forms
from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from visitcore_django import desk
from visitcore_django.admin.base import ScopedAdmin, VersionedForm
from visitcore_django.admin.buttons import Button, Panel
from visitcore_django.admin.months import MonthFilter
from visitcore_django.models import GiftItem, StockMovement
from visitcore_django.models.money import money
from visitcore_django.policies import running
from visitcore_django.sheets.gifts import StockSheet

LAST = 20
"""Movements that the page of a gift shows."""


class ItemField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """
    The kinds of gifts, each with what one is worth and how many are there.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.currency = currency_today()

    def label_from_instance(self, obj: Any) -> str:
        """
        Name, value and stock.
        """
        return _("%(item)s · %(value)s each · %(stock)s in stock") % {
            "item": obj,
            "value": money(obj.value, self.currency),
            "stock": obj.stock,
        }


@admin.register(GiftItem)
class GiftItemAdmin(ScopedAdmin):
    """
    Kinds of gifts.
    """

    search_fields = ["code", "name"]
    ordering = ["code"]
    fields = ["code", "name", "value", "stock"]
    readonly_fields = ["stock"]

    class Media:
        css: ClassVar = {"all": ["visitcore/visitcore.css"]}

    def get_list_display(self, request: HttpRequest) -> list[Any]:
        """
        Code, name, value and stock; the value in the currency of the policy, which is read once.
        """
        currency = currency_today()

        @admin.display(description=gettext_lazy("value of one"), ordering="value")
        def value_money(row: GiftItem) -> str:
            return money(row.value, currency)

        return ["code", "name", value_money, "stock"]

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """
        A gift that was ever moved stays.
        """
        return super().has_delete_permission(request, obj) and (obj is None or not obj.movements.exists())

    def buttons(self, request: HttpRequest, row: GiftItem) -> list[Button]:
        """
        Bring in or take out, for those who keep the store.
        """
        if not request.user.has_perm(f"{self.opts.app_label}.add_stockmovement"):
            return []
        return [Button(name="move", label=_("Bring in or take out"), do=self._move, main=True)]

    def panels(self, request: HttpRequest, row: GiftItem) -> list[Panel]:
        """
        The last movements.
        """
        moved = list(row.movements.select_related("by", "gift__customer")[:LAST])
        if not moved:
            return []
        return [Panel(_("Last movements"), render_to_string("visitcore/movements.html", {"movements": moved}))]

    def _move(self, request: HttpRequest, row: GiftItem) -> HttpResponse:
        return HttpResponseRedirect(f"{reverse(f'admin:{self.opts.app_label}_stockmovement_add')}?item={row.pk}")


@admin.register(StockMovement)
class StockMovementAdmin(ScopedAdmin):
    """
    What came into the store and left it; one adds, and never changes.
    """

    form = VersionedForm
    sheet = StockSheet
    fields = ["item", "quantity", "why"]
    autocomplete_fields = ["item"]
    list_display = ["on", "item", "quantity", "why", "gift", "by"]
    list_select_related = ["item", "gift__item", "gift__customer", "by"]
    list_filter = [MonthFilter, "item"]
    search_fields = ["item__code", "item__name", "why"]
    date_hierarchy = "on"

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """
        What moved, moved; a mistake is moved back.
        """
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """
        Nothing of it is deleted.
        """
        return False

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """
        Of a movement that is there also the day, and by whom.
        """
        return super().get_fields(request, obj) if obj is None else ["item", "quantity", "why", "on", "gift", "by"]

    def save_model(self, request: HttpRequest, obj: StockMovement, form: Any, change: bool) -> None:
        """
        Have the desk move it.
        """
        told = form.cleaned_data
        done = desk.move_stock(
            told["item"], told["quantity"], by=request.user, why=told["why"], token=told.get("token") or None
        )
        obj.pk, obj.on = done.pk, done.on

    def response_add(self, request: HttpRequest, obj: Any, post_url_continue: str | None = None) -> HttpResponse:
        """
        After a movement: the gift with its stock.
        """
        item = GiftItem.objects.get(pk=obj.item_id)
        said = {"what": str(item), "stock": item.stock}
        messages.success(request, _("%(what)s: %(stock)s in stock now.") % said)
        return HttpResponseRedirect(reverse(f"admin:{self.opts.app_label}_giftitem_change", args=[item.pk]))


def currency_today() -> str:
    """
    The currency of the policy that runs today: of the company's own file, else of its first pack.
    """
    policy = running(timezone.localdate()).policy
    packs = policy.packs if policy.own is None else (policy.own, *policy.packs)
    return next((pack.settings.currency for pack in packs), "")
